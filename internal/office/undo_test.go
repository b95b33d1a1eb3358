package office_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
)

// undo takes back all parts of a deed, so many at a time.
func (d *desk) undo(a access.Actor, deed store.Deed, atOnce int) error {
	for {
		n, err := d.UndoSome(context.Background(), a, deed.ID, atOnce)
		if err != nil || n == 0 {
			return err
		}
	}
}

// newest returns a record as it is, whoever may see it.
func (d *desk) newest(id string) (r record.Record) {
	d.t.Helper()
	err := d.Store.View(context.Background(), func(tx store.Tx) (err error) {
		r, err = tx.Record(context.Background(), record.Key{Home: d.Home, ID: id})
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return r
}

func (d *desk) standing(a access.Actor, deed store.Deed) string {
	d.t.Helper()
	found, err := d.Standing(context.Background(), a, deed.ID, 9)
	if err != nil {
		d.t.Fatal(err)
	}
	return codes(fault.Join(found...))
}

func TestUndo(t *testing.T) {
	d := open(t)
	deed := d.begin(broker, "import", "organisation")
	acts := []office.Act{
		act("organisation", "", 0, map[string]any{"name": "新单位", "uscc": "91230100MA0000001Q"}),
		act("organisation", d.firm, 1, map[string]any{"name": "改名", "note": "加注"}),
		act("organisation", d.firm, 2, map[string]any{"note": "再注"}),
	}
	acts[2].Step = "retire"
	d.do(broker, deed, 0, acts[:2]...)
	made := d.parts(broker, deed.ID)[0].Record
	need := d.begin(broker, "import", "need")
	opened := act("need", "", 0, map[string]any{"title": "需求", "problem": "难题", "firm": made})
	opened.Step, opened.Given = "open", direct
	d.do(broker, need, 0, opened)
	if got := d.standing(broker, deed); got != "1:conflict" {
		t.Errorf("a need refers to what was made: got %s", got)
	}
	before := d.totals()
	if err := d.undo(broker, deed, 9); codes(err) != "1:conflict" || d.totals() != before {
		t.Errorf("undone though a need refers to it: %v", err)
	}
	if got := d.standing(broker, need); got != "ok" {
		t.Errorf("nothing stands in the way of the need: %s", got)
	}
	for _, undone := range []store.Deed{need, deed} {
		if err := d.undo(broker, undone, 1); err != nil {
			t.Fatal(err)
		}
		if got := d.standing(broker, undone); got != "ok" {
			t.Errorf("what is undone stands in the way of itself: %s", got)
		}
	}
	if r := d.newest(made); r.State != record.Void || r.Step != office.UndoStep || r.By != broker.Account || r.Rev != 2 {
		t.Errorf("got %+v, want it void", r)
	}
	if r := d.newest(d.firm); r.Rev != 3 || r.Fields["name"] != "企业" || r.Fields["note"] != nil || r.State != "kept" {
		t.Errorf("got %+v, want it as it was", r)
	}
	if kept, _, err := d.Deed(t.Context(), broker, deed.ID); err != nil || kept.State != "undone" {
		t.Errorf("got %+v, %v", kept, err)
	}
	d.do(broker, d.begin(broker, "import", "organisation"), 0, acts[0]) // the same again: its code is free
	before = d.totals()
	if err := d.undo(broker, deed, 9); err != nil || d.totals() != before {
		t.Errorf("undone twice: %v", err)
	}
}

func TestUndoRefused(t *testing.T) {
	d := open(t)
	demoted := access.Actor{Account: broker.Account, Roles: record.Member}
	org := func(d *desk) store.Deed {
		deed := d.begin(broker, "edit", "organisation")
		d.do(broker, deed, 0, act("organisation", d.firm, d.newest(d.firm).Rev, map[string]any{"note": fmt.Sprint(d.newest(d.firm).Rev)}))
		return deed
	}
	for _, tt := range []struct {
		name  string
		actor access.Actor
		deed  func() store.Deed
		want  string
	}{
		{"by another", registrar, func() store.Deed { return org(d) }, "missing"},
		{"by a visitor", access.Actor{}, func() store.Deed { return org(d) }, "signed-out"},
		{"by somebody who may no longer change it", demoted, func() store.Deed { return org(d) }, "1:denied"},
		{"what has changed since", broker, func() store.Deed { deed := org(d); org(d); return deed }, "1:conflict"},
		{"what has come into a fixed state", broker, func() store.Deed {
			deed := d.begin(broker, "step", "need")
			made := d.put(broker, record.Draft{Kind: "need", Fields: map[string]any{"title": "需求", "firm": d.firm}})
			closing := act("need", made.ID, 1, nil)
			closing.Step = "withdraw"
			d.do(broker, deed, 0, closing)
			return deed
		}, "1:conflict"},
		{"a step that he may no longer take", d.member(), func() store.Deed {
			deed := d.begin(access.Actor{Account: d.member().Account}, "import", "need")
			opened := act("need", "", 0, map[string]any{"title": "需求", "problem": "难题", "firm": d.firm})
			opened.Step, opened.Given = "open", direct
			d.do(access.Actor{Account: d.member().Account, Roles: record.Broker}, deed, 0, opened)
			return deed
		}, "1:denied"},
		{"a code that another has taken", broker, func() store.Deed {
			deed := d.begin(broker, "edit", "organisation")
			made := d.put(broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "甲", "uscc": "91230100MA0000001Q"}})
			d.do(broker, deed, 0, act("organisation", made.ID, 1, map[string]any{"uscc": nil}))
			d.put(broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "乙", "uscc": "91230100MA0000001Q"}})
			return deed
		}, "1.uscc:invalid"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			deed := tt.deed()
			if tt.want != "missing" && tt.want != "signed-out" {
				if got := d.standing(tt.actor, deed); got != tt.want {
					t.Errorf("foreseen: got %s, want %s", got, tt.want)
				}
			}
			before := d.totals()
			if err := d.undo(tt.actor, deed, 9); codes(err) != tt.want {
				t.Errorf("got %v, want %s", err, tt.want)
			}
			if d.totals() != before {
				t.Error("something was written")
			}
		})
	}
}

