package sheet

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// spool is the size from which a part lies on disk instead of in memory.
const spool = 1 << 20

// readXLSX reads the first sheet that has a header among its first rows.
func readXLSX(l *format, data []byte) (t Table, err error) {
	if err := inspect(data); err != nil {
		return Table{}, err
	}
	defer func() { // the library may still stumble over what it did not expect
		if r := recover(); r != nil {
			t, err = Table{}, unreadable(text.BrokenWorkbook)
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: 2 * MaxUnpacked, UnzipXMLSizeLimit: spool, RawCellValue: true})
	if f != nil {
		defer f.Close()
	}
	if err != nil {
		return Table{}, unreadable(text.BrokenWorkbook)
	}
	b := book{format: l, file: f}
	if props, err := f.GetWorkbookProps(); err == nil && props.Date1904 != nil {
		b.since1904 = *props.Date1904
	}
	sheets := f.GetSheetList()
	for _, name := range sheets {
		t, found, err := b.sheet(name)
		if err != nil || found {
			return t, err
		}
	}
	return Table{}, fault.Invalid("file", text.NoHeader, strings.Join(sheets, ", "), labels(l.columns))
}

// labels says column names in the language of the reader.
type labels []column

// In implements the translation of arguments of package text.
func (l labels) In(lang text.Lang) string {
	said := make([]string, len(l))
	for i, c := range l {
		said[i] = c.label.In(lang)
	}
	return record.List{}.Format(said, lang)
}

// book is a workbook that is being read.
type book struct {
	*format
	file      *excelize.File
	since1904 bool
}

// sheet reads one sheet, or says that it has no header.
func (b book) sheet(name string) (Table, bool, error) {
	rows, err := b.file.Rows(name)
	if err != nil {
		return Table{}, false, nil // a chart, not a table
	}
	defer rows.Close()
	r := reading{book: b, rows: rows}
	header, ok, err := r.header()
	if err != nil || !ok {
		return Table{}, false, err
	}
	var g gather
	fields := b.assign(header, &g)
	for {
		cells, ok, err := r.next()
		if err != nil || !ok {
			return g.Table, true, err
		}
		values := map[int]any{}
		for at, field := range fields {
			if at < len(cells) && strings.TrimSpace(cells[at]) != "" {
				values[field] = b.typed(b.columns[field], cells[at])
			}
		}
		if len(values) == 0 {
			continue
		}
		row, size, err := b.rowOf(r.line, values)
		if err == nil {
			err = g.add(row, size)
		}
		if err != nil {
			return Table{}, true, err
		}
	}
}

// assign tells which cells hold which columns, and notes the unknown ones.
func (b book) assign(header []string, g *gather) map[int]int {
	fields, taken := map[int]int{}, map[int]bool{}
	for at, said := range header {
		i, ok := b.find(said)
		switch {
		case ok && !taken[i]:
			fields[at], taken[i] = i, true
		case strings.TrimSpace(said) != "" && !passed(said):
			g.Unknown = append(g.Unknown, strings.TrimSpace(said))
		}
	}
	return fields
}

// reading is a sheet that is being read row by row.
type reading struct {
	book
	rows *excelize.Rows
	line int        // of the row returned last
	kept [][]string // rows read in search of the header and not yet returned
}

// header finds the row that names the most columns among the first rows.
func (r *reading) header() ([]string, bool, error) {
	best, at := 0, 0
	var first [][]string
	for len(first) < headerRows {
		cells, ok, err := r.read()
		if err != nil {
			return nil, false, err
		}
		if !ok {
			break
		}
		first = append(first, cells)
		if n := len(r.assign(cells, &gather{})); n > best {
			best, at = n, len(first)-1
		}
	}
	if best == 0 {
		return nil, false, nil
	}
	r.kept, r.line = first[at+1:], at+1
	return first[at], true, nil
}

func (r *reading) next() ([]string, bool, error) {
	r.line++
	if len(r.kept) > 0 {
		cells := r.kept[0]
		r.kept = r.kept[1:]
		return cells, true, nil
	}
	return r.read()
}

func (r *reading) read() ([]string, bool, error) {
	if !r.rows.Next() {
		if r.rows.Error() != nil {
			return nil, false, unreadable(text.BulkyWorkbook)
		}
		return nil, false, nil
	}
	cells, err := r.rows.Columns()
	if err != nil {
		return nil, false, unreadable(text.BrokenWorkbook)
	}
	return cells, true, nil
}

// lastSerial is the number of the last day that a cell may hold; a larger number
// is a day written without signs, as 20260301.
const lastSerial = 110_000

// typed turns a number, as the workbook holds it, into what a person would have
// typed into that column.
func (b book) typed(c column, cell string) string {
	cell = strings.TrimSpace(cell)
	switch c.Type.(type) {
	case record.Date:
		if n, err := strconv.ParseFloat(cell, 64); err == nil && n >= 1 && n < lastSerial {
			if day, err := excelize.ExcelDateToTime(n, b.since1904); err == nil {
				return day.Format("2006-01-02")
			}
		}
		if day, rest, _ := strings.Cut(cell, "T"); rest == "00:00:00" || rest == "00:00:00Z" {
			return day
		}
	case record.Integer, record.Money:
		if n, err := strconv.ParseFloat(cell, 64); err == nil && strings.ContainsAny(cell, ".eE") {
			return plain(n)
		}
	}
	return cell
}

// plain writes a number without an exponent, to the fifteen digits that a
// workbook keeps.
func plain(n float64) string {
	rounded, err := strconv.ParseFloat(fmt.Sprintf("%.15g", n), 64)
	if err != nil {
		return fmt.Sprint(n)
	}
	return strconv.FormatFloat(rounded, 'f', -1, 64)
}
