package sheet_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"heitu/internal/kinds"
	"heitu/internal/record"
)

// corpus is where the messy sheets lie. Each was made from a recipe in made/, which
// says what stands in each cell and what a careful person would read there.
const corpus = "../../testdata/sheets"

// wanted is the expected result beside a file of the corpus.
type wanted struct {
	About  string        `json:"about"`
	Kind   string        `json:"kind"`
	Loose  bool          `json:"loose,omitempty"` // lines are compared by their order, since programs number them differently
	Sheets []wantedSheet `json:"sheets"`
	Rows   []wantedRow   `json:"rows"`
}

type wantedSheet struct {
	Sheet   string            `json:"sheet"` // "" where the format names none
	Header  [2]int            `json:"header"`
	Columns map[string]string `json:"columns"` // fields by the letters of a column; "a/b" is one or the other, "-" passed over
	Passed  []string          `json:"passed,omitempty"`
}

type wantedRow struct {
	Sheet  string            `json:"sheet"`
	Line   int               `json:"line"`
	Fields map[string]any    `json:"fields"`           // {"any": [...]} where several readings are right, null among them for none
	Faults map[string]string `json:"faults,omitempty"` // what the cell says where nobody could decide: a fault or a doubt
	Doubts []string          `json:"doubts,omitempty"` // values that must be doubted
}

// recipe is how a file of the corpus is made.
type recipe struct {
	name   string // without extension
	keys   map[string]string
	sheets []recipeSheet
}

type recipeSheet struct {
	name   string
	hidden bool
	keys   map[string]string
	lines  []recipeLine
}

type recipeLine struct {
	said string // cells, parted by |
	want string // what follows >, parted likewise
	data bool
}

func readRecipe(t *testing.T, path string) recipe {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r := recipe{name: strings.TrimSuffix(filepath.Base(path), ".txt"), keys: map[string]string{}}
	var sheet *recipeSheet
	grid := false
	for n, line := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "== "):
			name, hidden := strings.CutSuffix(line[3:], " [hidden]")
			r.sheets = append(r.sheets, recipeSheet{name: strings.TrimSpace(name), hidden: hidden, keys: map[string]string{}})
			sheet, grid = &r.sheets[len(r.sheets)-1], false
		case line == "--" && !grid:
			grid = true
		case grid && strings.HasPrefix(line, ">"):
			last := &sheet.lines[len(sheet.lines)-1]
			last.want, last.data = strings.TrimSpace(line[1:]), true
		case grid:
			sheet.lines = append(sheet.lines, recipeLine{said: line})
		case strings.TrimSpace(line) != "":
			key, value, ok := strings.Cut(line, ":")
			if !ok {
				t.Fatalf("%s:%d: want key: value", path, n+1)
			}
			keys := r.keys
			if sheet != nil {
				keys = sheet.keys
			}
			keys[key] = strings.TrimSpace(value)
		}
	}
	return r
}

func (s recipeSheet) origin(t *testing.T) (column, row int) {
	t.Helper()
	at := s.keys["at"]
	if at == "" {
		return 1, 1
	}
	column, row, err := excelize.CellNameToCoordinates(at)
	if err != nil {
		t.Fatal(err)
	}
	return column, row
}

// split parts a line of a recipe into cells.
func split(line string) []string {
	if line == "" {
		return nil
	}
	cells := strings.Split(line, "|")
	for i, c := range cells {
		cells[i] = escaped(strings.Trim(c, " "))
	}
	return cells
}

