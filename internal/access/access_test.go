package access_test

import (
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/process"
	"heitu/internal/record"
)

// who is somebody with regard to the record that the matrix looks at.
type who struct {
	name  string
	actor access.Actor
}

// everybody lists one of each: strangers belong to another organisation. The
// record has the id "r", or for an organisation and an account that of "o" and "self".
func everybody() []who {
	list := []who{
		{"visitor", access.Actor{}},
		{"the account itself", access.Actor{Account: "self", Roles: record.Member, Organisation: "x"}},
		{"member, own", access.Actor{Account: "a", Roles: record.Member, Organisation: "o"}},
		{"member, other", access.Actor{Account: "a", Roles: record.Member, Organisation: "x"}},
	}
	list = append(list, who{"delegate, own", access.Actor{Account: "a", Roles: record.Member | record.Delegate, Organisation: "o"}},
		who{"delegate, other", access.Actor{Account: "a", Roles: record.Member | record.Delegate, Organisation: "x"}})
	for _, role := range record.Roles()[2:] {
		list = append(list, who{role.Name, access.Actor{Account: "a", Roles: role.Class}})
	}
	return append(list, who{"ally", access.Actor{Roles: record.Ally}}, who{"the node", access.Actor{Node: true}})
}

// subject is a record of the kind with every field filled in.
func subject(k record.Kind, state string) record.Record {
	r := record.Record{Key: record.Key{Home: "h", ID: "r"}, Kind: k.Name, State: state, Rev: 1, By: "writer", Fields: map[string]any{}}
	for _, f := range k.Fields {
		r.Fields[f.Name] = "value"
	}
	if k.Owner != "" {
		r.Owner, r.Fields[k.Owner] = "o", "o"
	}
	switch {
	case k.Name == kinds.Organisation.Name:
		r.ID = "o"
	case k.Name == kinds.Account.Name:
		r.ID = "self"
	}
	return r
}

// TestMatrixGolden writes down who may do and see what, for a reviewer to read.
func TestMatrixGolden(t *testing.T) {
	var b strings.Builder
	b.WriteString("Who may do and see what. Generated: HEITU_GOLDEN=1 go test ./internal/access\n" +
		"\"Own\" is a member of the owning organisation. Who is not listed below a state does not see the record.\n")
	for _, k := range kinds.All() {
		fmt.Fprintf(&b, "\n== %s\n", k.Name)
		if k.Owner != "" {
			fmt.Fprintf(&b, "owner: %s\n", k.Owner)
		}
		fmt.Fprintf(&b, "create: %s\n", creators(t, k))
		for _, s := range k.States {
			fmt.Fprintf(&b, "%s\n", s.Name)
			for _, w := range everybody() {
				if line := may(t, w.actor, k, s); line != "" {
					fmt.Fprintf(&b, "  %-19s %s\n", w.name, line)
				}
			}
		}
	}
	golden(t, "testdata/matrix.golden", b.String())
}

func creators(t *testing.T, k record.Kind) string {
	var names []string
	for _, w := range everybody() {
		err := access.Create(w.actor, k, subject(k, k.First()))
		if err == nil {
			names = append(names, w.name)
		} else if !fault.Is(err, fault.CodeDenied) && !fault.Is(err, fault.CodeSignIn) {
			t.Errorf("%s creates %s: %v", w.name, k.Name, err)
		}
		if err == nil && !access.MayCreate(w.actor, k) && !w.actor.Node && k.Create != record.Public {
			t.Errorf("%s may create %s and is not offered it", w.name, k.Name)
		}
	}
	return strings.Join(names, ", ")
}

// may says what somebody may do with a record in a state, "" if he may not know of it.
func may(t *testing.T, a access.Actor, k record.Kind, s record.State) string {
	r := subject(k, s.Name)
	seen, ok := access.View(a, k, r)
	if !ok {
		if err := access.Change(a, k, r, r); !fault.Is(err, fault.CodeMissing) {
			t.Errorf("changing %s unseen in %s: got %v, want missing", k.Name, s.Name, err)
		}
		return ""
	}
	said := []string{"sees"}
	if !s.Fixed && access.Change(a, k, r, r) == nil {
		said = append(said, "changes")
	}
	var steps, hidden []string
	for _, step := range process.All()[k.Name].Leaving(s.Name) {
		if access.Step(a, k, step.By, r) == nil {
			steps = append(steps, step.Name)
		}
	}
	if steps != nil {
		said = append(said, "steps "+strings.Join(steps, ", "))
	}
	for _, f := range k.Fields {
		if _, ok := seen.Fields[f.Name]; !ok {
			hidden = append(hidden, f.Name)
		}
	}
	if seen.By == "" {
		hidden = append(hidden, "author")
	}
	if hidden != nil {
		said = append(said, "not "+strings.Join(hidden, ", "))
	}
	return strings.Join(said, "; ")
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if os.Getenv("HEITU_GOLDEN") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	have := strings.Split(got, "\n")
	for i, line := range strings.Split(string(want), "\n") {
		if i >= len(have) || have[i] != line {
			t.Fatalf("%s, line %d: got %q, want %q (HEITU_GOLDEN=1 writes it anew)", path, i+1, append(have, "")[min(i, len(have))], line)
		}
	}
	t.Fatalf("%s: there is more than it says (HEITU_GOLDEN=1 writes it anew)", path)
}

