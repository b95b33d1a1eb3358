package intake_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/intake"
	"heitu/internal/record"
	"heitu/internal/store"
)

// kept is the deed of an import as the store keeps it.
func (o *office) kept(id string) (d store.Deed) {
	o.T.Helper()
	err := o.Office.Store.View(o.ctx, func(tx store.Tx) (err error) {
		d, err = tx.Deed(o.ctx, id)
		return err
	})
	if err != nil {
		o.T.Fatal(err)
	}
	return d
}

const person = "姓名,所在单位,联系电话\n赵某某,示例研究院,13900001111\n"

// The deed of an import that has begun quotes no cell.
func TestSamplesDropped(t *testing.T) {
	o := open(t)
	i := o.send("broker", "person", "x.csv", person)
	if d := o.kept(i.ID); !bytes.Contains(d.Body, []byte("13900001111")) {
		t.Fatalf("no samples: %s", d.Body)
	}
	if _, err := o.Clerk.Start(o.ctx, o.People["broker"], i.ID); err != nil {
		t.Fatal(err)
	}
	if d := o.kept(i.ID); bytes.Contains(d.Body, []byte("13900001111")) || bytes.Contains(d.Body, []byte("赵某某")) {
		t.Errorf("still quoted: %s", d.Body)
	}
}

// An erasure reaches files that name the person in rows that were refused or never
// brought in; an import under way keeps its file until it is done.
func TestForgetOthers(t *testing.T) {
	o := open(t)
	broker := o.People["broker"]
	o.bring("broker", "person", "x.csv", person)
	tried := o.send("broker", "person", "x.csv", person)
	refused := o.bring("broker", "person", "x.csv", "姓名,所在单位,联系电话\n赵某某,没有的单位,13900001111\n孙某某,示例研究院,13900002222\n")
	other := o.send("broker", "organisation", "x.csv", firms)
	running := o.send("broker", "person", "x.csv", "姓名,所在单位\n周某某,示例研究院\n")
	if _, err := o.Clerk.Start(o.ctx, broker, running.ID); err != nil {
		t.Fatal(err)
	}
	var made record.Record
	for _, r := range o.list("person") {
		if r.Fields["name"] == "赵某某" {
			made = r
		}
	}
	if _, err := o.Office.Erase(o.ctx, o.People["security"], "person", made.ID, "本人申请"); err != nil {
		t.Fatal(err)
	}
	if err := o.Clerk.Forget(o.ctx, made.ID); err != nil {
		t.Fatal(err)
	}
	left := filesOf(t, o.Clerk.Folder)
	for id, want := range map[string]bool{tried.ID: false, refused.ID: false, other.ID: true, running.ID: true} {
		if got := slices.ContainsFunc(left, func(name string) bool { return strings.HasPrefix(name, id) }); got != want {
			t.Errorf("file of %s is there: %t, want %t", id, got, want)
		}
	}
	now, err := o.Clerk.Import(o.ctx, broker, tried.ID)
	if err != nil || now.State != intake.Failed || !strings.Contains(now.Failure.ZH, "重新上传") || bytes.Contains(o.kept(tried.ID).Body, []byte("13900001111")) {
		t.Errorf("not started: %s %q, %v", now.State, now.Failure.ZH, err)
	}
	o.state(o.work("broker", running.ID), intake.Done)
	for _, name := range filesOf(t, o.Clerk.Folder) {
		if strings.HasPrefix(name, running.ID) {
			t.Errorf("left behind: %s", name)
		}
	}
}

// What a trial said of records is shown only as far as they may be seen now.
func TestVerdictsVeiled(t *testing.T) {
	o := open(t)
	broker := o.People["broker"]
	need := func(title string) string {
		return o.Put("broker", record.Draft{Kind: "need", Fields: map[string]any{"title": title, "firm": o.Mine, "problem": "旧"}})[0].ID
	}
	a, b := need("深冷泵用密封材料的研制"), need("大型锻件热处理变形控制技术")
	i := o.send("broker", "need", "x.csv", "需求名称,需求单位,待解决的问题\n深冷泵用密封材料的研制,示例研究院,新\n大型锻件热处理变形的控制技术,示例研究院,新\n")
	said := func(actor access.Actor) []intake.Verdict {
		list, err := o.Clerk.Verdicts(o.ctx, actor, i.ID, "", 0, 10)
		if err != nil || len(list) != 2 {
			t.Fatal(list, err)
		}
		return list
	}
	if list := said(broker); list[0].Record != a || len(list[0].Changes) != 1 || len(list[1].Near) != 1 || list[1].Near[0].ID != b {
		t.Fatalf("got %+v", list)
	}
	demoted := o.People["stranger"]
	demoted.Account = broker.Account
	if list := said(demoted); list[0].Title != "" || list[0].Record != "" || len(list[0].Changes) > 0 || len(list[1].Near) != 0 {
		t.Errorf("still told: %+v", list)
	}
}

// Showing persons in a trial is noted in the access log.
func TestVerdictsNoted(t *testing.T) {
	o := open(t)
	o.bring("broker", "person", "x.csv", person)
	i := o.send("broker", "person", "x.csv", person+"赵某某某,示例研究院,13900003333\n")
	noted := func() int {
		notes, err := o.Office.Accesses(o.ctx, o.People["audit"], o.list("person")[0].ID, 100)
		if err != nil {
			t.Fatal(err)
		}
		return len(notes)
	}
	before := noted()
	if _, err := o.Clerk.Verdicts(o.ctx, o.People["broker"], i.ID, store.PartLeft, 0, 10); err != nil {
		t.Fatal(err)
	}
	if after := noted(); after < before+2 { // one is for the list that noted reads
		t.Errorf("noted %d, before %d", after, before)
	}
}
