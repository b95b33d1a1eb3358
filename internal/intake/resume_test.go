package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"heitu/internal/intake"
	"heitu/internal/record"
)

// A row about a record that a row above has named is refused, too, when the node
// died between the two.
func TestResumeTwice(t *testing.T) {
	for name, first := range map[string]string{
		"both by id":     "%s,,甲公司,一\n",
		"first by code":  ",91150200MA00001015,甲公司,一\n",
		"first by title": ",,甲公司,一\n",
	} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			made := o.Put("broker", record.Draft{Kind: "organisation", Fields: map[string]any{"name": "甲公司", "region": "210100", "uscc": "91150200MA00001015"}})[0]
			var b strings.Builder
			b.WriteString("记录编号,统一社会信用代码,单位名称,备注\n")
			if strings.Contains(first, "%s") {
				first = fmt.Sprintf(first, made.ID)
			}
			b.WriteString(first)
			for n := range 500 {
				fmt.Fprintf(&b, ",,第%d单位,\n", n)
			}
			fmt.Fprintf(&b, "%s,,乙公司,二\n", made.ID)
			i := o.send("broker", "organisation", "x.csv", b.String())
			want := "map[changed:1 made:500 refused:1]"
			if got := fmt.Sprint(i.Counts); i.State != intake.Tried || got != want {
				t.Fatalf("%s %s, want %s\n%s", i.State, got, want, o.said("broker", i))
			}
			if _, err := o.Clerk.Start(o.ctx, o.People["broker"], i.ID); err != nil {
				t.Fatal(err)
			}
			o.crashing(1)
			if i = o.work("broker", i.ID); i.State != intake.Done || fmt.Sprint(i.Counts) != want {
				t.Errorf("%s %v, want %s", i.State, i.Counts, want)
			}
		})
	}
}

// crashing lets the node die after so many changes, and starts another.
func (o *office) crashing(changes int) {
	o.T.Helper()
	whole := o.Office.Store
	o.Office.Store = &crashing{whole, changes}
	_ = o.Clerk.Work(o.ctx)
	o.Office.Store = whole
	o.Clerk = &intake.Clerk{Office: o.Office, Folder: o.Clerk.Folder, Now: o.Clerk.Now, Actor: o.Clerk.Actor, Log: o.Clerk.Log}
}
