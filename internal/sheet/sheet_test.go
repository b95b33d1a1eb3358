package sheet

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"io"
	"maps"
	"runtime"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

const firm = "0192f0c1-0000-7000-8000-000000000001"

// known resolves the one organisation there is.
func known(kind, said string) (string, error) {
	if kind == "organisation" && said == "包头示例永磁材料有限公司" {
		return firm, nil
	}
	return "", fault.Invalid("", text.NoSuchTitle, kind, said)
}

// workbook makes a sheet of cells; a cell may be any value of excelize.
func workbook(t testing.TB, rows ...[]any) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadCells(t *testing.T) {
	for _, tt := range []struct {
		name   string
		kind   record.Kind
		header string
		cell   any
		want   string // canonical form of the fields, or the fields at fault
	}{
		{"text", kinds.Need, "需求名称", " 轴承 ", `{"title":"轴承"}`},
		{"english label", kinds.Need, "title", "Bearings", `{"title":"Bearings"}`},
		{"in english only", kinds.Need, "Title (English)", "Bearings", `{"title":{"en":"Bearings"}}`},
		{"field name", kinds.Need, "keywords", "轴承；稀土;轴承", `{"keywords":["轴承","稀土"]}`},
		{"choice by name", kinds.Need, "所在地区", "辽宁省", `{"region":"210000"}`},
		{"choice by number", kinds.Need, "所在地区", 210000, `{"region":"210000"}`},
		{"no such choice", kinds.Need, "所在地区", "月球", `region`},
		{"date as text", kinds.Need, "发布日期", "2026年3月1日", `{"opens":"2026-03-01"}`},
		{"date as serial", kinds.Need, "发布日期", 46082, `{"opens":"2026-03-01"}`},
		{"date as number", kinds.Need, "发布日期", 20260301, `{"opens":"2026-03-01"}`},
		{"no date", kinds.Need, "发布日期", "明天", `opens`},
		{"money as text", kinds.Contract, "成交额（元）", "1,200.50元", `{"total":120050}`},
		{"money as number", kinds.Contract, "成交额（元）", 1200.5, `{"total":120050}`},
		{"money as large number", kinds.Contract, "成交额（元）", 1.2e9, `{"total":120000000000}`},
		{"money that does not add up", kinds.Contract, "成交额（元）", 0.1 + 0.2, `{"total":30}`},
		{"tenth of a cent", kinds.Contract, "成交额（元）", 0.001, `total`},
		{"reference by title", kinds.Need, "需求单位", "包头示例永磁材料有限公司", `{"firm":"` + firm + `"}`},
		{"reference by id", kinds.Need, "需求单位", strings.ToUpper(firm), `{"firm":"` + firm + `"}`},
		{"nobody", kinds.Need, "需求单位", "无名公司", `firm`},
		{"yes", kinds.Contract, "登记员已核对规则", true, `{"confirmed":true}`},
		{"too long", kinds.Need, "备注", strings.Repeat("长", 501), `note`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			data := workbook(t, []any{"某市场需求表"}, []any{tt.header, "别的列"}, []any{tt.cell, "x"})
			table, err := Read(tt.kind, "a.XLSX", bytes.NewReader(data), int64(len(data)), known)
			if err != nil || len(table.Rows) != 1 {
				t.Fatalf("got %v, %v", table, err)
			}
			row := table.Rows[0]
			got := string(record.CanonicalFields(row.Fields))
			for _, f := range fault.All(row.Err) {
				got = f.Field
			}
			if got != tt.want || row.Line != 3 || !slices.Equal(table.Unknown, []string{"别的列"}) {
				t.Errorf("got %s in line %d, unknown %q, want %s; %v", got, row.Line, table.Unknown, tt.want, row.Err)
			}
		})
	}
}

