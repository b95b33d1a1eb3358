package claims

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Limits of what is read.
const (
	MaxFile     = 16 << 20  // bytes of a file
	MaxText     = 1_000_000 // characters; a report of 300 pages has a third of it
	maxUnpacked = 64 << 20  // bytes of the words of a document, with their marks
	maxTags     = 4_000_000
	maxDepth    = 200
)

// Text reads the words of a file: plain text as UTF-8 with or without its mark, UTF-16
// with its mark or GB 18030, or a Word document.
func Text(data []byte) (string, error) {
	var said string
	var err error
	switch {
	case len(data) > MaxFile:
		return "", unreadable(text.BulkyDocument)
	case bytes.HasPrefix(data, []byte("PK\x03\x04")):
		said, err = document(data)
	case bytes.HasPrefix(data, []byte("%PDF")), bytes.HasPrefix(data, []byte("\xd0\xcf\x11\xe0")), bytes.HasPrefix(data, []byte("\x89PNG")), bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return "", unreadable(text.OldDocument)
	default:
		said, err = plainText(data)
	}
	if err != nil {
		return "", err
	}
	return Pasted(said)
}

// Pasted judges a text as it was typed or pasted.
func Pasted(s string) (string, error) {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	switch {
	case strings.TrimSpace(s) == "":
		return "", fault.Invalid("text", text.ReportEmpty)
	case utf8.RuneCountInString(s) > MaxText:
		return "", fault.Limit(text.ReportTooLong, MaxText)
	}
	return s, nil
}

func unreadable(why text.Label) error { return fault.Invalid("file", text.ReportUnreadable, why) }

func plainText(data []byte) (string, error) {
	switch {
	case bytes.HasPrefix(data, []byte("\xef\xbb\xbf")):
		data = data[3:]
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		wide, err := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Bytes(data)
		if err != nil {
			return "", unreadable(text.UnknownCoding)
		}
		data = wide
	}
	if !utf8.Valid(data) {
		said, err := simplifiedchinese.GB18030.NewDecoder().Bytes(data)
		if err != nil || bytes.ContainsRune(said, utf8.RuneError) {
			return "", unreadable(text.UnknownCoding)
		}
		data = said
	}
	if bytes.IndexByte(data, 0) >= 0 {
		return "", unreadable(text.UnknownCoding)
	}
	return string(data), nil
}

// document reads the words of a Word document.
func document(data []byte) (string, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return "", unreadable(text.NotDocument)
	}
	var body *zip.File
	for _, f := range archive.File {
		if f.Name != "word/document.xml" {
			continue
		}
		if body != nil {
			return "", unreadable(text.BulkyDocument)
		}
		body = f
	}
	if body == nil {
		return "", unreadable(text.NotDocument)
	}
	in, err := body.Open()
	if err != nil {
		return "", unreadable(text.NotDocument)
	}
	defer in.Close()
	return paragraphs(&bounded{r: in, left: maxUnpacked})
}

// errBulky is met where a document goes on longer than one may.
var errBulky = errors.New("the document is too large")

// bounded reads so many bytes and then fails, whatever the archive says of its size.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	if b.left <= 0 {
		return 0, errBulky
	}
	n, err := b.r.Read(p[:min(int64(len(p)), b.left)])
	b.left -= int64(n)
	return n, err
}

// unsaid are elements whose words a reader of the document does not see.
var unsaid = map[string]bool{"del": true, "instrText": true, "delText": true, "Fallback": true, "moveFrom": true}

// paragraphs reads the words of word/document.xml, one line for a paragraph.
func paragraphs(r io.Reader) (string, error) {
	d := xml.NewDecoder(r)
	var b strings.Builder
	depth, hidden, words := 0, 0, false
	for tags := 0; ; tags++ {
		token, err := d.RawToken()
		switch {
		case err == io.EOF && depth == 0:
			return b.String(), nil
		case errors.Is(err, errBulky) || tags > maxTags || depth > maxDepth || b.Len() > 4*MaxText:
			return "", unreadable(text.BulkyDocument)
		case err != nil:
			return "", unreadable(text.NotDocument)
		}
		switch t := token.(type) {
		case xml.Directive:
			return "", unreadable(text.BulkyDocument) // a document has no declarations of its own
		case xml.StartElement:
			depth++
			if unsaid[t.Name.Local] && hidden == 0 {
				hidden = depth
			}
			words = t.Name.Local == "t"
			if t.Name.Local == "tab" || t.Name.Local == "br" {
				b.WriteByte('\t')
			}
		case xml.EndElement:
			if hidden == depth {
				hidden = 0
			}
			depth--
			words = false
			if t.Name.Local == "p" {
				b.WriteByte('\n')
			}
		case xml.CharData:
			if words && hidden == 0 {
				b.Write(t)
			}
		}
	}
}
