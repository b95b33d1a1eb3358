package heitu_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

const (
	fileLines     = 500
	functionLines = 60
)

// vague names tell a reader nothing about what a package is for.
var vague = strings.Fields("util utils common helper helpers manager base model models")

// pure packages take the time and chance as arguments.
var pure = strings.Fields("record flow process access figure match kinds vocab rules claims")

// chinese packages hold Chinese beside the code that reads or says it; elsewhere
// a text is a Label or a Message.
var chinese = strings.Fields("text kinds process figure vocab rules demo record sheet match claims")

// customary methods need no comment: their promise is the interface's.
var customary = strings.Fields("Error String Unwrap Is As Len Less Swap MarshalJSON UnmarshalJSON MarshalText UnmarshalText ServeHTTP Write Read Close")

// sameInBoth are labels that Chinese readers write in Latin letters too.
var sameInBoth = strings.Fields("ORCID DOI ISBN ISSN IPC CLC TRL URL API CSV JSON RSS Excel OAI-PMH Heitu English")

// spoken is text that templates may hold as it stands: names that are never translated.
var spoken = strings.Fields("Heitu")

// source is one parsed Go file.
type source struct {
	path      string // relative, with slashes
	pkg       string // the directory below internal, as the layers name it
	lines     int
	set       *token.FileSet
	file      *ast.File
	test      bool
	generated bool
}

func (s source) at(p token.Pos, format string, args ...any) string {
	return fmt.Sprintf("%s:%d: %s", s.path, s.set.Position(p).Line, fmt.Sprintf(format, args...))
}

// within reports whether the file lies in one of the packages, or below one.
func (s source) within(packages []string) bool {
	first, _, _ := strings.Cut(s.pkg, "/")
	return slices.Contains(packages, first)
}

func parse(name, content string) (source, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, content, parser.ParseComments)
	if err != nil {
		return source{}, err
	}
	return source{
		path: name, pkg: layerName(path.Dir(name)), lines: strings.Count(content, "\n"), set: set, file: file,
		test:      strings.HasSuffix(name, "_test.go") || layers[layerName(path.Dir(name))].test,
		generated: strings.HasSuffix(name, "_templ.go") || strings.HasSuffix(name, ".pb.go"),
	}, nil
}

// readTree reports every finding of judge on the files of the tree.
func readTree(t *testing.T, suffix string, judge func(name, content string) []string) {
	t.Helper()
	paths, err := filesNamed(".", suffix)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range paths {
		content, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range judge(p, string(content)) {
			t.Error(f)
		}
	}
}

// parsed makes a judge of sources a judge of files.
func parsed(judge func(source) []string) func(name, content string) []string {
	return func(name, content string) []string {
		s, err := parse(name, content)
		if err != nil {
			return []string{err.Error()}
		}
		return judge(s)
	}
}

func TestStyle(t *testing.T) {
	documented := map[string]bool{}
	readTree(t, ".go", parsed(func(s source) []string {
		dir := path.Dir(s.path)
		documented[dir] = documented[dir] || s.file.Doc != nil || s.generated
		return style(s)
	}))
	for _, dir := range slices.Sorted(maps.Keys(documented)) {
		if !documented[dir] {
			t.Errorf("%s: no file has a package comment", dir)
		}
	}
}

func TestStyleCatalogue(t *testing.T) { readTree(t, ".go", parsed(catalogue)) }

func TestStyleTemplates(t *testing.T) { readTree(t, ".templ", templateText) }

