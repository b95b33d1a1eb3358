package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"
)

// TestMakeCorpus writes the corpus anew from its recipes, when HEITU_CORPUS=1 asks for it.
// Files of the old binary format come from LibreOffice, whose output differs from day to
// day; they are kept unless HEITU_CORPUS=xls.
func TestMakeCorpus(t *testing.T) {
	if os.Getenv("HEITU_CORPUS") == "" {
		return // the corpus is written with HEITU_CORPUS=1
	}
	recipes, err := filepath.Glob(filepath.Join(corpus, "made", "*.txt"))
	if err != nil || len(recipes) == 0 {
		t.Fatalf("no recipes: %v", err)
	}
	for _, path := range recipes {
		r := readRecipe(t, path)
		file := filepath.Join(corpus, r.name+"."+r.keys["format"])
		if data := r.make(t, file); data != nil {
			if err := os.WriteFile(file, data, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		must(t, os.WriteFile(filepath.Join(corpus, r.name+".json"), r.expected(t), 0o644))
	}
}

// TestRecipes makes sure that nobody has changed an expected result without its recipe.
func TestRecipes(t *testing.T) {
	recipes, err := filepath.Glob(filepath.Join(corpus, "made", "*.txt"))
	must(t, err)
	for _, path := range recipes {
		r := readRecipe(t, path)
		got, err := os.ReadFile(filepath.Join(corpus, r.name+".json"))
		must(t, err)
		if !bytes.Equal(got, r.expected(t)) {
			t.Errorf("%s.json is not what the recipe says; run HEITU_CORPUS=1 go test -run TestMake", r.name)
		}
	}
}

// expected is the expected result as it lies beside the file.
func (r recipe) expected(t *testing.T) []byte {
	t.Helper()
	want, err := json.MarshalIndent(r.expect(t), "", " ")
	must(t, err)
	return append(want, '\n')
}

// make returns the bytes of the file, nil where it stays as it is.
func (r recipe) make(t *testing.T, file string) []byte {
	t.Helper()
	switch r.keys["format"] {
	case "xlsx":
		return r.workbook(t)
	case "xls":
		if _, err := os.Stat(file); err == nil && os.Getenv("HEITU_CORPUS") != "xls" {
			return nil
		}
		dir := t.TempDir()
		source := filepath.Join(dir, r.name+".xlsx")
		if err := os.WriteFile(source, r.workbook(t), 0o644); err != nil {
			t.Fatal(err)
		}
		office := exec.Command("soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--convert-to", "xls:MS Excel 97", "--outdir", dir, source)
		if out, err := office.CombinedOutput(); err != nil {
			t.Fatalf("soffice: %v: %s", err, out)
		}
		data, err := os.ReadFile(filepath.Join(dir, r.name+".xls"))
		if err != nil {
			t.Fatal(err)
		}
		return data
	}
	return encoded(t, r.keys["encoding"], r.lines(t))
}

// lines writes a file of lines: rows parted by the separator, or raw lines.
func (r recipe) lines(t *testing.T) string {
	t.Helper()
	var b bytes.Buffer
	b.WriteString(escaped(r.keys["before"]))
	sheet := r.sheets[0]
	if slices.Contains(strings.Fields(r.keys["option"]), "raw") {
		for _, line := range sheet.lines {
			b.WriteString(line.said + "\r\n")
		}
		return b.String()
	}
	out := csv.NewWriter(&b)
	out.UseCRLF = true
	if comma := escaped(r.keys["separator"]); comma != "" {
		out.Comma = []rune(comma)[0]
	}
	for _, line := range sheet.lines {
		cells := split(line.said)
		if cells == nil {
			cells = make([]string, max(1, strings.Count(sheet.lines[len(sheet.lines)-1].said, "|")+1))
		}
		if err := out.Write(cells); err != nil {
			t.Fatal(err)
		}
	}
	out.Flush()
	return b.String()
}

func encoded(t *testing.T, encoding, s string) []byte {
	t.Helper()
	switch encoding {
	case "", "utf-8":
		return []byte(s)
	case "bom":
		return []byte("\ufeff" + s)
	case "gb18030":
		data, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(s))
		if err != nil {
			t.Fatal(err)
		}
		return data
	case "utf-16le", "utf-16be":
		var order binary.ByteOrder = binary.LittleEndian
		if encoding == "utf-16be" {
			order = binary.BigEndian
		}
		var b bytes.Buffer
		if err := binary.Write(&b, order, utf16.Encode([]rune("\ufeff"+s))); err != nil {
			t.Fatal(err)
		}
		return b.Bytes()
	}
	t.Fatalf("encoding %q", encoding)
	return nil
}

// workbook builds the sheets of a recipe.
func (r recipe) workbook(t *testing.T) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	options := strings.Fields(r.keys["option"])
	if slices.Contains(options, "1904") {
		since := true
		if err := f.SetWorkbookProps(&excelize.WorkbookPropsOptions{Date1904: &since}); err != nil {
			t.Fatal(err)
		}
	}
	for i, s := range r.sheets {
		if i == 0 {
			must(t, f.SetSheetName("Sheet1", s.name))
		} else if _, err := f.NewSheet(s.name); err != nil {
			t.Fatal(err)
		}
		s.fill(t, f)
	}
	for _, s := range r.sheets {
		if s.hidden {
			must(t, f.SetSheetVisible(s.name, false))
		}
	}
	var b bytes.Buffer
	must(t, f.Write(&b))
	return repacked(t, b.Bytes(), options)
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func (s recipeSheet) fill(t *testing.T, f *excelize.File) {
	t.Helper()
	first, top := s.origin(t)
	for n, line := range s.lines {
		for i, said := range split(line.said) {
			if said != "" {
				cell, err := excelize.CoordinatesToCellName(first+i, top+n)
				must(t, err)
				s.cell(t, f, cell, said)
			}
		}
	}
	for _, area := range strings.Fields(s.keys["merge"]) {
		from, to, _ := strings.Cut(area, ":")
		must(t, f.MergeCell(s.name, from, to))
	}
	for _, row := range strings.Fields(s.keys["hide rows"]) {
		n, err := strconv.Atoi(row)
		must(t, err)
		must(t, f.SetRowVisible(s.name, n, false))
	}
	for _, column := range strings.Fields(s.keys["hide columns"]) {
		must(t, f.SetColVisible(s.name, column, false))
	}
	if area := s.keys["filter"]; area != "" {
		must(t, f.AutoFilter(s.name, area, nil))
	}
}

var (
	numberCell  = regexp.MustCompile(`^#(-?[0-9.]+(?:[eE][-+]?[0-9]+)?)(?:@(.*))?$`)
	formulaCell = regexp.MustCompile(`^=.+=>`)
)

// cell writes one cell: #12 is a number, #45352@yyyy-m-d one with a format, #TRUE a truth,
// =A1+B1=>3 a formula with the value that was computed last, %%a%%b a text in parts,
// anything else a text.
func (s recipeSheet) cell(t *testing.T, f *excelize.File, at, said string) {
	t.Helper()
	if formulaCell.MatchString(said) {
		must(t, f.SetCellFormula(s.name, at, said[1:])) // computed tells the two apart again
		return
	}
	if said == "#TRUE" || said == "#FALSE" {
		must(t, f.SetCellBool(s.name, at, said == "#TRUE"))
		return
	}
	if runs, ok := strings.CutPrefix(said, "%%"); ok {
		var rich []excelize.RichTextRun
		for i, run := range strings.Split(runs, "%%") {
			rich = append(rich, excelize.RichTextRun{Text: run, Font: &excelize.Font{Bold: i == 0, Color: "C00000"}})
		}
		must(t, f.SetCellRichText(s.name, at, rich))
		return
	}
	m := numberCell.FindStringSubmatch(said)
	if m == nil {
		must(t, f.SetCellStr(s.name, at, said))
		return
	}
	must(t, f.SetCellDefault(s.name, at, m[1]))
	if m[2] != "" {
		style, err := f.NewStyle(&excelize.Style{CustomNumFmt: &m[2]})
		must(t, err)
		must(t, f.SetCellStyle(s.name, at, at, style))
	}
}

// repacked writes a workbook the same way on every day, and as other programs build theirs.
func repacked(t *testing.T, data []byte, options []string) []byte {
	t.Helper()
	in, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	must(t, err)
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	var b bytes.Buffer
	out := zip.NewWriter(&b)
	var shared []string
	for _, part := range in.File {
		body := unpacked(t, part)
		if part.Name == "xl/sharedStrings.xml" {
			for _, m := range sharedText.FindAllStringSubmatch(body, -1) {
				shared = append(shared, m[1])
			}
		}
	}
	for _, part := range in.File {
		body := unpacked(t, part)
		if strings.HasPrefix(part.Name, "xl/worksheets/sheet") {
			body = computed(body)
		}
		if slices.Contains(options, "inline") && strings.HasPrefix(part.Name, "xl/worksheets/sheet") {
			body = inlined(body, shared)
		}
		w, err := out.CreateHeader(&zip.FileHeader{Name: part.Name, Method: zip.Deflate})
		must(t, err)
		_, err = io.WriteString(w, quirks(part.Name, body, options))
		must(t, err)
	}
	must(t, out.Close())
	return b.Bytes()
}

func unpacked(t *testing.T, part *zip.File) string {
	t.Helper()
	r, err := part.Open()
	must(t, err)
	defer r.Close()
	body, err := io.ReadAll(r)
	must(t, err)
	return string(body)
}

var (
	sharedText   = regexp.MustCompile(`(?s)<si><t[^>]*>(.*?)</t></si>`)
	sharedCell   = regexp.MustCompile(`<c r="([A-Z]+[0-9]+)"( s="[0-9]+")? t="s"><v>([0-9]+)</v></c>`)
	computedCell = regexp.MustCompile(`<c r="([A-Z]+[0-9]+)"( s="[0-9]+")?(?: t="str")?><f>([^<]*?)=&gt;([^<]*)</f>(?:<v></v>|<v/>)?</c>`)
	dimension    = regexp.MustCompile(`<dimension [^>]*/?>(</dimension>)?`)
	address      = regexp.MustCompile(`(<(?:row|c)) r="[A-Z]*[0-9]+"`)
	element      = regexp.MustCompile(`<(/?)([a-zA-Z])`)
)

// quirks rewrites a part as WPS and the exporters of management systems do.
func quirks(name, body string, options []string) string {
	sheet := strings.HasPrefix(name, "xl/worksheets/sheet")
	for _, option := range options {
		switch {
		case option == "nodimension" && sheet:
			body = dimension.ReplaceAllString(body, "")
		case option == "absolute" && name == "xl/_rels/workbook.xml.rels":
			body = strings.ReplaceAll(body, `Target="`, `Target="/xl/`)
			body = strings.ReplaceAll(body, `"/xl//xl/`, `"/xl/`)
		case option == "noaddress" && sheet:
			body = address.ReplaceAllString(body, "$1")
		case option == "prefix" && sheet:
			at := strings.Index(body, "<worksheet")
			body = body[:at] + strings.Replace(element.ReplaceAllString(body[at:], "<${1}x:$2"), ` xmlns="`, ` xmlns:x="`, 1)
		}
	}
	return body
}

// computed parts a formula from the value that was computed last.
func computed(body string) string {
	return computedCell.ReplaceAllStringFunc(body, func(c string) string {
		m := computedCell.FindStringSubmatch(c)
		formula, value, kind := m[3], m[4], ` t="str"`
		switch _, err := strconv.ParseFloat(value, 64); {
		case value == "":
			return fmt.Sprintf(`<c r="%s"%s><f>%s</f></c>`, m[1], m[2], formula)
		case err == nil:
			kind = ""
		case strings.HasPrefix(value, "#"):
			kind = ` t="e"`
		}
		return fmt.Sprintf(`<c r="%s"%s%s><f>%s</f><v>%s</v></c>`, m[1], m[2], kind, formula, value)
	})
}

// inlined puts shared texts into their cells.
func inlined(body string, shared []string) string {
	return sharedCell.ReplaceAllStringFunc(body, func(c string) string {
		m := sharedCell.FindStringSubmatch(c)
		n, err := strconv.Atoi(m[3])
		if err != nil {
			panic(err)
		}
		return fmt.Sprintf(`<c r="%s"%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>`, m[1], m[2], shared[n])
	})
}