func TestView(t *testing.T) {
	stranger := access.Actor{Account: "a", Roles: record.Member, Organisation: "x"}
	owner := access.Actor{Account: "a", Roles: record.Member, Organisation: "o"}
	officer := access.Actor{Account: "a", Roles: record.Officer}
	for _, tt := range []struct {
		name         string
		actor        access.Actor
		kind         record.Kind
		state        string
		seen         bool
		owner, by    string
		shown, hides string // fields
	}{
		{"a visitor and a registered contract", access.Actor{}, kinds.Contract, "registered", true, "", "", "number total signed region", "title seller files confirmed match"},
		{"a stranger and a registered contract", stranger, kinds.Contract, "registered", true, "", "", "number", "title seller"},
		{"the owner and his contract", owner, kinds.Contract, "registered", true, "o", "writer", "title seller files", "confirmed match"},
		{"an officer and a contract", officer, kinds.Contract, "registered", true, "o", "writer", "title confirmed match", ""},
		{"a visitor and a draft", access.Actor{}, kinds.Contract, "draft", false, "", "", "", ""},
		{"a stranger and a draft", stranger, kinds.Contract, "draft", false, "", "", "", ""},
		{"a visitor and an open need", access.Actor{}, kinds.Need, "open", true, "o", "", "title firm problem", "budget"},
		{"the firm and its need", owner, kinds.Need, "open", true, "o", "writer", "budget", ""},
		{"an officer and a need", officer, kinds.Need, "open", true, "o", "writer", "title", "budget"},
		{"a visitor and a person", access.Actor{}, kinds.Person, "kept", false, "", "", "", ""},
		{"the node and a person", access.Actor{Node: true}, kinds.Person, "kept", true, "o", "writer", "name email", ""},
		{"a state that is not declared", access.Actor{Node: true}, kinds.Need, "lost", false, "", "", "", ""},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := subject(tt.kind, tt.state)
			r.Fields["newer"] = "sent by an ally"
			whole := maps.Clone(r.Fields)
			v, ok := access.View(tt.actor, tt.kind, r)
			if ok != tt.seen || v.Owner != tt.owner || v.By != tt.by {
				t.Errorf("got seen %t, owner %q, author %q, want %t, %q, %q", ok, v.Owner, v.By, tt.seen, tt.owner, tt.by)
			}
			if !ok && (v.ID != "" || v.Fields != nil) {
				t.Errorf("an unseen record leaks %+v", v)
			}
			for _, name := range strings.Fields(tt.shown) {
				if v.Fields[name] == nil {
					t.Errorf("%s is hidden", name)
				}
			}
			for _, name := range append(strings.Fields(tt.hides), "newer") {
				if v.Fields[name] != nil {
					t.Errorf("%s is shown", name)
				}
			}
			if !maps.Equal(r.Fields, whole) {
				t.Error("the record itself was changed")
			}
		})
	}
}

