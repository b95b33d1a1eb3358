package sheet_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/sheet"
	"heitu/internal/text"
)

// tally counts how the cells of a file were read.
type tally struct {
	right, flagged, wrong int
	notes                 []string
}

func (c *tally) add(o tally) {
	c.right, c.flagged, c.wrong = c.right+o.right, c.flagged+o.flagged, c.wrong+o.wrong
}

func (c *tally) flag(format string, args ...any) {
	c.flagged++
	c.notes = append(c.notes, "flagged: "+fmt.Sprintf(format, args...))
}

func (c *tally) err(format string, args ...any) {
	c.wrong++
	c.notes = append(c.notes, "WRONG: "+fmt.Sprintf(format, args...))
}

// TestCorpus reads every messy sheet without help. At least 95 of a hundred cells must be
// read as a careful person would, and none otherwise without a fault or a doubt.
func TestCorpus(t *testing.T) {
	var all tally
	files := corpusFiles(t)
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file)), func(t *testing.T) {
			one := readCorpus(t, file)
			all.add(one)
			t.Logf("%s: %d right, %d flagged, %d wrong", filepath.Base(file), one.right, one.flagged, one.wrong)
			for _, n := range one.notes {
				t.Log(n)
			}
			if one.wrong > 0 {
				t.Errorf("%d cells are wrong and nobody is told", one.wrong)
			}
		})
	}
	sum := all.right + all.flagged + all.wrong
	t.Logf("%d files, %d cells: %d right, %d flagged, %d wrong: %.2f %% right", len(files), sum, all.right, all.flagged, all.wrong, 100*float64(all.right)/float64(max(1, sum)))
	if 100*all.right < 95*sum {
		t.Errorf("%d of %d cells are right, want 95 %%", all.right, sum)
	}
}

// corpusFiles lists the files that have an expected result.
func corpusFiles(t *testing.T) []string {
	t.Helper()
	entries, err := os.ReadDir(corpus)
	must(t, err)
	var files []string
	for _, e := range entries {
		name := strings.TrimSuffix(e.Name(), filepath.Ext(e.Name()))
		if _, err := os.Stat(filepath.Join(corpus, name+".json")); err == nil && filepath.Ext(e.Name()) != ".json" {
			files = append(files, filepath.Join(corpus, e.Name()))
		}
	}
	if len(files) < 40 {
		t.Errorf("%d files, want at least 40", len(files))
	}
	return files
}

func readCorpus(t *testing.T, file string) tally {
	t.Helper()
	data, err := os.ReadFile(strings.TrimSuffix(file, filepath.Ext(file)) + ".json")
	must(t, err)
	var want wanted
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	must(t, d.Decode(&want))
	k := kindNamed(t, want.Kind)
	f, err := os.Open(file)
	must(t, err)
	defer f.Close()
	info, err := f.Stat()
	must(t, err)
	var c tally
	book, err := sheet.OpenBook(filepath.Base(file), f, info.Size())
	if err != nil {
		c.err("the file is refused: %v", err)
		c.wrong += want.cells() // a file of the corpus has to be read
		return c
	}
	defer book.Close()
	layouts, err := book.Guess(k)
	if err != nil {
		c.err("no layout: %v", err)
		c.wrong += want.cells()
		return c
	}
	people := known(k, want)
	for _, l := range layouts {
		c.compareSheet(t, book, k, l, want, people)
	}
	for _, s := range want.Sheets {
		if !slices.ContainsFunc(layouts, func(l sheet.Layout) bool { return s.Sheet == "" || l.Sheet == s.Sheet }) {
			c.err("sheet %s is not read", s.Sheet)
		}
	}
	return c
}

func kindNamed(t *testing.T, name string) record.Kind {
	t.Helper()
	i := slices.IndexFunc(kinds.All(), func(k record.Kind) bool { return k.Name == name })
	if i < 0 {
		t.Fatalf("no kind %q", name)
	}
	return kinds.All()[i]
}

// cells counts the cells that are expected to say something.
func (w wanted) cells() int {
	n := 0
	for _, r := range w.Rows {
		n += len(r.Fields) + len(r.Faults)
	}
	return n
}