func TestReadJSONL(t *testing.T) {
	for _, tt := range []struct{ line, want string }{
		{`{"title":{"zh":"轴承","en":"Bearings"},"budget":12000,"keywords":["a","b"]}`, `{"budget":12000,"keywords":["a","b"],"title":{"en":"Bearings","zh":"轴承"}}`},
		{`{"title":"轴承","budget":"120.50","region":"辽宁省","firm":"包头示例永磁材料有限公司","opens":null}`, `{"budget":12050,"firm":"` + firm + `","region":"210000","title":"轴承"}`},
		{`{"budget":true,"opens":"x","keywords":[1]}`, `keywords budget opens`},
		{`{"budget":1.5}`, `budget`},
		{`[1]`, ``},
		{`{`, ``},
		{`null`, ``},
		{"{\"title\":\"\xff\"}", ``},
	} {
		data := "\ufeff\n\n" + tt.line + "\n{\"title\":\"t\"}\n"
		table, err := Read(kinds.Need, "a.jsonl", strings.NewReader(data), -1, known)
		if err != nil || len(table.Rows) != 2 || table.Rows[0].Line != 3 {
			t.Fatalf("%s: got %v, %v", tt.line, table, err)
		}
		row := table.Rows[0]
		got := string(record.CanonicalFields(row.Fields))
		if row.Err != nil {
			var at []string
			for _, f := range fault.All(row.Err) {
				at = append(at, f.Field)
			}
			got = strings.Join(at, " ")
		}
		if got != tt.want {
			t.Errorf("%q: got %s (%v), want %s", tt.line, got, row.Err, tt.want)
		}
	}
	table, err := Read(kinds.Need, "a.jsonl", strings.NewReader(`{"zz":1,"aa":2,"id":"x","title":"t"}`), -1, nil)
	if err != nil || !slices.Equal(table.Unknown, []string{"zz", "aa"}) {
		t.Errorf("unknown members: got %q, %v", table.Unknown, err)
	}
}

// What is refused must be refused as a fault of the file, and cheaply.
func TestRefused(t *testing.T) {
	honest := workbook(t, []any{"需求名称"}, []any{"轴承"})
	sheet := func(body string) []byte {
		return replacePart(t, honest, "xl/worksheets/sheet1.xml", strings.NewReader(`<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>`+body+`</sheetData></worksheet>`))
	}
	header := `<row><c t="inlineStr"><is><t>需求名称</t></is></c></row>`
	for _, tt := range []struct {
		name, file string
		data       []byte
		want       fault.Code
	}{
		{"html under a new name", "a.xlsx", []byte("<html><table><tr><td>需求名称</td></tr></table></html>"), fault.CodeInvalid},
		{"encrypted or xls", "a.xlsx", append([]byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1}, make([]byte, 4096)...), fault.CodeInvalid},
		{"empty", "a.xlsx", nil, fault.CodeInvalid},
		{"cut short", "a.xlsx", honest[:len(honest)/2], fault.CodeInvalid},
		{"zip that is no workbook", "a.xlsx", zipOf(t, "readme.txt", strings.NewReader("hello")), fault.CodeInvalid},
		{"no header", "a.xlsx", workbook(t, []any{"甲", "乙"}), fault.CodeInvalid},
		{"damaged sheet", "a.xlsx", sheet(`<row r="1"><c t="inlineStr"><is><t>需求名称</t></is></c></row><row r="2"><c><v>1</c></row>`), fault.CodeInvalid},
		{"broken UTF-8", "a.xlsx", sheet("<row r=\"1\"><c t=\"inlineStr\"><is><t>需求名称</t></is></c></row><row r=\"2\"><c t=\"inlineStr\"><is><t>\xff\xfe</t></is></c></row>"), fault.CodeInvalid},
		{"comment", "a.xlsx", sheet(`<!-- -->`), fault.CodeInvalid},
		{"deep", "a.xlsx", sheet(strings.Repeat("<a>", 100) + strings.Repeat("</a>", 100)), fault.CodeInvalid},
		{"row number out of bounds", "a.xlsx", sheet(`<row r="1"><c t="inlineStr"><is><t>需求名称</t></is></c></row><row r="99999999"><c><v>1</v></c></row>`), fault.CodeInvalid},
		{"bomb of one text", "a.xlsx", replacePart(t, honest, "xl/sharedStrings.xml", io.LimitReader(repeat("aaaaaaaa"), 20<<20)), fault.CodeInvalid},
		{"bomb of rows", "a.xlsx", sheet(header + strings.Repeat("<row><c><v>1</v></c></row>", MaxRows+1)), fault.CodeInvalid},
		{"bomb of two gigabytes", "a.xlsx", claim(t, honest, "xl/worksheets/sheet2.xml", 2<<30), fault.CodeInvalid},
		{"long line", "a.jsonl", []byte(`{"title":"` + strings.Repeat("a", maxTextLine) + `"}`), fault.CodeInvalid},
		{"many rows", "a.jsonl", []byte(strings.Repeat("{\"title\":\"a\"}\n", MaxRows+1)), fault.CodeInvalid},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			table, err := Read(kinds.Need, tt.file, bytes.NewReader(tt.data), int64(len(tt.data)), nil)
			runtime.ReadMemStats(&after)
			if !fault.Is(err, tt.want) {
				t.Errorf("got %d rows and %v, want %s", len(table.Rows), err, tt.want)
			}
			if used := (after.TotalAlloc - before.TotalAlloc) >> 20; used > 192 && !strings.Contains(tt.name, "rows") {
				t.Errorf("it took %d MiB to refuse %d bytes", used, len(tt.data))
			}
			for _, lang := range text.Langs() {
				for _, f := range fault.Shown(err) {
					if s := f.In(lang); strings.Contains(s, "%!") || s == "" {
						t.Errorf("said %q", s)
					}
				}
			}
		})
	}
	if _, err := Read(kinds.Need, "a.xlsx", bytes.NewReader(nil), MaxFile+1, nil); !fault.Is(err, fault.CodeLimit) {
		t.Errorf("a file beyond the limit: got %v", err)
	}
}

