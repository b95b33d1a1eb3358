package second_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"pgregory.net/rapid"

	"heitu/internal/audit"
	"heitu/internal/audit/second"
	"heitu/internal/figure"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/store"
)

const home = "bench.heitu"

// keys returns the same keys for the same seed.
func keys(t testing.TB, seed byte) (note.Signer, string) {
	t.Helper()
	private, public, err := journal.GenerateKey(rand.NewChaCha8([32]byte{seed}), home)
	if err != nil {
		t.Fatal(err)
	}
	signer, err := note.NewSigner(private)
	if err != nil {
		t.Fatal(err)
	}
	return signer, public
}

// tiles are hashes in memory.
type tiles map[[2]int64][]byte

func (t tiles) Tile(_ context.Context, level int, n int64) ([]byte, error) {
	return t[[2]int64{int64(level), n}], nil
}

func (t tiles) PutTile(_ context.Context, level int, n int64, hashes []byte) error {
	t[[2]int64{int64(level), n}] = hashes
	return nil
}

func contract(i int, total int64, day, region string) record.Record {
	return record.Record{
		Key: record.Key{Home: home, ID: fmt.Sprintf("0197c8f0-5c00-7000-8000-%012d", i)}, Kind: kinds.Contract.Name, Rev: 2, State: "registered",
		Process: 1, Rules: strings.Repeat("ab", 32), At: 1_782_954_000_000 + int64(i), By: "somebody", Step: "register",
		Fields: map[string]any{
			"title": "黑土\n\"保护\"", "registered": day, "region": region, "total": total, "signed": day, "number": fmt.Sprintf("%016d", i),
			"technical": total / 2, "confirmed": true, "files": []string{},
		},
	}
}

// bundle packs a figure over the records, in a log with strangers before, between and after.
func bundle(t testing.TB, f report.Figure, region string, records ...record.Record) (report.Bundle, string) {
	t.Helper()
	ctx, random := context.Background(), rand.NewChaCha8([32]byte{7})
	signer, key := keys(t, 1)
	log, size := tiles{}, int64(0)
	place := func(leaf []byte) {
		var err error
		if size, err = journal.Append(ctx, log, size, [][]byte{leaf}); err != nil {
			t.Fatal(err)
		}
	}
	stranger := bytes.Repeat([]byte{journal.Format}, journal.LeafSize)
	secrets := make([]journal.Secret, len(records))
	places := make([]int64, len(records))
	for i, r := range records {
		for range 1 + i%3 {
			place(stranger)
		}
		slots := store.Slots(r)
		var err error
		if secrets[i], err = journal.NewSecret(random, len(kinds.Contract.Fields), len(slots)); err != nil {
			t.Fatal(err)
		}
		leaf, err := secrets[i].Leaf(slots)
		if err != nil {
			t.Fatal(err)
		}
		places[i] = size
		place(leaf)
	}
	place(stranger)
	root, err := journal.Root(ctx, log, size)
	if err != nil {
		t.Fatal(err)
	}
	p := journal.Proven{Records: []journal.Evidence{}}
	if p.Checkpoint, err = (journal.Checkpoint{Origin: home, Size: size, Root: root}).Sign(signer); err != nil {
		t.Fatal(err)
	}
	v := report.Value{Figure: f, Region: region, Period: report.Half(2026, 2)}
	parts, err := f.Parts(figure.All())
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range parts {
		v.Parts = append(v.Parts, report.Part{Figure: part})
	}
	for i, r := range records {
		e := journal.Evidence{Header: r.Header(), Fields: map[string]json.RawMessage{}}
		names := []string{journal.HeaderSlot}
		for _, name := range v.Shown() {
			if r.Fields[name] == nil {
				continue
			}
			e.Fields[name] = record.Canonical(r.Fields[name])
			names = append(names, name)
		}
		if e.Disclosure, err = secrets[i].Disclose(store.Slots(r), names); err != nil {
			t.Fatal(err)
		}
		if e.Proof, err = journal.Prove(ctx, log, size, places[i]); err != nil {
			t.Fatal(err)
		}
		p.Records = append(p.Records, e)
		for i, part := range parts {
			if part.Measure == report.Sum {
				v.Parts[i].Value += r.Fields[part.Of].(int64)
			} else {
				v.Parts[i].Value++
			}
		}
	}
	v.Value = v.Parts[0].Value
	if f.Ratio != nil {
		var some bool
		v.Value, some = report.Divide(v.Parts[0].Value, v.Parts[1].Value, f.Ratio.Scale)
		v.None = !some
	}
	return report.Pack(home, key, v, p), key
}

