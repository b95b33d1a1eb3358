package oai

import (
	"bytes"
	"encoding/xml"
	"time"
)

// document is an answer that is being written. All that comes from outside goes
// through words, which escapes it and drops what XML cannot hold.
type document struct{ bytes.Buffer }

func (d *document) words(s string) { _ = xml.EscapeText(&d.Buffer, []byte(s)) } // a buffer takes everything

// open begins an element, with its attributes in pairs.
func (d *document) open(name string, attributes ...string) {
	d.WriteByte('<')
	d.WriteString(name)
	for i := 0; i+1 < len(attributes); i += 2 {
		if attributes[i+1] == "" {
			continue
		}
		d.WriteByte(' ')
		d.WriteString(attributes[i])
		d.WriteString(`="`)
		d.words(attributes[i+1])
		d.WriteByte('"')
	}
	d.WriteByte('>')
}

func (d *document) close(name string) {
	d.WriteString("</")
	d.WriteString(name)
	d.WriteString(">\n")
}

// element is an element that holds words only.
func (d *document) element(name, words string, attributes ...string) {
	d.open(name, attributes...)
	d.words(words)
	d.close(name)
}

// given is an element where there are words, and nothing where there are none.
func (d *document) given(name, words string, attributes ...string) {
	if words != "" {
		d.element(name, words, attributes...)
	}
}

const root = `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd">
`

func (d *document) begin(now time.Time) {
	d.WriteString(root)
	d.element("responseDate", stamp(now.Unix()))
}

func (d *document) end() { d.close("OAI-PMH") }

// request echoes what was asked, but for arguments that were not understood.
func (d *document) request(q request, base string, p *problem) {
	if p != nil && (p.code == badVerb || p.code == badArgument) {
		d.element("request", base)
		return
	}
	d.element("request", base, "verb", q.verb, "identifier", q.identifier, "metadataPrefix", q.prefix,
		"from", q.from, "until", q.until, "set", q.set, "resumptionToken", q.token)
}

func stamp(seconds int64) string { return time.Unix(seconds, 0).UTC().Format(granularity) }
