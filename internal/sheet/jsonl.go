package sheet

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
	"unicode/utf8"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// readJSONL reads one object a line. Empty lines count but make no row.
func readJSONL(l *format, r io.Reader) (Table, error) {
	var g gather
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, 64<<10), maxLine)
	for n := 1; lines.Scan(); n++ {
		line := lines.Bytes()
		if n == 1 {
			line = withoutBOM(line)
		}
		if line = bytes.TrimSpace(line); len(line) == 0 {
			continue
		}
		row, size, unknown, err := l.object(n, line)
		if err != nil {
			return Table{}, err
		}
		for _, name := range unknown {
			if len(g.Unknown) < 1000 && !slices.Contains(g.Unknown, name) {
				g.Unknown = append(g.Unknown, name)
			}
		}
		if err := g.add(row, size); err != nil {
			return Table{}, err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return Table{}, unreadable(text.LongLine)
	}
	if err := lines.Err(); err != nil {
		return Table{}, fmt.Errorf("read lines: %w", err)
	}
	return g.Table, nil
}

// object reads one line.
func (l *format) object(n int, line []byte) (row Row, size int, unknown []string, err error) {
	if !utf8.Valid(line) {
		return Row{Line: n, Fields: map[string]any{}, Err: unreadable(text.NotUTF8)}, 0, nil, nil
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(line, &members); err != nil || members == nil {
		return Row{Line: n, Fields: map[string]any{}, Err: fault.Invalid("", text.JSONLine, n)}, 0, nil, nil
	}
	values := map[int]any{}
	var wrong []error
	for name, raw := range members {
		i, ok := l.find(name)
		if !ok {
			if !passed(name) {
				unknown = append(unknown, name)
			}
			continue
		}
		one, err := record.ParseFields(slices.Concat([]byte(`{"v":`), raw, []byte(`}`)))
		if err != nil {
			f := l.columns[i].Field
			wrong = append(wrong, fault.Invalid(f.Name, text.BadValue, f.Type.Name()))
			continue
		}
		values[i] = one["v"]
	}
	slices.Sort(unknown)
	row, size, err = l.rowOf(n, values)
	if err == nil {
		slices.SortFunc(wrong, func(a, b error) int { return bytes.Compare([]byte(a.Error()), []byte(b.Error())) })
		row.Err = fault.Join(append(wrong, row.Err)...)
	}
	return row, size, unknown, err
}

// WriteJSONL writes one object a line: the values as a record holds them, and
// beside them its id, revision and state. Read takes it back.
func WriteJSONL(w io.Writer, k record.Kind, records iter.Seq2[record.Record, error]) error {
	out := bufio.NewWriter(w)
	for r, err := range records {
		if err != nil {
			return err
		}
		values := map[string]any{"id": r.ID, "rev": r.Rev, "state": r.State}
		for _, f := range k.Fields {
			delete(values, f.Name)
			if v, ok := r.Fields[f.Name]; ok {
				values[f.Name] = v
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