func encode(t testing.TB, v any) []byte {
	t.Helper()
	data, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// first is the node's own verdict, in the words of the second verifier.
func first(data []byte, key string) (err error) {
	rep, err := audit.Bundle(bytes.NewReader(data), key, figure.All())
	if err == nil && len(rep.Findings) > 0 {
		err = fmt.Errorf("%s", rep.Findings[0].In("en"))
	}
	return err
}

// verdicts asks both verifiers. A panic of the node's own is a verdict that no
// test accepts.
func verdicts(t interface{ Errorf(string, ...any) }, data []byte, key string) (one, two error) {
	func() {
		defer func() {
			if r := recover(); r != nil {
				t.Errorf("the node's own verifier panics: %v\n%s", r, data)
				one = fmt.Errorf("panic: %v", r)
			}
		}()
		one = first(data, key)
	}()
	return one, second.Bundle(data, key, definitions())
}

func sample(t testing.TB) (report.Bundle, string) {
	return bundle(t, figure.ContractTurnover, "210000",
		contract(1, 100_00, "2026-07-01", "210100"), contract(2, 250_00, "2026-09-30", "210200"),
		contract(3, 1, "2026-12-31", "210000"), contract(5, 7_000_000_00, "2026-10-01", "211400"))
}

func TestBothAccept(t *testing.T) {
	counted, key := bundle(t, figure.ContractsRegistered, "", contract(1, 0, "2026-07-01", "210100"), contract(9, 0, "2026-07-01", ""))
	summed, _ := sample(t)
	ratio, _ := bundle(t, figure.ContractTechnicalShare, "210000", contract(1, 100_01, "2026-07-01", "210100"), contract(2, 7, "2026-07-02", "210100"))
	nothing, _ := bundle(t, figure.ContractAverage, "210000")
	none, _ := bundle(t, figure.ContractTurnover, "210000")
	for name, b := range map[string]report.Bundle{"counted": counted, "summed": summed, "none": none, "ratio": ratio, "nothing to divide": nothing} {
		indented, err := json.MarshalIndent(b, "", "\t")
		if err != nil {
			t.Fatal(err)
		}
		for _, data := range [][]byte{encode(t, b), indented} {
			if one, two := verdicts(t, data, key); one != nil || two != nil {
				t.Errorf("%s: got %v and %v\n%s", name, one, two, data)
			}
		}
	}
}

// TestDocumentBundle gives the bundle of the document to the second verifier.
func TestDocumentBundle(t *testing.T) {
	data, err := os.ReadFile("../../../docs/journal.md")
	if err != nil {
		t.Fatal(err)
	}
	found := regexp.MustCompile("(?s)```json bundle\n(.*?)```").FindSubmatch(data)
	key := regexp.MustCompile(`verifier key = (\S+)`).FindSubmatch(data)
	if found == nil || key == nil {
		t.Fatal("the document has no bundle or no key")
	}
	if one, two := verdicts(t, found[1], string(key[1])); one != nil || two != nil {
		t.Errorf("got %v and %v", one, two)
	}
}

func TestBothRefuse(t *testing.T) {
	_, other := keys(t, 2)
	for _, tt := range []struct {
		name   string
		change func(*report.Bundle)
	}{
		{"another value", func(b *report.Bundle) { *b.Value++ }},
		{"another version", func(b *report.Bundle) { b.Version = 3 }},
		{"another home", func(b *report.Bundle) { b.Home = "other.heitu" }},
		{"another region", func(b *report.Bundle) { b.Region = "220000" }},
		{"another period", func(b *report.Bundle) { b.Period = "2026-H1" }},
		{"no period", func(b *report.Bundle) { b.Period = "" }},
		{"another kind", func(b *report.Bundle) { b.Parts[0].Kind = "need" }},
		{"no state", func(b *report.Bundle) { b.Parts[0].States = nil }},
		{"another state", func(b *report.Bundle) { b.Parts[0].States = []string{"draft"} }},
		{"another day", func(b *report.Bundle) { b.Parts[0].Day = "signed" }},
		{"a day that is none", func(b *report.Bundle) { b.Parts[0].Day = "region" }},
		{"another area", func(b *report.Bundle) { b.Parts[0].Area = "registered" }},
		{"counted, not summed", func(b *report.Bundle) { b.Parts[0].Measure, b.Parts[0].Of = report.Count, "" }},
		{"a record left out", func(b *report.Bundle) { b.Records = b.Records[1:] }},
		{"a record twice", func(b *report.Bundle) {
			b.Records = append(b.Records[:1:1], b.Records...)
			*b.Value += 100_00
			b.Parts[0].Value += 100_00
		}},
		{"out of order", func(b *report.Bundle) { slices.Reverse(b.Records) }},
		{"a proof of another", func(b *report.Bundle) { b.Records[0].Proof = b.Records[1].Proof }},
		{"a place beyond", func(b *report.Bundle) { b.Records[0].Proof.Index += 1 << 40 }},
		{"a place before", func(b *report.Bundle) { b.Records[0].Proof.Index = -1 }},
		{"a shorter proof", func(b *report.Bundle) { b.Records[0].Proof.Path = b.Records[0].Proof.Path[1:] }},
		{"a longer proof", func(b *report.Bundle) { b.Records[0].Proof.Path = append(b.Records[0].Proof.Path, make([]byte, 32)) }},
		{"salts of another", func(b *report.Bundle) { b.Records[0].Salts = b.Records[1].Salts }},
		{"a commitment left out", func(b *report.Bundle) { b.Records[0].Commitments = b.Records[0].Commitments[1:] }},
		{"commitments out of order", func(b *report.Bundle) { slices.Reverse(b.Records[0].Commitments) }},
		{"fields of another", func(b *report.Bundle) { b.Records[0].Fields = b.Records[1].Fields }},
		{"a field under another name", func(b *report.Bundle) { b.Records[0].Fields["technical"] = b.Records[0].Fields["total"] }},
		{"a field that is nothing", func(b *report.Bundle) { b.Records[0].Fields["note"] = json.RawMessage("null") }},
		{"a field of fractions", func(b *report.Bundle) { b.Records[0].Fields["total"] = json.RawMessage("10000.0") }},
		{"a header that is nothing", func(b *report.Bundle) { b.Records[0].Header = json.RawMessage("null") }},
		{"a header with nothing in it", func(b *report.Bundle) { b.Records[0].Header = json.RawMessage(`{"id":null}`) }},
		{"a header of another", func(b *report.Bundle) { b.Records[0].Header = b.Records[1].Header }},
		{"an author", func(b *report.Bundle) { b.Records[0].By = json.RawMessage(`"somebody"`) }},
		{"no checkpoint", func(b *report.Bundle) { b.Checkpoint = "" }},
		{"a larger log", func(b *report.Bundle) { b.Checkpoint = strings.Replace(b.Checkpoint, "\n", "\n1", 1) }},
		{"an unsigned checkpoint", func(b *report.Bundle) { b.Checkpoint = b.Checkpoint[:strings.Index(b.Checkpoint, "— ")] }},
		{"another name of the figure", func(b *report.Bundle) { b.Figure = "profit" }},
		{"a sum left unshown", func(b *report.Bundle) {
			*b.Value -= 100_00
			b.Parts[0].Value -= 100_00
			delete(b.Records[0].Fields, "total")
		}},
		{"a test dropped or added", func(b *report.Bundle) { b.Parts[0].Where = []report.Test{{Field: "region", Is: report.Given}} }},
		{"a part more", func(b *report.Bundle) { b.Parts = append(b.Parts, b.Parts[0]) }},
		{"no part", func(b *report.Bundle) { b.Parts = nil }},
		{"another scale", func(b *report.Bundle) { b.Scale = 100 }},
		{"a stock", func(b *report.Bundle) { b.Parts[0].Stock = true }},
		{"no cuts", func(b *report.Bundle) { b.Parts[0].Cuts = nil }},
		{"one cell of a cut", func(b *report.Bundle) { b.Only = map[string]string{"type": "licence"} }},
		{"a cut that is none", func(b *report.Bundle) { b.Only = map[string]string{"seller": ""} }},
		{"no value", func(b *report.Bundle) { b.Value = nil }},
		{"more states", func(b *report.Bundle) { b.Parts[0].States = append(b.Parts[0].States, "cancelled") }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, key := sample(t)
			tt.change(&b)
			if one, two := verdicts(t, encode(t, b), key); one == nil || two == nil {
				t.Errorf("got %v and %v, want two refusals", one, two)
			}
		})
	}
	b, _ := sample(t)
	if one, two := verdicts(t, encode(t, b), other); one == nil || two == nil {
		t.Errorf("another key: got %v and %v, want two refusals", one, two)
	}
}

