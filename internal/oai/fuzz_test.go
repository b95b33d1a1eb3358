package oai

import (
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"net/url"
	"testing"
)

// FuzzToken: a token is either refused or one that would be written just so.
func FuzzToken(f *testing.F) {
	f.Add("ListRecords", token{Verb: "ListRecords", Prefix: "oai_dc", At: 5, Home: "h", ID: "i", Cursor: 2, Size: 3}.String())
	f.Add("ListIdentifiers", "junk")
	f.Add("ListRecords", token{Verb: "ListRecords", Prefix: "heitu", Set: "kind:need", From: "2026-01-01", Until: "2026-01-02", At: 1767225600, Home: "h", ID: "i", Cursor: 1}.String())
	f.Fuzz(func(t *testing.T, verb, said string) {
		got, q, p := parseToken(verb, said)
		if p == nil && (got.String() != said || q.verb != verb || got.Cursor < 1 || formats[q.prefix].namespace == "") {
			t.Errorf("%q is taken for %+v", said, got)
		}
		if p != nil && p.code != badToken {
			t.Errorf("%q: %s", said, p.code)
		}
	})
}

// FuzzRequest: whatever is asked, the echo of it is well-formed XML.
func FuzzRequest(f *testing.F) {
	for _, s := range []string{"verb=Identify", "verb=GetRecord&metadataPrefix=a&identifier=invalid%22id", "verb=ListRecords&metadataPrefix=%00%ff&from=2026-01-01", "verb=ListRecords&resumptionToken=%3C"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		q, p := parseRequest(values)
		if p == nil && q.verb == "" {
			t.Errorf("%q: no verb and no error", query)
		}
		var d document
		d.WriteString(root)
		d.request(q, "http://example.com/oai", p)
		d.end()
		for x := xml.NewDecoder(bytes.NewReader(d.Bytes())); ; {
			if _, err := x.Token(); errors.Is(err, io.EOF) {
				return
			} else if err != nil {
				t.Fatalf("%q: %v in %s", query, err, d.Bytes())
			}
		}
	})
}
