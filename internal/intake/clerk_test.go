package intake_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/intake"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/testkit"
	"heitu/internal/text"
)

// office is a bench whose people import.
type office struct {
	*testkit.Bench
	ctx context.Context
}

func open(t testing.TB) *office {
	return &office{testkit.Open(t, nil), t.Context()}
}

// send receives a file and lets the clerk work.
func (o *office) send(login, kind, name, file string) intake.Import {
	o.T.Helper()
	i, err := o.Clerk.Receive(o.ctx, o.People[login], kind, name, strings.NewReader(file))
	if err != nil {
		o.T.Fatal(err)
	}
	return o.work(login, i.ID)
}

func (o *office) work(login, id string) intake.Import {
	o.T.Helper()
	if err := o.Work(o.ctx); err != nil {
		o.T.Fatal(err)
	}
	i, err := o.Clerk.Import(o.ctx, o.People[login], id)
	if err != nil {
		o.T.Fatal(err)
	}
	return i
}

// bring sends a file and brings its good rows in.
func (o *office) bring(login, kind, name, file string) intake.Import {
	o.T.Helper()
	i := o.send(login, kind, name, file)
	o.state(i, intake.Tried)
	if _, err := o.Clerk.Start(o.ctx, o.People[login], i.ID); err != nil {
		o.T.Fatal(err)
	}
	return o.work(login, i.ID)
}

func (o *office) state(i intake.Import, want string) {
	o.T.Helper()
	if i.State != want {
		o.T.Fatalf("the import is %s (%s), want %s; layouts %+v", i.State, i.Failure.EN, want, i.Layouts)
	}
}

// said writes counts and verdicts in one line each, for tests to compare.
func (o *office) said(login string, i intake.Import) string {
	o.T.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "made %d, changed %d, left %d, refused %d", i.Counts["made"], i.Counts["changed"], i.Counts["left"], i.Counts["refused"])
	list, err := o.Clerk.Verdicts(o.ctx, o.People[login], i.ID, "", 0, 1000)
	if err != nil {
		o.T.Fatal(err)
	}
	for _, v := range list {
		fmt.Fprintf(&b, "\n%d %s %s", v.Line, v.Outcome, v.Title)
		for _, c := range v.Changes {
			if v.Outcome == "made" {
				break
			}
			fmt.Fprintf(&b, " [%s: %s → %s]", c.Field, c.Was.ZH, c.Will.ZH)
		}
		for _, f := range v.Faults {
			fmt.Fprintf(&b, " (%s%d %s “%s”: %s)", f.Column, v.Line, f.Field, f.Said, f.Text.EN)
		}
		for _, n := range v.Near {
			fmt.Fprintf(&b, " ~%s%.0d", n.Title, n.Line)
		}
	}
	return b.String()
}

func (o *office) list(kind string) []record.Record {
	o.T.Helper()
	page, err := o.Office.List(o.ctx, o.People["broker"], record.Query{Kind: kind})
	if err != nil {
		o.T.Fatal(err)
	}
	return page.Records
}

const firms = `单位名称,统一社会信用代码,所在地区,联系人,备注
沈阳甲科技有限公司,91350100M000100Y43,沈阳市,王甲,一
大连乙机械有限公司,,大连市,李乙,二
长春丙生物研究院,,长春市,,三
`

func TestBring(t *testing.T) {
	o := open(t)
	before := len(o.list("organisation"))
	i := o.bring("broker", "organisation", "单位.csv", firms)
	o.state(i, intake.Done)
	if got := o.said("broker", i); !strings.HasPrefix(got, "made 3, changed 0, left 0, refused 0\n2 made 沈阳甲科技有限公司") {
		t.Errorf("got %s", got)
	}
	if i.Rows != 3 || i.Read != 3 {
		t.Errorf("%d rows, %d read", i.Rows, i.Read)
	}
	if got := len(o.list("organisation")); got != before+3 {
		t.Errorf("%d organisations, want %d", got, before+3)
	}
	// The same file again makes nothing new.
	again := o.bring("broker", "organisation", "单位.csv", firms)
	o.state(again, intake.Done)
	if got := o.said("broker", again); !strings.HasPrefix(got, "made 0, changed 0, left 3, refused 0") {
		t.Errorf("again: %s", got)
	}
	// A changed cell changes exactly that field.
	changed := o.bring("broker", "organisation", "单位.csv", strings.Replace(firms, "李乙", "李已", 1))
	if got := o.said("broker", changed); !strings.HasPrefix(got, "made 0, changed 1, left 2, refused 0\n") || !strings.Contains(got, "3 changed 大连乙机械有限公司 [contact: 李乙 → 李已]") {
		t.Errorf("changed: %s", got)
	}
	if got := len(o.list("organisation")); got != before+3 {
		t.Errorf("%d organisations, want %d", got, before+3)
	}
}