// One text of 900 kB that every cell shares is one row's, or one file's, too much.
func TestSharedTextBomb(t *testing.T) {
	honest := workbook(t, []any{"需求名称", "备注"}, []any{"轴承", "x"})
	shared := `<sst><si><t>需求名称</t></si><si><t>` + strings.Repeat("a", 900_000) + `</t></si></sst>`
	for name, rows := range map[string]string{
		"one row":   `<row>` + strings.Repeat(`<c t="s"><v>1</v></c>`, 5000) + `</row>`,
		"many rows": strings.Repeat(`<row><c t="s"><v>1</v></c></row>`, 2000),
	} {
		data := replacePart(t, honest, "xl/sharedStrings.xml", strings.NewReader(shared))
		data = replacePart(t, data, "xl/worksheets/sheet1.xml", strings.NewReader(`<worksheet><sheetData><row><c t="s"><v>0</v></c></row>`+rows+`</sheetData></worksheet>`))
		table, err := Read(kinds.Need, "a.xlsx", bytes.NewReader(data), int64(len(data)), nil)
		if err == nil {
			t.Errorf("%s: got %d rows", name, len(table.Rows))
		}
	}
}

// repeat reads as a text over and over.
func repeat(s string) io.Reader {
	return io.MultiReader(slices.Collect(func(yield func(io.Reader) bool) {
		for range 64 {
			if !yield(&endless{s: strings.Repeat(s, 4096)}) {
				return
			}
		}
	})...)
}

type endless struct {
	s  string
	at int
}

func (e *endless) Read(p []byte) (int, error) {
	n := copy(p, e.s[e.at:])
	e.at = (e.at + n) % len(e.s)
	return n, nil
}

