package office_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
)

// begin returns a new deed of an actor.
func (d *desk) begin(a access.Actor, sort, kind string) store.Deed {
	d.t.Helper()
	deed, err := d.Begin(a, sort, kind)
	if err != nil {
		d.t.Fatal(err)
	}
	return deed
}

// do performs acts and fails the test if it cannot.
func (d *desk) do(a access.Actor, deed store.Deed, after int64, acts ...office.Act) []office.Done {
	d.t.Helper()
	done, err := d.Do(d.t.Context(), a, deed, after, nil, acts...)
	if err != nil {
		d.t.Fatal(err)
	}
	return done
}

func (d *desk) parts(a access.Actor, deed string) []store.Part {
	d.t.Helper()
	list, err := d.Parts(d.t.Context(), a, deed, "", 0, 0)
	if err != nil {
		d.t.Fatal(err)
	}
	return list
}

// said writes parts as "number outcome was-rev".
func said(list []store.Part) string {
	var words []string
	for _, p := range list {
		words = append(words, fmt.Sprintf("%d %s %d-%d", p.Number, p.Outcome, p.Was, p.Rev))
	}
	return strings.Join(words, ", ")
}

func act(kind, id string, rev int64, fields map[string]any) office.Act {
	return office.Act{Draft: record.Draft{Kind: kind, ID: id, Rev: rev, Fields: fields}}
}

func TestDo(t *testing.T) {
	d := open(t)
	deed := d.begin(broker, "import", "need")
	deed.State, deed.Body = "running", []byte("3 rows")
	need := map[string]any{"title": "需求", "problem": "难题", "firm": d.firm}
	opened := act("need", "", 0, need)
	opened.Sheet, opened.Line, opened.Step, opened.Given = "表", 3, "open", direct
	refused := store.Part{Number: 2, Line: 4, Outcome: store.PartRefused, Said: []byte("why")}
	done, err := d.Do(t.Context(), broker, deed, 0, []store.Part{refused}, opened, act("organisation", d.firm, 1, map[string]any{"note": "改"}), act("organisation", d.firm, 2, map[string]any{"note": "改"}), act("organisation", d.firm, 2, nil))
	if err != nil {
		t.Fatal(err)
	}
	if r := done[0].Record; done[0].Outcome != store.PartMade || r.State != "open" || r.Rev != 2 || r.By != broker.Account {
		t.Errorf("made and opened: got %+v", done[0])
	}
	if got, want := said(d.parts(broker, deed.ID)), "1 made 0-2, 2 refused 0-0, 3 changed 1-2, 4 left 2-2, 5 left 2-2"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if p := d.parts(broker, deed.ID)[0]; p.Sheet != "表" || p.Line != 3 || p.Record != done[0].Record.ID || p.Kind != "need" {
		t.Errorf("got %+v", p)
	}
	kept, counts, err := d.Deed(t.Context(), broker, deed.ID)
	if err != nil || kept.State != "running" || string(kept.Body) != "3 rows" || counts[store.PartLeft] != 2 {
		t.Errorf("got %+v, %v, %v", kept, counts, err)
	}
}

// A deed that is refused writes nothing, neither records nor parts nor itself.
func TestDoRefused(t *testing.T) {
	d := open(t)
	good := act("organisation", "", 0, map[string]any{"name": "单位"})
	deed := d.begin(broker, "import", "organisation")
	hidden := act("organisation", "", 0, map[string]any{"name": "单位"})
	hidden.Step = "restore"
	other := deed
	other.Account = "other"
	for _, tt := range []struct {
		name  string
		actor access.Actor
		deed  store.Deed
		acts  []office.Act
		want  string
	}{
		{"a wrong one among good ones", broker, deed, []office.Act{good, act("organisation", "", 0, nil), good}, "2.name:invalid"},
		{"a wrong one alone", broker, deed, []office.Act{act("organisation", "", 0, nil)}, "1.name:invalid"},
		{"a step that does not leave the state", broker, deed, []office.Act{good, hidden}, "2:conflict"},
		{"a revision that is no longer the newest", broker, deed, []office.Act{act("organisation", d.firm, 7, map[string]any{"note": "x"})}, "1:conflict"},
		{"one twice in the file", broker, deed, []office.Act{good, act("organisation", "", 0, map[string]any{"name": "甲", "uscc": "91230100MA0000001Q"}), act("organisation", "", 0, map[string]any{"name": "乙", "uscc": "91230100MA0000001Q"})}, "3.uscc:invalid"},
		{"somebody else's deed", broker, other, []office.Act{good}, "missing"},
		{"no deed", broker, store.Deed{}, []office.Act{good}, "missing"},
		{"a visitor's", access.Actor{}, store.Deed{ID: "x"}, []office.Act{good}, "signed-out"},
	} {
		before := d.totals()
		_, err := d.Do(t.Context(), tt.actor, tt.deed, 0, nil, tt.acts...)
		if got := codes(err); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
		if _, _, err := d.Deed(t.Context(), broker, deed.ID); d.totals() != before || !fault.Is(err, fault.CodeMissing) {
			t.Errorf("%s: something was written (%v)", tt.name, err)
		}
	}
	d.do(broker, deed, 0, good)
	before := d.totals()
	if _, err := d.Do(t.Context(), broker, deed, 0, nil, good); codes(err) != "conflict" || d.totals() != before {
		t.Errorf("the same rows again: %v", err)
	}
	stolen := deed
	stolen.Account = registrar.Account
	if _, err := d.Do(t.Context(), registrar, stolen, 1, nil, good); codes(err) != "missing" {
		t.Errorf("another's deed taken for his own: %v", err)
	}
}

