// Package figure says what each indicator counts, one file per family.
//
// A figure is a definition, in words and as data; it holds no numbers.
package figure

import (
	"heitu/internal/report"
	"heitu/internal/text"
)

var all []report.Figure

var percent = text.Label{ZH: "%", EN: "%"}

// add declares a figure. It is called by package variables only, before anything runs.
func add(f report.Figure) report.Figure {
	all = append(all, f)
	return f
}

// All returns every figure in the order of declaration.
func All() []report.Figure { return all }
