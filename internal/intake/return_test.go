package intake_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/text"
)

// Exports come in again without changing anything, whatever their cells cannot hold.
func TestExportComesBack(t *testing.T) {
	o := open(t)
	long := strings.Repeat("很长的需求描述。", 5000)
	o.Put("broker", record.Draft{Kind: "achievement", Fields: map[string]any{
		"title": record.Variants{"zh": "双语成果", "en": "Both"}, "summary": "第一行\n第二行", "owner": o.Mine, "keywords": []string{"甲", "乙，丙"}, "price": int64(1234567),
	}})
	o.Put("broker", record.Draft{Kind: "need", Fields: map[string]any{"title": "单语需求", "problem": long, "firm": o.Mine}})
	o.Put("broker", record.Draft{Kind: "organisation", Fields: map[string]any{"name": "同名单位"}}, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "同名单位", "uscc": "91350100M000100Y43"}})
	for _, r := range o.list("organisation") {
		if r.Fields["name"] == "同名单位" {
			o.Put("broker", record.Draft{Kind: "need", Fields: map[string]any{"title": "需求 " + r.ID, "firm": r.ID}})
		}
	}
	for _, kind := range []string{"achievement", "need", "organisation"} {
		k, err := o.Office.Kind(kind)
		if err != nil {
			t.Fatal(err)
		}
		records := o.list(kind)
		all := func(yield func(record.Record, error) bool) {
			for _, r := range records {
				if !yield(r, nil) {
					return
				}
			}
		}
		titles, err := o.Office.Titles(o.ctx, o.People["broker"], text.ZH, append(o.ids("organisation"), o.Mine)...)
		if err != nil {
			t.Fatal(err)
		}
		var book, lines bytes.Buffer
		x := sheet.Export{Kind: k, Lang: text.ZH, Titles: func(id string) string { return titles[id] }}
		if err := sheet.Write(&book, x, all); err != nil {
			t.Fatal(err)
		}
		if err := sheet.WriteJSONL(&lines, x, all); err != nil {
			t.Fatal(err)
		}
		for name, file := range map[string]string{"x.xlsx": book.String(), "x.jsonl": lines.String()} {
			got := o.said("broker", o.send("broker", kind, name, file))
			if want := fmt.Sprintf("made 0, changed 0, left %d, refused 0\n", len(records)); !strings.HasPrefix(got, want) {
				t.Errorf("%s %s: got %.1500s", kind, name, got)
			}
		}
	}
}