func TestWeigh(t *testing.T) {
	d := open(t)
	before := d.totals()
	code := map[string]any{"name": "甲", "uscc": "91230100MA0000001Q"}
	need := act("need", "", 0, map[string]any{"title": "需求", "problem": "难题", "firm": d.firm})
	need.Step, need.Given = "open", direct
	lacking := act("need", "", 0, map[string]any{"title": "需求", "firm": d.firm})
	lacking.Step, lacking.Given = "open", direct
	wrong := act("organisation", "", 0, map[string]any{"name": "丙", "uscc": "91230100MA00000033"})
	wrong.Step = "restore"
	for _, tt := range []struct {
		name string
		acts []office.Act
		want string
	}{
		{"a good one", []office.Act{need}, "ok"},
		{"a step that needs more", []office.Act{lacking, need}, "problem:invalid; ok"},
		{"one value twice", []office.Act{act("organisation", "", 0, code), act("organisation", "", 0, code)}, "ok; uscc:invalid"},
		{"the first of the two refused", []office.Act{{Draft: record.Draft{Kind: "organisation", Fields: code}, Step: "restore"}, act("organisation", "", 0, code)}, "conflict; ok"},
		{"a value given up before", []office.Act{act("organisation", d.firm, 1, map[string]any{"uscc": ""}), act("organisation", "", 0, map[string]any{"name": "乙", "uscc": "91210100MA0000001G"})}, "ok; ok"},
		{"a change twice", []office.Act{act("organisation", d.firm, 1, map[string]any{"note": "a"}), act("organisation", d.firm, 1, map[string]any{"note": "b"}), act("organisation", d.firm, 2, map[string]any{"note": "b"})}, "ok; conflict; ok"},
	} {
		trials, err := d.Weigh(t.Context(), broker, tt.acts...)
		var got []string
		for _, e := range trials {
			got = append(got, codes(e))
		}
		if s := strings.Join(got, "; "); err != nil || s != tt.want {
			t.Errorf("%s: got %s (%v), want %s", tt.name, s, err, tt.want)
		}
	}
	if d.totals() != before {
		t.Error("a dry run wrote")
	}
}

// What a part touched is shown only to who may see it.
func TestPartsAreSeen(t *testing.T) {
	d := open(t)
	deed := d.begin(broker, "import", "need")
	part := store.Part{Number: 9, Outcome: store.PartRefused, Said: []byte("a cell")}
	_, err := d.Do(t.Context(), broker, deed, 0, []store.Part{part}, act("need", "", 0, map[string]any{"title": "需求", "firm": d.firm}))
	if err != nil {
		t.Fatal(err)
	}
	demoted := access.Actor{Account: broker.Account, Roles: record.Member}
	auditor := access.Actor{Account: "audit", Roles: record.Audit}
	for _, tt := range []struct {
		name  string
		actor access.Actor
		seen  int
		said  string
	}{
		{"who did it", broker, 2, "a cell"},
		{"who did it and has lost his role", demoted, 1, "a cell"},
		{"the audit administrator", auditor, 1, ""},
	} {
		list := d.parts(tt.actor, deed.ID)
		if len(list) != tt.seen || string(list[len(list)-1].Said) != tt.said {
			t.Errorf("%s: got %+v", tt.name, list)
		}
	}
	for _, a := range []access.Actor{{}, registrar, security} {
		if _, _, err := d.Deed(t.Context(), a, deed.ID); !fault.Is(err, fault.CodeMissing) {
			t.Errorf("%s saw another's deed: %v", a.Account, err)
		}
		if _, err := d.Parts(t.Context(), a, deed.ID, "", 0, 9); !fault.Is(err, fault.CodeMissing) {
			t.Errorf("%s saw another's parts: %v", a.Account, err)
		}
		if list, err := d.Deeds(t.Context(), a, "", 9); err != nil || len(list) != 0 {
			t.Errorf("%s was shown %v, %v", a.Account, list, err)
		}
	}
	if list, err := d.Deeds(t.Context(), broker, "import", 9); err != nil || len(list) != 1 || list[0].ID != deed.ID {
		t.Errorf("got %v, %v", list, err)
	}
}

