package intake_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/intake"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/testkit"
)

// pairs says which pairs of organisations somebody is shown.
func (o *office) pairs(a access.Actor, apart map[string]bool, from, limit int) string {
	o.T.Helper()
	o.SettleNow()
	found, err := o.Clerk.Twins(o.ctx, a, "organisation", func(a, b string) bool { return apart[a] || apart[b] }, from, limit)
	if err != nil {
		o.T.Fatal(err)
	}
	said := ""
	for _, p := range found.Pairs {
		said += fmt.Sprintf("%s %s; ", p.A.Fields["name"], p.B.Fields["name"])
	}
	if found.More {
		said += "more"
	}
	return said
}

// What is alike follows what is made, changed and merged; no more is read than is shown.
func TestTwins(t *testing.T) {
	o := open(t)
	broker := o.People["broker"]
	put := func(name string) record.Record {
		o.Clock.Move(time.Second)
		return o.Put("broker", record.Draft{Kind: "organisation", Fields: map[string]any{"name": name, "contact": "联系人"}})[0]
	}
	old := put("沈阳机床制造厂")
	want := func(what, want string, a access.Actor, apart map[string]bool, from, limit int) {
		t.Helper()
		if got := o.pairs(a, apart, from, limit); got != want {
			t.Errorf("%s: got %q, want %q", what, got, want)
		}
	}
	want("nothing alike", "", broker, nil, 0, 5)
	twin := put("沈阳机床制造厂有限公司")
	first := "沈阳机床制造厂有限公司 沈阳机床制造厂; "
	want("one more", first, broker, nil, 0, 5)
	put("大连铸造研究所")
	second := put("大连铸造研究所（有限公司）")
	both := "大连铸造研究所（有限公司） 大连铸造研究所; "
	want("the newest first", both+first, broker, nil, 0, 5)
	want("a page", both+"more", broker, nil, 0, 1)
	want("the next page", first, broker, nil, 1, 1)
	want("apart", first, broker, map[string]bool{second.ID: true}, 0, 1)
	o.PutAs(broker, record.Draft{Kind: "organisation", ID: second.ID, Rev: second.Rev, Fields: map[string]any{"name": "长春光学仪器厂"}})
	want("another name", first, broker, nil, 0, 5)
	notes := func() (n int) {
		for _, id := range []string{old.ID, twin.ID} {
			err := o.Store.View(o.ctx, func(tx store.Tx) error {
				list, err := tx.Accesses(o.ctx, id, 100)
				n += len(list)
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		return n
	}
	before := notes()
	want("not on this page", "", broker, nil, 1, 5)
	if now := notes(); now != before {
		t.Errorf("%d were noted as read that were not shown", now-before)
	}
	_, err := o.Office.Merge(o.ctx, broker, "organisation", record.Draft{Kind: "organisation", ID: old.ID, Rev: 1}, record.Draft{Kind: "organisation", ID: twin.ID, Rev: 1})
	if err != nil {
		t.Fatal(err)
	}
	want("merged", "", broker, nil, 0, 5)
	list, err := o.Office.Deeds(o.ctx, broker, "merge", 1)
	if err != nil || len(list) != 1 {
		t.Fatal(list, err)
	}
	if err := o.Office.Undo(o.ctx, broker, list[0].ID); err != nil {
		t.Fatal(err)
	}
	want("taken apart again", first, broker, nil, 0, 5)
}

// The names of persons that a trial shows are noted as read, those that it does not show are not.
func TestNearIsNoted(t *testing.T) {
	o := open(t)
	person := func(name string) record.Record {
		return o.Put("broker", record.Draft{Kind: "person", Fields: map[string]any{"name": name, "organisation": o.Mine}})[0]
	}
	near, far := person("欧阳德明"), person("张三")
	o.SettleNow()
	i := o.send("registrar", "person", "人员.csv", "姓名,所属单位\n欧阳德明,示例企业\n")
	o.state(i, intake.Tried)
	if got := o.said("registrar", i); !strings.Contains(got, "~欧阳德明") {
		t.Fatalf("not near: %s", got)
	}
	for id, want := range map[string]int{near.ID: 1, far.ID: 0} {
		var notes []store.Access
		err := o.Store.View(o.ctx, func(tx store.Tx) (err error) {
			notes, err = tx.Accesses(o.ctx, id, 10)
			return err
		})
		if err != nil || len(notes) != want {
			t.Errorf("got %v (%v), want %d", notes, err, want)
		}
	}
}

// A pair is shown to who sees both.
func TestTwinsAreSeen(t *testing.T) {
	o := open(t)
	need := func(title string) record.Record {
		o.Clock.Move(time.Second)
		return o.Put("broker", record.Draft{Kind: "need", Fields: map[string]any{"title": title, "problem": "难题", "firm": o.Mine}})[0]
	}
	need("稀土永磁电机降噪技术")
	open := need("稀土永磁电机的降噪技术")
	o.Take("broker", open, "open", testkit.Direct())
	o.SettleNow()
	for who, want := range map[string]int{"broker": 1, "": 0} {
		found, err := o.Clerk.Twins(o.ctx, o.People[who], "need", func(string, string) bool { return false }, 0, 5)
		if err != nil || len(found.Pairs) != want {
			t.Errorf("%q: got %v (%v), want %d", who, found.Pairs, err, want)
		}
	}
}
