package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/unicode"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// charset is how the words of a text file are coded.
type charset int

const (
	utf8Set charset = iota
	gb18030
	utf16le
	utf16be
)

// maxTextLine is how many bytes of one line of a text file are kept.
const maxTextLine = 8 << 20

// charsetOf guesses how a file is coded, and says so where it had to guess.
func charsetOf(file io.ReaderAt, size int64) (charset, []text.Message, error) {
	head := make([]byte, 4096)
	n, err := file.ReadAt(head, 0)
	if err != nil && err != io.EOF {
		return 0, nil, err
	}
	head = head[:n]
	switch {
	case bytes.HasPrefix(head, []byte{0xff, 0xfe}):
		return utf16le, nil, nil
	case bytes.HasPrefix(head, []byte{0xfe, 0xff}):
		return utf16be, nil, nil
	case bytes.HasPrefix(head, bom):
		return utf8Set, nil, nil
	}
	if c, ok := wide(head); ok {
		return c, nil, nil
	}
	lines := &lineReader{r: bufio.NewReaderSize(io.NewSectionReader(file, 0, size), 64<<10)}
	var asUTF8, otherwise int
	for {
		raw, cut, err := lines.raw()
		if err == io.EOF {
			break
		}
		if err != nil {
			return 0, nil, err
		}
		switch {
		case cut: // perhaps in the midst of a sign
		case !utf8.Valid(raw):
			otherwise++
		case chineseUTF8(raw):
			asUTF8++
		}
	}
	switch {
	case otherwise == 0:
		return utf8Set, nil, nil
	case asUTF8 >= otherwise:
		return utf8Set, []text.Message{text.MixedCoding}, nil
	case asUTF8 > 0:
		return gb18030, []text.Message{text.ReadAsGB, text.MixedCoding}, nil
	}
	return gb18030, []text.Message{text.ReadAsGB}, nil
}

// wide recognises UTF-16 without a mark by the zeros between Latin signs.
func wide(head []byte) (charset, bool) {
	var even, odd int
	for i, c := range head {
		if c == 0 && i%2 == 0 {
			even++
		} else if c == 0 {
			odd++
		}
	}
	switch {
	case odd > len(head)/16 && odd > 4*even:
		return utf16le, true
	case even > len(head)/16 && even > 4*odd:
		return utf16be, true
	}
	return 0, false
}

// chineseUTF8 reports whether a line holds Chinese in UTF-8. Two bytes of GB 18030
// may pass for a sign of UTF-8; three in a row that make a Chinese one hardly do.
func chineseUTF8(line []byte) bool {
	return utf8.Valid(line) && bytes.IndexFunc(line, func(c rune) bool { return c >= 0x2e80 && c <= 0xffef }) >= 0
}

// lineReader reads a text file line by line.
type lineReader struct {
	r   *bufio.Reader
	set charset
	end byte // of a line
	at  int  // of the line returned last
	buf []byte
}

// newLines reads a file from its beginning.
func newLines(file io.ReaderAt, size int64, set charset) *lineReader {
	var r io.Reader = io.NewSectionReader(file, 0, size)
	switch set {
	case utf16le:
		r = unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder().Reader(r)
	case utf16be:
		r = unicode.UTF16(unicode.BigEndian, unicode.UseBOM).NewDecoder().Reader(r)
	}
	l := &lineReader{r: bufio.NewReaderSize(r, 64<<10), set: set}
	if head, _ := l.r.Peek(len(bom)); bytes.Equal(head, bom) {
		l.r.Discard(len(bom))
	}
	return l
}

// raw returns the next line without its end, and whether it was too long to be kept whole.
func (l *lineReader) raw() (line []byte, cut bool, err error) {
	if l.end == 0 {
		l.end = '\n'
		head, _ := l.r.Peek(64 << 10)
		if bytes.IndexByte(head, '\n') < 0 && bytes.IndexByte(head, '\r') >= 0 {
			l.end = '\r'
		}
	}
	l.buf = l.buf[:0]
	for {
		part, err := l.r.ReadSlice(l.end)
		if len(l.buf)+len(part) > maxTextLine {
			cut = true
		} else {
			l.buf = append(l.buf, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err != nil && (err != io.EOF || len(l.buf) == 0 && !cut) {
			return nil, cut, err
		}
		l.at++
		return bytes.TrimRight(l.buf, "\r\n"), cut, nil
	}
}

// next returns the next line as words; a line that cannot be read is a fault.
func (l *lineReader) next() (string, error) {
	raw, cut, err := l.raw()
	switch {
	case err != nil:
		return "", err
	case cut:
		return "", fault.Invalid("", text.LineTooLong)
	}
	var said string
	switch {
	case l.set == gb18030 && chineseUTF8(raw):
		return "", fault.Invalid("", text.LineCoding)
	case l.set == gb18030:
		plain, err := simplifiedchinese.GB18030.NewDecoder().Bytes(raw)
		if err != nil {
			return "", fault.Invalid("", text.LineCoding)
		}
		said = string(plain)
	case !utf8.Valid(raw):
		return "", fault.Invalid("", text.LineCoding)
	default:
		said = string(raw)
	}
	if strings.ContainsRune(said, utf8.RuneError) || strings.ContainsRune(said, 0) {
		return "", fault.Invalid("", text.LineCoding)
	}
	return said, nil
}

// outage reports whether err is neither the end nor a fault.
func outage(err error) bool { return err != nil && !errors.Is(err, io.EOF) && !isFault(err) }
