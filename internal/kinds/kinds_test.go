package kinds_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/vocab"
)

func TestAllKindsAreValid(t *testing.T) {
	if err := kinds.Valid(kinds.All()); err != nil {
		t.Fatal(err)
	}
	if !slices.IsSortedFunc(kinds.All(), func(a, b record.Kind) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("kinds are not in the order of names")
	}
}

func TestValidFindsFaults(t *testing.T) {
	for _, tt := range []struct {
		name string
		set  []record.Kind
		want string // part of the error
	}{
		{"nothing", nil, ""},
		{"one kind twice", append(kinds.All(), kinds.Need), "need: declared twice"},
		{"a reference to nowhere", []record.Kind{kinds.Need}, `unknown kind "organisation"`},
		{"references to nowhere", []record.Kind{kinds.Achievement, kinds.Organisation}, `unknown kind "person"`},
		{"an incomplete kind", []record.Kind{{Name: "empty"}}, "label in both languages"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := kinds.Valid(tt.set)
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

// declared is what the source of the package says: every exported field handle
// with its name, and for every kind the handles that it lists.
type declared struct {
	handles map[string]string   // variable → field name
	listed  map[string][]string // kind variable → handles
}

func readSource(t *testing.T) declared {
	t.Helper()
	d := declared{handles: map[string]string{}, listed: map[string][]string{}}
	sources, err := fs.Glob(os.DirFS("."), "*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range sources {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
				for _, spec := range g.Specs {
					d.add(t, spec.(*ast.ValueSpec))
				}
			}
		}
	}
	return d
}

func (d declared) add(t *testing.T, spec *ast.ValueSpec) {
	for i, value := range spec.Values {
		name := spec.Names[i].Name
		if lit, ok := value.(*ast.CompositeLit); ok && strings.HasSuffix(selected(lit.Type), "Field") {
			d.handles[name] = fieldName(t, name, lit)
		}
		ast.Inspect(value, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || selected(call.Fun) != "Fields" {
				return true
			}
			for _, arg := range call.Args {
				id, ok := arg.(*ast.Ident)
				if !ok {
					t.Fatalf("%s: record.Fields takes the package's handles only", name)
				}
				d.listed[name] = append(d.listed[name], id.Name)
			}
			return false
		})
	}
}

// selected is the name after "record.".
func selected(e ast.Expr) string {
	if s, ok := e.(*ast.SelectorExpr); ok {
		if x, ok := s.X.(*ast.Ident); ok && x.Name == "record" {
			return s.Sel.Name
		}
	}
	return ""
}

func fieldName(t *testing.T, handle string, lit *ast.CompositeLit) string {
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok && kv.Key.(*ast.Ident).Name == "Name" {
			return strings.Trim(kv.Value.(*ast.BasicLit).Value, `"`)
		}
	}
	t.Fatalf("%s has no name", handle)
	return ""
}

// shared tells the fields that several kinds have in common.
func shared(handle string) bool { return strings.HasPrefix(handle, "Publication") }

func TestEveryHandleIsListedOnce(t *testing.T) {
	source := readSource(t)
	if len(source.handles) < 60 || len(source.listed) != len(kinds.All()) {
		t.Fatalf("the source shows %d handles and %d kinds of %d; does the test still read it?", len(source.handles), len(source.listed), len(kinds.All()))
	}
	in := map[string][]string{}
	for kind, handles := range source.listed {
		names := map[string]bool{}
		for _, h := range handles {
			in[h] = append(in[h], kind)
			name, ok := source.handles[h]
			if !ok || names[name] {
				t.Errorf("%s: the field %q of %s is declared elsewhere, or its name is taken", kind, name, h)
			}
			names[name] = true
			if !strings.HasPrefix(h, kind) && !shared(h) {
				t.Errorf("%s lists %s, which is named after another kind", kind, h)
			}
		}
	}
	for h := range source.handles {
		if len(in[h]) != 1 && !(shared(h) && len(in[h]) > 1) {
			t.Errorf("%s is listed in %d kinds %v, want one", h, len(in[h]), in[h])
		}
	}
}

func TestEveryChoiceHasCodes(t *testing.T) {
	for _, k := range kinds.All() {
		for _, f := range k.Fields {
			var from record.Codes
			switch of := f.Type.(type) {
			case record.Choice:
				from = of.From
			case record.Choices:
				from = of.From
			default:
				continue
			}
			if from == nil || len(from.All()) == 0 {
				t.Errorf("%s.%s is to be chosen from nothing", k.Name, f.Name)
			}
		}
	}
}