func TestStyleFindsFaults(t *testing.T) {
	for _, tt := range []struct{ file, content, want string }{
		{"internal/store/a.go", "package store\n" + strings.Repeat("\n", fileLines), "at most 500"},
		{"internal/store/a.go", "package store\nfunc f() {\n" + strings.Repeat("\n", functionLines) + "}", "at most 60"},
		{"internal/helper/a.go", "package helper", "says nothing"},
		{"internal/store/a.go", "package store\nfunc F() {}", "no comment"},
		{"internal/store/a.go", "package store\nfunc (a *A[K]) F() {}", "no comment"},
		{"internal/store/a.go", "package store\nfunc (a *a) F() {}", ""},
		{"internal/store/a.go", "package store\n// G.\nvar (\n\tA int\n)", ""},
		{"internal/store/a.go", "package store\nvar A int", "no comment"},
		{"internal/store/a.go", "package store\nfunc init() {}", "no init"},
		{"internal/flow/a.go", "package flow\nvar now = time.Now", "take it as an argument"},
		{"internal/store/a.go", `package store; var s = "黑土"`, "outside the catalogue"},
		{"internal/match/a.go", `package match; var s = "黑土"`, ""},
		{"internal/store/a.go", `package store; var s = text.Label{ZH: "黑土", EN: "Heitu"}`, ""},
		{"internal/store/a.go", `package store; var s = text.Label{ZH: "黑土"}`, "no English"},
		{"internal/store/a.go", `package store; var s = []text.Label{{"Soil", "Soil"}}`, "no Chinese character"},
		{"internal/text/a.go", `package text; var s = Message{"第 %d 行：%s", "Row %d"}`, "takes"},
		{"internal/text/a.go", `package text; var s = Message{"第 %d 行，100%%：“%s”", "%[2]q in row %[1]d"}`, ""},
		{"a.templ", "templ A() {\n\t<p>Hello</p>\n}\n", "Hello"},
		{"a.templ", "templ A() {\n\t<a title=\"你好\"></a>\n}\n", "你好"},
		{"a.templ", "templ A(x string) {\n\tif x > \"ab\" {\n\t\t<a class=\"bb\" href={ f(\">\") }>{ x } · Heitu</a>\n\t}\n\t@b.C(\"dd\") {\n\t\t<br/>\n\t}\n}\n", ""},
		{"a.templ", "templ A(x string) {\n\t@b.C(\"dd\") {\n\t\t<br/>lost\n\t}\n}\n", "a.templ:3"},
	} {
		judge := templateText
		if strings.HasSuffix(tt.file, ".go") {
			judge = parsed(func(s source) []string { return append(style(s), catalogue(s)...) })
		}
		found := judge(tt.file, tt.content)
		if got := strings.Join(found, "\n"); !strings.Contains(got, tt.want) || (tt.want == "") != (got == "") {
			t.Errorf("%s: %q: got %q, want %q", tt.file, tt.content, got, tt.want)
		}
	}
}

// style judges size, names, comments, and where time and chance come from.
func style(s source) []string {
	if s.generated {
		return nil
	}
	var found []string
	note := func(p token.Pos, format string, args ...any) { found = append(found, s.at(p, format, args...)) }
	if s.lines > fileLines {
		note(s.file.Package, "%d lines; a file has at most %d", s.lines, fileLines)
	}
	if slices.Contains(vague, s.file.Name.Name) || slices.Contains(vague, path.Base(path.Dir(s.path))) {
		note(s.file.Name.Pos(), "a package named %s says nothing about what it is for", s.file.Name.Name)
	}
	if s.test {
		return found
	}
	for _, d := range s.file.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if n := s.set.Position(d.End()).Line - s.set.Position(d.Pos()).Line + 1; n > functionLines {
				note(d.Pos(), "%s has %d lines; a function has at most %d", d.Name.Name, n, functionLines)
			}
			if d.Name.Name == "init" && d.Recv == nil {
				note(d.Pos(), "no init: pass values, or register through add")
			}
			if d.Doc == nil && d.Name.IsExported() && !hidden(d) && !slices.Contains(customary, d.Name.Name) {
				note(d.Pos(), "%s is exported and has no comment", d.Name.Name)
			}
		case *ast.GenDecl:
			for _, name := range uncommented(d) {
				note(name.Pos(), "%s is exported and has no comment", name.Name)
			}
		}
	}
	if s.within(pure) {
		found = append(found, impure(s)...)
	}
	return found
}

// hidden reports whether d is a method of a type that is not exported.
func hidden(d *ast.FuncDecl) bool {
	if d.Recv == nil {
		return false
	}
	return !ast.IsExported(strings.TrimPrefix(types.ExprString(d.Recv.List[0].Type), "*"))
}

// uncommented returns the exported names of a declaration that nothing explains.
// The comment of a group explains its constants and variables, not its types.
func uncommented(d *ast.GenDecl) []*ast.Ident {
	var names []*ast.Ident
	for _, spec := range d.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			if spec.Name.IsExported() && spec.Doc == nil && spec.Comment == nil && (d.Doc == nil || d.Lparen.IsValid()) {
				names = append(names, spec.Name)
			}
		case *ast.ValueSpec:
			for _, name := range spec.Names {
				if name.IsExported() && spec.Doc == nil && spec.Comment == nil && d.Doc == nil {
					names = append(names, name)
				}
			}
		}
	}
	return names
}

