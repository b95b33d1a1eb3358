// Package sheet turns spreadsheets into the values of drafts, and records into
// spreadsheets.
//
// It judges what a cell can tell by itself; whether a record may become what the
// row says is the office's to judge. Newcomers tend to guess where a cell may mean
// two things; say so instead, by a fault or a doubt, since a wrong value that
// nobody is told of costs more than ten questions. Files are read as streams: no
// reader may keep what a stranger's file makes large.
package sheet

import (
	"heitu/internal/fault"
	"heitu/internal/text"
)

// The limits of a file.
const (
	MaxRows     = 200_000   // rows that hold anything
	MaxCell     = 1 << 20   // bytes of one cell
	MaxFile     = 64 << 20  // bytes of the file as it comes
	MaxUnpacked = 1 << 30   // bytes of a part of a workbook unpacked
	maxText     = 256 << 20 // bytes of all cells together
)

// Resolve returns the id of the record of a kind that a person means by said, or
// an invalid fault that tells why there is none.
type Resolve func(kind, said string) (id string, err error)

func unreadable(why text.Label) error { return fault.Invalid("file", text.FileUnreadable, why) }

// bom is what some programs put before UTF-8.
var bom = []byte("\ufeff")
