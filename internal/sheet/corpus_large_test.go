package sheet_test

import (
	"archive/zip"
	"bufio"
	"fmt"
	"hash/crc32"
	"io"
	"os"
	"strings"
	"testing"
)

// What follows writes files too large to keep.

const (
	declaration = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"
	mainSpace   = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`
	sheetHead   = declaration + `<worksheet` + mainSpace + `><sheetData>`
	sheetTail   = `</sheetData></worksheet>`
	headerRow   = `<row r="1"><c r="A1" t="inlineStr"><is><t>需求名称</t></is></c><c r="B1" t="inlineStr"><is><t>需求单位</t></is></c></row>`
)

// skeleton are the parts of the smallest workbook, but for its sheet.
var skeleton = [][2]string{
	{"[Content_Types].xml", declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/><Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/></Types>`},
	{"_rels/.rels", declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
	{"xl/_rels/workbook.xml.rels", declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>`},
	{"xl/workbook.xml", declaration + `<workbook` + mainSpace + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="需求" sheetId="1" r:id="rId1"/></sheets></workbook>`},
	{"xl/styles.xml", declaration + `<styleSheet` + mainSpace + `></styleSheet>`},
	{"xl/sharedStrings.xml", declaration + `<sst` + mainSpace + `></sst>`},
	{"xl/worksheets/sheet1.xml", sheetHead + headerRow + `<row r="2"><c r="A2" t="inlineStr"><is><t>示例</t></is></c><c r="B2" t="inlineStr"><is><t>示例厂</t></is></c></row>` + sheetTail},
}

// packed writes a workbook in which one part is what write says.
func packed(t *testing.T, file, part string, write func(w *bufio.Writer)) {
	t.Helper()
	f, err := os.Create(file)
	must(t, err)
	defer f.Close()
	z := zip.NewWriter(f)
	for _, p := range skeleton {
		w, err := z.Create(p[0])
		must(t, err)
		if p[0] != part {
			_, err = io.WriteString(w, p[1])
			must(t, err)
			continue
		}
		out := bufio.NewWriterSize(w, 1<<20)
		write(out)
		must(t, out.Flush())
	}
	must(t, z.Close())
}

const sheetPart = "xl/worksheets/sheet1.xml"

func bigColumns(t *testing.T, file string) {
	packed(t, file, sheetPart, func(w *bufio.Writer) {
		w.WriteString(sheetHead + `<row><c t="inlineStr"><is><t>需求名称</t></is></c><c t="inlineStr"><is><t>需求单位</t></is></c>`)
		for i := range 1998 {
			fmt.Fprintf(w, `<c t="inlineStr"><is><t>第%d列</t></is></c>`, i+3)
		}
		w.WriteString(`</row>`)
		for i := range 200 {
			fmt.Fprintf(w, `<row><c t="inlineStr"><is><t>示例%d</t></is></c><c t="inlineStr"><is><t>示例厂</t></is></c>`, i)
			for j := range 1998 {
				fmt.Fprintf(w, `<c><v>%d</v></c>`, j)
			}
			w.WriteString(`</row>`)
		}
		w.WriteString(sheetTail)
	})
}

func bigCell(t *testing.T, file string) {
	packed(t, file, sheetPart, func(w *bufio.Writer) {
		w.WriteString(sheetHead + headerRow + `<row r="2"><c r="A2" t="inlineStr"><is><t>` + strings.Repeat("长", 10<<20/3) + `</t></is></c><c r="B2" t="inlineStr"><is><t>示例厂</t></is></c></row>` + sheetTail)
	})
}

func bigCellCSV(t *testing.T, file string) {
	must(t, os.WriteFile(file, []byte("需求名称,需求单位\n\""+strings.Repeat("长", 10<<20/3)+"\",示例厂\n"), 0o600))
}

func bigRows(t *testing.T, file string) {
	packed(t, file, sheetPart, func(w *bufio.Writer) {
		w.WriteString(sheetHead + headerRow)
		for i := range 1<<20 - 1 {
			fmt.Fprintf(w, `<row r="%[1]d"><c r="A%[1]d" t="inlineStr"><is><t>示例%[1]d</t></is></c><c r="B%[1]d" t="inlineStr"><is><t>示例厂</t></is></c></row>`, i+2)
		}
		w.WriteString(sheetTail)
	})
}

