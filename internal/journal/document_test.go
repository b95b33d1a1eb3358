package journal_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
)

// tiles are hashes in memory.
type tiles map[string][]byte

func (t tiles) Tile(_ context.Context, level int, n int64) ([]byte, error) {
	return t[fmt.Sprint(level, n)], nil
}

func (t tiles) PutTile(_ context.Context, level int, n int64, hashes []byte) error {
	t[fmt.Sprint(level, n)] = hashes
	return nil
}

var (
	blocks  = regexp.MustCompile("(?s)```example\n(.*?)```")
	bundles = regexp.MustCompile("(?s)```json bundle\n(.*?)```")
)

// TestJournalDocument recomputes the worked example of docs/journal.md from the
// inputs that the document gives.
func TestJournalDocument(t *testing.T) {
	data, err := os.ReadFile("../../docs/journal.md")
	if err != nil {
		t.Fatal(err)
	}
	given := map[string]string{}
	for _, block := range blocks.FindAllStringSubmatch(string(data), -1) {
		for line := range strings.Lines(block[1]) {
			if name, value, ok := strings.Cut(line, " = "); ok {
				given[strings.TrimSpace(name)] = strings.TrimSuffix(value, "\n")
			} else if strings.TrimSpace(line) != "" {
				t.Errorf("line without a value: %q", line)
			}
		}
	}
	want := example(t, given)
	shown := want["compact"]
	delete(want, "compact")
	for name, value := range given {
		switch computed, ok := want[name]; {
		case !ok:
			t.Errorf("%s is given and never recomputed", name)
		case computed != value:
			t.Errorf("%s: the document says\n%s\nrecomputed is\n%s", name, value, computed)
		}
	}
	for name, value := range want {
		if _, ok := given[name]; !ok {
			t.Errorf("missing in the document:\n%s = %s", name, value)
		}
	}
	bundle := bundles.FindSubmatch(data)
	if bundle == nil {
		t.Fatalf("the document has no bundle; it should be\n%s", shown)
	}
	if got := compact(t, bundle[1]); got != shown {
		t.Errorf("bundle: the document says\n%s\nrecomputed is\n%s", got, shown)
	}
}

