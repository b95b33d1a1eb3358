// Package paper turns records into documents that leave the node: a page that
// introduces an achievement or a need, and the registration form of a contract.
//
// It is given records as the reader may see them and writes bytes. Newcomers tend to
// fill a gap with something plausible; what a record does not say stays visibly empty.
package paper

import (
	"bytes"
	"fmt"
	"image/color"
	"image/png"

	"rsc.io/qr"

	"heitu/internal/record"
	"heitu/internal/text"
)

// Origin says where a document comes from.
type Origin struct {
	Node    string // name of the node
	Address string // public address of the record
	Day     string // when it was made
	Lang    text.Lang
	Titles  func(id string) string // how a record that another refers to is called, "" where that is unknown
}

// Fact is one thing that a document states.
type Fact struct{ Label, Value string }

// factOf reads one field of a record, in the reader's words.
func (o Origin) factOf(k record.Kind, r record.Record, name string) Fact {
	f, ok := k.Field(name)
	if !ok {
		return Fact{}
	}
	fact := Fact{Label: f.Label.In(o.Lang)}
	v, ok := r.Fields[name]
	if !ok {
		return fact
	}
	if _, refers := record.Refers(f.Type); !refers {
		fact.Value = f.Type.Format(v, o.Lang)
		return fact
	}
	var said []string
	for _, id := range record.Ids(v) {
		if title := o.Titles(id); title != "" {
			said = append(said, title)
		}
	}
	fact.Value = record.List{}.Format(said, o.Lang)
	return fact
}

// code is the address of a record as a picture that a telephone reads.
func code(address string) (*qr.Code, error) {
	c, err := qr.Encode(address, qr.M)
	if err != nil {
		return nil, fmt.Errorf("code of %q: %w", address, err)
	}
	return c, nil
}

// codePNG is a code as a small file.
func codePNG(address string) ([]byte, error) {
	c, err := code(address)
	if err != nil {
		return nil, err
	}
	const scale, quiet = 8, 4
	side := (c.Size + 2*quiet) * scale
	m := newCanvas(side, side, color.White)
	drawCode(m, c, quiet*scale, quiet*scale, scale)
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		return nil, fmt.Errorf("code of %q: %w", address, err)
	}
	return b.Bytes(), nil
}