// TestNeitherKnows has what docs/journal.md says that a bundle does not prove.
func TestNeitherKnows(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*report.Bundle)
	}{
		{"another key, where one is trusted", func(b *report.Bundle) { b.Key = "" }},
		{"a record left out and not counted", func(b *report.Bundle) {
			*b.Value -= 100_00
			b.Parts[0].Value -= 100_00
			b.Records = b.Records[1:]
		}},
		{"all regions", func(b *report.Bundle) { b.Region = "" }},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b, key := sample(t)
			tt.change(&b)
			if one, two := verdicts(t, encode(t, b), key); one != nil || two != nil {
				t.Errorf("got %v and %v; if it is found now, say so in docs/journal.md", one, two)
			}
		})
	}
}

// TestAnyChangedByteIsFound changes one byte of a bundle. Unless it still says
// the same, or differs in what a bundle does not prove, both must refuse it.
func TestAnyChangedByteIsFound(t *testing.T) {
	b, key := sample(t)
	data := encode(t, b)
	want := meaning(data)
	rapid.Check(t, func(r *rapid.T) {
		changed := slices.Clone(data)
		for range rapid.IntRange(1, 2).Draw(r, "changes") {
			i := rapid.IntRange(0, len(changed)-1).Draw(r, "offset")
			changed[i] = rapid.OneOf(rapid.Byte(), rapid.SampledFrom([]byte(`0123456789"{}[]:, AZaz+/=`))).Draw(r, "byte")
		}
		judge(r, changed, key, want)
	})
}

