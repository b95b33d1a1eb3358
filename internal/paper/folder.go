package paper

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"strconv"

	"heitu/internal/report"
	"heitu/internal/text"
)

// Folder is a card as static pages that need no server: to read, to print and to verify.
type Folder struct {
	Card       report.Card
	Checkpoint string
	Key        string // verifier key of the node
	Bundles    map[string]report.Bundle
	Record     []byte // evidence of the card's own record, nil where it is not frozen
	Changes    []report.Change
	ID         string // of the card's record
	Corrects   string
	Reason     string
	Corrected  string
}

// Files are all files of the folder but the manifest.
func (f Folder) Files() ([]report.File, error) {
	content, err := f.Card.Text()
	if err != nil {
		return nil, err
	}
	files := []report.File{
		{Name: "key", Data: []byte(f.Key + "\n")}, {Name: "checkpoint", Data: []byte(f.Checkpoint)}, {Name: report.CardFile, Data: []byte(content)},
	}
	if f.Record != nil {
		files = append(files, report.File{Name: report.RecordFile, Data: f.Record})
	}
	table, err := f.csv()
	if err != nil {
		return nil, err
	}
	files = append(files, report.File{Name: "data/card.csv", Data: table})
	index, err := f.page("card", f)
	if err != nil {
		return nil, err
	}
	files = append(files, report.File{Name: "index.html", Data: index})
	for _, l := range f.Card.Lines {
		if b, ok := f.Bundles[l.Figure]; ok {
			data, err := json.Marshal(b)
			if err != nil {
				return nil, fmt.Errorf("write bundle %s: %w", l.Figure, err)
			}
			files = append(files, report.File{Name: report.BundleFile(l.Figure), Figure: l.Figure, Data: data})
		}
		page, err := f.page("figure", sheetOf(f, l))
		if err != nil {
			return nil, err
		}
		files = append(files, report.File{Name: "figure/" + l.Figure + ".html", Figure: l.Figure, Data: page})
	}
	return files, nil
}

func (f Folder) page(name string, of any) ([]byte, error) {
	var b bytes.Buffer
	if err := cardPages.ExecuteTemplate(&b, name, of); err != nil {
		return nil, fmt.Errorf("write page %s: %w", name, err)
	}
	return b.Bytes(), nil
}

// csv is the card as a table, a line for each figure and each of its regions.
func (f Folder) csv() ([]byte, error) {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	rows := [][]string{{"figure", text.CardFigure.ZH, "unit", "period", "region", "value", "base", "growth_amount", "growth", "records"}}
	for _, l := range f.Card.Lines {
		rate := ""
		if l.Rate != nil {
			rate = strconv.FormatFloat(*l.Rate, 'f', 6, 64)
		}
		rows = append(rows, []string{l.Figure, l.Label.ZH, l.Unit.ZH, f.Card.Period, f.Card.Region, bare(l, l.Value), bare(l, l.Base), bare(l, l.Amount), rate, strconv.Itoa(l.Count)})
		for _, a := range l.Regions {
			rows = append(rows, []string{l.Figure, l.Label.ZH, l.Unit.ZH, f.Card.Period, a.Region, bare(l, a.Value), bare(l, a.Base), "", "", strconv.Itoa(a.Count)})
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, fmt.Errorf("write table: %w", err)
	}
	return b.Bytes(), nil
}

// bare is a value without separators, "" for none.
func bare(l report.Line, v *int64) string {
	if v == nil {
		return ""
	}
	var digits []byte
	for _, c := range []byte(l.Format(v)) {
		if c != ',' {
			digits = append(digits, c)
		}
	}
	return string(digits)
}

// figurePage is one figure on a page of its own.
type figurePage struct {
	Folder
	Line   report.Line
	Change *report.Change
	Bundle *report.Bundle
	Proven []provenRecord
	More   int // how many records the bundle has besides
}

// provenRecord is a record behind a figure as its page shows it.
type provenRecord struct {
	ID, State string
	Index     int64
	Fields    string
}

// recordsShown is how many records a page lists; the bundle has all.
const recordsShown = 500

func sheetOf(f Folder, l report.Line) figurePage {
	p := figurePage{Folder: f, Line: l}
	for _, c := range f.Changes {
		if c.Figure == l.Figure {
			p.Change = &c
		}
	}
	b, ok := f.Bundles[l.Figure]
	if !ok {
		return p
	}
	p.Bundle = &b
	p.More = max(len(b.Records)-recordsShown, 0)
	for _, e := range b.Records[:len(b.Records)-p.More] {
		var head struct{ ID, State string }
		fields, _ := json.Marshal(e.Fields)
		if json.Unmarshal(e.Header, &head) == nil {
			p.Proven = append(p.Proven, provenRecord{head.ID, head.State, e.Proof.Index, string(fields)})
		}
	}
	return p
}

// langs are the languages in which each page is written.
func langs() []text.Lang { return text.Langs() }
