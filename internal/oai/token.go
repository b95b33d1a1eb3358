package oai

import (
	"bytes"
	"encoding/base64"
	"encoding/json"

	"heitu/internal/record"
	"heitu/internal/store"
)

// token says all that is needed to go on with a list: nothing of it is kept by the
// node, so it never expires.
type token struct {
	Verb   string `json:"v"`
	Prefix string `json:"p"`
	Set    string `json:"s,omitempty"`
	From   string `json:"f,omitempty"`
	Until  string `json:"u,omitempty"`
	At     int64  `json:"t"` // place of the last record of the page before
	Home   string `json:"h"`
	ID     string `json:"i"`
	Cursor int    `json:"c"` // how many records came before
	Size   int    `json:"n"` // how many there were when the list began
}

func (t token) String() string {
	said, err := json.Marshal(t)
	if err != nil {
		return ""
	}
	return base64.RawURLEncoding.EncodeToString(said)
}

// mostCursor bounds what a token may say, so that sums do not overflow.
const mostCursor = 1 << 40

// parseToken reads a token of the verb, and accepts none that it would not write itself.
func parseToken(verb, said string) (token, request, *problem) {
	bad := wrong(badToken, "The token is none that this repository has given for this verb.")
	var t token
	if len(said) > longestArgument {
		return t, request{}, bad
	}
	data, err := base64.RawURLEncoding.DecodeString(said)
	if err != nil {
		return t, request{}, bad
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&t); err != nil || t.String() != said {
		return t, request{}, bad
	}
	q := request{verb: verb, prefix: t.Prefix, set: t.Set, from: t.From, until: t.Until}
	if t.Verb != verb || q.bounds() != nil || t.Home == "" || t.ID == "" || t.Cursor < 1 || t.Cursor > mostCursor || t.Size < 0 || t.Size > mostCursor {
		return t, q, bad
	}
	if _, known := formats[t.Prefix]; !known || t.At < q.window.from || q.window.until != 0 && t.At > q.window.until {
		return t, q, bad
	}
	return t, q, nil
}

func (t token) place() store.Place {
	return store.Place{At: t.At, Key: record.Key{Home: t.Home, ID: t.ID}}
}