func impure(s source) []string {
	var found []string
	ast.Inspect(s.file, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		x, ok := sel.X.(*ast.Ident)
		if ok && (x.Name == "time" && sel.Sel.Name == "Now" || x.Name == "rand") {
			found = append(found, s.at(n.Pos(), "%s.%s in package %s: take it as an argument", x.Name, sel.Sel.Name, s.pkg))
		}
		return true
	})
	return found
}

// catalogue judges labels and messages, and finds Chinese outside of them.
func catalogue(s source) []string {
	if s.test {
		return nil
	}
	var found []string
	said := map[ast.Node]bool{} // literals whose type the surrounding list names
	ast.Inspect(s.file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.CompositeLit:
			for _, e := range elided(s, n) {
				said[e] = true
			}
			if name := saying(s, n.Type); name != "" || said[n] {
				if why := judgePair(n, name != "Label"); why != "" {
					found = append(found, s.at(n.Pos(), "%s", why))
				}
				return false
			}
		case *ast.BasicLit:
			if (n.Kind == token.STRING || n.Kind == token.CHAR) && hasHan(n.Value) && !s.within(chinese) {
				found = append(found, s.at(n.Pos(), "Chinese outside the catalogue: %s", n.Value))
			}
		}
		return true
	})
	return found
}

// saying returns "Label" or "Message" if the expression names that type, or "".
func saying(s source, e ast.Expr) string {
	name, from := "", ""
	switch e := e.(type) {
	case *ast.Ident:
		name, from = e.Name, s.file.Name.Name
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok {
			name, from = e.Sel.Name, x.Name
		}
	}
	if (from == "text" || from == "record") && (name == "Label" || name == "Message") {
		return name
	}
	return ""
}

// elided returns the elements of a list or map of labels that leave out their type.
func elided(s source, lit *ast.CompositeLit) []ast.Node {
	var of ast.Expr
	switch t := lit.Type.(type) {
	case *ast.ArrayType:
		of = t.Elt
	case *ast.MapType:
		of = t.Value
	}
	if saying(s, of) == "" {
		return nil
	}
	var lits []ast.Node
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if c, ok := e.(*ast.CompositeLit); ok && c.Type == nil {
			lits = append(lits, c)
		}
	}
	return lits
}

// judgePair says what is wrong with a literal of two languages, or "".
// An empty literal is the zero value; a computed text cannot be judged here.
func judgePair(lit *ast.CompositeLit, formatted bool) string {
	if len(lit.Elts) == 0 {
		return ""
	}
	pair := map[string]ast.Expr{}
	for i, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			pair[kv.Key.(*ast.Ident).Name] = kv.Value
		} else {
			pair[[]string{"ZH", "EN"}[min(i, 1)]] = e
		}
	}
	zh, zhKnown := constant(pair["ZH"])
	en, enKnown := constant(pair["EN"])
	switch {
	case zhKnown && strings.TrimSpace(zh) == "":
		return fmt.Sprintf("%q has no Chinese", en)
	case enKnown && strings.TrimSpace(en) == "":
		return fmt.Sprintf("%q has no English", zh)
	case zhKnown && !hasHan(zh) && hasLetters(zh) && !slices.Contains(sameInBoth, zh):
		return fmt.Sprintf("%q holds no Chinese character and is not listed in sameInBoth", zh)
	case enKnown && hasHan(en):
		return fmt.Sprintf("%q is not English", en)
	case !formatted || !zhKnown || !enKnown:
		return ""
	}
	if a, b := verbs(zh), verbs(en); !maps.Equal(a, b) {
		return fmt.Sprintf("%q takes %v, but %q takes %v", zh, a, en, b)
	}
	return ""
}

// hasLetters reports whether s says something besides its arguments and punctuation.
func hasLetters(s string) bool {
	return strings.ContainsFunc(regexp.MustCompile(`%(\[[0-9]+\])?[a-z]`).ReplaceAllString(s, ""), unicode.IsLetter)
}

// constant returns the value of a string literal or a sum of them; a missing one is "".
func constant(e ast.Expr) (string, bool) {
	switch e := e.(type) {
	case nil:
		return "", true
	case *ast.ParenExpr:
		return constant(e.X)
	case *ast.BasicLit:
		s, err := strconv.Unquote(e.Value)
		return s, err == nil
	case *ast.BinaryExpr:
		a, okA := constant(e.X)
		b, okB := constant(e.Y)
		return a + b, okA && okB
	}
	return "", false
}

var verb = regexp.MustCompile(`%[-+# 0]*(?:\d+|\*)?(?:\.(?:\d+|\*)?)?(?:\[(\d+)\])?([a-zA-Z%]|$|.)`)

