package intake_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/intake"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/testkit"
	"heitu/internal/text"
)

// A field that may be given when a record is made, but is hidden afterwards, is passed
// over when the file comes in again, whatever it says.
func TestHiddenAgain(t *testing.T) {
	o := open(t)
	const file = "需求名称,需求单位,待解决的问题,预算（万元）\n深冷泵,示例研究院,漏,50\n高温阀,示例研究院,卡,80\n"
	if got := o.said("broker", o.bring("broker", "need", "x.csv", file)); !strings.HasPrefix(got, "made 2, changed 0, left 0, refused 0") {
		t.Fatalf("first: %s", got)
	}
	var said []string
	for _, again := range []string{file, strings.Replace(file, ",50\n", ",51\n", 1), strings.Replace(file, ",50\n", ",许多\n", 1)} {
		i := o.bring("broker", "need", "x.csv", again)
		if got := o.said("broker", i); !strings.HasPrefix(got, "made 0, changed 0, left 2, refused 0") {
			t.Errorf("again: %s", got)
		}
		list, err := o.Clerk.Verdicts(o.ctx, o.People["broker"], i.ID, "", 0, 10)
		if err != nil || len(list) != 2 || len(list[0].Doubts) != 1 || list[0].Doubts[0].Column != "D" {
			t.Fatalf("verdicts %+v, %v", list, err)
		}
		said = append(said, list[0].Doubts[0].Text.ZH)
	}
	if said[0] != text.HiddenCell.ZH || said[1] != said[0] || said[2] != said[0] {
		t.Errorf("what is said tells of the hidden value: %q", said)
	}
	if got := o.said("member", o.bring("member", "need", "x.csv", strings.Replace(file, ",50\n", ",51\n", 1))); !strings.HasPrefix(got, "made 0, changed 1, left 1, refused 0") {
		t.Errorf("by its owner: %s", got)
	}
}

// What only a step sets is compared where it can be seen, and passed over elsewhere.
func TestStepAgain(t *testing.T) {
	o := open(t)
	made := o.Put("broker", record.Draft{Kind: "achievement", Fields: map[string]any{"title": "已共享的成果", "owner": o.Mine, "summary": "好", "region": "210100", "field": kinds.AchievementField.Type.From.All()[0]}})[0]
	shared := o.Take("broker", made, "share", testkit.Direct())[0]
	day, _ := shared.Fields["shared"].(string)
	if got := o.said("broker", o.bring("broker", "achievement", "x.csv", "成果名称,完成单位,共享日期\n已共享的成果,示例研究院,"+day+"\n")); !strings.HasPrefix(got, "made 0, changed 0, left 1, refused 0") {
		t.Errorf("got %s", got)
	}
}

// Whatever the kind and whoever brings it: the same file again makes and changes nothing.
func TestEveryKindAgain(t *testing.T) {
	people := open(t).People
	for _, login := range []string{"broker", "registrar", "member"} {
		for _, k := range kinds.All() {
			if k.Name == kinds.Deduction.Name || k.Name == kinds.Objection.Name || login == "member" && k.Name == kinds.Contract.Name { // their references must fit one another, or lead to what he does not see
				continue
			}
			if !access.MayCreate(people[login], k) {
				continue
			}
			t.Run(login+" "+k.Name, func(t *testing.T) {
				o := open(t)
				fresh := o.full(k)
				o.again(login, k.Name, o.csv(k, fresh), "made 1")
				page, err := o.Office.List(o.ctx, o.People[login], record.Query{Kind: k.Name})
				if err != nil || len(page.Records) == 0 {
					t.Fatalf("listed %d, %v", len(page.Records), err)
				}
				o.again(login, k.Name, o.export(k, page.Records), "made 0, changed 0")
			})
		}
	}
}