// A registration stands, whoever entered it and with whatever deed.
func TestUndoLeavesTheRegister(t *testing.T) {
	d := open(t)
	d.registered()
	page, err := d.List(t.Context(), registrar, record.Query{Kind: "party"})
	if err != nil || len(page.Records) != 2 {
		t.Fatal(page, err)
	}
	buyer := page.Records[slices.IndexFunc(page.Records, func(r record.Record) bool { return r.Fields["role"] == "buyer" })]
	deed := d.begin(registrar, "step", "contract")
	draft := d.put(registrar, record.Draft{Kind: "contract", Fields: map[string]any{
		"title": "另一合同", "seller": d.firm, "type": "development", "region": "210100", "signed": "2026-06-01", "total": int64(100_000_00), "technical": int64(100_000_00),
		"form": "written", "sealed": true, "files": []string{scan}, "subject": "控制算法", "goal": "降损", "novelty": "新方案", "targets": "效率 96%", "acceptance": "第三方检测",
	}})
	parties := d.begin(registrar, "import", "party")
	d.do(registrar, parties, 0,
		act("party", "", 0, map[string]any{"contract": draft.ID, "organisation": d.firm, "role": "seller"}),
		act("party", "", 0, map[string]any{"contract": draft.ID, "organisation": buyer.Fields["organisation"], "role": "buyer"}))
	reviewed := d.anew(d.walk(draft))
	register := act("contract", draft.ID, reviewed.Rev, nil)
	register.Step, register.Given = "register", number()
	register.Given["number"] = "2026210000000002"
	d.do(registrar, deed, 0, register)
	for _, of := range []store.Deed{deed, parties} {
		if err := d.undo(registrar, of, 9); !fault.Is(err, fault.CodeConflict) {
			t.Errorf("%s: got %v, want a conflict", of.Kind, err)
		}
	}
	if r := d.newest(draft.ID); r.State != "registered" {
		t.Errorf("got %s", r.State)
	}
}

