package blob

import (
	"archive/zip"
	"bytes"
	"io"
	"path/filepath"
	"strings"
	"testing"

	"heitu/internal/fault"
)

// packed is a zip file that holds files of these names, each filled with size bytes.
func packed(t testing.TB, size int, names ...string) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range names {
		w, err := z.CreateHeader(&zip.FileHeader{Name: name, Method: zip.Store})
		if err == nil {
			_, err = w.Write(bytes.Repeat([]byte{0xff}, size))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestPutTypes(t *testing.T) {
	f := open(t, t.TempDir())
	png, pdf := "\x89PNG\r\n\x1a\n....", "%PDF-1.7\n\x00"
	docx, xlsx := string(packed(t, 9, "[Content_Types].xml", "word/document.xml")), string(packed(t, 9, "xl/workbook.xml"))
	for _, tt := range []struct {
		name, body string
		want       string // what it is called, or the code of the fault
	}{
		{"扫描.pdf", pdf, "扫描.pdf"},
		{"a.PNG", png, "a.PNG"},
		{"a.jpg", "\xff\xd8\xff\xe0", "a.jpg"},
		{"a.jpeg", "\xff\xd8\xff\xe1", "a.jpeg"},
		{"a.gif", "GIF89a\x00", "a.gif"},
		{"a.tif", "II*\x00\x08", "a.tif"},
		{"a.webp", "RIFF\x00\x00\x00\x00WEBPVP8 ", "a.webp"},
		{"a.webp", "RIFF\x00\x00\x00\x00WAVEfmt ", "invalid"},
		{"a.docx", docx, "a.docx"},
		{"a.xlsx", xlsx, "a.xlsx"},
		{"a.pptx", string(packed(t, 9, "ppt/presentation.xml")), "a.pptx"},
		{"a.ofd", string(packed(t, 9, "OFD.xml")), "a.ofd"},
		{"a.zip", string(packed(t, 9, "a.txt")), "a.zip"},
		{"a.zip", docx, "a.zip"},
		{"big.docx", string(packed(t, 200<<10, "media", "word/document.xml", "word/z.xml")), "big.docx"},
		{"a.docx", xlsx, "invalid"},
		{"a.docx", string(packed(t, 9, "a.txt")), "invalid"},
		{"a.csv", "名称,金额\r\n甲,1\r\n", "a.csv"},
		{"gb.txt", "\xc3\xfb\xb3\xc6", "gb.txt"},
		{"a.png", pdf, "invalid"},
		{"a.pdf", png, "invalid"},
		{"a.exe", "MZ\x90\x00", "invalid"},
		{"a.pdf", "MZ\x90\x00", "invalid"},
		{"a.svg", "<svg onload='x'/>", "invalid"},
		{"a.html", "<html>", "invalid"},
		{"a.pdf", "<html>", "invalid"},
		{"noextension", pdf, "invalid"},
		{"a.txt", "", "invalid"},
		{"", "words", ""},
		{"", "MZ\x90\x00", "invalid"},
		{`C:\文件\合同；终稿.pdf`, pdf, "合同_终稿.pdf"},
		{"../../etc/a.pdf", pdf, "a.pdf"},
		{strings.Repeat("长", 300) + ".pdf", pdf, strings.Repeat("长", 100) + ".pdf"},
		{"a\x00\nb.pdf", pdf, "ab.pdf"},
	} {
		item, err := f.Put(tt.name, strings.NewReader(tt.body))
		hash, got, _ := strings.Cut(item, "/")
		if fault.Is(err, fault.CodeInvalid) {
			got = "invalid"
		}
		if got != tt.want || err == nil && f.Fits(hash, got) != nil {
			t.Errorf("%q: got %q (%v), want %q", tt.name, got, err, tt.want)
		}
	}
}

// A name given to a stored file later must fit it as well.
func TestFits(t *testing.T) {
	f := open(t, t.TempDir())
	hash, err := f.Put("", strings.NewReader("%PDF-1.7"))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]bool{"": true, "a.pdf": true, "a.png": false, "a.html": false} {
		if err := f.Fits(hash, name); (err == nil) != want {
			t.Errorf("%q: got %v", name, err)
		}
	}
	if err := f.Fits("salt", ""); !fault.Is(err, fault.CodeInvalid) {
		t.Errorf("the salt: %v", err)
	}
	if got, err := f.Type(hash); err != nil || got != "application/pdf" {
		t.Errorf("got %s, %v", got, err)
	}
}

// What is refused leaves nothing behind.
func TestRefusedLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	f := open(t, dir)
	if _, err := f.Put("a.pdf", strings.NewReader("MZ\x00")); err == nil {
		t.Fatal("a program was stored")
	}
	if _, err := f.Put("a.pdf", io.MultiReader(strings.NewReader("%PDF-"), broken{})); err == nil {
		t.Fatal("half a file was stored")
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 1 {
		t.Errorf("left: %v, %v", left, err)
	}
}

type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func FuzzSniff(f *testing.F) {
	f.Add([]byte("%PDF-"))
	f.Add([]byte("RIFF"))
	f.Add(packed(f, 3, "word/document.xml"))
	f.Fuzz(func(t *testing.T, head []byte) {
		content, ok := Sniff(head)
		if ok != (content != "") || ok && len(head) == 0 {
			t.Errorf("%q: %q, %v", head, content, ok)
		}
	})
}