// again brings a file twice; the second time everything is left alone.
func (o *office) again(login, kind, file, first string) {
	o.T.Helper()
	for _, want := range []string{first, "made 0, changed 0"} {
		i := o.send(login, kind, "x.csv", file)
		if i.State == intake.Mapping {
			if _, err := o.Clerk.Arrange(o.ctx, o.People[login], i.ID, i.Layouts, "", ""); err != nil {
				o.T.Fatal(err)
			}
			i = o.work(login, i.ID)
		}
		if _, err := o.Clerk.Start(o.ctx, o.People[login], i.ID); err != nil {
			o.T.Fatal(err)
		}
		if got := o.said(login, o.work(login, i.ID)); !strings.HasPrefix(got, want) || !strings.Contains(got, "refused 0\n") {
			o.T.Errorf("want %s, got %s\n%s", want, got, file)
		}
	}
}

// full is a record of a kind that is not kept yet, with a value in every field that a
// file can hold.
func (o *office) full(k record.Kind) record.Record {
	fields := map[string]any{}
	for _, f := range k.Fields {
		if to, _ := record.Refers(f.Type); to == kinds.Objection.Name {
			continue
		}
		if v := o.value(f); v != nil && !f.Step {
			fields[f.Name] = v
		}
	}
	if k.Owner != "" {
		fields[k.Owner] = o.Mine
	}
	return record.Record{Kind: k.Name, Fields: fields}
}

func (o *office) value(f record.Field) any {
	switch t := f.Type.(type) {
	case record.Text:
		return "样本"
	case record.List:
		return []string{"样本词"}
	case record.Choice:
		return t.From.All()[0]
	case record.Choices:
		return t.From.All()[:1]
	case record.Date:
		return "2026-08-01"
	case record.Money:
		return int64(100)
	case record.Integer:
		return int64(1)
	case record.YesNo:
		return true
	case record.USCC:
		return "11220000013544429K"
	case record.Number:
		return "1.5"
	case record.ORCID:
		return "0000-0002-1825-0097"
	case record.Email:
		return "sample@example.org"
	case record.Reference:
		return o.refer(t.To)
	case record.References:
		return []string{o.refer(t.To)}
	}
	return nil
}

// refer returns the id of a record to refer to.
func (o *office) refer(kind string) string {
	if kind == "organisation" {
		return o.Mine
	}
	if kind == "account" {
		return o.People["broker"].Account
	}
	k, err := o.Office.Kind(kind)
	if err != nil {
		o.T.Fatal(err)
	}
	fields := map[string]any{k.TitleField().Name: o.titled(k)}
	for _, f := range k.Fields[1:] {
		if f.Required && !f.Step { // the rest may lead in a circle
			fields[f.Name] = o.value(f)
		}
	}
	if k.Owner != "" {
		fields[k.Owner] = o.Mine
	}
	if k.Name == kinds.Contract.Name { // so that its commission can be shared
		fields[kinds.ContractLead.Name] = o.Mine
	}
	return o.PutAs(access.Actor{Node: true}, record.Draft{Kind: kind, Fields: fields})[0].ID
}

// titled is a title of which there may be many, so that what is referred to is not what comes in.
func (o *office) titled(k record.Kind) any {
	if _, words := k.TitleField().Type.(record.Text); words {
		return "另一个"
	}
	return o.value(k.TitleField())
}

// csv writes a record as somebody else would: without its id.
func (o *office) csv(k record.Kind, r record.Record) string {
	var names []string
	for _, f := range k.Fields {
		if _, ok := r.Fields[f.Name]; ok {
			names = append(names, f.Name)
		}
	}
	return o.write(sheet.Export{Kind: k, Lang: text.ZH, Columns: names}, r)
}

func (o *office) export(k record.Kind, records []record.Record) string {
	return o.write(sheet.Export{Kind: k, Lang: text.ZH}, records...)
}

func (o *office) write(x sheet.Export, records ...record.Record) string {
	o.T.Helper()
	var b bytes.Buffer
	x.Titles = func(string) string { return "" }
	err := sheet.WriteCSV(&b, x, func(yield func(record.Record, error) bool) {
		_ = slices.ContainsFunc(records, func(r record.Record) bool { return !yield(r, nil) })
	})
	if err != nil {
		o.T.Fatal(err)
	}
	return b.String()
}
