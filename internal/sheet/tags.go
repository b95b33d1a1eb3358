package sheet

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"strconv"
	"unicode/utf8"
)

// tags reads XML as spreadsheet programs write it, fast and in little memory. It
// knows no entities but the five, and refuses a document that declares its own.
type tags struct {
	r     *bufio.Reader
	name  []byte // of the element, without its prefix
	attrs []byte // of an opening tag
	text  []byte // of a stretch of text
	cut   bool   // whether the text was too long to keep
	empty bool   // whether the tag closes itself
	open  []byte // names of the open elements, each behind a zero
	depth int
}

// tag is what next found.
type tag int

const (
	opening tag = iota
	closing
	between
)

// What a document may be built like.
const (
	maxTag  = 256 << 10 // bytes of one tag
	maxOpen = 64        // elements within one another
)

var (
	errBulky  = errors.New("bulky")
	errBroken = errors.New("not well-formed")
)

func newTags(r io.Reader) *tags { return &tags{r: bufio.NewReaderSize(r, 64<<10)} }

// next moves on. What it left in name, attrs and text stays until the next call.
func (t *tags) next() (tag, error) {
	if t.empty {
		t.empty = false
		return closing, t.pop(t.name)
	}
	t.text, t.cut = t.text[:0], false
	for {
		err := t.words()
		if err != nil && (err != io.EOF || t.depth > 0) {
			return 0, unexpected(err)
		}
		if len(t.text) > 0 && t.depth > 0 {
			return between, nil
		}
		if err != nil {
			return 0, io.EOF
		}
		t.text = t.text[:0]
		more, err := t.markup()
		if err != nil {
			return 0, err
		}
		if more {
			if len(t.text) > 0 {
				return between, nil
			}
			continue
		}
		return t.element()
	}
}

// unexpected turns an end in the midst of something into what it is: damage.
func unexpected(err error) error {
	if err == io.EOF {
		return errBroken
	}
	return err
}

// words reads up to the next tag, the sign of which it leaves.
func (t *tags) words() error {
	amp := false
	start := len(t.text)
	for {
		part, err := t.r.ReadSlice('<')
		found := err == nil
		if found {
			part = part[:len(part)-1]
		}
		amp = amp || bytes.IndexByte(part, '&') >= 0
		t.keep(part)
		if found {
			if err := t.r.UnreadByte(); err != nil {
				return err
			}
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if amp {
			whole, ok := unescape(t.text[start:])
			if !ok && !t.cut {
				return errBroken
			}
			t.text = append(t.text[:start], whole...)
		}
		if !utf8.Valid(t.text[start:]) && !t.cut {
			return errBroken
		}
		return err
	}
}

// keep adds to the text as long as a cell may hold it. Outside of every element it
// keeps nothing.
func (t *tags) keep(part []byte) {
	if t.depth == 0 {
		return
	}
	if len(t.text)+len(part) > MaxCell {
		t.cut = true
		return
	}
	t.text = append(t.text, part...)
}

// markup passes over comments and instructions and reads character data; it reports
// whether there was any such thing.
func (t *tags) markup() (bool, error) {
	head, err := t.r.Peek(2)
	if err != nil {
		return false, unexpected(err)
	}
	switch {
	case head[1] == '?':
		return true, t.until("?>", false)
	case head[1] != '!':
		return false, nil
	}
	if head, err = t.r.Peek(9); err != nil {
		return false, unexpected(err)
	}
	switch {
	case bytes.HasPrefix(head, []byte("<!--")):
		return true, t.until("-->", false)
	case string(head) == "<![CDATA[":
		if _, err := t.r.Discard(9); err != nil {
			return false, err
		}
		return true, t.until("]]>", true)
	}
	return false, errBulky // a document type
}

// until reads to the end of something that is no element.
func (t *tags) until(end string, keep bool) error {
	var last []byte
	for {
		part, err := t.r.ReadSlice('>')
		if err != nil && err != bufio.ErrBufferFull {
			return unexpected(err)
		}
		last = append(last, part[max(0, len(part)-len(end)):]...)
		last = last[max(0, len(last)-len(end)):]
		if keep {
			t.keep(part)
		}
		if err == nil && string(last) == end {
			if keep && !t.cut && t.depth > 0 {
				t.text = t.text[:len(t.text)-len(end)]
				if !utf8.Valid(t.text) {
					return errBroken
				}
			}
			return nil
		}
	}
}

// element reads an opening or closing tag.
func (t *tags) element() (tag, error) {
	whole, err := t.r.ReadSlice('>')
	if err != nil || openQuote(whole) {
		if whole, err = t.long(whole, err); err != nil {
			return 0, err
		}
	}
	whole = whole[1 : len(whole)-1]
	if len(whole) > 0 && whole[0] == '/' {
		t.name = local(bytes.TrimSpace(whole[1:]))
		return closing, t.pop(t.name)
	}
	if n := len(whole); n > 0 && whole[n-1] == '/' {
		t.empty, whole = true, whole[:n-1]
	}
	end := bytes.IndexAny(whole, " \t\r\n")
	if end < 0 {
		end = len(whole)
	}
	t.name, t.attrs = local(whole[:end]), whole[end:]
	if len(t.name) == 0 {
		return 0, errBroken
	}
	if t.depth++; t.depth > maxOpen {
		return 0, errBulky
	}
	t.open = append(append(t.open, 0), t.name...)
	return opening, nil
}

// long reads on where a tag holds ">" in quotes.
func (t *tags) long(part []byte, err error) ([]byte, error) {
	whole := bytes.Clone(part)
	for err == bufio.ErrBufferFull || err == nil && openQuote(whole) {
		if len(whole) > maxTag {
			return nil, errBulky
		}
		part, err = t.r.ReadSlice('>')
		whole = append(whole, part...)
	}
	if err != nil {
		return nil, unexpected(err)
	}
	return whole, nil
}

func openQuote(tag []byte) bool {
	quote := byte(0)
	for _, c := range tag {
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '"' || c == '\''):
			quote = c
		}
	}
	return quote != 0
}

