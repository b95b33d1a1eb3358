package sheet

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// decorated is a workbook with styles, a comment of its own and cells of all sorts.
func decorated(t testing.TB) []byte {
	t.Helper()
	f := excelize.NewFile()
	defer f.Close()
	style, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Color: "0000FF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"FFFF00"}}})
	if err != nil {
		t.Fatal(err)
	}
	f.SetSheetName("Sheet1", "需求")
	f.NewSheet("别的")
	for _, step := range []error{
		f.SetSheetRow("需求", "A1", &[]any{"需求名称", "预算", "截止"}),
		f.SetSheetRow("需求", "A2", &[]any{"轴承", 12.5, "2026-13-01"}),
		f.SetSheetRow("需求", "A4", &[]any{"密封", nil, "2026-03-01"}),
		f.SetCellStyle("需求", "C2", "C2", style),
		f.AddComment("需求", excelize.Comment{Author: "张三", Cell: "A2", Text: "请核对"}),
		f.MergeCell("需求", "E1", "F2"),
		f.SetCellFormula("需求", "B4", "=B2*2"),
		f.SetCellStr("别的", "A1", "原样"),
	} {
		if step != nil {
			t.Fatal(step)
		}
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func marked(t testing.TB, name string, data []byte, marks ...Mark) ([]byte, *excelize.File) {
	t.Helper()
	var out bytes.Buffer
	if err := MarkBook(&out, name, bytes.NewReader(data), int64(len(data)), marks); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return out.Bytes(), f
}

// comments are the comments of a sheet by cell.
func comments(t testing.TB, f *excelize.File, sheet string) map[string]string {
	t.Helper()
	list, err := f.GetComments(sheet)
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, c := range list {
		text := c.Text
		for _, run := range c.Paragraph {
			text += run.Text
		}
		if _, twice := said[c.Cell]; twice {
			t.Errorf("%s has two comments", c.Cell)
		}
		said[c.Cell] = text
	}
	return said
}

func red(t testing.TB, f *excelize.File, sheet, cell string) bool {
	t.Helper()
	id, err := f.GetCellStyle(sheet, cell)
	if err != nil {
		t.Fatal(err)
	}
	style, err := f.GetStyle(id)
	if err != nil {
		t.Fatal(err)
	}
	return len(style.Fill.Color) > 0 && strings.HasSuffix(redFill, strings.ToUpper(style.Fill.Color[0]))
}

var flawed = []Mark{
	{"需求", 2, 0, "名称过短"}, {"需求", 2, 2, "没有 13 月"}, {"需求", 2, 2, "应晚于发布日期"},
	{"需求", 3, 1, "缺预算"}, {"需求", 4, -1, "与第 2 行重复"}, {"需求", 4, 1, "不可为公式"}, {"需求", 9, 3, "行外"},
}

func TestMarkBook(t *testing.T) {
	data, f := marked(t, "a.xlsx", decorated(t), flawed...)
	for _, cell := range []string{"A2", "C2", "B3", "A4", "B4", "D9"} {
		if !red(t, f, "需求", cell) {
			t.Errorf("%s is not red", cell)
		}
	}
	for _, cell := range []string{"A1", "B2", "C4"} {
		if red(t, f, "需求", cell) {
			t.Errorf("%s is red", cell)
		}
	}
	said := comments(t, f, "需求")
	for cell, want := range map[string]string{"A2": "请核对", "C2": "没有 13 月\n应晚于发布日期", "B3": "缺预算", "A4": "与第 2 行重复", "B4": "不可为公式", "D9": "行外"} {
		if !strings.Contains(said[cell], want) {
			t.Errorf("%s says %q, want %q", cell, said[cell], want)
		}
	}
	if !strings.Contains(said["A2"], "名称过短") || len(said) != 6 {
		t.Errorf("got comments %q", said)
	}
	if v, err := f.GetCellValue("需求", "C2"); err != nil || v != "2026-13-01" {
		t.Errorf("C2 holds %q, %v", v, err)
	}
	if v, _ := f.GetCellFormula("需求", "B4"); v != "=B2*2" && v != "B2*2" {
		t.Errorf("B4 has the formula %q", v)
	}
	id, _ := f.GetCellStyle("需求", "C2")
	if style, err := f.GetStyle(id); err != nil || !style.Font.Bold || style.Font.Color != "0000FF" {
		t.Errorf("C2 lost its font: %+v, %v", style, err)
	}
	if merged, _ := f.GetMergeCells("需求"); len(merged) != 1 {
		t.Errorf("got %d merged cells", len(merged))
	}
	if sheets := f.GetSheetList(); len(sheets) != 3 || sheets[2] != flawsName {
		t.Fatalf("got sheets %q", sheets)
	}
	rows, err := f.GetRows(flawsName)
	if err != nil || len(rows) != 1+len(flawed) || rows[2][2] != "C" || rows[2][3] != "没有 13 月" {
		t.Errorf("got problems %q, %v", rows, err)
	}
	if ok, to, err := f.GetCellHyperLink(flawsName, "B3"); !ok || to != "'需求'!C2" || err != nil {
		t.Errorf("got link %q, %v", to, err)
	}
	testMarkAgain(t, data)
}

// A workbook that comes back is freed of the marks that are mended.
func testMarkAgain(t *testing.T, data []byte) {
	t.Helper()
	_, f := marked(t, "a.xlsx", data, Mark{"需求", 4, 0, "仍然重复"})
	for cell, want := range map[string]bool{"A2": false, "C2": false, "B3": false, "A4": true, "D9": false} {
		if red(t, f, "需求", cell) != want {
			t.Errorf("marked again, %s is red: %v", cell, !want)
		}
	}
	id, _ := f.GetCellStyle("需求", "C2")
	if style, err := f.GetStyle(id); err != nil || len(style.Fill.Color) != 1 || style.Fill.Color[0] != "FFFF00" {
		t.Errorf("C2 did not get its own colour back: %+v, %v", style, err)
	}
	if said := comments(t, f, "需求"); len(said) != 2 || said["A4"] != signed("仍然重复") || said["A2"] != "请核对" {
		t.Errorf("got comments %q", said)
	}
	if rows, err := f.GetRows(flawsName); err != nil || len(rows) != 2 || len(f.GetSheetList()) != 3 {
		t.Errorf("got problems %q, %v", rows, err)
	}
}

// A file that is no workbook becomes one, with its cells where they were.
func TestMarkOtherFormats(t *testing.T) {
	for _, tt := range []struct{ name, data, cell, says string }{
		{"a.csv", "标题\r\n\r\n需求名称;预算\r\n轴承;'=1+1\r\n", "B4", "=1+1"},
		{"a.jsonl", `{"title":"轴承","budget":1}` + "\n\n\n" + `{"title":"密封"}` + "\n", "A5", "密封"},
	} {
		book, err := OpenBook(tt.name, strings.NewReader(tt.data), int64(len(tt.data)))
		if err != nil {
			t.Fatal(err)
		}
		column, line, _ := excelize.CellNameToCoordinates(tt.cell)
		if book.Format == "jsonl" {
			line--
		}
		data, f := marked(t, tt.name, []byte(tt.data), Mark{book.Sheets[0].Name, line, column - 1, "不对"})
		noFormula(t, data)
		sheet := f.GetSheetList()[0]
		if v, err := f.GetCellValue(sheet, tt.cell); err != nil || v != tt.says || !red(t, f, sheet, tt.cell) {
			t.Errorf("%s: %s holds %q (%v), red: %v", tt.name, tt.cell, v, err, red(t, f, sheet, tt.cell))
		}
		if said := comments(t, f, sheet); said[tt.cell] != signed("不对") {
			t.Errorf("%s: got comments %q", tt.name, said)
		}
	}
}
