package sqlstore

import (
	"bytes"
	"strconv"
	"unicode/utf8"

	"heitu/internal/record"
)

// fieldsOf reads a body. Bodies are canonical, and most hold no escapes; these are
// read here, several times as fast as encoding/json does it. All others, and all
// that are wrong, are left to record.ParseKept.
func fieldsOf(body []byte) (map[string]any, error) {
	if fields, ok := canonical(body); ok {
		return fields, nil
	}
	return record.ParseKept(body)
}

func canonical(body []byte) (map[string]any, bool) {
	if !utf8.Valid(body) {
		return nil, false
	}
	p := plain{left: body, ok: true}
	fields := object(&p, (*plain).value)
	return fields, p.ok && len(p.left) == 0
}

// plain reads canonical JSON without escapes. Once ok is false it stays so.
type plain struct {
	left []byte
	ok   bool
}

// take skips c, and reports whether it was there.
func (p *plain) take(c byte) bool {
	if len(p.left) == 0 || p.left[0] != c {
		return false
	}
	p.left = p.left[1:]
	return true
}

func (p *plain) need(c byte) { p.ok = p.take(c) && p.ok }

func (p *plain) value() any {
	if len(p.left) == 0 {
		p.ok = false
		return nil
	}
	switch p.left[0] {
	case '"':
		return p.text()
	case '[':
		return p.list()
	case '{':
		return record.Variants(object(p, (*plain).text))
	case 't':
		return p.word("true")
	case 'f':
		return !p.word("false")
	}
	return p.number()
}

func (p *plain) text() string {
	p.need('"')
	n := bytes.IndexByte(p.left, '"')
	if !p.ok || n < 0 {
		p.ok = false
		return ""
	}
	s := p.left[:n]
	for _, c := range s {
		if c < 0x20 || c == '\\' {
			p.ok = false
			return ""
		}
	}
	p.left = p.left[n+1:]
	return string(s)
}

func (p *plain) list() []string {
	list := []string{}
	p.need('[')
	if p.take(']') {
		return list
	}
	for p.ok {
		list = append(list, p.text())
		if p.take(']') {
			return list
		}
		p.need(',')
	}
	return nil
}

// word skips a word, and returns true.
func (p *plain) word(w string) bool {
	left, ok := bytes.CutPrefix(p.left, []byte(w))
	p.left, p.ok = left, p.ok && ok
	return true
}

func (p *plain) number() int64 {
	end := bytes.IndexAny(p.left, ",}")
	if end < 0 {
		p.ok = false
		return 0
	}
	n, err := strconv.ParseInt(string(p.left[:end]), 10, 64)
	p.ok = p.ok && err == nil && strconv.FormatInt(n, 10) == string(p.left[:end])
	p.left = p.left[end:]
	return n
}

// object reads names in order, each once, with their values.
func object[V any](p *plain, value func(*plain) V) map[string]V {
	m, last := map[string]V{}, ""
	p.need('{')
	if p.take('}') {
		return m
	}
	for first := true; p.ok; first = false {
		name := p.text()
		p.need(':')
		if !first && name <= last {
			p.ok = false
		}
		if !p.ok {
			return nil
		}
		m[name], last = value(p), name
		if p.take('}') {
			return m
		}
		p.need(',')
	}
	return nil
}