// The trial shows what would be made, as far as it is readable.
func TestPreview(t *testing.T) {
	o := open(t)
	i := o.send("broker", "need", "x.csv", "需求名称,需求单位,待解决的问题,备注\n深冷泵,示例研究院,"+strings.Repeat("漏", 500)+",\n坏的,没有的单位,难,\n")
	list, err := o.Clerk.Verdicts(o.ctx, o.People["broker"], i.ID, "", 0, 10)
	if err != nil || len(list) != 2 {
		t.Fatalf("%+v, %v", list, err)
	}
	got := ""
	for _, c := range list[0].Changes {
		got += fmt.Sprintf("[%s: %s → %s]", c.Field, c.Was.ZH, c.Will.ZH)
	}
	if want := "[title:  → 深冷泵][problem:  → " + strings.Repeat("漏", 200) + "…][firm:  → 示例研究院]"; got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if list[1].Outcome != "refused" || list[1].Changes != nil {
		t.Errorf("refused: %+v", list[1])
	}
}

func TestRefused(t *testing.T) {
	o := open(t)
	i := o.send("broker", "organisation", "x.csv", `单位名称,统一社会信用代码,所在地区
,91350100M000100Y43,沈阳市
甲公司,91210100MA0000003X,月亮
乙公司,91210100MA0000001G,沈阳市
丙公司,,沈阳市
丙公司,,大连市
丙 公司,,大连市
`)
	o.state(i, intake.Tried)
	got := o.said("broker", i)
	for _, want := range []string{
		"made 1, changed 1, left 0, refused 4", "2 refused  (A2 name “”: Name is required.)",
		"(B3 uscc “91210100MA0000003X”: ", "(C3 region “月亮”: ", "4 changed 乙公司 [name: 示例研究院 → 乙公司]", "5 made 丙公司",
		`6 refused 丙公司 (A6 name “丙公司”: The same as in row 5.)`, `7 refused 丙 公司`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("want %q in\n%s", want, got)
		}
	}
	if _, err := o.Clerk.Start(o.ctx, o.People["broker"], i.ID); err != nil {
		t.Fatal(err)
	}
	i = o.work("broker", i.ID)
	o.state(i, intake.Done)
	if i.Counts["made"] != 1 || i.Counts["changed"] != 1 || i.Counts["refused"] != 4 {
		t.Errorf("got %v", i.Counts)
	}
	parts, err := o.Office.Parts(o.ctx, o.People["broker"], i.ID, "refused", 0, 100)
	if err != nil || len(parts) != 4 || parts[1].Line != 3 || !bytes.Contains(parts[1].Said, []byte("月亮")) {
		t.Errorf("parts %v, %v", parts, err)
	}
}

// A mapping that is not sure waits for a person, and is remembered.
func TestArrange(t *testing.T) {
	o := open(t)
	const file = "甲,乙\n沈阳丁公司,天气晴朗\n"
	i := o.send("broker", "organisation", "x.csv", file)
	o.state(i, intake.Mapping)
	if _, err := o.Clerk.Start(o.ctx, o.People["broker"], i.ID); !fault.Is(err, fault.CodeConflict) {
		t.Errorf("started untried: %v", err)
	}
	layouts := i.Layouts
	for n := range layouts[0].Columns {
		layouts[0].Columns[n].Field = []string{"name", "nothing"}[n]
	}
	if _, err := o.Clerk.Arrange(o.ctx, o.People["broker"], i.ID, layouts, "", ""); !fault.Is(err, fault.CodeInvalid) {
		t.Errorf("arranged to an unknown field: %v", err)
	}
	layouts[0].Columns[1].Field = "note"
	if _, err := o.Clerk.Arrange(o.ctx, o.People["broker"], i.ID, layouts, "", ""); err != nil {
		t.Fatal(err)
	}
	i = o.work("broker", i.ID)
	o.state(i, intake.Tried)
	if _, err := o.Clerk.Start(o.ctx, o.People["broker"], i.ID); err != nil {
		t.Fatal(err)
	}
	o.work("broker", i.ID)
	next := o.send("broker", "organisation", "y.csv", "甲,乙\n沈阳戊公司,天气晴朗\n")
	o.state(next, intake.Tried)
	if c := next.Layouts[0].Columns[1]; c.Field != "note" || c.Why != "chosen" {
		t.Errorf("not remembered: %+v", c)
	}
	if got := o.said("broker", next); !strings.Contains(got, "made 1") {
		t.Errorf("got %s", got)
	}
}

