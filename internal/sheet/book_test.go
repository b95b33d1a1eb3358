package sheet

import (
	"archive/zip"
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// What a file is, and what is worth knowing about it.
func TestOpenBook(t *testing.T) {
	f := excelize.NewFile()
	defer f.Close()
	f.NewSheet("旧数据")
	f.SetSheetVisible("旧数据", false)
	var hidden bytes.Buffer
	if err := f.Write(&hidden); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		name, data, format, remark string
	}{
		{"a.csv", "需求名称,备注\na,b\n", "csv", ""},
		{"a.xlsx", "需求名称,备注\na,b\n", "csv", ".xlsx"},
		{"a.csv", string(workbook(t, []any{"需求名称"}, []any{"a"})), "xlsx", ".csv"},
		{"a.xls", "<html><meta charset=utf-8><table><tr><td>需求名称<td>备注<tr><td>a<td>b</table>", "html", "网页"},
		{"paste.txt", "需求名称\t备注\na\tb\n", "csv", ""},
		{"a.csv", "\xd0\xe8\xc7\xf3\xc3\xfb\xb3\xc6,x\na,b\n", "csv", "GB18030"},
		{"a.xlsx", hidden.String(), "xlsx", "旧数据"},
		{"a.jsonl", "{\"title\":\"a\"}\n", "jsonl", ""},
	} {
		b := bookOf(t, tt.name, []byte(tt.data))
		remarks := fmt.Sprint(b.Remarks)
		if b.Format != tt.format || !strings.Contains(remarks, tt.remark) || tt.remark == "" && len(b.Remarks) > 0 {
			t.Errorf("%s: got %s and %s, want %s and %q", tt.name, b.Format, remarks, tt.format, tt.remark)
		}
	}
}

// rowsOf reads all rows of the likeliest table.
func rowsOf(t *testing.T, k record.Kind, name, data string) ([]Item, Layout) {
	t.Helper()
	b := bookOf(t, name, []byte(data))
	layouts, err := b.Guess(k)
	if err != nil {
		t.Fatalf("%s: %v", data, err)
	}
	var items []Item
	for it, err := range b.Rows(k, layouts[0], known) {
		if err != nil {
			t.Fatalf("%s: %v", data, err)
		}
		items = append(items, it)
	}
	return items, layouts[0]
}

func TestGuess(t *testing.T) {
	const id = "0192f0c1-0000-7000-8000-00000000000a"
	for _, tt := range []struct {
		name, file, data string
		kind             record.Kind
		want             string // fields by column
		rows             int
	}{
		{"no header", "a.csv", "甲公司,91350100M000100Y43\n乙公司,91350100M000100Y43\n丙公司,91350100M000100Y43\n", kinds.Organisation, " uscc", 3},
		{"twice", "a.csv", "需求名称,备注,备注\na,b,c\n", kinds.Need, "title note ", 1},
		{"export", "a.csv", "需求名称,记录编号,版本,状态\na," + id + ",3,草稿\n", kinds.Need, "title id rev ", 1},
		{"id of others", "a.csv", "需求名称,ID\na,17\n", kinds.Need, "title ", 1},
		{"address of the firm", "a.csv", "需求名称,需求单位地址,需求单位联系电话\na,b,c\n", kinds.Need, "title  ", 1},
		{"values that do not fit", "a.csv", "需求名称,地区\na,海外\nb,境外\nc,国外\nd,外地\n", kinds.Need, "title ", 4},
		{"two storeys without joined cells", "a.csv", "单位名称,联系人,,所在地区\n,姓名,电话,\n甲公司,张三,024-1,沈阳\n", kinds.Organisation, "name contact phone region", 1},
		{"web page", "a.xls", "<table><tr><td rowspan=2>单位名称<td colspan=2>联系人<tr><td>姓名<td>电话<tr><td>甲公司<td>张三<td>024-1</table>", kinds.Organisation, "name contact phone", 1},
		{"frame", "a.csv", "需求汇总\n需求名称,备注\na,b\n合计,1\n需求汇总\n需求名称,备注\nc,d\n填表人：张三,\n", kinds.Need, "title note", 2},
	} {
		items, l := rowsOf(t, tt.kind, tt.file, tt.data)
		var fields []string
		for _, c := range l.Columns {
			fields = append(fields, c.Field)
		}
		if got := strings.Join(fields, " "); got != tt.want || len(items) != tt.rows {
			t.Errorf("%s: got %q and %d rows, want %q and %d", tt.name, got, len(items), tt.want, tt.rows)
		}
		if tt.name == "export" && (items[0].ID != id || items[0].Rev != 3) {
			t.Errorf("the record is %s, revision %d", items[0].ID, items[0].Rev)
		}
		if tt.name == "twice" && l.Columns[2].Why != byOther {
			t.Errorf("the second column is %q", l.Columns[2].Why)
		}
	}
}

