package sheet

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/encoding/simplifiedchinese"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

func FuzzReadCSV(f *testing.F) {
	f.Add([]byte("需求名称,预算（万元）\n轴承,50\n\"a\nb\",x\n"))
	f.Add([]byte("sep=;\ntitle;opens\na;45352\n"))
	f.Add([]byte("\xff\xfet\x00i\x00t\x00l\x00e\x00\n\x00a\x00"))
	gb, _ := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte("需求名称\t所在地区\n轴承\t沈阳\n"))
	f.Add(gb)
	f.Add([]byte("需求名称,备注\n\"没有配对,x\n" + strings.Repeat("y,z\n", 300)))
	f.Fuzz(func(t *testing.T, data []byte) { judge(t, "a.csv", data) })
}

func FuzzReadXLS(f *testing.F) {
	for _, name := range []string{"32-old-xls.xls", "33-old-xls-sheets.xls"} {
		data, err := os.ReadFile(filepath.Join("../../testdata/sheets", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
		f.Add(data[:len(data)/2])
	}
	f.Fuzz(func(t *testing.T, data []byte) { judge(t, "a.xls", data) })
}

func FuzzReadHTML(f *testing.F) {
	f.Add([]byte("<html><table><tr><td rowspan=2>需求名称</td><td colspan=2>预算</td></tr><tr><td>a</td><td>b</td></tr><tr><td>x<br>y</td><td>1</td><td>2</td></table>"))
	f.Add([]byte("<table><tr><td>title<td>note<tr><td>a<td><table></table>"))
	f.Fuzz(func(t *testing.T, data []byte) { judge(t, "a.xls", data) })
}

// FuzzCell reads any text, and any number, as every type of field: what comes out passes the type,
// what does not is a fault.
func FuzzCell(f *testing.F) {
	for _, s := range []string{"2024.3", "二〇二四年三月五日", "约50万", "50-80万", "(500)", "1.2E+17", "沈阳、大连", "210100 沈阳市", "A; B", "45352.5", "面议", "91210100MA0000001G", "\u00a0x\u200b", "壹万元", "99999999999999999999亿"} {
		f.Add(s, 0.5)
	}
	f.Add("1E+308", 2024.1)
	var all []*reading
	for _, k := range kinds.All() {
		all = append(all, newReading(&Book{}, k, Layout{}, known, nil))
	}
	f.Fuzz(func(t *testing.T, said string, n float64) {
		for _, r := range all {
			r.doubts = nil
			for _, c := range columns(r.kind) {
				for _, x := range []cell{{text: said}, {kind: number, text: plain(n)}, {kind: number, text: plain(n), format: parseFormat(said)}} {
					v, err := r.value(&target{column: c, unit: "万元"}, x)
					if err != nil {
						if fault.All(err) == nil {
							t.Fatalf("%s of %q: not a fault: %v", c.name, said, err)
						}
						continue
					}
					if v != nil && c.Type.Check(v) == nil {
						record.Canonical(v)
					}
				}
			}
		}
	})
}

// A header of any words is composed and weighed without a stumble, and equal files have equal signatures.
func FuzzHeader(f *testing.F) {
	f.Add("联系人 / 姓名", "预算（万元）")
	f.Fuzz(func(t *testing.T, a, b string) {
		names := namesOf(kinds.Need)
		for _, s := range []string{a, b, a + storeys + b} {
			if m := names.best(s); m.confidence > 100 || m.confidence > 0 && m.field < 0 {
				t.Errorf("%q: %+v", s, m)
			}
			unitIn(s)
		}
		one, two := Layout{Columns: []Column{{Header: a}, {Header: b}}}, Layout{Columns: []Column{{At: 3, Header: a}, {At: 4, Header: b}}}
		if one.Signature() != two.Signature() {
			t.Error("equal headers, different signatures")
		}
	})
}

// bookOf opens bytes.
func bookOf(t testing.TB, name string, data []byte) *Book {
	t.Helper()
	b, err := OpenBook(name, bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b
}

// said is the Chinese of a fault or of the doubts of an item.
func saidOf(it Item) string {
	var all []string
	for _, f := range fault.All(it.Err) {
		all = append(all, f.Field+": "+f.In(text.ZH))
	}
	for _, d := range it.Doubts {
		all = append(all, d.Field+"? "+d.Text.In(text.ZH))
	}
	return strings.Join(all, "\n")
}
