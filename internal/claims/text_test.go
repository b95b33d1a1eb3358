package claims_test

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"heitu/internal/claims"
	"heitu/internal/fault"
)

const sentence = "2023年,吉林省转化科技成果151项。"

// docx is a Word document with the body.
func docx(t testing.TB, body string) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	part, err := w.Create("word/document.xml")
	if err == nil {
		_, err = part.Write([]byte(body))
	}
	if err != nil || w.Close() != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func word(body string) string {
	return `<?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + body + `</w:body></w:document>`
}

func TestText(t *testing.T) {
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(sentence)
	if err != nil {
		t.Fatal(err)
	}
	split := `<w:p><w:r><w:t>2023年,吉林省转化科技成果1</w:t></w:r><w:r><w:t>51项</w:t></w:r><w:del><w:r><w:t>999项</w:t></w:r></w:del><w:r><w:t>。</w:t></w:r></w:p>`
	for name, tt := range map[string]struct {
		data []byte
		want string // or "" for a fault
	}{
		"utf-8":           {[]byte(sentence), sentence},
		"with its mark":   {[]byte("\xef\xbb\xbf" + sentence), sentence},
		"gb 18030":        {[]byte(gb), sentence},
		"windows lines":   {[]byte(sentence + "\r\n"), sentence + "\n"},
		"word":            {docx(t, word(split)), sentence + "\n"},
		"nothing":         {nil, ""},
		"blanks":          {[]byte(" \n\u3000"), ""},
		"pdf":             {[]byte("%PDF-1.7"), ""},
		"old word":        {[]byte("\xd0\xcf\x11\xe0"), ""},
		"zeros":           {[]byte("a\x00b"), ""},
		"no document":     {[]byte("PK\x03\x04nonsense"), ""},
		"declarations":    {docx(t, `<!DOCTYPE w [<!ENTITY a "aaaa">]>`+word("<w:p><w:t>&a;</w:t></w:p>")), ""},
		"cut short":       {docx(t, word(split)[:200]), ""},
		"deep":            {docx(t, strings.Repeat("<a>", 100_000)), ""},
		"a bomb":          {docx(t, word("<w:p><w:t>"+strings.Repeat("1", 70<<20)+"</w:t></w:p>")), ""},
		"too long a text": {[]byte(strings.Repeat("项", claims.MaxText+1)), ""},
		"too large":       {make([]byte, claims.MaxFile+1), ""},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := claims.Text(tt.data)
			if tt.want == "" {
				if !fault.Is(err, fault.CodeInvalid) && !fault.Is(err, fault.CodeLimit) {
					t.Errorf("got %d bytes and %v, want a fault", len(got), err)
				}
				return
			}
			if err != nil || got != tt.want {
				t.Errorf("got %q, %v, want %q", got, err, tt.want)
			}
		})
	}
}

// A report of 300 pages, as a Word document, is read whole.
func TestLongReport(t *testing.T) {
	const n = 6000
	data := docx(t, word(strings.Repeat("<w:p><w:r><w:t>"+sentence+strings.Repeat("科技部高度重视区域科技创新发展。", 3)+"</w:t></w:r></w:p>", n)))
	text, err := claims.Text(data)
	if err != nil {
		t.Fatal(err)
	}
	start := time.Now()
	if got := len(claims.Read(text, time.Time{})); got != n {
		t.Errorf("got %d claims, want %d", got, n)
	}
	t.Logf("%d characters in %v", len([]rune(text)), time.Since(start))
}

func FuzzText(f *testing.F) {
	f.Add([]byte(sentence))
	f.Add(docx(f, word("<w:p><w:t>1项</w:t></w:p>")))
	f.Fuzz(func(_ *testing.T, data []byte) { _, _ = claims.Text(data) })
}