// A quote that is never closed spoils its row only.
// A header that a person has found is read as such, however much its rows look like others.
func TestReadHeader(t *testing.T) {
	const file = "单位名称,统一社会信用代码\n（以上为填报说明）,\n,\n企业,联系\n全称,电话\n甲公司,024-1\n乙公司,024-2\n"
	for _, tt := range []struct {
		name        string
		first, last int
		want        string // headers, fields and the first samples
	}{
		{"the first row", 0, 1, "1-1 A 单位名称=name （以上为填报说明） B 统一社会信用代码=uscc 联系"},
		{"a lower one", 0, 5, "5-5 A 全称= 甲公司 B 电话=phone 024-1"},
		{"two rows", 4, 5, "4-5 A 企业 / 全称=name 甲公司 B 联系 / 电话=phone 024-1"},
		{"from a row further up", 2, 4, "2-4 A （以上为填报说明） / 企业=name 全称 B （以上为填报说明） / 联系= 电话"},
		{"an empty row", 0, 3, "Row 3 of sheet"},
		{"below the end", 0, 99, "Row 99 of sheet"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, err := OpenBook("x.csv", strings.NewReader(file), int64(len(file)))
			if err != nil {
				t.Fatal(err)
			}
			defer b.Close()
			l, err := b.Read(kinds.Organisation, b.Sheets[0].Name, tt.first, tt.last)
			got := fmt.Sprintf("%d-%d", l.First, l.Header)
			for _, c := range l.Columns {
				got += fmt.Sprintf(" %c %s=%s %s", 'A'+c.At, c.Header, c.Field, strings.Join(c.Samples[:min(1, len(c.Samples))], ""))
			}
			if err != nil {
				got = err.Error()
			}
			if !strings.Contains(got, tt.want) {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
		})
	}
}

// A file with far too many rows is refused before anything is tried; empty rows do not count.
func TestCrowded(t *testing.T) {
	for _, tt := range []struct {
		name, row string
		refused   bool
	}{{"full", "甲\n", true}, {"empty", "\n", false}} {
		file := strings.NewReader("单位名称\n" + strings.Repeat(tt.row, 2*MaxRows+1))
		b, err := OpenBook("a.csv", file, file.Size())
		if err != nil {
			t.Fatal(err)
		}
		_, err = b.Guess(kinds.Organisation)
		if refused := err != nil && strings.Contains(err.Error(), fmt.Sprint(MaxRows)); refused != tt.refused {
			t.Errorf("%s: %v", tt.name, err)
		}
		b.Close()
	}
}

func TestOpenQuote(t *testing.T) {
	items, _ := rowsOf(t, kinds.Need, "a.csv", "需求名称,备注\n\"a,b\nc,d\n\"e\nf\",g\n")
	if len(items) < 2 || items[0].Err == nil && items[0].Fields["title"] == "a,b\nc,d\n" {
		t.Errorf("got %+v", items)
	}
}

// An archive with an endless list of parts is refused before the list is read.
func TestDirectoryBomb(t *testing.T) {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range 30_000 {
		if _, err := z.CreateRaw(&zip.FileHeader{Name: fmt.Sprint(i)}); err != nil {
			t.Fatal(err)
		}
	}
	z.Close()
	_, err := OpenBook("a.xlsx", bytes.NewReader(b.Bytes()), int64(b.Len()))
	if !fault.Is(err, fault.CodeInvalid) || !strings.Contains(fmt.Sprint(err), text.BulkyWorkbook.EN) {
		t.Errorf("got %v", err)
	}
}
