package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// What a workbook may be built like. Honest programs stay far below.
const (
	maxParts   = 2_000
	maxPart    = 8 << 20  // bytes of a part of XML that is read into memory
	maxPicture = 32 << 20 // bytes of any other part
	maxOther   = 64 << 20 // bytes of all parts that are read into memory
	maxRun     = 4 << 20  // bytes between two tags
	maxDepth   = 64       // elements within one another
	maxInside  = 10_000   // elements within one cell
	maxStrings = 3_000_000
	maxCells   = 16_384   // cells of a row, as Excel's own limit
	maxRowText = 64 << 20 // bytes of one row, shared texts included
)

// inspect refuses a workbook that is damaged, or that would need more memory or
// disk to read than an honest one of its size.
func inspect(data []byte) error {
	switch {
	case bytes.HasPrefix(data, []byte{0xd0, 0xcf, 0x11, 0xe0}):
		return unreadable(text.LockedWorkbook)
	case !bytes.HasPrefix(data, []byte("PK\x03\x04")):
		return unreadable(text.NotWorkbook)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return unreadable(text.BrokenWorkbook)
	}
	large, err := parts(z)
	if err != nil {
		return err
	}
	var longest int
	for _, part := range large { // shared texts first, since rows refer to them
		if err := scanPart(part, &longest); err != nil {
			return err
		}
	}
	return nil
}

// parts checks the list of parts and returns those to scan, shared texts first.
func parts(z *zip.Reader) ([]*zip.File, error) {
	var shared, sheets []*zip.File
	var spooled, other uint64
	seen := map[string]bool{}
	for _, f := range z.File {
		name := strings.ToLower(strings.ReplaceAll(f.Name, `\`, "/"))
		size := f.UncompressedSize64
		limit := uint64(maxPicture)
		switch {
		case seen[name], len(seen) == maxParts, f.Flags&1 != 0:
			return nil, unreadable(text.BulkyWorkbook)
		case name == sharedStrings:
			shared = append(shared, f)
		case strings.HasPrefix(name, sheetsPrefix):
			sheets = append(sheets, f)
		case path.Ext(name) == ".xml" || path.Ext(name) == ".rels" || path.Ext(name) == ".vml":
			limit = maxPart
		}
		seen[name] = true
		if name == sharedStrings || strings.HasPrefix(name, sheetsPrefix) {
			limit = MaxUnpacked
			spooled += min(size, MaxUnpacked+1)
		} else {
			other += min(size, maxOther+1)
		}
		if size > limit || spooled > MaxUnpacked || other > maxOther {
			return nil, unreadable(text.BulkyWorkbook)
		}
	}
	if !seen["xl/workbook.xml"] && !seen["[content_types].xml"] {
		return nil, unreadable(text.NotWorkbook)
	}
	return append(shared, sheets...), nil
}

// The parts that may be large, in lower case.
const (
	sharedStrings = "xl/sharedstrings.xml"
	sheetsPrefix  = "xl/worksheets/sheet"
)

// scanPart reads one part from end to end.
func scanPart(f *zip.File, longest *int) error {
	if f.FileInfo().IsDir() {
		return nil
	}
	part, err := f.Open()
	if err != nil {
		return unreadable(text.BrokenWorkbook)
	}
	defer part.Close()
	s := scan{d: xml.NewDecoder(&tagReader{r: part}), longest: longest, shared: strings.EqualFold(strings.ReplaceAll(f.Name, `\`, "/"), sharedStrings)}
	for {
		t, err := s.d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = s.take(t)
		}
		if errors.Is(err, errBulky) {
			return unreadable(text.BulkyWorkbook)
		}
		if err != nil && fault.All(err) == nil {
			return unreadable(text.BrokenWorkbook)
		}
		if err != nil {
			return err
		}
	}
}

// scan counts what one part holds.
type scan struct {
	d       *xml.Decoder
	shared  bool
	longest *int // the longest shared text, in bytes
	depth   int
	inside  int // elements since the cell or the text began
	items   int // shared texts so far
	cells   int // cells of the row
	rowText int // bytes of the row
	textNow int // bytes of the shared text
}

var errBulky = errors.New("bulky")

func (s *scan) take(t xml.Token) error {
	switch t := t.(type) {
	case xml.StartElement:
		s.depth++
		s.inside++
		s.begin(t)
	case xml.EndElement:
		s.depth--
		if s.shared && t.Name.Local == "si" {
			*s.longest, s.textNow = max(*s.longest, s.textNow), 0
		}
	case xml.CharData:
		s.rowText += len(t)
		s.textNow += len(t)
	}
	if s.shared {
		s.rowText = 0
	}
	if s.textNow > MaxCell && s.shared {
		return fault.Limit(text.TooLarge, "1 MiB")
	}
	if s.depth > maxDepth || s.inside > maxInside || s.items > maxStrings || s.cells > maxCells || s.rowText > maxRowText {
		return errBulky
	}
	return nil
}

func (s *scan) begin(t xml.StartElement) {
	switch t.Name.Local {
	case "row":
		s.cells, s.rowText, s.inside = 0, 0, 0
	case "c":
		s.cells++
		s.inside = 0
		for _, a := range t.Attr {
			if a.Name.Local == "t" && a.Value == "s" {
				s.rowText += *s.longest
			}
		}
	case "si":
		s.items++
		s.inside, s.textNow = 0, 0
	case "mergeCell", "hyperlink", "dataValidation", "conditionalFormatting", "col", "sheetData":
		s.inside = 0
	}
}

// tagReader refuses what no spreadsheet program writes and a decoder would gather
// in memory: long stretches without a tag, comments and the like.
type tagReader struct {
	r       io.Reader
	run     int
	open    bool // whether the last byte read was "<"
	started bool // whether the declaration at the top is past
}

func (t *tagReader) Read(p []byte) (int, error) {
	n, err := t.r.Read(p)
	if bad := t.check(p[:n]); bad != nil {
		return 0, bad
	}
	if err != nil && err != io.EOF {
		return n, fmt.Errorf("unpack: %w", err)
	}
	return n, err
}

func (t *tagReader) check(p []byte) error {
	for len(p) > 0 {
		if t.open {
			if p[0] == '!' || p[0] == '?' && t.started {
				return errBulky
			}
			t.open, t.started = false, true
		}
		i := bytes.IndexByte(p, '<')
		if i < 0 {
			t.run += len(p)
			i = len(p) - 1
		} else {
			t.run, t.open = 0, true
		}
		if t.run > maxRun {
			return errBulky
		}
		p = p[i+1:]
	}
	return nil
}