// verbs returns what a format asks of each argument. The verbs of words are one
// kind, since a language may quote where the other does not.
func verbs(format string) map[int]string {
	asked, next := map[int]string{}, 1
	for _, m := range verb.FindAllStringSubmatch(format, -1) {
		if m[2] == "%" {
			continue
		}
		if m[1] != "" {
			next, _ = strconv.Atoi(m[1])
		}
		class := m[2]
		if strings.Contains("sqv", class) && class != "" {
			class = "word"
		}
		asked[next] += class
		next++
	}
	for i, c := range asked {
		asked[i] = strings.ReplaceAll(c, "wordword", "word") // said twice
	}
	return asked
}

func hasHan(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) })
}

var (
	component = regexp.MustCompile(`(?s)\ntempl [^\n]*?\{\n.*?\n\}\n|\ntempl [^\n]*\(\n.*?\n\}\n`)
	signature = regexp.MustCompile(`(?s)^\ntempl .*?\{\n`)
	// What is not read aloud, in the order in which it is taken out.
	silent = []*regexp.Regexp{
		regexp.MustCompile(`(?s)<!--.*?-->`),
		regexp.MustCompile(`(?s)<(script|style)\b.*?</(script|style)>`),
		regexp.MustCompile(`(?m)^\s*//.*$`),
		regexp.MustCompile(`&#?\w+;`),
		regexp.MustCompile(`(?m)^\s*(\} else )?(if|for|switch) .*\{$|^\s*(case .*|default):$|^\s*\} else \{$`),
	}
	readAloud = regexp.MustCompile(`\b(title|placeholder|aria-label|aria-description|alt|label)="([^"]*)"`)
	tag       = regexp.MustCompile(`^<[/!A-Za-z]`)
	call      = regexp.MustCompile(`^@[\w.]+`)
	member    = regexp.MustCompile(`^(\.\w+)+`)
	word      = regexp.MustCompile(`[A-Za-z]{2,}|\p{Han}+`)
)

// templateText finds text that a template holds itself, where it should ask the
// catalogue. It reads templates as templ lays them out, and roughly.
func templateText(name, content string) []string {
	var found []string
	for _, at := range component.FindAllStringIndex("\n"+content, -1) {
		body := ("\n" + content)[at[0]:at[1]]
		line := strings.Count(content[:at[0]], "\n") + 1
		blank := func(s string) string { return strings.Repeat("\n", strings.Count(s, "\n")) }
		body = signature.ReplaceAllStringFunc(body, blank)
		for _, re := range silent {
			body = re.ReplaceAllStringFunc(body, blank)
		}
		note := func(offset int, text string) {
			for _, w := range word.FindAllStringIndex(text, -1) {
				if said := text[w[0]:w[1]]; !slices.Contains(spoken, said) {
					where := line + strings.Count(body[:offset+w[0]], "\n") - 1
					found = append(found, fmt.Sprintf("%s:%d: %q is said by the template, not by the catalogue", name, where, said))
				}
			}
		}
		for _, m := range readAloud.FindAllStringSubmatchIndex(body, -1) {
			note(m[0], body[m[4]:m[5]])
		}
		visible(body, note)
	}
	return found
}

// visible calls note with every stretch of body outside tags, expressions and calls.
func visible(body string, note func(offset int, text string)) {
	start := 0
	for i := 0; i < len(body); {
		end := i
		switch rest := body[i:]; {
		case rest[0] == '{', tag.MatchString(rest):
			end = closing(body, i)
		case call.MatchString(rest):
			end += len(call.FindString(rest))
			for end < len(body) && (body[end] == '(' || body[end] == '{') {
				end = closing(body, end)
				end += len(member.FindString(body[end:]))
			}
			if strings.HasPrefix(body[end:], " {\n") { // what follows are children, part of the page
				end += len(" {")
			}
		default:
			i++
			continue
		}
		note(start, body[start:i])
		i, start = end, end
	}
	note(start, body[start:])
}

// closing returns the offset after the bracket that closes the one at i, past
// quoted text and, within a tag, past expressions.
func closing(s string, i int) int {
	open, depth := s[i], 0
	shut := map[byte]byte{'(': ')', '{': '}', '<': '>'}[open]
	for ; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '`' || c == '\'' && open != '<':
			for i++; i < len(s) && s[i] != c; i++ {
				if s[i] == '\\' && c != '`' && open != '<' {
					i++
				}
			}
		case c == '{' && open == '<':
			i = closing(s, i) - 1
		case c == open:
			depth++
		case c == shut:
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(s)
}