// Where a person finds the header elsewhere, the columns are read anew; unless they
// are sure, he is asked again.
func TestArrangeHeader(t *testing.T) {
	o := open(t)
	const file = "企业,电话\n沈阳丁公司,024-1\n单位,号码\n沈阳戊公司,024-2\n沈阳己公司,024-3\n"
	i := o.send("broker", "organisation", "x.csv", file)
	if l := i.Layouts[0]; l.Header != 1 || l.Columns[1].Field != "phone" {
		t.Fatalf("guessed %+v", l)
	}
	layouts := i.Layouts
	layouts[0].First, layouts[0].Header = 0, 3
	i, err := o.Clerk.Arrange(o.ctx, o.People["broker"], i.ID, layouts, "", "")
	if err != nil {
		t.Fatal(err)
	}
	l := i.Layouts[0]
	if l.First != 3 || l.Header != 3 || l.Columns[0].Header != "单位" || l.Columns[0].Field != "name" || l.Columns[1].Header != "号码" || l.Columns[1].Samples[0] != "024-2" {
		t.Errorf("read %+v", l)
	}
	l.First, l.Header = 0, 1
	l.Columns[1].Field = "note"
	if i, err = o.Clerk.Arrange(o.ctx, o.People["broker"], i.ID, []sheet.Layout{l}, "", ""); err != nil {
		t.Fatal(err)
	}
	if l := i.Layouts[0]; l.Header != 1 || l.Columns[1].Header != "电话" || l.Columns[1].Field != "note" || l.Columns[1].Why != "chosen" {
		t.Errorf("what he says besides does not count: %+v", l)
	}
	for want, rows := range map[string][2]int{"的第 9 行没有列名": {0, 9}, "末行不能在首行之前": {3, 1}} {
		l.First, l.Header = rows[0], rows[1]
		if _, err := o.Clerk.Arrange(o.ctx, o.People["broker"], i.ID, []sheet.Layout{l}, "", ""); !fault.Is(err, fault.CodeInvalid) || !strings.Contains(fault.All(err)[0].In(text.ZH), want) {
			t.Errorf("rows %v: %v", rows, err)
		}
	}
}

// Where no column says what rows are about, nothing is tried.
func TestArrangeNameless(t *testing.T) {
	o := open(t)
	i := o.send("broker", "organisation", "x.csv", "甲,乙\n沈阳丁公司,天气晴朗\n")
	o.state(i, intake.Mapping)
	layouts := i.Layouts
	for _, field := range []string{"", "note"} {
		layouts[0].Columns[1].Field = field
		for _, said := range [][]sheet.Layout{layouts, nil} {
			if _, err := o.Clerk.Arrange(o.ctx, o.People["broker"], i.ID, said, "", ""); !fault.Is(err, fault.CodeInvalid) || !strings.Contains(fault.All(err)[0].In(text.ZH), "名称") {
				t.Errorf("%q: %v", field, err)
			}
		}
	}
	for _, field := range []string{"name", "uscc", "id"} {
		layouts[0].Columns[0].Field = field
		if _, err := o.Clerk.Arrange(o.ctx, o.People["broker"], i.ID, layouts, "", ""); err != nil {
			t.Errorf("%q: %v", field, err)
		}
	}
}

func TestLeave(t *testing.T) {
	o := open(t)
	o.bring("broker", "organisation", "x.csv", firms)
	i := o.send("broker", "organisation", "x.csv", strings.ReplaceAll(firms, "李乙", "赵乙")+"新来公司,,,,\n")
	i, err := o.Clerk.Arrange(o.ctx, o.People["broker"], i.ID, nil, "", intake.ModeLeave)
	if err != nil {
		t.Fatal(err)
	}
	if got := o.said("broker", o.work("broker", i.ID)); !strings.HasPrefix(got, "made 1, changed 0, left 3, refused 0") {
		t.Errorf("got %s", got)
	}
}

