package second_test

import (
	"bytes"
	"testing"
	"testing/fstest"

	"heitu/internal/access"
	"heitu/internal/audit/second"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/testkit"
)

// The second verifier checks a card that the node exported, and refuses it altered.
func TestExportedCard(t *testing.T) {
	t.Parallel()
	b := testkit.Open(t, nil)
	for _, title := range []string{"秸秆还田", "黑土保护"} {
		r := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{"title": title, "summary": "一段话", "owner": b.Mine, "region": "210100"}})[0]
		b.Take("broker", r, "share", testkit.Direct())
	}
	files, err := b.Export(t.Context(), access.Actor{}, report.CardQuery{Period: report.Half(2026, 2), Region: "210000"}, "")
	if err != nil {
		t.Fatal(err)
	}
	folder := fstest.MapFS{}
	for _, f := range files {
		folder[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	defined := definitions()
	if err := second.Card(folder, b.Key, defined); err != nil {
		t.Fatalf("as it is: %v", err)
	}
	for name := range folder {
		whole := folder[name].Data
		if len(whole) > 0 {
			folder[name].Data = bytes.Clone(whole)
			folder[name].Data[len(whole)/2] ^= 1
			if second.Card(folder, b.Key, defined) == nil {
				t.Errorf("%s altered: accepted", name)
			}
			folder[name].Data = whole
		}
		kept := folder[name]
		delete(folder, name)
		if second.Card(folder, b.Key, defined) == nil {
			t.Errorf("%s missing: accepted", name)
		}
		folder[name] = kept
	}
}
