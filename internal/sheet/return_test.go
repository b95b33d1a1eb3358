package sheet

import (
	"bytes"
	"io"
	"iter"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// someText is what people write, and what would hurt if a program ran it.
func someText(lines bool) *rapid.Generator[string] {
	letters := []rune("ab 01.,:;!?()=+-@'\"|&<>%甲乙丙丁，。；：？！（）“”＝＋－＠ＡＢ０１😀é—…/\\#")
	if lines {
		letters = append(letters, '\n')
	}
	return rapid.Custom(func(t *rapid.T) string {
		head := rapid.SampledFrom([]string{"", "", "", "=1+", "+", "-2", "@SUM(", "'=x", "''", "'", "1.2E+17", "00123", "2024.3", "12万元", "是"}).Draw(t, "head")
		return strings.TrimSpace(head + rapid.StringOfN(rapid.SampledFrom(letters), 1, 20, -1).Draw(t, "text"))
	}).Filter(func(s string) bool { return s != "" })
}

// someRecord is a need or a contract with any of its fields.
func someRecord(t *rapid.T, k record.Kind) record.Record {
	r := record.Record{Kind: k.Name, State: k.First(), Rev: rapid.Int64Range(1, 99).Draw(t, "rev"), Fields: map[string]any{}}
	r.ID = "0192f0c1-0000-7000-8000-00000000000a"
	for _, f := range k.Fields {
		if !f.Required && rapid.Bool().Draw(t, "empty "+f.Name) {
			continue
		}
		var v any
		switch of := f.Type.(type) {
		case record.Text:
			v = someText(of.Lines).Draw(t, f.Name)
			if of.Both && rapid.Bool().Draw(t, "both") {
				v = record.Variants{"zh": v.(string), "en": someText(of.Lines).Draw(t, f.Name+".en")}
			}
		case record.Choice:
			v = rapid.SampledFrom(of.From.All()).Draw(t, f.Name)
		case record.Date:
			v = rapid.SampledFrom([]string{"1900-01-01", "1919-12-31", "1920-01-01", "1999-12-31", "2026-02-28", "2199-12-31"}).Draw(t, f.Name)
		case record.Money:
			v = rapid.OneOf(rapid.Int64Range(0, 1000), rapid.Int64Range(0, record.MaxFen)).Draw(t, f.Name)
		case record.YesNo:
			v = rapid.Bool().Draw(t, f.Name)
		case record.Reference:
			v = firm
		default:
			continue
		}
		if f.Type.Check(v) == nil {
			r.Fields[f.Name] = v
		}
	}
	return r
}

// What is exported comes back as it was, in every format and language.
func TestExportComesBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		k := rapid.SampledFrom([]record.Kind{kinds.Need, kinds.Contract}).Draw(t, "kind")
		r := someRecord(t, k)
		x := Export{Kind: k, Lang: rapid.SampledFrom(text.Langs()).Draw(t, "lang"), About: [][2]string{{"导出节点", "x"}}}
		for name, write := range map[string]func(io.Writer, Export, iter.Seq2[record.Record, error]) error{"a.xlsx": Write, "a.csv": WriteCSV, "a.jsonl": WriteJSONL} {
			var b bytes.Buffer
			if err := write(&b, x, one(r)); err != nil {
				t.Fatal(err)
			}
			got := returned(t, k, name, b.Bytes())
			want := string(record.CanonicalFields(r.Fields))
			if said := string(record.CanonicalFields(got.Fields)); said != want || got.Err != nil || got.ID != r.ID || got.Rev != r.Rev {
				t.Fatalf("%s in %s: got %s (%v), %s rev %d\nwant %s\n%s", name, x.Lang, said, got.Err, got.ID, got.Rev, want, b.String()[:min(300, b.Len())])
			}
		}
	})
}

// returned is the one row of an exported file.
func returned(t *rapid.T, k record.Kind, name string, data []byte) Item {
	book, err := OpenBook(name, bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	layouts, err := book.Guess(k)
	if err != nil || len(layouts) != 1 {
		t.Fatalf("%s: %d layouts, %v", name, len(layouts), err)
	}
	var rows []Item
	for item, err := range book.Rows(k, layouts[0], nil) {
		if err != nil {
			t.Fatal(err)
		}
		fields := map[string]any{}
		for name, v := range item.Fields {
			if v != nil {
				fields[name] = v
			}
		}
		item.Fields = fields
		rows = append(rows, item)
	}
	if len(rows) != 1 {
		t.Fatalf("%s: got %d rows", name, len(rows))
	}
	return rows[0]
}