// TestAnyChangedValueIsFound changes, removes or doubles one value anywhere in the tree.
func TestAnyChangedValueIsFound(t *testing.T) {
	b, key := sample(t)
	data := encode(t, b)
	want := meaning(data)
	rapid.Check(t, func(r *rapid.T) {
		var tree any
		d := json.NewDecoder(bytes.NewReader(data))
		d.UseNumber()
		if err := d.Decode(&tree); err != nil {
			r.Fatal(err)
		}
		changed, err := json.Marshal(change(r, tree))
		if err != nil {
			r.Fatal(err)
		}
		judge(r, changed, key, want)
	})
}

func judge(r *rapid.T, changed []byte, key, want string) {
	one, two := verdicts(r, changed, key)
	if got := meaning(changed); got != want && (one == nil || two == nil) {
		r.Fatalf("got %v and %v, want two refusals of\n%s", one, two, got)
	}
	if two == nil && one != nil {
		r.Fatalf("the second accepts what the first refuses with %v:\n%s", one, changed)
	}
}

// meaning is what a bundle says, as far as it can be proved.
func meaning(data []byte) string {
	var b report.Bundle
	if err := json.Unmarshal(data, &b); err != nil {
		return err.Error()
	}
	b.Figure, b.Key = "", ""
	if b.Region == "" {
		b.Region = "210000"
	}
	if p, err := report.ParsePeriod(b.Period); err == nil && p.From <= "2026-07-01" && p.To >= "2026-12-31" {
		b.Period = "2026-H2" // a longer one holds the same records
	}
	b.Checkpoint, _, _ = strings.Cut(b.Checkpoint, "\n\n")
	for i, e := range b.Records {
		for _, raw := range append(slices.Collect(maps.Values(e.Fields)), e.Header) {
			if fields, err := record.ParseFields([]byte(`{"v":` + string(raw) + `}`)); err != nil || fields["v"] == nil {
				return fmt.Sprint("unreadable ", err)
			}
		}
		shown := map[string]bool{".header": true}
		for name := range e.Fields {
			shown[name] = true
		}
		maps.DeleteFunc(e.Salts, func(name string, _ []byte) bool { return !shown[name] })
		b.Records[i] = e
	}
	out, err := json.Marshal(b)
	if err != nil {
		return err.Error()
	}
	return string(out)
}

