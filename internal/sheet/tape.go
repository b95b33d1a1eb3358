package sheet

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// tape reads XML token by token beside the very bytes that each token came from,
// so that what is not changed can be passed on as it was.
type tape struct {
	r    io.Reader
	d    *xml.Decoder
	seen bytes.Buffer // read by the decoder, not yet returned
	at   int64        // where seen begins
}

// maxToken is how many bytes one token may have, such as the text of a cell.
const maxToken = 16 << 20

func newTape(r io.Reader) *tape {
	t := &tape{r: r}
	t.d = xml.NewDecoder(t)
	return t
}

// Read hands bytes to the decoder and keeps them.
func (t *tape) Read(p []byte) (int, error) {
	if t.seen.Len() > maxToken {
		return 0, errBulky
	}
	n, err := t.r.Read(p)
	t.seen.Write(p[:n])
	return n, err
}

// next returns the next token and its bytes. The end of an element that closes
// itself has none.
func (t *tape) next() (xml.Token, []byte, error) {
	token, err := t.d.RawToken()
	if err != nil {
		return nil, nil, err
	}
	n := t.d.InputOffset() - t.at
	t.at += n
	return token, t.seen.Next(int(n)), nil
}

// selfClosing reports whether the bytes of a start tag close their element at once.
func selfClosing(raw []byte) bool { return bytes.HasSuffix(raw, []byte("/>")) }

// opened turns the tag of an element that closes itself into one that does not.
func opened(raw []byte) []byte {
	return append(bytes.TrimSuffix(slices.Clone(raw), []byte("/>")), '>')
}

// qualified writes a name with the prefix that a document uses.
func qualified(n xml.Name) string {
	if n.Space == "" {
		return n.Local
	}
	return n.Space + ":" + n.Local
}

// attribute returns the value of an attribute by its name without prefix.
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name && a.Name.Space != "xmlns" {
			return a.Value
		}
	}
	return ""
}

// element is one element of a document in memory.
type element struct {
	xml.StartElement
	parent                  string // local name
	start, inner, tail, end int    // offsets of the tag, of what is within, of the end tag, of what follows
}

func (e element) attr(name string) string { return attribute(e.StartElement, name) }

// elements returns the elements of a document that have one of the local names,
// in the order in which they begin.
func elements(doc []byte, names ...string) ([]element, error) {
	t := newTape(bytes.NewReader(doc))
	var found []element
	var path []string
	var open []int // indices into found of elements on the path, -1 for others
	for {
		before := int(t.at)
		token, _, err := t.next()
		if errors.Is(err, io.EOF) {
			return found, nil
		}
		if err != nil {
			return nil, err
		}
		switch token := token.(type) {
		case xml.StartElement:
			if len(path) > maxOpen {
				return nil, errBulky
			}
			at := -1
			if slices.Contains(names, token.Name.Local) {
				at = len(found)
				e := element{StartElement: token.Copy(), start: before, inner: int(t.at)}
				if len(path) > 0 {
					e.parent = path[len(path)-1]
				}
				found = append(found, e)
			}
			path, open = append(path, token.Name.Local), append(open, at)
		case xml.EndElement:
			if len(path) == 0 {
				return nil, errBulky
			}
			if at := open[len(open)-1]; at >= 0 {
				found[at].tail, found[at].end = before, int(t.at)
			}
			path, open = path[:len(path)-1], open[:len(open)-1]
		}
	}
}

// edits are changes of a document in memory.
type edits struct {
	doc  []byte
	list []edit
}

type edit struct {
	from, to int
	with     string
}

func (e *edits) replace(from, to int, with string) { e.list = append(e.list, edit{from, to, with}) }

// into adds content at the end of an element, and to the count that it may state.
func (e *edits) into(el element, content string, count int) {
	if content == "" {
		return
	}
	tag := string(e.doc[el.start:el.inner])
	if count > 0 {
		tag = setAttribute(tag, "count", strconv.Itoa(count), false)
	}
	if selfClosing([]byte(tag)) {
		e.replace(el.start, el.end, string(opened([]byte(tag)))+content+"</"+qualified(el.Name)+">")
		return
	}
	e.replace(el.start, el.inner, tag)
	e.replace(el.tail, el.tail, content)
}

func (e *edits) apply() []byte {
	slices.SortStableFunc(e.list, func(a, b edit) int { return a.from - b.from })
	var out bytes.Buffer
	at := 0
	for _, one := range e.list {
		out.Write(e.doc[at:one.from])
		out.WriteString(one.with)
		at = one.to
	}
	out.Write(e.doc[at:])
	return out.Bytes()
}

// setAttribute replaces an attribute of a start tag; add says whether it is added
// where it is missing.
func setAttribute(tag, name, value string, add bool) string {
	is := regexp.MustCompile(`(\s)` + name + `\s*=\s*("[^"]*"|'[^']*')`)
	if is.MatchString(tag) {
		return is.ReplaceAllString(tag, "${1}"+name+`="`+value+`"`)
	}
	if !add {
		return tag
	}
	end := ">"
	if strings.HasSuffix(tag, "/>") {
		end = "/>"
	}
	return strings.TrimSuffix(tag, end) + " " + name + `="` + value + `"` + end
}

// escaped is a text as it stands in XML.
func escaped(s string) string {
	var b strings.Builder
	xml.EscapeText(&b, []byte(s)) // a strings.Builder takes everything
	return b.String()
}
