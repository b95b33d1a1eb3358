package paper

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"math/big"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"

	"heitu/internal/report"
	"heitu/internal/text"
)

// XLSX writes the card as a workbook: the lines, the regions, and where the proofs are.
// Numbers are numbers, all else is text, and no cell holds a formula.
func (c Card) XLSX(w io.Writer) error {
	book := excelize.NewFile()
	defer book.Close()
	lines := [][]any{cells(text.CardColumns.In(c.Lang) + "\t" + text.CardMore.In(c.Lang))}
	regions := [][]any{cells(text.CardAreas.In(c.Lang))}
	for _, l := range c.Lines {
		rate := any("–")
		if l.Rate != nil {
			rate = *l.Rate
		}
		lines = append(lines, []any{
			l.Label.In(c.Lang), l.Unit.In(c.Lang), counted(l, l.Value), counted(l, l.Base), counted(l, l.Amount), rate,
			saidTargets(l, c.Lang), saidForecast(l, c.Lang), saidBeside(l, c.Lang), float64(l.Count), l.Figure,
		})
		for _, a := range l.Regions {
			regions = append(regions, []any{l.Label.In(c.Lang), saidRegion(a.Region, c.Lang), a.Region, counted(l, a.Value), counted(l, a.Base), float64(a.Count)})
		}
	}
	facts := [][]any{
		{text.CardName.In(c.Lang), c.Title.In(c.Lang)}, {text.CardAboutHead.In(c.Lang), about(c.Card, c.Lang)}, {text.CardNotesHead.In(c.Lang), c.Notes.In(c.Lang)},
		{text.CardProof.In(c.Lang), text.CardProofHow.In(c.Lang)}, {"", c.Address}, {"", c.Root},
	}
	names := strings.Split(text.CardSheets.In(c.Lang), "\t")
	for i, rows := range [][][]any{lines, regions, facts} {
		if err := fillSheet(book, names[i], i, rows); err != nil {
			return fmt.Errorf("write card: %w", err)
		}
	}
	picture, err := codePNG(c.Address)
	if err != nil {
		return err
	}
	err = book.AddPictureFromBytes(names[2], "B8", &excelize.Picture{Extension: ".png", File: picture, Format: &excelize.GraphicOptions{AltText: c.Address, ScaleX: .5, ScaleY: .5}})
	var b bytes.Buffer
	if err == nil {
		err = book.Write(&b)
	}
	if err == nil {
		err = settled(w, b.Bytes())
	}
	if err != nil {
		return fmt.Errorf("write card: %w", err)
	}
	return nil
}

var defaults = regexp.MustCompile(`<Default [^>]*>(?:</Default>)?`)

// settled writes a workbook again with its media types in order: excelize takes those of
// pictures from a map, and the same card is to be the same bytes.
func settled(w io.Writer, book []byte) error {
	from, err := zip.NewReader(bytes.NewReader(book), int64(len(book)))
	if err != nil {
		return err
	}
	to := zip.NewWriter(w)
	for _, f := range from.File {
		r, err := f.Open()
		if err != nil {
			return err
		}
		data, err := io.ReadAll(r)
		if err = errors.Join(err, r.Close()); err != nil {
			return err
		}
		if f.Name == "[Content_Types].xml" {
			types := slices.SortedFunc(slices.Values(defaults.FindAll(data, -1)), bytes.Compare)
			data = defaults.ReplaceAll(data, nil)
			data = bytes.Replace(data, []byte("</Types>"), append(bytes.Join(types, nil), "</Types>"...), 1)
		}
		part, err := to.Create(f.Name)
		if err == nil {
			_, err = part.Write(data)
		}
		if err != nil {
			return err
		}
	}
	return to.Close()
}

func cells(tabbed string) []any {
	var list []any
	for s := range strings.SplitSeq(tabbed, "\t") {
		list = append(list, s)
	}
	return list
}

// counted is a value as a cell counts it.
func counted(l report.Line, v *int64) any {
	if v == nil {
		return "–"
	}
	f, _ := new(big.Rat).SetFrac(big.NewInt(*v), new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(l.Places)), nil)).Float64()
	return f
}

func fillSheet(book *excelize.File, name string, n int, rows [][]any) error {
	var err error
	if n == 0 {
		err = book.SetSheetName("Sheet1", name)
	} else {
		_, err = book.NewSheet(name)
	}
	for row, values := range rows {
		for column, v := range values {
			cell, named := excelize.CoordinatesToCellName(column+1, row+1)
			if err == nil {
				err = named
			}
			if err != nil {
				return err
			}
			if f, number := v.(float64); number {
				err = book.SetCellFloat(name, cell, f, -1, 64)
			} else {
				err = book.SetCellStr(name, cell, fmt.Sprint(v))
			}
		}
	}
	if err == nil {
		err = book.SetColWidth(name, "A", "B", 28)
	}
	if err == nil {
		err = book.SetColWidth(name, "C", "K", 18)
	}
	return err
}
