package blob

import (
	"bytes"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// form is a type of file that may be kept.
type form struct {
	content    string   // its content type
	extensions []string // what its names end with
	begins     []string // how its bytes begin, "" for none
	holds      string   // a name that the zip file holds, "" for no matter
}

const zipped = "PK\x03\x04"

// forms lists the types, what is more special first. Markup and programs are not
// among them: nothing that is kept here may act when it is opened.
var forms = []form{
	{content: "application/pdf", extensions: []string{"pdf"}, begins: []string{"%PDF-"}},
	{content: "image/png", extensions: []string{"png"}, begins: []string{"\x89PNG\r\n\x1a\n"}},
	{content: "image/jpeg", extensions: []string{"jpg", "jpeg"}, begins: []string{"\xff\xd8\xff"}},
	{content: "image/gif", extensions: []string{"gif"}, begins: []string{"GIF87a", "GIF89a"}},
	{content: "image/tiff", extensions: []string{"tif", "tiff"}, begins: []string{"II*\x00", "MM\x00*"}},
	{content: "image/webp", extensions: []string{"webp"}, begins: []string{"RIFF"}},
	{content: "application/vnd.openxmlformats-officedocument.wordprocessingml.document", extensions: []string{"docx"}, begins: []string{zipped}, holds: "word/document.xml"},
	{content: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", extensions: []string{"xlsx"}, begins: []string{zipped}, holds: "xl/workbook.xml"},
	{content: "application/vnd.openxmlformats-officedocument.presentationml.presentation", extensions: []string{"pptx"}, begins: []string{zipped}, holds: "ppt/presentation.xml"},
	{content: "application/ofd", extensions: []string{"ofd"}, begins: []string{zipped}, holds: "OFD.xml"},
	{content: "application/zip", extensions: []string{"zip"}, begins: []string{zipped}},
	{content: "text/plain", extensions: []string{"txt", "csv"}},
}

// sniffed is how many bytes of either end of a file tell what it is: a zip file
// lists at its end what it holds.
const sniffed = 64 << 10

// Sniff returns the content type of a file by its first bytes, followed by its last
// where it is longer, and whether such files may be kept.
func Sniff(head []byte) (contentType string, ok bool) {
	f, ok := sniff(head)
	return f.content, ok
}

func sniff(head []byte) (form, bool) {
	for _, f := range forms {
		if f.begins == nil {
			return f, len(head) > 0 && plain(head)
		}
		begins := slices.ContainsFunc(f.begins, func(s string) bool { return bytes.HasPrefix(head, []byte(s)) })
		if begins && bytes.Contains(head, []byte(f.holds)) && (f.content != "image/webp" || len(head) > 12 && string(head[8:12]) == "WEBP") {
			return f, true
		}
	}
	return form{}, false
}

// plain reports whether bytes are words, in whatever encoding: none of them controls anything.
func plain(b []byte) bool {
	return bytes.IndexFunc(b, func(c rune) bool { return c < ' ' && c != '\t' && c != '\n' && c != '\r' || c == 0x7f }) < 0
}

// fits reports a file that may not be kept under the name: one of a type that is not
// allowed, or whose extension lies about what it holds.
func fits(name string, head []byte) error {
	f, ok := sniff(head)
	if !ok {
		return fault.Invalid("file", text.FileTypeRefused, name)
	}
	ext := strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
	packed := ext == "zip" && f.begins != nil && f.begins[0] == zipped // documents are zip files too
	if name != "" && !packed && !slices.Contains(f.extensions, ext) {
		return fault.Invalid("file", text.FileLies, name, strings.ToUpper(f.extensions[0]))
	}
	return nil
}

// called is a name as it can be kept with a record, without the folders that some
// browsers send.
func called(name string) string {
	name = name[strings.LastIndexAny(name, `/\`)+1:]
	name = strings.TrimSpace(strings.Map(func(c rune) rune {
		switch {
		case c == ';' || c == '；':
			return '_'
		case unicode.IsControl(c) || c == utf8.RuneError:
			return -1
		}
		return c
	}, name))
	ext := path.Ext(name)
	stem := []rune(strings.TrimSuffix(name, ext))
	const most = 100
	return strings.TrimSpace(string(stem[:min(len(stem), most)])) + ext
}