func (t *tags) pop(name []byte) error {
	at := bytes.LastIndexByte(t.open, 0)
	if at < 0 || !bytes.Equal(t.open[at+1:], name) {
		return errBroken
	}
	t.open = t.open[:at]
	t.depth--
	return nil
}

func local(name []byte) []byte { return name[bytes.IndexByte(name, ':')+1:] }

// attr calls f with each attribute; of a name with a prefix, prefixed is set.
func (t *tags) attr(f func(name string, prefixed bool, value []byte)) {
	rest := t.attrs
	for {
		eq := bytes.IndexByte(rest, '=')
		if eq < 0 {
			return
		}
		name := bytes.TrimSpace(rest[:eq])
		rest = bytes.TrimLeft(rest[eq+1:], " \t\r\n")
		if len(rest) == 0 || rest[0] != '"' && rest[0] != '\'' {
			return
		}
		end := bytes.IndexByte(rest[1:], rest[0])
		if end < 0 {
			return
		}
		value := rest[1 : 1+end]
		if bytes.IndexByte(value, '&') >= 0 {
			if plain, ok := unescape(bytes.Clone(value)); ok {
				value = plain
			}
		}
		short := local(name)
		f(string(short), len(short) < len(name), value)
		rest = rest[end+2:]
	}
}

// unescape replaces entities in place, and reports whether it knew them all.
func unescape(s []byte) ([]byte, bool) {
	out, ok := s[:0], true
	for len(s) > 0 {
		if s[0] != '&' {
			i := bytes.IndexByte(s, '&')
			if i < 0 {
				i = len(s)
			}
			out = append(out, s[:i]...)
			s = s[i:]
			continue
		}
		end := bytes.IndexByte(s, ';')
		c, known := rune(0), false
		if end > 0 && end < 12 {
			c, known = entity(string(s[1:end]))
		}
		if !known {
			ok = false
			out, s = append(out, '&'), s[1:]
			continue
		}
		s = s[end+1:]
		out = utf8.AppendRune(out, c)
	}
	return out, ok
}

func entity(name string) (rune, bool) {
	switch name {
	case "lt":
		return '<', true
	case "gt":
		return '>', true
	case "amp":
		return '&', true
	case "quot":
		return '"', true
	case "apos":
		return '\'', true
	}
	if len(name) < 2 || name[0] != '#' {
		return 0, false
	}
	digits, base := name[1:], 10
	if digits[0] == 'x' || digits[0] == 'X' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseUint(digits, base, 21)
	return rune(n), err == nil && n > 0
}
