package sheet

import (
	"archive/zip"
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"path"
	"strconv"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// xlsx is an .xlsx file. Of its parts only the shared texts and formats are kept.
type xlsx struct {
	parts     map[string]*zip.File // by name in lower case
	sheets    []string             // names of parts
	joined    map[int][]span
	tall      map[int]int // rows of a sheet, with those that hold nothing
	shared    *texts
	formats   []*format // by number of style
	since1904 bool
}

// What a workbook may hold. Honest programs stay far below.
const (
	maxParts   = 2_000
	maxSpans   = 100_000
	maxStyles  = 70_000
	maxSmall   = 32 << 20 // bytes of a part other than sheets and shared texts
	maxRowText = 16 << 20 // bytes of one row
	maxColumn  = 16_384
)

// openXLSX opens a workbook that a zip archive holds.
func openXLSX(file io.ReaderAt, size int64) (*Book, error) {
	if err := directory(file, size); err != nil {
		return nil, err
	}
	z, err := zip.NewReader(file, size)
	if err != nil {
		return nil, unreadable(text.CutWorkbook)
	}
	w := &xlsx{parts: map[string]*zip.File{}, joined: map[int][]span{}, tall: map[int]int{}}
	if err := w.list(z); err != nil {
		return nil, err
	}
	b := &Book{Format: "xlsx", source: w}
	if _, ok := w.parts["xl/vbaproject.bin"]; ok {
		b.Remarks = append(b.Remarks, text.MacrosIgnored)
	}
	for name := range w.parts {
		if strings.HasPrefix(name, "xl/externallinks/") {
			b.Remarks = append(b.Remarks, text.LinksIgnored)
			break
		}
	}
	if err := w.contents(b); err != nil {
		return nil, err
	}
	return b, w.styles()
}

// maxDirectory is how long the list of parts may be; the library reads it as a whole.
const maxDirectory = 1 << 20

// directory refuses an archive whose list of parts is longer than any workbook's.
func directory(file io.ReaderAt, size int64) error {
	tail := make([]byte, min(size, 64<<10+22))
	from := size - int64(len(tail))
	if _, err := file.ReadAt(tail, from); err != nil && err != io.EOF {
		return fmt.Errorf("read file: %w", err)
	}
	at := bytes.LastIndex(tail, []byte("PK\x05\x06"))
	if at < 0 || at+22 > len(tail) {
		return unreadable(text.CutWorkbook)
	}
	end := from + int64(at)
	long, begin := int64(binary.LittleEndian.Uint32(tail[at+12:])), int64(binary.LittleEndian.Uint32(tail[at+16:]))
	if begin > end || end-min(begin, end-long) > maxDirectory {
		return unreadable(text.BulkyWorkbook)
	}
	return nil
}

// list checks the list of parts.
func (w *xlsx) list(z *zip.Reader) error {
	for _, f := range z.File {
		name := strings.ToLower(strings.TrimPrefix(strings.ReplaceAll(f.Name, `\`, "/"), "/"))
		if f.Flags&1 != 0 {
			return unreadable(text.LockedFile)
		}
		if w.parts[name] != nil || len(w.parts) == maxParts || f.UncompressedSize64 > MaxUnpacked {
			return unreadable(text.BulkyWorkbook)
		}
		w.parts[name] = f
	}
	switch {
	case w.parts["xl/workbook.bin"] != nil:
		return unreadable(text.BinaryWorkbook)
	case w.parts["word/document.xml"] != nil || w.parts["ppt/presentation.xml"] != nil:
		return unreadable(text.OtherOffice)
	case w.parts["content.xml"] != nil && w.parts["mimetype"] != nil:
		return unreadable(text.OpenDocument)
	case w.parts["xl/workbook.xml"] == nil:
		return unreadable(text.NotWorkbook)
	}
	return nil
}

// contents reads which sheets there are.
func (w *xlsx) contents(b *Book) error {
	targets := map[string]string{}
	err := w.walk("xl/_rels/workbook.xml.rels", maxSmall, func(t *tags) error {
		if string(t.name) == "Relationship" {
			var id, target string
			t.attr(func(name string, _ bool, v []byte) {
				switch name {
				case "Id":
					id = string(v)
				case "Target":
					target = string(v)
				}
			})
			if !strings.HasPrefix(target, "/") {
				target = path.Join("xl", target)
			}
			targets[id] = strings.ToLower(strings.TrimPrefix(target, "/"))
		}
		return nil
	})
	if err != nil {
		return err
	}
	err = w.walk("xl/workbook.xml", maxSmall, func(t *tags) error {
		switch string(t.name) {
		case "workbookPr":
			t.attr(func(name string, _ bool, v []byte) {
				w.since1904 = w.since1904 || name == "date1904" && string(v) != "0" && string(v) != "false"
			})
		case "sheet":
			var page Page
			var id string
			t.attr(func(name string, prefixed bool, v []byte) {
				switch {
				case name == "name":
					page.Name = string(v)
				case name == "state":
					page.Hidden = string(v) != "visible"
				case name == "id" && prefixed:
					id = string(v)
				}
			})
			if w.parts[targets[id]] != nil && !strings.Contains(targets[id], "chartsheet") {
				b.Sheets, w.sheets = append(b.Sheets, page), append(w.sheets, targets[id])
			}
		}
		return nil
	})
	if err == nil && len(b.Sheets) == 0 {
		err = unreadable(text.BrokenWorkbook)
	}
	b.since1904 = w.since1904
	return err
}

// styles reads how numbers are shown.
func (w *xlsx) styles() error {
	const name = "xl/styles.xml"
	if w.parts[name] == nil {
		return nil
	}
	codes := map[int]*format{}
	for n, code := range builtin {
		codes[n] = parseFormat(code)
	}
	inside := false
	return w.walk(name, maxSmall, func(t *tags) error {
		id, code := 0, ""
		t.attr(func(name string, _ bool, v []byte) {
			switch name {
			case "numFmtId":
				id, _ = strconv.Atoi(string(v))
			case "formatCode":
				code = string(v)
			}
		})
		switch string(t.name) {
		case "numFmt":
			codes[id] = parseFormat(code)
		case "cellXfs":
			inside = true
		case "cellStyles", "dxfs":
			inside = false
		case "xf":
			if inside {
				w.formats = append(w.formats, codes[id])
			}
		}
		if len(codes) > maxStyles || len(w.formats) > maxStyles {
			return errBulky
		}
		return nil
	})
}

// walk calls f for each opening tag of a part; a part that is not there has none.
func (w *xlsx) walk(name string, limit int64, f func(*tags) error) error {
	if w.parts[name] == nil {
		return nil
	}
	return w.part(name, limit, func(t *tags) error {
		for {
			kind, err := t.next()
			if errors.Is(err, io.EOF) {
				return nil
			}
			if err == nil && kind == opening {
				err = f(t)
			}
			if err != nil {
				return err
			}
		}
	})
}

// errEnough ends the reading of a part before its end.
var errEnough = errors.New("enough")

// part opens a part of XML, and turns what goes wrong in it into a fault.
func (w *xlsx) part(name string, limit int64, f func(*tags) error) error {
	in, err := w.parts[name].Open()
	if err != nil {
		return unreadable(text.BrokenWorkbook)
	}
	defer in.Close()
	return partFault(f(newTags(&bounded{r: in, left: limit})))
}

func partFault(err error) error {
	switch {
	case err == nil || errors.Is(err, errEnough):
		return nil
	case isFault(err):
		return err
	case errors.Is(err, errBulky):
		return unreadable(text.BulkyWorkbook)
	}
	return unreadable(text.BrokenWorkbook)
}

// bounded refuses to unpack more than so much.
type bounded struct {
	r    io.Reader
	left int64
}

func (b *bounded) Read(p []byte) (int, error) {
	n, err := b.r.Read(p)
	if b.left -= int64(n); b.left < 0 {
		return 0, errBulky
	}
	if err != nil && err != io.EOF {
		err = fmt.Errorf("%w: %w", errBroken, err)
	}
	return n, err
}

func (w *xlsx) close() error { return nil }

func (w *xlsx) rows(sheet int) iter.Seq2[*line, error] {
	return func(yield func(*line, error) bool) {
		if err := w.loadTexts(); err != nil {
			yield(nil, err)
			return
		}
		err := w.part(w.sheets[sheet], MaxUnpacked, func(t *tags) error {
			return (&sheetReader{xlsx: w, t: t}).all(func(l *line) bool { return yield(l, nil) })
		})
		if err != nil {
			yield(nil, err)
		}
	}
}

// merged looks for the joined cells, which a sheet names behind its rows. On the way it
// sees whether the part is whole.
func (w *xlsx) merged(sheet int) ([]span, error) {
	if spans, ok := w.joined[sheet]; ok {
		return spans, nil
	}
	var spans []span
	in, err := w.parts[w.sheets[sheet]].Open()
	if err != nil {
		return nil, unreadable(text.BrokenWorkbook)
	}
	defer in.Close()
	rest, rows, err := behind(&bounded{r: in, left: MaxUnpacked}, "</sheetData>")
	w.tall[sheet] = rows
	if err != nil || rest == nil {
		return nil, partFault(err)
	}
	t := newTags(io.MultiReader(strings.NewReader("<rest>"), rest))
	for {
		kind, err := t.next()
		if err != nil { // the end of the sheet closes what this reader never saw open
			break
		}
		if kind != opening || string(t.name) != "mergeCell" {
			continue
		}
		t.attr(func(name string, _ bool, v []byte) {
			if s, ok := parseSpan(string(v)); ok && name == "ref" && len(spans) < maxSpans {
				spans = append(spans, s)
			}
		})
	}
	if _, err := io.Copy(io.Discard, rest); err != nil {
		return nil, partFault(err)
	}
	w.joined[sheet] = spans
	return spans, nil
}

// atMost returns how many rows a sheet may hold.
func (w *xlsx) atMost(sheet int) (int, error) { return w.tall[sheet], nil }

// parseSpan reads A1:C3.
func parseSpan(s string) (span, bool) {
	from, to, ok := strings.Cut(s, ":")
	left, top, ok1 := parseRef([]byte(from))
	right, bottom, ok2 := parseRef([]byte(to))
	return span{top: top, bottom: bottom, left: left, right: right}, ok && ok1 && ok2 && top <= bottom && left <= right
}

// parseRef reads B7 as column 1 of row 7.
func parseRef(s []byte) (at, row int, ok bool) {
	i := 0
	for i < len(s) && i < 4 {
		c := s[i] &^ 0x20
		if c < 'A' || c > 'Z' {
			break
		}
		at = at*26 + int(c-'A') + 1
		i++
	}
	for ; i < len(s) && s[i] >= '0' && s[i] <= '9' && row < 1<<24; i++ {
		row = row*10 + int(s[i]-'0')
	}
	return at - 1, row, i == len(s) && at > 0 && at <= maxColumn && row > 0 && row <= maxSheetRow
}

// maxSheetRow is the last row of a sheet, as Excel has it.
const maxSheetRow = 1 << 20

// loadTexts reads the shared texts, once.
func (w *xlsx) loadTexts() error {
	const name = "xl/sharedstrings.xml"
	if w.shared != nil {
		return nil
	}
	shared := newTexts()
	if w.parts[name] != nil {
		if err := w.part(name, MaxUnpacked, shared.read); err != nil {
			return err
		}
	}
	w.shared = shared
	return nil
}

// tooMuchText says that a file holds more words than a node takes.
func tooMuchText() error { return fault.Limit(text.ManySheetCells, "64 MiB") }
