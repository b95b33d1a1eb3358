package sheet_test

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"image"
	"image/png"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf16"
)

// TestMakeBadFiles writes the small bad files anew, when HEITU_CORPUS asks for it.
func TestMakeBadFiles(t *testing.T) {
	if os.Getenv("HEITU_CORPUS") == "" {
		return // the corpus is written with HEITU_CORPUS=1
	}
	picture, claims := new(bytes.Buffer), new(bytes.Buffer)
	must(t, png.Encode(picture, image.NewGray(image.Rect(0, 0, 64, 64))))
	claimed(t, claims, 3<<30)
	honest := parts(t, nil)
	head, row := "需求名称,需求单位,备注\n", "示例甲,示例厂,好\n"
	xls, err := os.ReadFile(filepath.Join(corpus, "32-old-xls.xls"))
	must(t, err)
	for name, data := range map[string][]byte{
		"encrypted.xlsx":         compound(t, "EncryptedPackage", bytes.Repeat([]byte{0x5a, 0xc3, 0x17}, 2000), "EncryptionInfo", []byte{4, 0, 4, 0, 0x40, 0, 0, 0}),
		"encrypted.xls":          compound(t, "Workbook", lockedBook()),
		"html.xls":               []byte("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta charset=\"utf-8\"></head><body><table><tr><th>需求名称</th><th>需求单位</th></tr><tr><td>示例甲</td><td>示例厂</td></tr></table></body></html>"),
		"csv.xlsx":               []byte(head + row + row),
		"truncated.xlsx":         honest[:len(honest)*2/3],
		"truncated.xls":          xls[:len(xls)/3],
		"entities.xlsx":          parts(t, map[string]string{sheetPart: laughs()}),
		"external-entity.xlsx":   parts(t, map[string]string{sheetPart: strings.Replace(skeleton[6][1], declaration, declaration+`<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/hostname">]>`, 1)}),
		"claims-a-lot.xlsx":      claims.Bytes(),
		"empty.xlsx":             {},
		"empty.csv":              {},
		"header-only.xlsx":       parts(t, map[string]string{sheetPart: sheetHead + headerRow + sheetTail}),
		"image.xlsx":             picture.Bytes(),
		"image.csv":              picture.Bytes(),
		"macro.xlsm":             parts(t, map[string]string{"xl/vbaProject.bin": string(compound(t, "PROJECT", []byte("ID=\"{00000000-0000-0000-0000-000000000000}\"\r\nName=\"VBAProject\"\r\n")))}),
		"external-links.xlsx":    externalLinks(t),
		"document.xlsx":          document(t),
		"broken-utf8.csv":        []byte("\ufeff" + head + "示例\xff乙,示例厂,\xc3\x28\n" + row),
		"mixed-encodings.csv":    append([]byte(head+row), encoded(t, "gb18030", "第二部分由另一人录入,示例机床厂,编码不同\n第三项技术需求,示例轴承厂,同上\n")...),
		"quote-never-closed.csv": []byte(head + "\"示例甲,示例厂,引号未闭合\n" + strings.Repeat(row, 200)),
		"zeros.csv":              make([]byte, 5000),
		"lines.jsonl":            []byte("{\"title\":\"示例甲\",\"firm\":\"示例厂\",\"deep\":" + strings.Repeat("[", 20000) + "\n"),
		"card.xlsx":              card(t),
	} {
		must(t, os.WriteFile(filepath.Join(corpus, "bad", name), data, 0o644))
	}
}

// parts writes a small workbook with some parts replaced or added.
func parts(t *testing.T, changed map[string]string) []byte {
	t.Helper()
	var list [][2]string
	known := map[string]bool{}
	for _, p := range skeleton {
		known[p[0]] = true
		if body, ok := changed[p[0]]; ok {
			p[1] = body
		}
		list = append(list, p)
	}
	for _, name := range slices.Sorted(maps.Keys(changed)) {
		if !known[name] {
			list = append(list, [2]string{name, changed[name]})
		}
	}
	return archive(t, list)
}

// archive writes a zip of named parts.
func archive(t *testing.T, parts [][2]string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, p := range parts {
		w, err := z.Create(p[0])
		must(t, err)
		_, err = io.WriteString(w, p[1])
		must(t, err)
	}
	must(t, z.Close())
	return b.Bytes()
}

// laughs is a sheet whose one cell unfolds to gigabytes in a parser that expands entities.
func laughs() string {
	var b strings.Builder
	b.WriteString(declaration + `<!DOCTYPE lolz [<!ENTITY l0 "lol">`)
	for i := range 12 {
		b.WriteString(`<!ENTITY l` + string(rune('a'+i)) + ` "` + strings.Repeat(`&l`+string("0abcdefghijk"[i])+`;`, 10) + `">`)
	}
	b.WriteString(`]>`)
	return b.String() + strings.Replace(strings.TrimPrefix(skeleton[6][1], declaration), "示例厂", "&ll;", 1)
}

