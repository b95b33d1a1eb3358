package store

import (
	"context"

	"heitu/internal/record"
)

// Shown says since when outsiders see of a record what they see of it now, or that
// they see it no more. A record that they have never seen has none.
type Shown struct {
	record.Key
	Kind     string
	Rev      int64  // the revision by which what they see last changed; 0 where they see it no more
	At       int64  // when it changed, in seconds since 1970 UTC
	Gone     bool   // whether they see it no more
	Digest   string // of what they see, "" where it is gone
	Province string // what lists of it are divided by, as it was when last seen; "" for none
	Region   string
	Field    string
}

// ShownRecord is a row of such a list, with the newest revision of the record and
// the leaf of the revision that the row names.
type ShownRecord struct {
	Shown
	Record record.Record // without fields where it is gone
	Leaf   []byte
}

// ShownQuery asks for rows in the order of time, home and id. What is empty divides nothing.
type ShownQuery struct {
	Kind, Home, Province, Region, Field string
	From, Until                         int64 // seconds, both included; 0 for no bound
	After                               Place
	Limit                               int
}

// AnyValue asks for rows that have some value where others have none.
const AnyValue = "*"

// Place is where a list goes on: after the row of this time, home and id.
type Place struct {
	At int64
	record.Key
}

// Showing keeps what outsiders have seen.
type Showing interface {
	// Show notes what outsiders see of a record. Where it is what they saw before, or
	// where they do not see a record that they have never seen, nothing changes.
	Show(ctx context.Context, s Shown) error
	// ShownAt returns the row of a record, or false where outsiders have never seen it.
	ShownAt(ctx context.Context, key record.Key) (ShownRecord, bool, error)
	// Shown answers a query.
	Shown(ctx context.Context, q ShownQuery) ([]ShownRecord, error)
	// CountShown is how many rows the query would find without After and Limit.
	CountShown(ctx context.Context, q ShownQuery) (int, error)
	// FirstShown is the earliest time of all rows, or false where there is none.
	FirstShown(ctx context.Context) (int64, bool, error)
	// ShownHomes returns the homes of the rows, in order.
	ShownHomes(ctx context.Context) ([]string, error)
	// Audience is what SetAudience has kept: under which declaration of who sees what
	// the rows were made, "" for none.
	Audience(ctx context.Context) (string, error)
	// SetAudience keeps it.
	SetAudience(ctx context.Context, said string) error
}