func bigRowsCSV(t *testing.T, file string) {
	f, err := os.Create(file)
	must(t, err)
	defer f.Close()
	w := bufio.NewWriter(f)
	w.WriteString("需求名称,需求单位\n")
	for i := range 1<<20 - 1 {
		fmt.Fprintf(w, "示例%d,示例厂\n", i)
	}
	must(t, w.Flush())
}

// longLine is a file without any line break.
func longLine(t *testing.T, file string) {
	must(t, os.WriteFile(file, []byte("需求名称,需求单位\n"+strings.Repeat("示例,", 60<<20/7)), 0o600))
}

// unfolded is more than a workbook may unfold to.
const unfolded = 1_500 << 20

// padded writes rows without end.
func padded(w *bufio.Writer, one string) {
	for n := 0; n < unfolded; n += len(one) {
		w.WriteString(one)
	}
}

func bombSheet(t *testing.T, file string) {
	packed(t, file, sheetPart, func(w *bufio.Writer) {
		w.WriteString(sheetHead + headerRow)
		padded(w, strings.Repeat(`<row><c t="inlineStr"><is><t>0</t></is></c></row>`, 1000))
		w.WriteString(sheetTail)
	})
}

func bombShared(t *testing.T, file string) {
	packed(t, file, "xl/sharedStrings.xml", func(w *bufio.Writer) {
		w.WriteString(declaration + `<sst` + mainSpace + `>`)
		padded(w, strings.Repeat(`<si><t>0</t></si>`, 1000))
		w.WriteString(`</sst>`)
	})
}

func bombStyles(t *testing.T, file string) {
	packed(t, file, "xl/styles.xml", func(w *bufio.Writer) {
		w.WriteString(declaration + `<styleSheet` + mainSpace + `><fonts>`)
		padded(w, strings.Repeat(`<font><sz val="11"/></font>`, 1000))
		w.WriteString(`</fonts></styleSheet>`)
	})
}

// bombLies names a small size for a part that unfolds to a large one.
func bombLies(t *testing.T, file string) {
	honest := file + ".honest"
	bombSheet(t, honest)
	defer os.Remove(honest)
	in, err := zip.OpenReader(honest)
	must(t, err)
	defer in.Close()
	f, err := os.Create(file)
	must(t, err)
	defer f.Close()
	z := zip.NewWriter(f)
	for _, p := range in.File {
		head := zip.FileHeader{Name: p.Name, Method: p.Method, CRC32: p.CRC32, CompressedSize64: p.CompressedSize64, UncompressedSize64: min(p.UncompressedSize64, 5000)}
		w, err := z.CreateRaw(&head)
		must(t, err)
		r, err := p.OpenRaw()
		must(t, err)
		_, err = io.Copy(w, r)
		must(t, err)
	}
	must(t, z.Close())
}

// mergedAll merges a million cells and has the last of all cells filled.
func mergedAll(t *testing.T, file string) {
	packed(t, file, sheetPart, func(w *bufio.Writer) {
		w.WriteString(declaration + `<worksheet` + mainSpace + `><dimension ref="A1:XFD1048576"/><sheetData>` + headerRow +
			`<row r="2"><c r="A2" t="inlineStr"><is><t>示例</t></is></c><c r="B2" t="inlineStr"><is><t>示例厂</t></is></c></row>` +
			`<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData><mergeCells count="1"><mergeCell ref="C2:XFD1048576"/></mergeCells></worksheet>`)
	})
}

// claimed writes a workbook whose sheet claims a size that it does not have.
func claimed(t *testing.T, w io.Writer, size uint64) {
	t.Helper()
	z := zip.NewWriter(w)
	for _, p := range skeleton {
		if p[0] != sheetPart {
			part, err := z.Create(p[0])
			must(t, err)
			_, err = io.WriteString(part, p[1])
			must(t, err)
			continue
		}
		part, err := z.CreateRaw(&zip.FileHeader{Name: p[0], Method: zip.Store, CRC32: crc32.ChecksumIEEE([]byte(p[1])), CompressedSize64: uint64(len(p[1])), UncompressedSize64: size})
		must(t, err)
		_, err = io.WriteString(part, p[1])
		must(t, err)
	}
	must(t, z.Close())
}