// identity is the id of the record that a name of the corpus means.
func identity(name string) string {
	sum := fmt.Sprintf("%x", sha256.Sum256([]byte(folded(name))))
	return sum[:8] + "-" + sum[8:12] + "-" + sum[12:16] + "-" + sum[16:20] + "-" + sum[20:32]
}

// folded leaves out what makes no difference to a reader: blanks, width and case.
func folded(s string) string {
	return strings.ToLower(strings.Map(func(c rune) rune {
		switch {
		case c >= '！' && c <= '～':
			return c - '！' + '!'
		case strings.ContainsRune(" \t\n　\u00a0", c):
			return -1
		}
		return c
	}, s))
}

// known makes a resolver that knows the records which the expected result refers to.
func known(k record.Kind, want wanted) sheet.Resolve {
	ids := map[string]bool{}
	for _, row := range want.Rows {
		for name, v := range row.Fields {
			f, _ := k.Field(name)
			if _, ok := record.Refers(f.Type); !ok {
				continue
			}
			for _, v := range either(v) {
				for _, said := range texts(v) {
					ids[identity(said)] = true
				}
			}
		}
	}
	return func(kind, said string) (string, error) {
		if id := identity(said); ids[id] {
			return id, nil
		}
		return "", fault.Invalid("", text.NoSuchTitle, kind, said)
	}
}

// either lists the readings of a cell that are right.
func either(v any) []any {
	if m, ok := v.(map[string]any); ok {
		if list, ok := m["any"].([]any); ok {
			return list
		}
	}
	return []any{v}
}

func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case []string:
		return v
	case []any:
		var list []string
		for _, one := range v {
			list = append(list, fmt.Sprint(one))
		}
		return list
	}
	return nil
}

// compareSheet reads one table and compares its rows with those that are expected.
func (c *tally) compareSheet(t *testing.T, book *sheet.Book, k record.Kind, l sheet.Layout, want wanted, resolve sheet.Resolve) {
	t.Helper()
	at := slices.IndexFunc(want.Sheets, func(s wantedSheet) bool { return s.Sheet == "" || s.Sheet == l.Sheet })
	name := l.Sheet
	if at >= 0 {
		name = want.Sheets[at].Sheet
		c.compareLayout(want.Sheets[at], l)
	}
	var rows []wantedRow
	for _, r := range want.Rows {
		if r.Sheet == name {
			rows = append(rows, r)
		}
	}
	n := 0
	for item, err := range book.Rows(k, l, resolve) {
		if err != nil {
			c.err("sheet %s ends: %v", l.Sheet, err)
			break
		}
		if !want.Loose {
			for n < len(rows) && rows[n].Line < item.Line {
				c.missing(rows[n])
				n++
			}
		}
		if n == len(rows) || !want.Loose && rows[n].Line != item.Line {
			c.surplus(item)
			continue
		}
		c.compareRow(k, l, rows[n], item)
		n++
	}
	for ; n < len(rows); n++ {
		c.missing(rows[n])
	}
}

// compareLayout notes what differs; the cells decide what comes of it.
func (c *tally) compareLayout(want wantedSheet, got sheet.Layout) {
	if want.Header[0] > 0 && want.Header != [2]int{got.First, got.Header} {
		c.notes = append(c.notes, fmt.Sprintf("header in rows %d to %d, want %v", got.First, got.Header, want.Header))
	}
	if len(want.Columns) == 0 {
		return // lines of JSON have no columns to stand in
	}
	fields := maps.Clone(want.Columns)
	for _, col := range got.Columns {
		letter, _ := excelize.ColumnNumberToName(col.At + 1)
		field := col.Field
		if field == "" {
			field = "-"
		}
		wanted := fields[letter]
		if wanted == "" {
			wanted = "-"
		}
		delete(fields, letter)
		if !slices.Contains(strings.Split(wanted, "/"), field) {
			c.notes = append(c.notes, fmt.Sprintf("column %s %q is %s (%d, %s), want %s", letter, col.Header, field, col.Confidence, col.Why, wanted))
		}
	}
}

func (c *tally) missing(row wantedRow) {
	c.err("%s line %d is missing", row.Sheet, row.Line)
	c.wrong += len(row.Fields) + len(row.Faults) - 1
}