func TestChange(t *testing.T) {
	mine, theirs := subject(kinds.Need, "draft"), subject(kinds.Need, "draft")
	theirs.Owner = "x"
	owner := access.Actor{Account: "a", Roles: record.Member, Organisation: "o"}
	for _, tt := range []struct {
		name      string
		actor     access.Actor
		was, will record.Record
		want      fault.Code
	}{
		{"his own", owner, mine, mine, ""},
		{"given away", owner, mine, theirs, fault.CodeDenied},
		{"taken", owner, theirs, mine, fault.CodeMissing},
		{"taken in the open", owner, open(theirs), open(mine), fault.CodeDenied},
		{"a visitor in the open", access.Actor{}, open(mine), open(mine), fault.CodeSignIn},
		{"staff", access.Actor{Account: "a", Roles: record.Broker}, mine, theirs, ""},
		{"an administrator", access.Actor{Account: "a", Roles: record.System}, mine, mine, fault.CodeMissing},
	} {
		err := access.Change(tt.actor, kinds.Need, tt.was, tt.will)
		if tt.want == "" && err != nil || tt.want != "" && !fault.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}

func open(r record.Record) record.Record {
	r.State = "open"
	return r
}

func TestHolds(t *testing.T) {
	for _, tt := range []struct {
		actor access.Actor
		roles record.Audience
		want  fault.Code
	}{
		{access.Actor{Account: "a", Roles: record.Security}, record.Security, ""},
		{access.Actor{Account: "a", Roles: record.System | record.Broker}, record.Admins, ""},
		{access.Actor{Account: "a", Roles: record.System}, record.Security, fault.CodeDenied},
		{access.Actor{Account: "a", Organisation: "o"}, record.Owners, fault.CodeDenied},
		{access.Actor{}, record.Staff, fault.CodeSignIn},
		{access.Actor{}, record.Public, ""},
		{access.Actor{Node: true}, record.Security, ""},
		{access.Actor{Node: true}, record.Nobody, ""}, // a step that only the node takes
	} {
		err := access.Holds(tt.actor, tt.roles)
		if tt.want == "" && err != nil || tt.want != "" && !fault.Is(err, tt.want) {
			t.Errorf("%+v holds %b: got %v, want %q", tt.actor, tt.roles, err, tt.want)
		}
	}
}

// drawnKind is a kind whose states and fields have any audiences.
func drawnKind(r *rapid.T) record.Kind {
	k := kinds.Need
	k.States = slices.Clone(k.States)
	for i := range k.States {
		k.States[i].See = audience(r, "state")
	}
	k.Fields = slices.Clone(k.Fields)
	for i := range k.Fields {
		k.Fields[i].See = audience(r, "field")
	}
	return k
}

func audience(r *rapid.T, what string) record.Audience {
	a := record.Nobody
	for _, class := range rapid.SliceOfN(rapid.SampledFrom(record.Classes()), 0, 3).Draw(r, what) {
		a |= class.Class
	}
	return a
}

func drawnActor(r *rapid.T) access.Actor {
	a := access.Actor{
		Account: rapid.SampledFrom([]string{"", "a", "b"}).Draw(r, "account"), Node: rapid.IntRange(0, 9).Draw(r, "node") == 0,
		Organisation: rapid.SampledFrom([]string{"", "o", "x"}).Draw(r, "organisation"),
	}
	for _, role := range rapid.SliceOfN(rapid.SampledFrom(record.Roles()), 0, 3).Draw(r, "roles") {
		a.Roles |= role.Class
	}
	return a
}

func drawnRecord(r *rapid.T, k record.Kind) record.Record {
	rec := subject(k, rapid.SampledFrom([]string{"draft", "open", "closed", "withdrawn", "unknown"}).Draw(r, "state"))
	rec.Owner = rapid.SampledFrom([]string{"", "o", "x"}).Draw(r, "owner")
	rec.ID = rapid.SampledFrom([]string{"r", "o", "x", "a", "b"}).Draw(r, "id")
	return rec
}

// TestScopesAreSees compares what a list may hold with what may be seen one by one.
func TestScopesAreSees(t *testing.T) {
	within := func(r record.Record) func(record.Scope) bool {
		return func(s record.Scope) bool {
			return slices.Contains(s.States, r.State) && (s.Owner == "" || s.Owner == r.Owner) && (s.ID == "" || s.ID == r.ID)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		k, a := drawnKind(r), drawnActor(r)
		rec := drawnRecord(r, k)
		if listed, seen := slices.ContainsFunc(access.Scopes(a, k), within(rec)), access.Sees(a, k, rec); listed != seen {
			r.Errorf("%+v and %+v: listed %t, seen %t", a, rec, listed, seen)
		}
	})
}

// TestMoreClassesSeeMore keeps a role from taking away what a visitor sees, and a
// view from showing more than the record.
func TestMoreClassesSeeMore(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		k, a := drawnKind(r), drawnActor(r)
		rec := drawnRecord(r, k)
		public, visible := access.Public(k, rec)
		mine, seen := access.View(a, k, rec)
		if visible && !seen {
			r.Fatalf("%+v does not see what a visitor sees", a)
		}
		for name, v := range public.Fields {
			if mine.Fields[name] != v {
				r.Errorf("%+v does not see field %s, a visitor does", a, name)
			}
		}
		for name, v := range mine.Fields {
			if rec.Fields[name] != v {
				r.Errorf("field %s: a view shows %v of %v", name, v, rec.Fields[name])
			}
		}
	})
}
