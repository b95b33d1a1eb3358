package harvest

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"strings"
)

// element is one element of Dublin Core.
type element struct {
	XMLName xml.Name
	Lang    string `xml:"http://www.w3.org/XML/1998/namespace lang,attr"`
	Said    string `xml:",chardata"`
}

// head is the header of a record.
type head struct {
	Status     string `xml:"status,attr"`
	Identifier string `xml:"identifier"`
	Stamp      string `xml:"datestamp"`
}

// listed is one answer to ListRecords.
type listed struct {
	XMLName xml.Name `xml:"OAI-PMH"`
	Errors  []struct {
		Code string `xml:"code,attr"`
		Said string `xml:",chardata"`
	} `xml:"error"`
	Records []record `xml:"ListRecords>record"`
	Token   string   `xml:"ListRecords>resumptionToken"`
}

// record is one record as a repository gives it.
type record struct {
	Header   head `xml:"header"`
	Metadata struct {
		Dublin struct {
			Elements []element `xml:",any"`
		} `xml:"dc"`
	} `xml:"metadata"`
}

// parse reads one answer. Entities of its own are refused, so that nothing unfolds.
func parse(data []byte) (listed, error) {
	var l listed
	d := xml.NewDecoder(bytes.NewReader(data))
	if err := d.Decode(&l); err != nil {
		return l, fmt.Errorf("the answer is no OAI-PMH: %w", err)
	}
	l.Token = strings.TrimSpace(l.Token)
	return l, nil
}
