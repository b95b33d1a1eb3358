package web_test

import (
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
)

// does performs acts as the broker, in one deed.
func (w *world) does(deed store.Deed, acts []office.Act) store.Deed {
	w.t.Helper()
	broker := access.Actor{Account: w.broker.ID, Roles: record.Broker}
	if deed.ID == "" {
		var err error
		if deed, err = w.node.Office.Begin(broker, deed.Sort, deed.Kind); err != nil {
			w.t.Fatal(err)
		}
		deed.State = "done"
	}
	after := int64(0)
	for some := range slices.Chunk(acts, 400) {
		if _, err := w.node.Office.Do(w.t.Context(), broker, deed, after, nil, some...); err != nil {
			w.t.Fatal(err)
		}
		after += int64(len(some))
	}
	return deed
}

// However many records a deed has touched, undoing it takes back all of them.
func TestUndoTakesBackAll(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	const many = 1_050
	made := make([]office.Act, many)
	for i := range made {
		made[i].Draft = record.Draft{Kind: "organisation", Fields: map[string]any{"name": fmt.Sprintf("第%d家", i), "note": "旧"}}
	}
	first := w.does(store.Deed{Sort: "import", Kind: "organisation"}, made)
	var changed []office.Act
	for after := int64(0); ; {
		parts, err := w.node.Office.Parts(t.Context(), access.Actor{Node: true}, first.ID, "", after, 0)
		if err != nil {
			t.Fatal(err)
		}
		if len(parts) == 0 {
			break
		}
		for _, p := range parts {
			after = p.Number
			changed = append(changed, office.Act{Draft: record.Draft{Kind: "organisation", ID: p.Record, Rev: 1, Fields: map[string]any{"note": "新"}}})
		}
	}
	deed := w.does(store.Deed{Sort: "edit", Kind: "organisation"}, changed)
	r := w.visit("broker", "zh")
	page := "/deeds/" + deed.ID
	r.post(page, page+"/undo", url.Values{}).has(t, "本次操作已撤销")
	left := 0
	for _, a := range changed {
		if now := w.stored("organisation", a.Draft.ID); now.Fields["note"] != "旧" {
			left++
		}
	}
	if len(changed) != many || left > 0 {
		t.Errorf("%d of %d are still changed", left, len(changed))
	}
}

// A merge changes also what the person who merges may not see. That is not shown to
// him, and taken back with the rest.
func TestUndoOfWhatIsHidden(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	twin := w.put("organisation", map[string]any{"name": "沈阳示例有限公司"})
	member := w.put(kinds.Account.Name, map[string]any{"login": "member", "name": "赵六", "roles": []string{"member"}, "organisation": twin.ID})
	w.settle()
	r := w.visit("broker", "zh")
	page := "/duplicates/organisation"
	a := r.post(page, page, url.Values{"a": {w.firm.ID}, "b": {twin.ID}, "rev.a": {"1"}, "rev.b": {"1"}, "keep": {"a"}, "act": {"merge"}})
	at := strings.LastIndex(a.path, "merged=")
	if at < 0 {
		t.Fatalf("merge: %d %s", a.status, a.path)
	}
	if now := w.stored(kinds.Account.Name, member.ID); now.Fields["organisation"] != w.firm.ID {
		t.Fatalf("the account belongs to %v", now.Fields["organisation"])
	}
	page = "/deeds/" + a.path[at+len("merged="):]
	if b := r.get(page); strings.Count(b.body, "<th scope=\"row\">") != 2 || strings.Contains(b.body, member.ID) {
		t.Errorf("not two parts on the page:\n%s", b.body)
	}
	r.post(page, page+"/undo", url.Values{}).has(t, "本次操作已撤销")
	if now := w.stored(kinds.Account.Name, member.ID); now.Fields["organisation"] != twin.ID {
		t.Errorf("after undoing, the account belongs to %v", now.Fields["organisation"])
	}
	if now := w.stored("organisation", twin.ID); now.State == record.Void {
		t.Error("after undoing, the twin is still void")
	}
}

