// Package second is a second verifier, written from docs/journal.md alone. It
// shares no code with the node, so that a mistake in one is found by the other;
// only tests use it.
//
// The one thing newcomers get wrong: to import a package of the node here. What a
// verifier borrows from what it verifies, it does not verify.
package second

import (
	"bytes"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// bad is what is panicked with where something does not agree; Bundle and Folder
// catch it.
type bad string

func refuse(format string, args ...any) { panic(bad(fmt.Sprintf(format, args...))) }

func catch(err *error) {
	switch r := recover().(type) {
	case nil:
	case bad:
		*err = errors.New(string(r))
	default:
		panic(r)
	}
}

// parse reads JSON. Numbers stay as they are written, and no name may come twice.
func parse(data []byte) any {
	if !utf8.Valid(data) {
		refuse("not UTF-8")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	v := parseNext(d)
	if _, err := d.Token(); err != io.EOF {
		refuse("something follows the value")
	}
	return v
}

func parseNext(d *json.Decoder) any {
	token, err := d.Token()
	if err != nil {
		refuse("%v", err)
	}
	switch token {
	case json.Delim('['):
		list := []any{}
		for d.More() {
			list = append(list, parseNext(d))
		}
		parseEnd(d)
		return list
	case json.Delim('{'):
		object := map[string]any{}
		for d.More() {
			name, _ := parseNext(d).(string)
			if _, twice := object[name]; twice {
				refuse("%q comes twice", name)
			}
			object[name] = parseNext(d)
		}
		parseEnd(d)
		return object
	}
	return token
}

func parseEnd(d *json.Decoder) {
	if _, err := d.Token(); err != nil {
		refuse("%v", err)
	}
}

// as returns v if it is a T.
func as[T any](v any, what string) T {
	t, ok := v.(T)
	if !ok {
		refuse("%s is missing or of another type", what)
	}
	return t
}

func text(m map[string]any, name string) string           { return as[string](m[name], name) }
func list(m map[string]any, name string) []any            { return as[[]any](m[name], name) }
func object(m map[string]any, name string) map[string]any { return as[map[string]any](m[name], name) }
func number(m map[string]any, name string) int64          { return integer(as[json.Number](m[name], name)) }
func octets(v any, what string) []byte                    { return decode(as[string](v, what), what) }
func hash(v any, what string) (h [32]byte) {
	b := octets(v, what)
	if len(b) != len(h) {
		refuse("%s has %d bytes", what, len(b))
	}
	return [32]byte(b)
}

func integer(n json.Number) int64 {
	i, err := strconv.ParseInt(n.String(), 10, 64)
	if err != nil {
		refuse("%s is no integer", n)
	}
	return i
}

func decode(s, what string) []byte {
	b, err := base64.StdEncoding.Strict().DecodeString(s)
	if err != nil || strings.ContainsAny(s, "\r\n") {
		refuse("%s is not base64", what)
	}
	return b
}

// canonical writes a value in the form that is hashed.
func canonical(v any) []byte {
	switch v := v.(type) {
	case string:
		return quoted(v)
	case json.Number:
		return strconv.AppendInt(nil, integer(v), 10)
	case bool:
		return strconv.AppendBool(nil, v)
	case []any:
		b := []byte{'['}
		for i, item := range v {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(b, quoted(as[string](item, "an item of a list"))...)
		}
		return append(b, ']')
	case map[string]any:
		for lang, variant := range v {
			as[string](variant, "the variant "+lang)
		}
		return canonicalObject(v)
	}
	refuse("a record cannot hold %v", v)
	return nil
}

// canonicalObject writes a header, or all fields of a record.
func canonicalObject(m map[string]any) []byte {
	names := []string{}
	for name := range m {
		names = append(names, name)
	}
	slices.Sort(names)
	b := []byte{'{'}
	for i, name := range names {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(append(b, quoted(name)...), ':'), canonical(m[name])...)
	}
	return append(b, '}')
}

func quoted(s string) []byte {
	b := []byte{'"'}
	for _, c := range []byte(s) {
		switch {
		case c < 0x20:
			b = fmt.Appendf(b, "\\u%04x", c)
		case c == '"' || c == '\\':
			b = append(b, '\\', c)
		default:
			b = append(b, c)
		}
	}
	return append(b, '"')
}

func keyed(key []byte, message string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(message))
	return m.Sum(nil)
}

func commitment(salt []byte, name string, value []byte) [32]byte {
	b := append([]byte("heitu/slot/1:"), salt...)
	b = binary.BigEndian.AppendUint16(b, uint16(len(name)))
	return sha256.Sum256(append(append(b, name...), value...))
}

// leafOf returns the leaf over commitments that are in order.
func leafOf(commitments [][32]byte) []byte {
	b := []byte("heitu/leaf/1:")
	for _, c := range commitments {
		b = append(b, c[:]...)
	}
	root := sha256.Sum256(b)
	return append([]byte{1}, root[:]...)
}