// Proposals that nobody has touched go with the need; one that somebody has answered keeps it.
func TestUndoTakesProposals(t *testing.T) {
	d := open(t)
	achievement := d.put(broker, record.Draft{Kind: "achievement", Fields: map[string]any{"title": "成果", "owner": d.firm}})
	for _, answered := range []bool{false, true} {
		deed := d.begin(broker, "import", "need")
		need := d.do(broker, deed, 0, act("need", "", 0, map[string]any{"title": "需求", "firm": d.firm}))[0].Record
		match := d.put(node, record.Draft{Kind: "match", Fields: map[string]any{"need": need.ID, "achievement": achievement.ID}})
		if answered {
			if _, err := d.Take(t.Context(), broker, "", office.Move{Kind: "match", ID: match.ID, Rev: 1, Step: "decline", Fields: map[string]any{"answer": "不合"}}); err != nil {
				t.Fatal(err)
			}
		}
		err := d.undo(broker, deed, 9)
		if (err != nil) != answered || (d.newest(match.ID).State == record.Void) == answered {
			t.Errorf("answered %v: %v, the match is %s", answered, err, d.newest(match.ID).State)
		}
	}
}

// A void record is in no list and no count, refers to nothing and is referred to by
// nothing new; who worked with it can still look at it.
func TestVoid(t *testing.T) {
	d := open(t)
	deed := d.begin(broker, "import", "need")
	opened := act("need", "", 0, map[string]any{"title": "需求", "problem": "难题", "firm": d.firm})
	opened.Step, opened.Given = "open", direct
	need := d.do(broker, deed, 0, opened)[0].Record
	if err := d.undo(broker, deed, 9); err != nil {
		t.Fatal(err)
	}
	for name, a := range map[string]access.Actor{"visitor": {}, "broker": broker, "member": d.member(), "node": node} {
		page, err := d.List(t.Context(), a, record.Query{Kind: "need"})
		if err != nil || len(page.Records) != 0 || page.Total != 0 {
			t.Errorf("%s is listed %v of %d, %v", name, page.Records, page.Total, err)
		}
		linking, err := d.Linking(t.Context(), a, d.firm, "")
		if err != nil || len(linking) != 0 {
			t.Errorf("%s: %v refer to the firm, %v", name, linking, err)
		}
		_, err = d.Record(t.Context(), a, "need", need.ID)
		if want := name == "visitor"; fault.Is(err, fault.CodeMissing) != want || err != nil && !want {
			t.Errorf("%s opens it: %v", name, err)
		}
	}
	same, err := d.Same(t.Context(), broker, "need", map[string]any{"title": "需求", "firm": d.firm})
	if err != nil || len(same[0]) != 0 {
		t.Errorf("it counts as the same: %v, %v", same, err)
	}
	for what, try := range map[string]func() error{
		"change": func() error {
			_, err := d.Put(t.Context(), broker, "", record.Draft{Kind: "need", ID: need.ID, Rev: 3, Fields: map[string]any{"title": "x"}})
			return err
		},
		"step": func() error {
			_, err := d.Take(t.Context(), broker, "", office.Move{Kind: "need", ID: need.ID, Rev: 3, Step: "open", Fields: direct})
			return err
		},
		"reference": func() error {
			_, err := d.Put(t.Context(), registrar, "", record.Draft{Kind: "contract", Fields: map[string]any{"title": "合同", "need": need.ID}})
			return err
		},
	} {
		if fault.All(try()) == nil {
			t.Errorf("a void record took a %s", what)
		}
	}
	person := d.begin(broker, "import", "person")
	id := d.do(broker, person, 0, act("person", "", 0, map[string]any{"name": "张三"}))[0].Record.ID
	if err := d.undo(broker, person, 9); err != nil {
		t.Fatal(err)
	}
	if seen, err := d.Record(t.Context(), d.member(), "person", id); err == nil {
		t.Errorf("a void person is seen by a stranger: %v", seen)
	}
	account := d.begin(security, "import", "account")
	who := d.do(security, account, 0, act("account", "", 0, map[string]any{"login": "wang", "name": "王五", "roles": []string{"broker"}}))[0].Record.ID
	if err := d.undo(security, account, 9); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Record(t.Context(), broker, "account", who); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("a void account is seen more widely than an active one: %v", err)
	}
}

// world is all that somebody with every business role is listed.
func (d *desk) world(t *rapid.T) map[string]string {
	everybody := access.Actor{Account: "all", Roles: record.Staff, Organisation: d.firm}
	seen := map[string]string{}
	for _, k := range kinds.All() {
		page, err := d.List(context.Background(), everybody, record.Query{Kind: k.Name})
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range page.Records {
			seen[r.ID] = k.Name + " " + r.State + " " + r.Owner + " " + string(record.CanonicalFields(r.Fields))
		}
	}
	return seen
}

