package intake_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/intake"
	"heitu/internal/store"
)

// heavy is a small workbook whose cells together hold far more text than is taken.
func heavy(t *testing.T) string {
	t.Helper()
	var file bytes.Buffer
	z := zip.NewWriter(&file)
	put := func(name, body string) {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(body))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	put("[Content_Types].xml", `<Types/>`)
	put("xl/workbook.xml", `<workbook xmlns:r="r"><sheets><sheet name="a" r:id="r1"/></sheets></workbook>`)
	put("xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>`)
	put("xl/sharedStrings.xml", `<sst><si><t>`+strings.Repeat("a", 1<<20-8)+`</t></si></sst>`)
	var rows strings.Builder
	for n := range 300 {
		fmt.Fprintf(&rows, `<row r="%d"><c r="A%[1]d" t="inlineStr"><is><t>第%[1]d单位</t></is></c><c r="B%[1]d" t="s"><v>0</v></c></row>`, n+2)
	}
	put("xl/worksheets/sheet1.xml", `<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>单位名称</t></is></c><c r="B1" t="inlineStr"><is><t>备注</t></is></c></row>`+rows.String()+`</sheetData></worksheet>`)
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return file.String()
}

// What no later try would mend ends a trial at once.
func TestTooMuchText(t *testing.T) {
	o := open(t)
	i := o.send("broker", "organisation", "x.xlsx", heavy(t))
	if i.State != intake.Failed || !strings.Contains(i.Failure.EN, "256 MiB") {
		t.Errorf("%s %q", i.State, i.Failure.EN)
	}
}

// An import that has not begun goes altogether, in whatever state it is.
func TestDiscard(t *testing.T) {
	for name, file := range map[string]string{intake.Mapping: "甲,乙\n沈阳丁公司,天气晴朗\n", intake.Tried: firms, intake.Trying: firms} {
		t.Run(name, func(t *testing.T) {
			o := open(t)
			i, err := o.Clerk.Receive(o.ctx, o.People["broker"], "organisation", "x.csv", strings.NewReader(file))
			if err != nil {
				t.Fatal(err)
			}
			if name != intake.Trying {
				i = o.work("broker", i.ID)
			}
			o.state(i, name)
			if _, err := o.Clerk.Discard(o.ctx, o.People["officer"], i.ID); !fault.Is(err, fault.CodeMissing) {
				t.Errorf("discarded by another: %v", err)
			}
			if i, err = o.Clerk.Discard(o.ctx, o.People["broker"], i.ID); err != nil || i.State != intake.Discarded {
				t.Fatal(i.State, err)
			}
			if err := o.Work(o.ctx); err != nil {
				t.Fatal(err)
			}
			if _, err := o.Clerk.Import(o.ctx, o.People["broker"], i.ID); !fault.Is(err, fault.CodeMissing) {
				t.Errorf("still there: %v", err)
			}
			if left := filesOf(t, o.Clerk.Folder); len(left) > 0 {
				t.Errorf("left behind: %v", left)
			}
		})
	}
}

// meanwhile is a store in which something happens after so many changes.
type meanwhile struct {
	store.Store
	left int
	do   func()
}

func (m *meanwhile) Update(ctx context.Context, fn func(store.Tx) error) error {
	err := m.Store.Update(ctx, fn)
	if m.left--; m.left == 0 {
		go m.do()
	}
	return err
}

// An import under way stops, and can be gone on with, or undone.
func TestStop(t *testing.T) {
	o := open(t)
	broker := o.People["broker"]
	i := o.send("broker", "organisation", "x.csv", many(3000))
	if _, err := o.Clerk.Start(o.ctx, broker, i.ID); err != nil {
		t.Fatal(err)
	}
	whole, stopped := o.Office.Store, make(chan error, 1)
	o.Office.Store = &meanwhile{whole, 2, func() {
		_, err := o.Clerk.Discard(o.ctx, broker, i.ID)
		stopped <- err
	}}
	halted := o.work("broker", i.ID)
	if err := <-stopped; err != nil {
		t.Fatal(err)
	}
	o.Office.Store = whole
	o.state(halted, intake.Failed)
	if n := halted.Counts["made"]; n == 0 || n >= i.Counts["made"] || !halted.Resumes || halted.Failure.Empty() {
		t.Errorf("stopped after %d, resumes %t, %q", n, halted.Resumes, halted.Failure.ZH)
	}
	if _, err := o.Clerk.Start(o.ctx, broker, i.ID); err != nil {
		t.Fatal(err)
	}
	done := o.work("broker", i.ID)
	o.state(done, intake.Done)
	if fmt.Sprint(done.Counts) != fmt.Sprint(i.Counts) {
		t.Errorf("brought in %v, want %v", done.Counts, i.Counts)
	}
	if _, err := o.Clerk.Discard(o.ctx, broker, i.ID); !fault.Is(err, fault.CodeConflict) {
		t.Errorf("discarded when done: %v", err)
	}
}
