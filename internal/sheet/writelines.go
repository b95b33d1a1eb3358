package sheet

import (
	"bufio"
	"encoding/csv"
	"fmt"
	"io"
	"iter"
	"strconv"

	"heitu/internal/record"
)

// WriteCSV writes records as comma-separated values (RFC 4180, UTF-8 with a byte
// order mark) that Read takes back. No program takes a cell for a formula.
func WriteCSV(w io.Writer, x Export, records iter.Seq2[record.Record, error]) error {
	list, err := x.chosen()
	if err != nil {
		return err
	}
	buffered := bufio.NewWriter(w)
	buffered.Write(bom)
	out := csv.NewWriter(buffered)
	out.UseCRLF = true
	cells := make([]string, len(list))
	for i, c := range list {
		cells[i] = c.label.In(x.Lang)
	}
	out.Write(cells)
	for r, err := range records {
		if err != nil {
			return err
		}
		for i, c := range list {
			cells[i] = x.plain(c, r)
		}
		if err := out.Write(cells); err != nil {
			return fmt.Errorf("write csv: %w", err)
		}
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	if err := buffered.Flush(); err != nil {
		return fmt.Errorf("write csv: %w", err)
	}
	return nil
}

// plain is a cell of a text file: numbers without signs between their digits.
func (x Export) plain(c column, r record.Record) string {
	n, ok := counted(c, r)
	if _, money := c.Type.(record.Money); ok && money {
		return fmt.Sprintf("%d.%02d", n/100, n%100)
	}
	if ok {
		return strconv.FormatInt(n, 10)
	}
	return guard(x.words(c, r))
}

// WriteJSONL writes one object a line: the values as a record holds them, under
// the names of the columns. Read takes it back.
func WriteJSONL(w io.Writer, x Export, records iter.Seq2[record.Record, error]) error {
	list, err := x.chosen()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(w)
	for r, err := range records {
		if err != nil {
			return err
		}
		about := map[string]any{"id": r.ID, "rev": r.Rev, "state": r.State}
		values := map[string]any{}
		for _, c := range list {
			v, ok := r.Fields[c.Field.Name]
			if c.Type == nil {
				values[c.name] = about[c.name]
			} else if ok {
				values[c.Field.Name] = v
			}
		}
		out.Write(record.CanonicalFields(values))
		if err := out.WriteByte('\n'); err != nil {
			return fmt.Errorf("write lines: %w", err)
		}
	}
	if err := out.Flush(); err != nil {
		return fmt.Errorf("write lines: %w", err)
	}
	return nil
}