// What is done and undone was never done, as far as anybody can see.
func TestUndoRestores(outer *testing.T) {
	rapid.Check(outer, func(t *rapid.T) {
		d := open(outer)
		defer d.Store.Close()
		d.put(broker, record.Draft{Kind: "need", Fields: map[string]any{"title": "旧", "problem": "旧", "firm": d.firm}})
		before := d.world(t)
		var deeds []store.Deed
		for range rapid.IntRange(1, 3).Draw(t, "deeds") {
			deed := d.begin(broker, "import", "need")
			if err := d.some(t, deed); err == nil {
				deeds = append(deeds, deed)
			} else if fault.All(err) == nil {
				t.Fatal(err)
			}
		}
		for _, deed := range slices.Backward(deeds) {
			if found, err := d.Standing(context.Background(), broker, deed.ID, 9); err != nil || len(found) > 0 {
				t.Fatalf("%v stands in the way (%v)", found, err)
			}
			if err := d.undo(broker, deed, rapid.IntRange(1, 5).Draw(t, "at once")); err != nil {
				t.Fatal(err)
			}
		}
		if after := d.world(t); !mapsEqual(before, after) {
			t.Fatalf("got %v\nwant %v", after, before)
		}
	})
}

func mapsEqual(a, b map[string]string) bool {
	return fmt.Sprint(a) == fmt.Sprint(b)
}

// some performs a few acts on what there is.
func (d *desk) some(t *rapid.T, deed store.Deed) error {
	var known []record.Record
	for _, kind := range []string{"organisation", "need", "achievement"} {
		page, err := d.List(context.Background(), broker, record.Query{Kind: kind})
		if err != nil {
			t.Fatal(err)
		}
		known = append(known, page.Records...)
	}
	number := int64(0)
	for range rapid.IntRange(1, 4).Draw(t, "batches") {
		var acts []office.Act
		for range rapid.IntRange(1, 2).Draw(t, "acts") {
			acts = append(acts, drawAct(t, known))
		}
		done, err := d.Do(context.Background(), broker, deed, number, nil, acts...)
		if err != nil {
			if number > 0 {
				return nil // what came before stays done
			}
			return err
		}
		number += int64(len(acts))
		for _, r := range done {
			known = slices.DeleteFunc(known, func(k record.Record) bool { return k.ID == r.Record.ID })
			known = append(known, r.Record)
		}
	}
	return nil
}

func drawAct(t *rapid.T, known []record.Record) office.Act {
	firms := []string{}
	for _, r := range known {
		if r.Kind == "organisation" {
			firms = append(firms, r.ID)
		}
	}
	slices.Sort(firms)
	fields := map[string]any{}
	kind := rapid.SampledFrom([]string{"organisation", "need", "achievement"}).Draw(t, "kind")
	a := office.Act{Draft: record.Draft{Kind: kind, Fields: fields}}
	if rapid.Bool().Draw(t, "change") {
		old := rapid.SampledFrom(known).Draw(t, "of")
		kind, a.Draft.Kind, a.Draft.ID, a.Draft.Rev = old.Kind, old.Kind, old.ID, old.Rev
	}
	firm, word := rapid.SampledFrom(firms).Draw(t, "firm"), rapid.SampledFrom([]string{"甲", "乙", "丙"}).Draw(t, "word")
	switch kind {
	case "organisation":
		fields["name"] = word
		if rapid.Bool().Draw(t, "coded") {
			fields["uscc"] = rapid.SampledFrom([]string{"", "91230100MA0000001Q", "91110000MA0000001L"}).Draw(t, "code")
		}
	case "need":
		fields["title"], fields["problem"], fields["firm"] = word, word, firm
		if a.Step = rapid.SampledFrom([]string{"", "open"}).Draw(t, "step"); a.Step != "" {
			a.Given = direct
		}
	case "achievement":
		fields["title"], fields["summary"], fields["region"], fields["owner"] = word, word, "210100", firm
		if a.Step = rapid.SampledFrom([]string{"", "share"}).Draw(t, "step"); a.Step != "" {
			a.Given = direct
		}
	}
	return a
}
