package node_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"heitu/internal/access"
	"heitu/internal/audit"
	"heitu/internal/figure"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/report"
)

// cardFigures are 60 figures: those there are, and as many again under other names.
func cardFigures() []report.Figure {
	all := figure.All()
	list := append([]report.Figure{}, all...)
	for n := 2; len(list) < 60; n++ {
		for _, f := range all {
			if f.Ratio == nil && f.Kind == kinds.Achievement.Name && len(list) < 60 {
				f.Name = fmt.Sprintf("%s-%d", f.Name, n)
				list = append(list, f)
			}
		}
	}
	return list
}

// BenchmarkCard freezes a card of 60 figures, exports it and verifies the folder; 1,000
// records stand behind every figure that counts achievements.
func BenchmarkCard(b *testing.B) {
	figures := cardFigures()
	n, err := node.Open(b.Context(), node.Config{Folder: b.TempDir(), Figures: figures})
	if err != nil {
		b.Fatal(err)
	}
	defer n.Close()
	self := access.Actor{Node: true}
	put := func(drafts ...record.Draft) []record.Record {
		made, err := n.Office.Put(b.Context(), self, "", drafts...)
		if err != nil {
			b.Fatal(err)
		}
		return made
	}
	org := put(record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "基准单位"}})[0]
	for i := 0; i < 1000; i += 200 {
		var drafts []record.Draft
		for j := range 200 {
			drafts = append(drafts, achievementDraft(org.ID, i+j))
		}
		var moves []office.Move
		for _, r := range put(drafts...) {
			moves = append(moves, office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: "share", Fields: map[string]any{"basis": "sample"}})
		}
		if _, err := n.Office.Take(b.Context(), self, "", moves...); err != nil {
			b.Fatal(err)
		}
	}
	period := report.PeriodOf(record.Day(time.Now()))
	for b.Loop() {
		began := time.Now()
		r := put(record.Draft{Kind: kinds.Card.Name, Fields: map[string]any{"title": "成绩单", "period": period.String()}})[0]
		if _, err := n.Office.Take(b.Context(), self, "", office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: "freeze"}); err != nil {
			b.Fatal(err)
		}
		if err := n.Work(b.Context()); err != nil {
			b.Fatal(err)
		}
		files, err := n.Export(b.Context(), access.Actor{}, report.CardQuery{}, r.ID)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "freeze-export-s")
		folder, size, proven := fstest.MapFS{}, 0, 0
		for _, f := range files {
			folder[f.Name] = &fstest.MapFile{Data: f.Data}
			size += len(f.Data)
			if strings.HasPrefix(f.Name, "bundle/") {
				proven++
			}
		}
		began = time.Now()
		found, err := audit.Card(folder, n.Key, figures)
		if err != nil || len(found.Findings) > 0 || proven != len(figures) {
			b.Fatalf("%d figures: %v %v", proven, found.Findings, err)
		}
		b.ReportMetric(time.Since(began).Seconds(), "verify-s")
		b.ReportMetric(float64(found.Records), "records")
		b.ReportMetric(float64(size)/(1<<20), "MiB")
	}
}
