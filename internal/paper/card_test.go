package paper

import (
	"archive/zip"
	"bytes"
	"io"
	"strings"
	"testing"

	"heitu/internal/report"
	"heitu/internal/text"
)

func sampleCard() report.Card {
	n := func(v int64) *int64 { return &v }
	rate := .25
	return report.Card{
		Version: 1, Home: "x", Title: report.Said{ZH: "=1+1 成绩单", EN: "=1+1 card"}, Period: "2026-H1", BasePeriod: "2025-H1", Region: "210000", Day: "2026-07-02", Size: 9, Root: "r",
		Notes: report.Said{ZH: "说明 <b>", EN: "Notes <b>"},
		Lines: []report.Line{{
			Figure: "turnover", Label: report.Said{ZH: "=成交额", EN: "=Turnover"}, Unit: report.Said{ZH: "元", EN: "yuan"}, Places: 2,
			Value: n(125_00), Base: n(100_00), Amount: n(25_00), Rate: &rate, Count: 3, Regions: []report.Area{{Region: "210100", Value: n(125_00), Base: n(100_00), Count: 3}},
			Past:       []report.Point{{Period: "2025-H2", Value: n(1)}, {Period: "2026-H1", Value: n(125_00)}},
			Forecast:   report.Forecast{Period: "2026-H2", Value: n(130_00), Low: n(120_00), High: n(140_00), Level: 80, Tests: 5},
			Targets:    []report.Progress{{Title: report.Said{ZH: "目标", EN: "Target"}, By: "2026-12-31", Stands: report.Unquantified}},
			Statements: []report.Beside{{Value: "1.3", Unit: "亿元", Source: "通讯", Difference: n(5)}},
		}},
	}
}

func partsOf(t *testing.T, data []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	parts := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		b, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		parts[f.Name] = string(b)
	}
	return parts
}

func TestCardDocuments(t *testing.T) {
	for _, lang := range text.Langs() {
		c := CardOf(sampleCard(), "https://x.example/card", lang)
		for name, write := range map[string]func(io.Writer) error{"docx": c.DOCX, "xlsx": c.XLSX} {
			var a, b bytes.Buffer
			if err := write(&a); err != nil {
				t.Fatal(err)
			}
			if err := write(&b); err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(a.Bytes(), b.Bytes()) {
				t.Errorf("%s in %s is not the same twice", name, lang)
			}
			all, picture := "", false
			for part, data := range partsOf(t, a.Bytes()) {
				picture = picture || strings.HasSuffix(part, ".png")
				if strings.HasSuffix(part, ".xml") {
					all += data
				}
			}
			if strings.Contains(all, "<f>") || strings.Contains(all, "<f ") {
				t.Errorf("%s holds a formula", name)
			}
			for _, want := range []string{c.Lines[0].Label.In(lang), "https://x.example/card"} {
				if !strings.Contains(all, want) {
					t.Errorf("%s in %s lacks %q", name, lang, want)
				}
			}
			if !picture {
				t.Errorf("%s has no code that leads to the proof", name)
			}
		}
	}
}

func TestCardPages(t *testing.T) {
	f := Folder{Card: sampleCard(), Key: "x+1+2", Checkpoint: "x\n9\nr\n", Changes: []report.Change{{Figure: "turnover", Gone: []string{"gone-1"}}}, Corrected: "other"}
	files, err := f.Files()
	if err != nil {
		t.Fatal(err)
	}
	pages := 0
	for _, file := range files {
		if !strings.HasSuffix(file.Name, ".html") {
			continue
		}
		pages++
		s := string(file.Data)
		if strings.Contains(s, "<script") || strings.Contains(s, "<b>") || strings.Contains(s, "http://") && !strings.Contains(s, "http://www.w3.org") {
			t.Errorf("%s holds a script, a raw note or a link out", file.Name)
		}
		for _, want := range []string{`lang="zh"`, `lang="en"`, "gone-1", "heitu verify"} {
			if want == "heitu verify" && file.Figure != "" { // this one has no bundle and says so
				want = text.CardNoProof.EN[:20]
			}
			if !strings.Contains(s, want) {
				t.Errorf("%s lacks %q", file.Name, want)
			}
		}
	}
	if pages != 2 {
		t.Errorf("%d pages", pages)
	}
}