// replacePart returns a workbook with one part replaced or added.
func replacePart(t testing.TB, data []byte, name string, body io.Reader) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		if f.Name == name {
			continue
		}
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.Create(name)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(part, body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// claim adds a part that says of itself how large it is.
func claim(t testing.TB, data []byte, name string, size uint64) []byte {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	var body, out bytes.Buffer
	deflate, err := flate.NewWriter(&body, flate.BestCompression)
	if err != nil {
		t.Fatal(err)
	}
	io.WriteString(deflate, "<worksheet>"+strings.Repeat("<row/>", 1000)+"</worksheet>")
	deflate.Close()
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	part, err := w.CreateRaw(&zip.FileHeader{Name: name, Method: zip.Deflate, UncompressedSize64: size, CompressedSize64: uint64(body.Len())})
	if err != nil {
		t.Fatal(err)
	}
	part.Write(body.Bytes())
	w.Close()
	return out.Bytes()
}

func zipOf(t testing.TB, name string, body io.Reader) []byte {
	t.Helper()
	var empty bytes.Buffer
	zip.NewWriter(&empty).Close()
	return replacePart(t, empty.Bytes(), name, body)
}

func one(records ...record.Record) func(func(record.Record, error) bool) {
	return func(yield func(record.Record, error) bool) {
		for _, r := range records {
			if !yield(r, nil) {
				return
			}
		}
	}
}

var sample = record.Record{
	Key: record.Key{Home: "h", ID: "0192f0c1-0000-7000-8000-00000000000a"}, Kind: "need", Rev: 3, State: "open",
	Fields: map[string]any{
		"title": record.Variants{"zh": "=1+1", "en": "+cmd|' /C calc'!A0"}, "problem": "@SUM(1)\n-2", "keywords": []string{"=a", "b"},
		"firm": firm, "budget": int64(12345678901234), "region": "210000", "opens": "2026-03-01", "note": "-1",
	},
}

// Nothing that is written becomes a formula, and everything comes back.
func TestRoundTrip(t *testing.T) {
	titles := func(id string) string { return map[string]string{firm: "包头示例永磁材料有限公司"}[id] }
	for _, lang := range text.Langs() {
		var book, again, lines bytes.Buffer
		if err := Write(&book, Export{Kind: kinds.Need, Lang: lang, Titles: titles}, one(sample)); err != nil {
			t.Fatal(err)
		}
		if err := Write(&again, Export{Kind: kinds.Need, Lang: lang, Titles: titles}, one(sample)); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(book.Bytes(), again.Bytes()) {
			t.Error("two exports of one record differ")
		}
		if err := WriteJSONL(&lines, Export{Kind: kinds.Need}, one(sample)); err != nil {
			t.Fatal(err)
		}
		noFormula(t, book.Bytes())
		for name, data := range map[string][]byte{"a.xlsx": book.Bytes(), "a.jsonl": lines.Bytes()} {
			table, err := Read(kinds.Need, name, bytes.NewReader(data), int64(len(data)), known)
			if err != nil || len(table.Rows) != 1 || len(table.Unknown) > 0 {
				t.Fatalf("%s: got %v, %v", name, table, err)
			}
			got, want := string(record.CanonicalFields(table.Rows[0].Fields)), string(record.CanonicalFields(sample.Fields))
			if got != want || table.Rows[0].Err != nil {
				t.Errorf("%s in %s:\ngot  %s (%v)\nwant %s", name, lang, got, table.Rows[0].Err, want)
			}
		}
	}
}

func noFormula(t *testing.T, data []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		part, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(part)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(f.Name, "worksheets") && (bytes.Contains(body, []byte("<f>")) || bytes.Contains(body, []byte("<f "))) {
			t.Errorf("%s holds a formula", f.Name)
		}
	}
}