// A row that names its record changes exactly what was changed, and removes what was emptied.
func TestRoundTrip(t *testing.T) {
	o := open(t)
	made := o.Put("broker", record.Draft{Kind: "organisation", Fields: map[string]any{"name": "往返公司", "region": "210100", "note": "旧"}})[0]
	file := func(rev int64, name, region, note string) string {
		return fmt.Sprintf("记录编号,版本,单位名称,所在地区,备注\n%s,%d,%s,%s,%s\n", made.ID, rev, name, region, note)
	}
	for _, tt := range []struct{ name, file, want string }{
		{"as exported", file(1, "往返公司", "沈阳市", "旧"), "left 1"},
		{"one cell", file(1, "往返公司", "沈阳市", "新"), "changed 往返公司 [note: 旧 → 新]"},
		{"an empty cell", file(1, "往返公司", "", "旧"), "changed 往返公司 [region: 沈阳市 → ]"},
		{"a required one", file(1, "", "沈阳市", "旧"), "(C2 name “”: Name is required.)"},
		{"another name", file(1, "往来公司", "沈阳市", "旧"), "[name: 往返公司 → 往来公司]"},
		{"no such record", strings.Replace(file(1, "往返公司", "", ""), made.ID, "00000000-0000-7000-8000-000000000000", 1), "refused 往返公司 (A2 id “"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := o.said("broker", o.send("broker", "organisation", "x.csv", tt.file)); !strings.Contains(got, tt.want) {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
	o.Put("broker", record.Draft{Kind: "organisation", ID: made.ID, Rev: 1, Fields: map[string]any{"note": "别人改的"}})
	for _, tt := range []struct{ name, file, want string }{
		{"stale and different", file(1, "往返公司", "沈阳市", "我改的"), "(E2 note “我改的”: The record has changed since the export (revision 1; now 2)"},
		{"stale and the same", file(1, "往返公司", "沈阳市", "别人改的"), "left 1"},
		{"of the newest", file(2, "往返公司", "沈阳市", "我改的"), "changed 1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := o.said("broker", o.send("broker", "organisation", "x.csv", tt.file)); !strings.Contains(got, tt.want) {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestUndo(t *testing.T) {
	o := open(t)
	broker := o.People["broker"]
	before := len(o.list("organisation"))
	o.bring("broker", "organisation", "x.csv", firms)
	i := o.bring("broker", "organisation", "x.csv", strings.Replace(firms, "李乙", "李已", 1)+"新来公司,,,,\n")
	if _, err := o.Clerk.Undo(o.ctx, o.People["officer"], i.ID); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("undone by another: %v", err)
	}
	if _, err := o.Clerk.Undo(o.ctx, broker, i.ID); err != nil {
		t.Fatal(err)
	}
	i = o.work("broker", i.ID)
	o.state(i, intake.Undone)
	if got := len(o.list("organisation")); got != before+3 {
		t.Errorf("%d organisations, want %d", got, before+3)
	}
	for _, r := range o.list("organisation") {
		if r.Fields["name"] == "大连乙机械有限公司" && r.Fields["contact"] != "李乙" {
			t.Errorf("contact is %v", r.Fields["contact"])
		}
	}
	if _, err := o.Clerk.Undo(o.ctx, broker, i.ID); err != nil {
		t.Errorf("undone again: %v", err)
	}
}

func TestUndoRefused(t *testing.T) {
	o := open(t)
	i := o.bring("broker", "organisation", "x.csv", firms)
	var id string
	for _, r := range o.list("organisation") {
		if r.Fields["name"] == "大连乙机械有限公司" {
			id = r.ID
		}
	}
	o.Put("broker", record.Draft{Kind: kinds.Need.Name, Fields: map[string]any{"title": "依赖它的需求", "firm": id}})
	_, err := o.Clerk.Undo(o.ctx, o.People["broker"], i.ID)
	if !fault.Is(err, fault.CodeConflict) || !strings.Contains(fault.All(err)[0].In(text.ZH), "依赖它的需求") {
		t.Errorf("got %v", err)
	}
	o.state(o.work("broker", i.ID), intake.Done)
}

// What is somebody else's does not exist.
func TestOthers(t *testing.T) {
	o := open(t)
	i := o.send("broker", "organisation", "x.csv", firms)
	for _, login := range []string{"officer", "member", "system", ""} {
		actor := o.People[login]
		_, one := o.Clerk.Import(o.ctx, actor, i.ID)
		_, none := o.Clerk.Import(o.ctx, actor, "00000000-0000-7000-8000-000000000000")
		if !fault.Is(one, fault.CodeMissing) || one.Error() != none.Error() {
			t.Errorf("%q: %v, %v", login, one, none)
		}
		_, arrange := o.Clerk.Arrange(o.ctx, actor, i.ID, nil, "", "")
		_, start := o.Clerk.Start(o.ctx, actor, i.ID)
		_, verdicts := o.Clerk.Verdicts(o.ctx, actor, i.ID, "", 0, 10)
		marked := o.Clerk.Marked(o.ctx, actor, i.ID, text.ZH, io.Discard)
		for _, err := range []error{arrange, start, verdicts, marked} {
			if err == nil || err.Error() != none.Error() {
				t.Errorf("%q: %v, want %v", login, err, none)
			}
		}
		if list, err := o.Clerk.Imports(o.ctx, actor); err != nil || len(list) > 0 {
			t.Errorf("%q lists %v, %v", login, list, err)
		}
	}
	if _, err := o.Clerk.Receive(o.ctx, access.Actor{}, "organisation", "x.csv", strings.NewReader(firms)); !fault.Is(err, fault.CodeSignIn) {
		t.Errorf("a visitor sends: %v", err)
	}
	if _, err := o.Clerk.Receive(o.ctx, o.People["system"], "organisation", "x.csv", strings.NewReader(firms)); !fault.Is(err, fault.CodeDenied) {
		t.Errorf("an administrator sends: %v", err)
	}
}

// cut is an upload that breaks off.
type cut struct{ io.Reader }

func (c cut) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	return n, err
}

func TestUploads(t *testing.T) {
	o := open(t)
	for _, tt := range []struct {
		name string
		file io.Reader
		want fault.Code
	}{
		{"interrupted", cut{strings.NewReader(firms)}, fault.CodeInvalid},
		{"empty", strings.NewReader(""), fault.CodeInvalid},
		{"a picture", strings.NewReader("\x89PNG\r\n\x1a\n\x00\x00"), fault.CodeInvalid},
	} {
		_, err := o.Clerk.Receive(o.ctx, o.People["broker"], "organisation", "x.csv", tt.file)
		if !fault.Is(err, tt.want) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
	if list, _ := o.Clerk.Imports(o.ctx, o.People["broker"]); len(list) > 0 {
		t.Errorf("kept: %v", list)
	}
	if left := filesOf(t, o.Clerk.Folder); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestExpire(t *testing.T) {
	o := open(t)
	tried := o.send("broker", "organisation", "x.csv", firms)
	done := o.bring("broker", "organisation", "x.csv", strings.ReplaceAll(firms, "公司", "中心"))
	o.Clock.Move(time.Until(time.Now()) + time.Since(testkit.Morning) + intake.KeptFor + time.Hour)
	if err := o.Clerk.Expire(o.ctx); err != nil {
		t.Fatal(err)
	}
	if left := filesOf(t, o.Clerk.Folder); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
	if _, err := o.Clerk.Import(o.ctx, o.People["broker"], tried.ID); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("an abandoned import stays: %v", err)
	}
	if _, err := o.Clerk.Undo(o.ctx, o.People["broker"], done.ID); err != nil {
		t.Errorf("cannot be undone any more: %v", err)
	}
}

var errCrash = errors.New("crash")

// What an erasure destroys is not left in a file that brought it in.
func TestErased(t *testing.T) {
	o := open(t)
	i := o.bring("broker", "person", "x.csv", "姓名,所在单位,联系电话\n赵某某,示例研究院,13900001111\n钱某某,示例研究院,"+strings.Repeat("8", 50)+"\n")
	if i.Counts["made"] != 1 {
		t.Fatal(o.said("broker", i))
	}
	parts, err := o.Office.Parts(o.ctx, o.People["broker"], i.ID, "refused", 0, 10)
	if err != nil || len(parts) != 1 || bytes.Contains(parts[0].Said, []byte("888")) {
		t.Errorf("the deed quotes a person: %v, %v", parts, err)
	}
	made := o.list("person")[0]
	if _, err := o.Office.Erase(o.ctx, o.People["security"], "person", made.ID, "本人申请"); err != nil {
		t.Fatal(err)
	}
	if err := o.Work(o.ctx); err != nil {
		t.Fatal(err)
	}
	if left := filesOf(t, o.Clerk.Folder); len(left) > 0 {
		t.Errorf("left behind: %v", left)
	}
}