func (c *tally) surplus(item sheet.Item) {
	if item.Err != nil {
		c.flag("%s line %d is no row: %v", item.Sheet, item.Line, item.Err)
		return
	}
	c.err("%s line %d is read as data: %v", item.Sheet, item.Line, item.Said)
}

// compareRow judges every cell of one row.
func (c *tally) compareRow(k record.Kind, l sheet.Layout, want wantedRow, got sheet.Item) {
	at := fmt.Sprintf("%s line %d", want.Sheet, want.Line)
	flags := map[string]string{}
	for _, d := range got.Doubts {
		flags[d.Field] = "doubt: " + d.Text.ZH
	}
	faults := map[string]string{}
	for _, f := range fault.All(got.Err) {
		field, _, _ := strings.Cut(f.Field, ".")
		faults[field] = f.In(text.ZH)
	}
	if got.Err != nil && len(faults) == 0 {
		c.err("%s: an error that is no fault: %v", at, got.Err)
	}
	mapped := map[string]bool{}
	for _, col := range l.Columns {
		field, _, _ := strings.Cut(col.Field, ".")
		mapped[field] = true
	}
	for _, f := range k.Fields {
		value, expected := want.Fields[f.Name]
		_, unclear := want.Faults[f.Name]
		doubtful := slices.Contains(want.Doubts, f.Name)
		doubt, fail := flags[f.Name], faults[f.Name]
		said := got.Fields[f.Name]
		switch {
		case unclear && (doubt != "" || fail != "" || !mapped[f.Name]):
			c.right++
		case unclear:
			c.err("%s: %s is %v out of %q, want a fault or a doubt", at, f.Name, shown(said), want.Faults[f.Name])
		case fail != "" && (expected || !record.Empty(said) || got.Said[f.Name] != ""):
			c.flag("%s: %s: %s", at, f.Name, fail)
		case !expected && record.Empty(said):
		case expected && matches(f, value, said):
			if doubtful && doubt == "" {
				c.err("%s: %s is %v, want a doubt with it", at, f.Name, shown(said))
			} else {
				c.right++
			}
		case doubt != "":
			c.flag("%s: %s is %v, want %v; %s", at, f.Name, shown(said), value, doubt)
		case expected && !mapped[f.Name]:
			c.flag("%s: %s is passed over, want %v", at, f.Name, value)
		default:
			c.err("%s: %s is %s, want %v", at, f.Name, shown(said), value)
		}
	}
	if faults[""] != "" {
		c.flag("%s: the row: %s", at, faults[""])
	}
}

func shown(v any) string {
	if s, ok := v.(string); ok {
		return fmt.Sprintf("%q", s)
	}
	return fmt.Sprint(v)
}

func matches(f record.Field, want, got any) bool {
	return slices.ContainsFunc(either(want), func(one any) bool { return same(f, one, got) })
}

// same compares an expected value with one that was read.
func same(f record.Field, want, got any) bool {
	if record.Empty(got) {
		return want == nil
	}
	if _, refers := record.Refers(f.Type); refers {
		var ids []string
		for _, name := range texts(want) {
			ids = append(ids, identity(name))
		}
		return slices.Equal(ids, record.Ids(got))
	}
	switch v := got.(type) {
	case int64:
		n, ok := want.(float64)
		return ok && int64(n) == v
	case []string:
		return reflect.DeepEqual(texts(want), v)
	case string:
		return sameText(f, want, v)
	case record.Variants:
		both, ok := want.(map[string]any)
		if !ok {
			both = map[string]any{"zh": want}
		}
		for _, lang := range text.Langs() {
			w, _ := both[string(lang)].(string)
			if !sameText(f, w, v[string(lang)]) {
				return false
			}
		}
		return true
	}
	return reflect.DeepEqual(want, got)
}

// sameText compares words: width makes no difference, nor do blanks in a text of one line.
func sameText(f record.Field, want any, got string) bool {
	w, ok := want.(string)
	if !ok {
		return false
	}
	t, words := f.Type.(record.Text)
	switch {
	case !words:
		return w == got
	case !t.Lines:
		return folded(w) == folded(got) && !strings.ContainsAny(got, "\n\u200b\ufeff\u00a0") && strings.TrimSpace(got) == got
	}
	return strings.ReplaceAll(w, "　", " ") == strings.ReplaceAll(got, "　", " ")
}
