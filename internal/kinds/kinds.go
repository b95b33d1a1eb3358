// Package kinds holds what a node keeps, one file per kind.
//
// A kind is data: adding a file adds its routes, forms, lists, templates, history
// and feed. Nothing is to be registered elsewhere; if a second file has to change,
// the kernel is wrong.
package kinds

import (
	"fmt"
	"slices"
	"strings"

	"heitu/internal/record"
)

var all []record.Kind

// add declares a kind. It is called by package variables only, before anything runs.
func add(k record.Kind) record.Kind {
	all = append(all, k)
	return k
}

// All returns every kind in the order of names.
func All() []record.Kind {
	return slices.SortedFunc(slices.Values(all), func(a, b record.Kind) int { return strings.Compare(a.Name, b.Name) })
}

// Valid reports what makes a set of kinds unusable: an incomplete one, one name
// twice, or a reference to a kind that is not there.
func Valid(set []record.Kind) error {
	names := map[string]bool{}
	for _, k := range set {
		if err := k.Valid(); err != nil {
			return err
		}
		if names[k.Name] {
			return fmt.Errorf("kind %s: declared twice", k.Name)
		}
		names[k.Name] = true
	}
	for _, k := range set {
		for _, f := range k.Fields {
			if to, ok := record.Refers(f.Type); ok && !names[to] {
				return fmt.Errorf("kind %s: field %s refers to an unknown kind %q", k.Name, f.Name, to)
			}
		}
	}
	return nil
}
