// Package storetest is the one suite that every store.Store must pass.
//
// It is given a way to open a store, not a store: the one thing newcomers get
// wrong is that opening twice under one t must open the same database again.
package storetest

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"testing"
	"time"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/store"
)

// Opener opens the database that belongs to t, empty at first, and closes it when t ends.
type Opener func(t *testing.T, kinds []record.Kind) store.Store

// Run runs the suite.
func Run(t *testing.T, open func(t *testing.T, kinds []record.Kind) store.Store) {
	for _, tt := range []struct {
		name string
		run  func(*testing.T, Opener)
	}{
		{"put and read", testPut},
		{"conflicts", testConflicts},
		{"history and rewrite", testHistory},
		{"links", testLinks},
		{"queries", testQueries},
		{"query faults", testQueryFaults},
		{"sorted queries", testSorted},
		{"queries equal a model", testModel},
		{"sequence", testSequence},
		{"placed", testPlaced},
		{"sequence beside writers", testSequenceBesideWriters},
		{"head is fenced", testHead},
		{"write skew", testWriteSkew},
		{"lost update", testLostUpdate},
		{"errors roll back alone", testErrorsAlone},
		{"panics", testPanics},
		{"contexts", testContexts},
		{"views are consistent", testViews},
		{"views cannot write", testViewWrites},
		{"jobs", testJobs},
		{"credentials", testCredentials},
		{"sessions", testSessions},
		{"accesses", testAccesses},
		{"answers", testAnswers},
		{"deeds", testDeeds},
		{"parts", testParts},
		{"kept", testKept},
		{"shown", testShown},
		{"copies", testCopies},
		{"mirrors", testMirrors},
		{"notes", testNotes},
		{"reopen", testReopen},
		{"a kind gains a filter", testGainsFilter},
		{"refused kinds", testRefusedKinds},
		{"erased and checked", testErased},
	} {
		t.Run(tt.name, func(t *testing.T) { tt.run(t, open) })
	}
}

func label(s string) record.Label { return record.Label{ZH: s, EN: s} }

// Thing is the kind that the suite works with. One of its fields has the name of a
// column that every shelf has.
func Thing() record.Kind {
	return record.Kind{
		Name: "thing", Label: label("thing"), Owner: "owner",
		Fields: []record.Field{
			{Name: "title", Label: label("title"), Type: record.Text{}},
			{Name: "code", Label: label("code"), Filter: true, Type: record.Text{Max: 100}},
			{Name: "amount", Label: label("amount"), Filter: true, Type: record.Money{}},
			{Name: "day", Label: label("day"), Filter: true, Type: record.Date{}},
			{Name: "owner", Label: label("owner"), Filter: true, Type: record.Reference{To: "thing"}},
			{Name: "parts", Label: label("parts"), Type: record.References{To: "thing"}},
			{Name: "colour", Label: label("colour"), Type: record.Text{}},
		},
		States: []record.State{
			{Name: "draft", Label: label("draft"), See: record.Public},
			{Name: "open", Label: label("open"), See: record.Public},
			{Name: "closed", Label: label("closed"), See: record.Public},
		},
	}
}

// Other is a second kind.
func Other() record.Kind {
	return record.Kind{
		Name: "other", Label: label("other"),
		Fields: []record.Field{{Name: "about", Label: label("about"), Type: record.Reference{To: "thing"}}},
		States: []record.State{{Name: "draft", Label: label("draft"), See: record.Public}},
	}
}

func kinds() []record.Kind { return []record.Kind{Thing(), Other()} }

const home = "harbin"

// ID is an id that sorts as its number does.
func ID(n int) string { return fmt.Sprintf("%08x-0000-7000-8000-%012x", n, n) }

func key(n int) record.Key { return record.Key{Home: home, ID: ID(n)} }

// Revision makes revision rev of record n, with a leaf that is hers alone.
func Revision(kind string, n int, rev int64, state string, fields map[string]any) store.Revision {
	r := record.Record{
		Key: key(n), Kind: kind, Rev: rev, State: state, Process: 2, Rules: "rules", At: 1_700_000_000_000 + rev,
		By: "somebody", Step: "step", Fields: fields,
	}
	if r.Fields == nil {
		r.Fields = map[string]any{}
	}
	if owner, ok := r.Fields["owner"].(string); ok {
		r.Owner = owner
	}
	root := sha256.Sum256(fmt.Appendf(nil, "%s/%d", r.ID, rev))
	return store.Revision{
		Record: r, Body: record.CanonicalFields(r.Fields), Secret: fmt.Appendf(nil, "secret of %s/%d", r.ID, rev),
		Entry: journal.Entry{Home: r.Home, ID: r.ID, Rev: rev, Number: -1, Format: journal.Format, KeyID: "key", At: r.At,
			Leaf: append([]byte{journal.Format}, root[:]...)},
	}
}

// world is a store with shorthands that end the test on an error.
type world struct {
	store.Store
	t *testing.T
}

func begin(t *testing.T, open Opener) world {
	t.Helper()
	return world{open(t, kinds()), t}
}

func (w world) update(fn func(store.Tx) error) {
	w.t.Helper()
	if err := w.Update(context.Background(), fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w world) view(fn func(store.Tx) error) {
	w.t.Helper()
	if err := w.View(context.Background(), fn); err != nil {
		w.t.Fatal(err)
	}
}

func (w world) put(list ...store.Revision) {
	w.t.Helper()
	w.update(func(tx store.Tx) error { return putAll(tx, list) })
}

func putAll(tx store.Tx, list []store.Revision) error {
	for _, r := range list {
		if err := tx.Put(context.Background(), r); err != nil {
			return err
		}
	}
	return nil
}

// totals returns the number of records.
func (w world) totals() (n store.Totals) {
	w.t.Helper()
	w.view(func(tx store.Tx) (err error) {
		n, err = tx.Totals(context.Background())
		return err
	})
	return n
}

func wantCode(t *testing.T, what string, err error, code fault.Code) {
	t.Helper()
	if !fault.Is(err, code) {
		t.Errorf("%s: got %v, want a fault %q", what, err, code)
	}
}

func ids(list []record.Record) []string {
	out := make([]string, len(list))
	for i, r := range list {
		out[i] = r.ID
	}
	return out
}

func sameRevision(a, b store.Revision) bool {
	return sameRecord(a.Record, b.Record) && bytes.Equal(a.Body, b.Body) && bytes.Equal(a.Secret, b.Secret) &&
		a.Entry.Home == b.Entry.Home && a.Entry.ID == b.Entry.ID && a.Entry.Rev == b.Entry.Rev && a.Entry.Format == b.Entry.Format &&
		a.Entry.KeyID == b.Entry.KeyID && a.Entry.At == b.Entry.At && bytes.Equal(a.Entry.Leaf, b.Entry.Leaf)
}

func sameRecord(a, b record.Record) bool {
	return bytes.Equal(a.Header(), b.Header()) && a.By == b.By &&
		bytes.Equal(record.CanonicalFields(a.Fields), record.CanonicalFields(b.Fields))
}

var errBoom = errors.New("boom")

var now = time.UnixMilli(1_700_000_000_000).UTC()

// idNumber is the number that ID was made of.
func idNumber(id string) (n int64) {
	fmt.Sscanf(id, "%08x", &n)
	return n
}