func compact(t *testing.T, data []byte) string {
	t.Helper()
	var b bytes.Buffer
	if err := json.Compact(&b, data); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// example computes everything that the document shows from what it gives: the
// record, the two seeds and the other leaves.
func example(t *testing.T, given map[string]string) map[string]string {
	t.Helper()
	want := map[string]string{}
	for _, input := range []string{"seed", "key seed", "header", "author", "leaf 1", "leaf 2"} {
		want[input] = given[input]
	}
	slots := journal.Slots{journal.HeaderSlot: []byte(given["header"]), journal.AuthorSlot: []byte(given["author"])}
	header, err := record.ParseFields([]byte(given["header"]))
	if err != nil || string(record.CanonicalFields(header)) != given["header"] {
		t.Fatalf("the header is not canonical: %v", err)
	}
	for name, value := range given {
		if field, ok := strings.CutPrefix(name, "field "); ok {
			want[name], slots[field] = value, []byte(value)
		}
	}
	secret := journal.Secret{Room: 16, Seed: unhex(t, given["seed"])}
	for name, value := range slots {
		salt := mac(secret.Seed, "heitu/salt/1:"+name)
		want["salt "+name] = hex.EncodeToString(salt)
		want["commitment "+name] = hex.EncodeToString(journal.Commit(salt, name, value))
	}
	pad := mac(secret.Seed, "heitu/pad/1:")
	want["pad"] = hex.EncodeToString(pad)
	want["filler 7"] = hex.EncodeToString(mac(pad, "heitu/filler/1:7"))
	want["filler 15"] = hex.EncodeToString(mac(pad, "heitu/filler/1:15"))
	leaf, err := secret.Leaf(slots)
	if err != nil {
		t.Fatal(err)
	}
	want["leaf 0"] = hex.EncodeToString(leaf)
	exampleErasure(t, want, secret, slots)
	exampleLog(t, want, secret, slots, [][]byte{leaf, unhex(t, given["leaf 1"]), unhex(t, given["leaf 2"])})
	return want
}

func exampleErasure(t *testing.T, want map[string]string, secret journal.Secret, slots journal.Slots) {
	left, err := secret.Erase(slots, []string{"title"})
	if err != nil {
		t.Fatal(err)
	}
	if want["commitment title"] != hex.EncodeToString(left.Erased["title"]) {
		t.Errorf("erased title: got %x", left.Erased["title"])
	}
	for _, s := range []struct {
		name   string
		secret journal.Secret
	}{{"secret", secret}, {"secret erased", left}} {
		data, err := json.Marshal(s.secret)
		if err != nil {
			t.Fatal(err)
		}
		want[s.name] = string(data)
	}
}

func exampleLog(t *testing.T, want map[string]string, secret journal.Secret, slots journal.Slots, leaves [][]byte) {
	ctx := t.Context()
	for i, leaf := range leaves {
		h := tlog.RecordHash(leaf)
		want[fmt.Sprint("leaf hash ", i)] = hex.EncodeToString(h[:])
	}
	log := tiles{}
	size, err := journal.Append(ctx, log, 0, leaves)
	if err != nil {
		t.Fatal(err)
	}
	want["entry bundle"] = hex.EncodeToString(journal.Bundle(leaves))
	want["entry bundle path"], want["tile path"] = journal.BundlePath(0, 3), journal.TilePath(0, 0, 3)
	root, err := journal.Root(ctx, log, size)
	if err != nil {
		t.Fatal(err)
	}
	want["root"] = hex.EncodeToString(root[:])
	private := ed25519.NewKeyFromSeed(unhex(t, want["key seed"]))
	public := append([]byte{1}, private[32:]...)
	hash := sha256.Sum256(append([]byte("demo.heitu\n"), public...))
	want["key hash"] = hex.EncodeToString(hash[:4])
	want["verifier key"] = fmt.Sprintf("demo.heitu+%x+%s", hash[:4], base64.StdEncoding.EncodeToString(public))
	signer, err := note.NewSigner(fmt.Sprintf("PRIVATE+KEY+demo.heitu+%x+%s", hash[:4], base64.StdEncoding.EncodeToString(append([]byte{1}, private.Seed()...))))
	if err != nil {
		t.Fatal(err)
	}
	signed, err := journal.Checkpoint{Origin: "demo.heitu", Size: size, Root: root}.Sign(signer)
	if err != nil {
		t.Fatal(err)
	}
	text, sig, _ := strings.Cut(signed, "\n\n")
	for i, line := range strings.Split(text, "\n") {
		want[fmt.Sprint("checkpoint line ", i+1)] = line
	}
	want["signature line"] = strings.TrimSuffix(sig, "\n")
	proof, err := journal.Prove(ctx, log, size, 0)
	if err != nil {
		t.Fatal(err)
	}
	for i, h := range proof.Path {
		want[fmt.Sprint("path ", i)] = hex.EncodeToString(h)
	}
	e := journal.Evidence{Header: json.RawMessage(slots[journal.HeaderSlot]), Fields: map[string]json.RawMessage{"shared": slots["shared"], "region": slots["region"]}, Proof: proof}
	if e.Disclosure, err = secret.Disclose(slots, []string{journal.HeaderSlot, "shared", "region"}); err != nil {
		t.Fatal(err)
	}
	f := report.Figure{Name: "achievements-shared", Kind: "achievement", States: []string{"shared", "expiring"}, Day: "shared", Region: "region", Measure: report.Count, Cuts: []string{"field", "property", "readiness"}}
	b := report.Pack("demo.heitu", want["verifier key"], report.Value{Figure: f, Region: "220000", Period: report.Half(2026, 2), Value: 1, Parts: []report.Part{{Figure: f, Value: 1}}},
		journal.Proven{Checkpoint: signed, Records: []journal.Evidence{e}})
	if err := b.Check(want["verifier key"]); err != nil {
		t.Errorf("the bundle of the document: %v", err)
	}
	data, err := json.MarshalIndent(b, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	want["compact"] = compact(t, data)
	if os.Getenv("HEITU_SHOW") != "" {
		t.Logf("%s", data)
	}
}

func mac(key []byte, message string) []byte {
	m := hmac.New(sha256.New, key)
	m.Write([]byte(message))
	return m.Sum(nil)
}

func unhex(t *testing.T, s string) []byte {
	t.Helper()
	b, err := hex.DecodeString(s)
	if err != nil {
		t.Fatalf("%q: %v", s, err)
	}
	return b
}

// TestHeaderOfTheDocument keeps the document's list of what the header holds.
func TestHeaderOfTheDocument(t *testing.T) {
	want := `{"at":5,"home":"h","id":"i","kind":"k","process":2,"rev":3,"rules":"","state":"s","step":""}`
	r := record.Record{Key: record.Key{Home: "h", ID: "i"}, Kind: "k", Rev: 3, State: "s", Owner: "o", Process: 2, At: 5, By: "b", Fields: map[string]any{"x": true}}
	if got := string(r.Header()); got != want {
		t.Errorf("header: got %s, want %s", got, want)
	}
	slots := store.Slots(r)
	if len(slots) != 3 || string(slots[journal.AuthorSlot]) != `"b"` || string(slots["x"]) != "true" {
		t.Errorf("slots: got %q", slots)
	}
}
