// Package process holds how things proceed, one file per process: a table of
// steps with the guards that judge and the effects that follow.
//
// Guards and effects read the scene and return data; whoever wants to save, send
// or log something from here is in the wrong package.
package process

import (
	"heitu/internal/flow"
)

var all []flow.Process

// add declares a process. It is called by package variables only, before anything runs.
func add(p flow.Process) flow.Process {
	all = append(all, p)
	return p
}

// All returns every process by the kind it belongs to.
func All() map[string]flow.Process {
	byKind := make(map[string]flow.Process, len(all))
	for _, p := range all {
		byKind[p.Kind] = p
	}
	return byKind
}