// externalLinks is a workbook with a cell that points into another file, and a link part.
func externalLinks(t *testing.T) []byte {
	t.Helper()
	sheet := sheetHead + headerRow + `<row r="2"><c r="A2" t="str"><f>[1]Sheet1!$A$1</f><v>示例外链项目</v></c><c r="B2" t="str"><f>HYPERLINK("http://example.invalid/","示例厂")</f><v>示例厂</v></c></row>` + sheetTail
	return parts(t, map[string]string{
		sheetPart:                            sheet,
		"xl/externalLinks/externalLink1.xml": declaration + `<externalLink` + mainSpace + ` xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><externalBook r:id="rId1"><sheetNames><sheetName val="Sheet1"/></sheetNames></externalBook></externalLink>`,
		"xl/externalLinks/_rels/externalLink1.xml.rels": declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLinkPath" Target="http://example.invalid/a.xlsx" TargetMode="External"/></Relationships>`,
	})
}

// document is a text document under the name of a workbook.
func document(t *testing.T) []byte {
	t.Helper()
	return archive(t, [][2]string{
		{"[Content_Types].xml", declaration + `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>`},
		{"_rels/.rels", declaration + `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>`},
		{"word/document.xml", declaration + `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p><w:r><w:t>需求名称</w:t></w:r></w:p></w:body></w:document>`},
	})
}

// card is a form of one need, with labels to the left of the values: no table.
func card(t *testing.T) []byte {
	t.Helper()
	var b strings.Builder
	b.WriteString(sheetHead)
	for _, row := range [][]string{
		{"企业技术需求登记表"},
		{"企业名称", "示例厂", "所在地区", "沈阳"},
		{"联系人", "赵甲", "联系电话", "024-00000001"},
		{"需求名称", "示例甲项目"},
		{"需求描述", "现状与难点"},
		{"预算（万元）", "50", "截止日期", "2024-06-30"},
		{"填表日期：2024年3月1日"},
	} {
		b.WriteString(`<row>`)
		for _, cell := range row {
			b.WriteString(`<c t="inlineStr"><is><t>` + cell + `</t></is></c>`)
		}
		b.WriteString(`</row>`)
	}
	return parts(t, map[string]string{sheetPart: b.String() + sheetTail})
}

// lockedBook is how the stream of a protected .xls begins: everything after FILEPASS is encrypted.
func lockedBook() []byte {
	book := []byte{0x09, 0x08, 16, 0, 0, 6, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0}
	book = append(book, 0x2f, 0, 6, 0, 0, 0, 0x34, 0x12, 0x78, 0x56)
	return append(book, bytes.Repeat([]byte{0x91, 0x3c, 0xe5}, 1500)...)
}

// compound writes an OLE file with the named streams.
func compound(t *testing.T, streams ...any) []byte {
	t.Helper()
	const sector, end, free = 512, 0xfffffffe, 0xffffffff
	fat := []uint32{0xfffffffd, end} // the table itself, then the directory
	var body, directory bytes.Buffer
	entry := func(name string, kind byte, left, right, child, start uint32, size int) {
		units := utf16.Encode([]rune(name))
		raw := make([]byte, 128)
		for i, u := range units {
			binary.LittleEndian.PutUint16(raw[2*i:], u)
		}
		binary.LittleEndian.PutUint16(raw[64:], uint16(2*len(units)+2))
		raw[66], raw[67] = kind, 1
		for i, v := range []uint32{left, right, child} {
			binary.LittleEndian.PutUint32(raw[68+4*i:], v)
		}
		binary.LittleEndian.PutUint32(raw[116:], start)
		binary.LittleEndian.PutUint32(raw[120:], uint32(size))
		directory.Write(raw)
	}
	entry("Root Entry", 5, free, free, 1, end, 0)
	for i := 0; i < len(streams); i += 2 {
		data := streams[i+1].([]byte)
		data = append(bytes.Clone(data), make([]byte, max(4096-len(data), 0))...) // shorter ones would need a second table
		start, count := uint32(len(fat)), (len(data)+sector-1)/sector
		for n := range count {
			fat = append(fat, start+uint32(n)+1)
		}
		fat[len(fat)-1] = end
		body.Write(append(data, make([]byte, count*sector-len(data))...))
		left := uint32(free)
		if i+2 < len(streams) {
			left = uint32(i/2 + 2) // the shorter name stands to the left
		}
		entry(streams[i].(string), 2, left, free, free, start, len(data))
	}
	for directory.Len() < sector {
		directory.Write(make([]byte, 128))
	}
	for len(fat) < sector/4 {
		fat = append(fat, free)
	}
	head := make([]byte, sector)
	copy(head, []byte{0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1})
	for at, v := range map[int]uint16{24: 0x3e, 26: 3, 28: 0xfffe, 30: 9, 32: 6} {
		binary.LittleEndian.PutUint16(head[at:], v)
	}
	for at, v := range map[int]uint32{44: 1, 48: 1, 56: 4096, 60: end, 68: end} {
		binary.LittleEndian.PutUint32(head[at:], v)
	}
	for i := range 109 {
		binary.LittleEndian.PutUint32(head[76+4*i:], free)
	}
	binary.LittleEndian.PutUint32(head[76:], 0)
	out := bytes.NewBuffer(head)
	must(t, binary.Write(out, binary.LittleEndian, fat))
	out.Write(directory.Bytes())
	out.Write(body.Bytes())
	return out.Bytes()
}