// What is undone in part, since others changed it meanwhile, goes on from there.
func TestUndoGoesOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var acts []office.Act
	for i := range 3 {
		for rev := range int64(2) {
			draft := record.Draft{Kind: "organisation", ID: w.firm.ID, Rev: 1 + 2*int64(i) + rev, Fields: map[string]any{"note": fmt.Sprint(i, rev)}}
			acts = append(acts, office.Act{Draft: draft})
		}
	}
	deed := w.does(store.Deed{Sort: "edit", Kind: "organisation"}, acts)
	broker := access.Actor{Account: w.broker.ID, Roles: record.Broker}
	if n, err := w.node.Office.UndoSome(t.Context(), broker, deed.ID, 4); n != 4 || err != nil {
		t.Fatalf("took back %d: %v", n, err)
	}
	if kept, _, err := w.node.Office.Deed(t.Context(), broker, deed.ID); err != nil || kept.State != office.Undoing {
		t.Errorf("half undone it is %s (%v)", kept.State, err)
	}
	r := w.visit("broker", "zh")
	page := "/deeds/" + deed.ID
	r.get(page).has(t, "撤销未完成", page+"/undo")
	if _, err := w.node.Office.Do(t.Context(), broker, deed, 6, nil, acts[0]); err == nil {
		t.Errorf("it went on while it is being undone")
	}
	r.post(page, page+"/undo", url.Values{}).has(t, "本次操作已撤销")
	if now := w.stored("organisation", w.firm.ID); now.Fields["note"] != nil {
		t.Errorf("after undoing: %v", now.Fields)
	}
}

// What stands in the way of undoing is looked for when somebody wants to undo, not
// whenever the page is shown.
func TestUndoSaysWhyNot(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	draft := record.Draft{Kind: "organisation", ID: w.firm.ID, Rev: 1, Fields: map[string]any{"note": "一"}}
	deed := w.does(store.Deed{Sort: "edit", Kind: "organisation"}, []office.Act{{Draft: draft}})
	draft.Rev, draft.Fields = 2, map[string]any{"note": "二"}
	w.does(store.Deed{Sort: "edit", Kind: "organisation"}, []office.Act{{Draft: draft}})
	r := w.visit("broker", "zh")
	page := "/deeds/" + deed.ID
	if a := r.get(page); strings.Contains(a.body, "此后又有改动") || !strings.Contains(a.body, page+"/undo") {
		t.Errorf("the page:\n%s", a.body)
	}
	a := r.post(page, page+"/undo", url.Values{})
	if a.status != 409 {
		t.Errorf("got %d, want 409", a.status)
	}
	a.has(t, "沈阳示例公司”此后又有改动")
}

// A batch that was interrupted goes on when its form is sent again, and no other form
// is taken for it.
func TestBatchGoesOn(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	form := url.Values{"act": {"edit.note"}, "note": {"新"}, "key": {"once"}, "confirm": {"yes"}}
	var made []record.Record
	for i := range 250 {
		one := w.put("organisation", map[string]any{"name": fmt.Sprintf("第%d家", i)})
		made = append(made, one)
		form.Add("item", one.ID+":1")
	}
	w.settle()
	r := w.visit("broker", "zh")
	send := func(f url.Values) answer { return r.post("/records/organisation", "/records/organisation/batch", f) }
	sound := w.node.Office.Random
	w.node.Office.Random = &failing{Reader: sound, after: 220}
	if a := send(form); a.status != 500 {
		t.Fatalf("broken down: got %d %s", a.status, a.path)
	}
	w.node.Office.Random = sound
	changed := func() (n int) {
		for _, one := range made {
			if w.stored("organisation", one.ID).Fields["note"] == "新" {
				n++
			}
		}
		return n
	}
	if n := changed(); n != 200 {
		t.Fatalf("%d are changed, want those of the first transaction", n)
	}
	other := maps.Clone(form)
	other["item"] = form["item"][:1]
	if a := send(other); a.status != 409 {
		t.Errorf("another form with the same key: got %d, want 409", a.status)
	}
	for _, what := range []string{"gone on", "sent twice"} {
		if a := send(form); !strings.HasPrefix(a.path, "/deeds/") || changed() != len(made) {
			t.Errorf("%s: %d %s, %d are changed, want %d", what, a.status, a.path, changed(), len(made))
		} else {
			a.has(t, "修改 250")
		}
	}
	other.Del("key")
	if a := send(other); a.status != 422 {
		t.Errorf("without a key: got %d, want 422", a.status)
	}
}

// failing is a source of randomness that fails after so many draws.
type failing struct {
	io.Reader
	after int
}

func (f *failing) Read(p []byte) (int, error) {
	if f.after--; f.after < 0 {
		return 0, io.ErrUnexpectedEOF
	}
	return f.Reader.Read(p)
}