func TestRolesAgree(t *testing.T) {
	var names []string
	for _, role := range record.Roles() {
		names = append(names, role.Name)
		if label, ok := vocab.Roles.Lookup(role.Name); !ok || label != role.Label {
			t.Errorf("role %s: the list says %+v, the record package %+v", role.Name, label, role.Label)
		}
	}
	if !slices.Equal(names, vocab.Roles.All()) {
		t.Errorf("got %v, want %v", vocab.Roles.All(), names)
	}
}

// blamed is the field that err finds fault with.
func blamed(t *testing.T, err error) string {
	t.Helper()
	if err == nil {
		return ""
	}
	all := fault.All(err)
	if len(all) != 1 || all[0].Code != fault.CodeInvalid {
		t.Fatalf("got %#v, want one invalid fault", err)
	}
	return all[0].Field
}

func TestNeedRules(t *testing.T) {
	for _, tt := range []struct {
		name   string
		fields map[string]any
		want   string // the field at fault
	}{
		{"no dates", nil, ""},
		{"opening only", map[string]any{"opens": "2026-03-01"}, ""},
		{"closing only", map[string]any{"closes": "2026-03-01"}, ""},
		{"closes later", map[string]any{"opens": "2026-03-01", "closes": "2027-01-01"}, ""},
		{"closes on the same day", map[string]any{"opens": "2026-03-01", "closes": "2026-03-01"}, ""},
		{"closes before", map[string]any{"opens": "2026-03-01", "closes": "2026-02-28"}, "closes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := blamed(t, kinds.Need.Check(record.Record{Fields: tt.fields})); got != tt.want {
				t.Errorf("%v: got fault in %q, want %q", tt.fields, got, tt.want)
			}
		})
	}
}

func TestContractRules(t *testing.T) {
	for _, tt := range []struct {
		name   string
		fields map[string]any
		want   string
	}{
		{"no amounts", nil, ""},
		{"total only", map[string]any{"total": int64(100)}, ""},
		{"technical below total", map[string]any{"total": int64(100), "technical": int64(99)}, ""},
		{"technical is total", map[string]any{"total": int64(100), "technical": int64(100)}, ""},
		{"technical above total", map[string]any{"total": int64(100), "technical": int64(101)}, "technical"},
		{"technical without total", map[string]any{"technical": int64(1)}, "technical"},
		{"nothing technical", map[string]any{"technical": int64(0)}, ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := blamed(t, kinds.Contract.Check(record.Record{Fields: tt.fields})); got != tt.want {
				t.Errorf("%v: got fault in %q, want %q", tt.fields, got, tt.want)
			}
		})
	}
}

func TestAccountRules(t *testing.T) {
	for _, tt := range []struct {
		name  string
		login string
		roles []string
		org   string
		want  string
	}{
		{"a broker", "broker1", []string{"broker"}, "", ""},
		{"several business roles", "li.mu", []string{"broker", "registrar", "officer"}, "", ""},
		{"a member of a firm", "wang-wu", []string{"member"}, "some id", ""},
		{"a member of nothing", "wang-wu", []string{"member"}, "", "organisation"},
		{"a broker who is a member of nothing", "wang-wu", []string{"broker", "member"}, "", "organisation"},
		{"one administrator", "root", []string{"system"}, "", ""},
		{"an administrator with a business role", "root", []string{"audit", "broker"}, "", ""}, // the office judges this by the market's mode
		{"system and security", "root", []string{"system", "security"}, "", "roles"},
		{"security and audit", "root", []string{"security", "broker", "audit"}, "", "roles"},
		{"all three", "root", []string{"system", "security", "audit"}, "", "roles"},
		{"shortest sign-in name", "abc", nil, "", ""},
		{"longest sign-in name", "a" + strings.Repeat("b", 31), nil, "", ""},
		{"too short", "ab", nil, "", "login"},
		{"too long", "a" + strings.Repeat("b", 32), nil, "", "login"},
		{"upper case", "Admin", nil, "", "login"},
		{"begins with a digit", "1abc", nil, "", "login"},
		{"Chinese", "管理员", nil, "", "login"},
		{"a line end", "admin\n", nil, "", "login"},
		{"no sign-in name yet", "", []string{"broker"}, "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			fields := map[string]any{}
			if tt.login != "" {
				fields["login"] = tt.login
			}
			if tt.roles != nil {
				fields["roles"] = tt.roles
			}
			if tt.org != "" {
				fields["organisation"] = tt.org
			}
			if got := blamed(t, kinds.Account.Check(record.Record{Fields: fields})); got != tt.want {
				t.Errorf("%v: got fault in %q, want %q", fields, got, tt.want)
			}
		})
	}
}
