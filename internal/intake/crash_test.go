package intake_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"heitu/internal/intake"
	"heitu/internal/store"
)

func filesOf(t *testing.T, folder string) []string {
	t.Helper()
	entries, err := os.ReadDir(folder)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	var names []string
	for _, e := range entries {
		names = append(names, e.Name())
	}
	return names
}

// many is a file of n organisations, every tenth wrong, and every 50th there twice.
func many(n int) string {
	var b strings.Builder
	b.WriteString("单位名称,所在地区\n")
	for i := range n {
		name, region := fmt.Sprintf("第%d单位", i), "沈阳市"
		if i%10 == 7 {
			region = "月亮"
		}
		if i%50 == 49 {
			name = fmt.Sprintf("第%d单位", i-1)
		}
		fmt.Fprintf(&b, "%s,%s\n", name, region)
	}
	return b.String()
}

// crashing is a store whose node dies after so many changes.
type crashing struct {
	store.Store
	left int
}

func (c *crashing) Update(ctx context.Context, fn func(store.Tx) error) error {
	if c.left--; c.left < 0 {
		return errCrash
	}
	return c.Store.Update(ctx, fn)
}

// An import that is interrupted after each of its transactions goes on where it was
// left: every row once, none twice.
func TestResume(t *testing.T) {
	o := open(t)
	const rows = 1000
	i := o.send("broker", "organisation", "x.csv", many(rows))
	o.state(i, intake.Tried)
	want := map[string]int{"made": rows - rows/10 - rows/50, "refused": rows/10 + rows/50}
	if fmt.Sprint(i.Counts) != fmt.Sprint(want) {
		t.Fatalf("tried: %v, want %v", i.Counts, want)
	}
	before := len(o.ids("organisation"))
	if _, err := o.Clerk.Start(o.ctx, o.People["broker"], i.ID); err != nil {
		t.Fatal(err)
	}
	whole, crashes := o.Office.Store, 0
	for i.State != intake.Done {
		o.Office.Store = &crashing{whole, 1 + crashes%2}
		o.Clerk.Work(o.ctx)
		o.Office.Store = whole
		o.Clerk = &intake.Clerk{Office: o.Office, Folder: o.Clerk.Folder, Now: o.Clerk.Now, Actor: o.Clerk.Actor, Log: o.Clerk.Log}
		if crashes++; crashes > 100 {
			t.Fatal("it does not come to an end")
		}
		var err error
		if i, err = o.Clerk.Import(o.ctx, o.People["broker"], i.ID); err != nil {
			t.Fatal(err)
		}
	}
	if crashes < 4 {
		t.Errorf("only %d crashes", crashes)
	}
	if fmt.Sprint(i.Counts) != fmt.Sprint(want) {
		t.Errorf("brought in: %v, want %v", i.Counts, want)
	}
	if got := len(o.ids("organisation")) - before; got != want["made"] {
		t.Errorf("%d records, want %d", got, want["made"])
	}
	o.undoCrashing(i, whole, before)
}

// undoCrashing takes an import back, with a crash after each transaction.
func (o *office) undoCrashing(i intake.Import, whole store.Store, before int) {
	o.T.Helper()
	if _, err := o.Clerk.Undo(o.ctx, o.People["broker"], i.ID); err != nil {
		o.T.Fatal(err)
	}
	for n := 0; i.State != intake.Undone; n++ {
		o.Office.Store = &crashing{whole, 1}
		o.Clerk.Work(o.ctx)
		o.Office.Store = whole
		o.Clerk = &intake.Clerk{Office: o.Office, Folder: o.Clerk.Folder, Now: o.Clerk.Now, Actor: o.Clerk.Actor, Log: o.Clerk.Log}
		var err error
		if i, err = o.Clerk.Import(o.ctx, o.People["broker"], i.ID); err != nil || n > 100 {
			o.T.Fatalf("%v after %d", err, n)
		}
	}
	if got := len(o.ids("organisation")); got != before {
		o.T.Errorf("%d records after undoing, want %d", got, before)
	}
}

// ids lists every record of a kind.
func (o *office) ids(kind string) []string {
	o.T.Helper()
	k, err := o.Office.Kind(kind)
	if err != nil {
		o.T.Fatal(err)
	}
	var ids []string
	err = o.Clerk.Every(o.ctx, o.People["broker"], k, func(id string) { ids = append(ids, id) })
	if err != nil {
		o.T.Fatal(err)
	}
	return ids
}

// An outage is no end: it is told, and tried again.
func TestOutage(t *testing.T) {
	o := open(t)
	i := o.send("broker", "organisation", "x.csv", firms)
	if _, err := o.Clerk.Start(o.ctx, o.People["broker"], i.ID); err != nil {
		t.Fatal(err)
	}
	whole := o.Office.Store
	o.Office.Store = &crashing{whole, 0}
	if err := o.Clerk.Work(o.ctx); err != nil {
		t.Fatal(err)
	}
	o.Office.Store = whole
	got := o.work("broker", i.ID)
	if got.State != intake.Running || got.Failure.Empty() {
		t.Errorf("%s, %q: want it to wait and to say so", got.State, got.Failure.ZH)
	}
	o.Clock.Move(1 << 36)
	got = o.work("broker", i.ID)
	if got.State != intake.Done || !got.Failure.Empty() {
		t.Errorf("%s, %q", got.State, got.Failure.ZH)
	}
}