// escaped reads \n, \t, \uXXXX, \s for a blank and \p for the bar that parts cells.
func escaped(s string) string {
	if !strings.Contains(s, `\`) {
		return s
	}
	s = strings.NewReplacer(`\p`, "|", `\s`, " ", `"`, `\"`).Replace(s)
	said, err := strconv.Unquote(`"` + s + `"`)
	if err != nil {
		panic(fmt.Sprintf("recipe: %q: %v", s, err))
	}
	return said
}

// expect is the expected result that goes beside the file.
func (r recipe) expect(t *testing.T) wanted {
	t.Helper()
	i := slices.IndexFunc(kinds.All(), func(k record.Kind) bool { return k.Name == r.keys["kind"] })
	if i < 0 {
		t.Fatalf("%s: no kind %q", r.name, r.keys["kind"])
	}
	k := kinds.All()[i]
	w := wanted{About: r.keys["about"], Kind: k.Name, Loose: r.keys["lines"] == "any"}
	for _, s := range r.sheets {
		fields := strings.Fields(s.keys["columns"])
		if len(fields) == 0 {
			continue
		}
		first, top := s.origin(t)
		name := s.name
		if !strings.HasPrefix(r.keys["format"], "xls") {
			name = ""
		}
		sheet := wantedSheet{Sheet: name, Columns: map[string]string{}}
		if _, err := fmt.Sscan(s.keys["header"], &sheet.Header[0], &sheet.Header[1]); err != nil && r.keys["format"] != "jsonl" {
			t.Fatalf("%s: header: %v", r.name, err)
		}
		for i, f := range fields {
			letter, _ := excelize.ColumnNumberToName(first + i)
			if f == "-" {
				sheet.Passed = append(sheet.Passed, letter)
			} else {
				sheet.Columns[letter] = f
			}
		}
		w.Sheets = append(w.Sheets, sheet)
		for n, line := range s.lines {
			if line.data {
				w.Rows = append(w.Rows, r.row(t, k, wantedRow{Sheet: name, Line: top + n}, fields, line))
			}
		}
	}
	return w
}

func (r recipe) row(t *testing.T, k record.Kind, row wantedRow, fields []string, line recipeLine) wantedRow {
	t.Helper()
	row.Fields = map[string]any{}
	if members, ok := strings.CutPrefix(line.want, ">"); ok {
		must(t, json.Unmarshal([]byte(members), &row.Fields))
		for name, v := range row.Fields {
			if v == "!" {
				row.Faults = setIn(row.Faults, name, line.said)
				delete(row.Fields, name)
			}
		}
		return row
	}
	said, cells := split(line.said), split(line.want)
	if len(cells) > len(fields) {
		t.Fatalf("%s line %d: %d readings for %d columns", r.name, row.Line, len(cells), len(fields))
	}
	for i, want := range cells {
		name, _, _ := strings.Cut(fields[i], "/")
		f, ok := k.Field(strings.TrimSuffix(name, ".en"))
		if !ok && want != "" {
			t.Fatalf("%s line %d: %q is expected in a column passed over", r.name, row.Line, want)
		}
		cell := ""
		if i < len(said) {
			cell = strings.TrimPrefix(strings.TrimSpace(said[i]), "#")
		}
		switch {
		case want == "":
			continue
		case want == "!":
			row.Faults = setIn(row.Faults, f.Name, cell)
			continue
		case strings.HasPrefix(want, "?"):
			row.Doubts = append(row.Doubts, f.Name)
			want = want[1:]
		case strings.HasPrefix(want, "^"):
			var either []any
			for _, one := range strings.Split(want[1:], "^") {
				either = append(either, r.value(t, f, one, cell))
			}
			row.Fields[f.Name] = map[string]any{"any": either}
			continue
		}
		v := r.value(t, f, want, cell)
		if strings.HasSuffix(name, ".en") {
			both := map[string]any{"en": v}
			if zh, ok := row.Fields[f.Name]; ok {
				both["zh"] = zh
			}
			v = both
		}
		row.Fields[f.Name] = v
	}
	return row
}

func setIn(m map[string]string, name, said string) map[string]string {
	if m == nil {
		m = map[string]string{}
	}
	m[name] = said
	return m
}

// value is an expected value in the form of a record; ~ is the cell as it stands.
func (r recipe) value(t *testing.T, f record.Field, want, cell string) any {
	t.Helper()
	if want == "~" {
		want = cell
	}
	if want == "" {
		return nil
	}
	switch f.Type.(type) {
	case record.Money:
		return fen(t, want)
	case record.Integer:
		n, err := strconv.ParseInt(want, 10, 64)
		if err != nil {
			t.Fatalf("%s: %s: %v", r.name, f.Name, err)
		}
		return n
	case record.YesNo:
		return want == "true"
	case record.List, record.Choices, record.References:
		return strings.Split(want, ";")
	case record.Choice:
		if _, ok := record.CodesOf(f.Type).Lookup(want); !ok {
			t.Fatalf("%s: %s: no code %q", r.name, f.Name, want)
		}
	case record.Date, record.USCC, record.ORCID, record.Email:
		if err := f.Type.Check(want); err != nil {
			t.Fatalf("%s: %s: %q: %v", r.name, f.Name, want, err)
		}
	}
	return want
}

// fen reads an amount of a recipe, which names its unit: 800元, 50万 or 1.2亿.
func fen(t *testing.T, s string) int64 {
	t.Helper()
	for unit, size := range map[string]int64{"元": 100, "万": 1_000_000, "亿": 10_000_000_000} {
		if number, ok := strings.CutSuffix(s, unit); ok {
			amount, ok := new(big.Rat).SetString(number)
			if ok {
				amount.Mul(amount, new(big.Rat).SetInt64(size))
			}
			if ok && amount.IsInt() {
				return amount.Num().Int64()
			}
		}
	}
	t.Fatalf("no amount: %q", s)
	return 0
}