// change returns the tree with one change somewhere in it.
func change(r *rapid.T, v any) any {
	switch v := v.(type) {
	case map[string]any:
		if len(v) == 0 {
			return odd(r)
		}
		name := rapid.SampledFrom(slices.Sorted(maps.Keys(v))).Draw(r, "member")
		switch rapid.IntRange(0, 9).Draw(r, "what") {
		case 0:
			delete(v, name)
		case 1:
			v[name] = odd(r)
		case 2:
			v[name+"x"] = v[name]
			delete(v, name)
		default:
			v[name] = change(r, v[name])
		}
	case []any:
		if len(v) == 0 {
			return []any{odd(r)}
		}
		i := rapid.IntRange(0, len(v)-1).Draw(r, "item")
		switch rapid.IntRange(0, 9).Draw(r, "what") {
		case 0:
			return slices.Delete(v, i, i+1)
		case 1:
			return slices.Insert(v, i, v[i])
		case 2:
			v[i], v[len(v)-1-i] = v[len(v)-1-i], v[i]
		case 3:
			v[i] = odd(r)
		default:
			v[i] = change(r, v[i])
		}
	case string:
		i := rapid.IntRange(0, len(v)).Draw(r, "offset")
		return v[:i] + rapid.SampledFrom([]string{"", "0", "A", "=", "\n", " ", "土"}).Draw(r, "insert") + v[min(i+rapid.IntRange(0, 1).Draw(r, "cut"), len(v)):]
	case json.Number:
		n, _ := v.Int64()
		return n + rapid.SampledFrom([]int64{-1, 1, 1 << 32, -n, -2 * n}).Draw(r, "more")
	}
	return v
}

func odd(r *rapid.T) any {
	return rapid.SampledFrom([]any{nil, true, 0, 1.5, "", "x", []any{}, []any{nil}, map[string]any{}, map[string]any{"zh": "土"}}).Draw(r, "odd")
}

func FuzzBundle(f *testing.F) {
	b, key := sample(f)
	f.Add(encode(f, b))
	f.Add([]byte(`{"version":1,"records":[{"header":{"id":null},"fields":{"a":[1,{}]}}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if one, two := verdicts(t, data, key); one != nil && two == nil {
			t.Errorf("the second accepts what the first refuses with %v", one)
		}
	})
}

func TestMeaningOfTheSample(t *testing.T) {
	b, _ := sample(t)
	var again report.Bundle
	if err := json.Unmarshal(encode(t, b), &again); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(b, again) {
		t.Error("a bundle is not what it was once written and read")
	}
}