func TestLongTextIsCutAloud(t *testing.T) {
	r := record.Record{Kind: "need", State: "open", Fields: map[string]any{"problem": strings.Repeat("汉😀", 20_000)}}
	var b bytes.Buffer
	if err := Write(&b, Export{Kind: kinds.Need, Lang: text.ZH}, one(r)); err != nil {
		t.Fatal(err)
	}
	written := slices.Clone(b.Bytes())
	table, err := Read(kinds.Need, "a.xlsx", &b, -1, nil)
	if err != nil {
		t.Fatal(err)
	}
	if !fault.Is(table.Rows[0].Err, fault.CodeInvalid) || table.Rows[0].Fields["problem"] != nil {
		t.Errorf("the beginning is taken for the whole: %v", table.Rows[0].Err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	got, err := f.GetCellValue("技术需求", "C2")
	if err != nil || !wasCut(got) || !utf8.ValidString(got) || strings.ContainsRune(got, utf8.RuneError) {
		t.Errorf("got %d bytes that end in %q, %v", len(got), got[max(0, len(got)-60):], err)
	}
}

// A template offers every field but those of steps, and reads back as an empty table.
func TestTemplate(t *testing.T) {
	for _, k := range kinds.All() {
		for _, lang := range text.Langs() {
			data, err := Template(k, lang)
			if err != nil {
				t.Fatalf("%s: %v", k.Name, err)
			}
			table, err := Read(k, "t.xlsx", bytes.NewReader(data), int64(len(data)), nil)
			if err != nil || len(table.Rows) > 0 || len(table.Unknown) > 0 {
				t.Errorf("%s in %s: got %v, %v", k.Name, lang, table, err)
			}
			again, err := Template(k, lang)
			if err != nil || !bytes.Equal(data, again) {
				t.Errorf("%s in %s: two templates differ (%v)", k.Name, lang, err)
			}
		}
	}
	data, err := Template(kinds.Need, text.ZH)
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	rules, err := f.GetDataValidations("技术需求")
	if err != nil || len(rules) != 9 {
		t.Errorf("got %d rules, %v", len(rules), err)
	}
	if visible, err := f.GetSheetVisible("codes"); err != nil || visible {
		t.Errorf("the sheet of codes is visible: %v, %v", visible, err)
	}
}

func TestManyRows(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	records := func(yield func(record.Record, error) bool) {
		for i := range 4_000 {
			r := sample.Clone()
			r.Fields["note"] = fmt.Sprint("第", i, "行")
			if !yield(r, nil) {
				return
			}
		}
	}
	var b bytes.Buffer
	if err := Write(&b, Export{Kind: kinds.Need, Lang: text.ZH}, records); err != nil {
		t.Fatal(err)
	}
	table, err := Read(kinds.Need, "a.xlsx", &b, int64(b.Len()), known)
	if err != nil || len(table.Rows) != 4_000 {
		t.Fatalf("got %d rows, %v", len(table.Rows), err)
	}
	last := table.Rows[3_999]
	if last.Line != 4_001 || last.Fields["note"] != "第3999行" || last.Err != nil {
		t.Errorf("the last row: %v", last)
	}
}

func TestHeaderBelowTitle(t *testing.T) {
	data := workbook(t, []any{"黑土技术市场"}, []any{"备注：请如实填写"}, []any{"备注"}, []any{"需求名称", "备注", "备注"}, []any{"甲", "乙", "丙"}, nil, []any{"丁"})
	table, err := Read(kinds.Need, "a.xlsx", bytes.NewReader(data), -1, nil)
	if err != nil || len(table.Rows) != 2 {
		t.Fatalf("got %v, %v", table, err)
	}
	got := slices.Sorted(maps.Keys(table.Rows[0].Fields))
	if table.Rows[0].Line != 5 || table.Rows[1].Line != 7 || !slices.Equal(got, []string{"note", "title"}) || table.Rows[0].Fields["note"] != "乙" {
		t.Errorf("got %v", table)
	}
}

func FuzzReadJSONL(f *testing.F) {
	f.Add([]byte(`{"title":{"zh":"轴承"},"budget":12000,"keywords":["a"]}`))
	f.Add([]byte("\ufeff{\"title\":\"a\"}\n\n{\"region\":\"辽宁省\",\"x\":[1]}\n"))
	f.Add([]byte("{\"title\":\"\xff\"}"))
	f.Fuzz(func(t *testing.T, data []byte) { judge(t, "a.jsonl", data) })
}

func FuzzReadXLSX(f *testing.F) {
	f.Add(workbook(f, []any{"需求名称", "发布日期"}, []any{"轴承", 46082}))
	f.Add(workbook(f, []any{"备注"}, []any{strings.Repeat("长", 600)}, []any{true}))
	f.Add([]byte("PK\x03\x04"))
	f.Fuzz(func(t *testing.T, data []byte) { judge(t, "a.xlsx", data) })
}

// judge demands that whatever is read can be kept, and that whatever is wrong is a fault.
func judge(t *testing.T, name string, data []byte) {
	table, err := Read(kinds.Need, name, bytes.NewReader(data), int64(len(data)), known)
	if err != nil && fault.All(err) == nil {
		t.Fatalf("not a fault: %v", err)
	}
	for _, row := range table.Rows {
		for name, v := range row.Fields {
			field, ok := kinds.Need.Field(name)
			if !ok {
				t.Fatalf("line %d: no field %q", row.Line, name)
			}
			if err := field.Type.Check(v); err != nil {
				t.Fatalf("line %d: %s: %v", row.Line, name, err)
			}
			record.Canonical(v)
		}
	}
}