// Decisions that two records are apart are many; the oldest meaning of columns makes
// room for the newest.
func TestKeepMany(t *testing.T) {
	d := open(t)
	for _, tt := range []struct{ sort, last string }{{office.Apart, "ok"}, {office.Columns, "ok"}, {"view", "limit"}} {
		var first, last string
		for i := range 201 {
			d.now = d.now.Add(time.Second)
			k, err := d.Keep(t.Context(), broker, store.Kept{Sort: tt.sort, Kind: "need", Name: fmt.Sprint(i)})
			if last = codes(err); i == 0 {
				first = k.ID
			}
		}
		kept, err := d.KeptBy(t.Context(), broker, tt.sort, "need")
		if err != nil || last != tt.last {
			t.Errorf("%s: the last is %s, want %s (%v)", tt.sort, last, tt.last, err)
		}
		there := slices.ContainsFunc(kept, func(k store.Kept) bool { return k.ID == first })
		if there == (tt.sort == office.Columns) {
			t.Errorf("%s: the oldest of %d is there: %v", tt.sort, len(kept), there)
		}
	}
}

func TestKeep(t *testing.T) {
	d := open(t)
	keep := func(a access.Actor, k store.Kept) (store.Kept, string) {
		k.Sort, k.Kind = "view", "need"
		k, err := d.Keep(t.Context(), a, k)
		return k, codes(err)
	}
	mine, got := keep(broker, store.Kept{Name: " 我的 ", Body: []byte("{}")})
	if got != "ok" || mine.ID == "" || mine.Name != "我的" || mine.Account != broker.Account {
		t.Fatalf("got %+v, %s", mine, got)
	}
	shared, _ := keep(broker, store.Kept{Name: "大家的", Shared: true})
	for _, tt := range []struct {
		name  string
		actor access.Actor
		k     store.Kept
		want  string
	}{
		{"no name", broker, store.Kept{}, "name:invalid"},
		{"too long a name", broker, store.Kept{Name: strings.Repeat("长", 61)}, "name:invalid"},
		{"a name twice", broker, store.Kept{Name: "我的"}, "name:invalid"},
		{"the same again", broker, store.Kept{ID: mine.ID, Name: "我的", Body: []byte("[]")}, "ok"},
		{"another's name", registrar, store.Kept{Name: "大家的"}, "ok"},
		{"another's own", registrar, store.Kept{ID: mine.ID, Name: "抢"}, "missing"},
		{"another's shared", registrar, store.Kept{ID: shared.ID, Name: "抢"}, "missing"},
		{"a visitor's", access.Actor{}, store.Kept{Name: "游客"}, "signed-out"},
		{"too large", broker, store.Kept{Name: "大", Body: make([]byte, 1<<17)}, "limit"},
	} {
		if _, got := keep(tt.actor, tt.k); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
	names := func(a access.Actor) (list []string) {
		kept, err := d.KeptBy(t.Context(), a, "view", "need")
		if err != nil {
			t.Fatal(err)
		}
		for _, k := range kept {
			list = append(list, k.Account+" "+k.Name)
		}
		return list
	}
	if got, want := names(registrar), []string{"broker 大家的", "registrar 大家的"}; !reflect.DeepEqual(got, want) && len(got) != 2 {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := names(access.Actor{}); got != nil {
		t.Errorf("a visitor was shown %v", got)
	}
	for _, a := range []access.Actor{registrar, {}} {
		if err := d.Forget(t.Context(), a, shared.ID); !fault.Is(err, fault.CodeMissing) {
			t.Errorf("%q removed another's: %v", a.Account, err)
		}
	}
	if err := d.Forget(t.Context(), broker, shared.ID); err != nil || len(names(broker)) != 1 {
		t.Errorf("got %v, %v", names(broker), err)
	}
}
