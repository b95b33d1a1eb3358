// Package static holds the files that pages load: one stylesheet, two scripts,
// and drawings. Nothing is built; what lies here is what is served.
//
// An address carries the hash of the file's content, so that a browser may keep
// it for ever. Ask Href for it instead of writing one by hand.
package static

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
)

//go:embed *.css *.js *.svg
var files embed.FS

// File returns the content of a file, or false if there is none of that name.
func File(name string) ([]byte, bool) {
	data, err := files.ReadFile(name)
	return data, err == nil
}

// Version names the content of a file, "" where there is no such file.
func Version(name string) string {
	data, ok := File(name)
	if !ok {
		return ""
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:6])
}

// Href is the address under which a page loads a file.
func Href(name string) string { return "/static/" + name + "?v=" + Version(name) }