func byBytes(a, b [32]byte) int { return bytes.Compare(a[:], b[:]) }

func leafHash(leaf []byte) [32]byte { return sha256.Sum256(append([]byte{0}, leaf...)) }

func nodeHash(left, right [32]byte) [32]byte {
	return sha256.Sum256(append(append([]byte{1}, left[:]...), right[:]...))
}

// root is the root of a tree over hashes of leaves.
func root(hashes [][32]byte) [32]byte {
	switch len(hashes) {
	case 0:
		return sha256.Sum256(nil)
	case 1:
		return hashes[0]
	}
	k := 1
	for 2*k < len(hashes) {
		k *= 2
	}
	return nodeHash(root(hashes[:k]), root(hashes[k:]))
}

// checkpoint is a verified statement about a log.
type checkpoint struct {
	home string
	size int64
	root [32]byte
}

// verify checks a signed note and returns its text and the name in the key.
func verify(signed, key string) (note, name string) {
	name, rest, _ := strings.Cut(key, "+")
	id, encoded, _ := strings.Cut(rest, "+")
	public := decode(encoded, "the key")
	sum := sha256.Sum256(append([]byte(name+"\n"), public...))
	if len(public) != 33 || public[0] != 1 || hex.EncodeToString(sum[:4]) != id || name == "" {
		refuse("the key is not one of Ed25519")
	}
	split := strings.LastIndex(signed, "\n\n")
	if split < 0 || !strings.HasSuffix(signed, "\n") {
		refuse("the checkpoint is no signed note")
	}
	verified := false
	note = signed[:split+1]
	for line := range strings.Lines(signed[split+2:]) {
		signer, sig, _ := strings.Cut(strings.TrimSuffix(strings.TrimPrefix(line, "— "), "\n"), " ")
		b := decode(sig, "a signature")
		if !strings.HasPrefix(line, "— ") || len(b) < 5 {
			refuse("the checkpoint is no signed note")
		}
		if signer == name && bytes.Equal(b[:4], sum[:4]) {
			if !ed25519.Verify(public[1:], []byte(note), b[4:]) {
				refuse("the checkpoint is not signed by the key")
			}
			verified = true
		}
	}
	if !verified {
		refuse("the checkpoint is not signed by the key")
	}
	return note, name
}

// open verifies a signed checkpoint with a verifier key.
func open(signed, key string) checkpoint {
	note, name := verify(signed, key)
	lines := strings.Split(note, "\n")
	if len(lines) < 4 {
		refuse("the checkpoint is too short")
	}
	c := checkpoint{home: lines[0], size: integer(json.Number(lines[1])), root: hash(lines[2], "the root")}
	if c.home != name || c.size < 0 {
		refuse("the checkpoint is of %q", c.home)
	}
	return c
}

// proves reports whether a leaf has its place in the log of a checkpoint.
func (c checkpoint) proves(leaf []byte, index int64, path []any) bool {
	if index < 0 || index >= c.size {
		return false
	}
	f, s, r := index, c.size-1, leafHash(leaf)
	for _, p := range path {
		if s == 0 {
			return false
		}
		if h := hash(p, "a hash of a proof"); f%2 == 1 || f == s {
			r = nodeHash(h, r)
			for f%2 == 0 && f != 0 {
				f, s = f/2, s/2
			}
		} else {
			r = nodeHash(r, h)
		}
		f, s = f/2, s/2
	}
	return s == 0 && r == c.root
}

// evidence checks evidence under a checkpoint; it returns the header and the fields.
func (c checkpoint) evidence(e map[string]any) (header, fields map[string]any) {
	header, fields = object(e, "header"), object(e, "fields")
	shown := map[string][]byte{".header": canonicalObject(header)}
	for name, v := range fields {
		if strings.HasPrefix(name, ".") {
			refuse("%q is no field", name)
		}
		shown[name] = canonical(v)
	}
	if by, ok := e["by"]; ok {
		shown[".by"] = quoted(as[string](by, "by"))
	}
	commitments := [][32]byte{}
	for _, v := range list(e, "commitments") {
		commitments = append(commitments, hash(v, "a commitment"))
	}
	if !slices.IsSortedFunc(commitments, byBytes) {
		refuse("commitments are out of order")
	}
	for name, value := range shown {
		salt := hash(object(e, "salts")[name], "the salt of "+name)
		if !slices.Contains(commitments, commitment(salt[:], name, value)) {
			refuse("%s is not what the leaf commits to", name)
		}
	}
	proof := object(e, "proof")
	if !c.proves(leafOf(commitments), number(proof, "index"), list(proof, "path")) {
		refuse("the leaf is not in the log")
	}
	return header, fields
}
