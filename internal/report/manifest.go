package report

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Names of the files of an exported card.
const (
	ManifestFile = "manifest"
	CardFile     = "data/card.json"
	RecordFile   = "card-record.json"
)

// BundleFile is the name of the bundle of a figure in an exported card.
func BundleFile(figure string) string { return "bundle/" + figure + ".json" }

const (
	manifestName    = "heitu/card/"
	manifestVersion = 1
)

// Manifest lists the files of an exported card. docs/journal.md specifies its form, a
// signed note.
type Manifest struct {
	Home  string
	Size  int64
	Root  string // base64
	Files []Listed
}

// Listed is one file of a manifest.
type Listed struct {
	Hash   string // SHA-256, hexadecimal
	Size   int64
	Figure string // "" for none
	Name   string
}

// List makes the manifest of files, in the order of their names.
func List(c Card, files []File) Manifest {
	m := Manifest{Home: c.Home, Size: c.Size, Root: c.Root}
	for _, f := range files {
		sum := sha256.Sum256(f.Data)
		m.Files = append(m.Files, Listed{hex.EncodeToString(sum[:]), int64(len(f.Data)), f.Figure, f.Name})
	}
	slices.SortFunc(m.Files, func(a, b Listed) int { return strings.Compare(a.Name, b.Name) })
	return m
}

// Sign writes the manifest as a note that the signer signs.
func (m Manifest) Sign(s note.Signer) ([]byte, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "%s%d\n%s\n%d\n%s\n", manifestName, manifestVersion, m.Home, m.Size, m.Root)
	for _, f := range m.Files {
		figure := f.Figure
		if figure == "" {
			figure = "-"
		}
		fmt.Fprintf(&b, "%s %d %s %s\n", f.Hash, f.Size, figure, f.Name)
	}
	signed, err := note.Sign(&note.Note{Text: b.String()}, s)
	if err != nil {
		return nil, fmt.Errorf("sign manifest: %w", err)
	}
	return signed, nil
}

// OpenManifest reads a manifest, signed under the key. Everything wrong with it is an
// altered fault.
func OpenManifest(data []byte, key string) (Manifest, error) {
	var m Manifest
	first, _, _ := strings.Cut(string(data), "\n")
	if version, ok := strings.CutPrefix(first, manifestName); ok {
		if n, err := strconv.Atoi(version); err == nil && n > manifestVersion {
			return m, fault.Altered(text.ManifestVersion, ManifestFile, n, manifestVersion)
		}
	}
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return m, fault.Invalid("key", text.KeyUnreadable, err.Error())
	}
	opened, err := note.Open(data, note.VerifierList(verifier))
	if err != nil {
		return m, fault.Altered(text.ManifestForged, ManifestFile, verifier.Name())
	}
	lines := strings.Split(strings.TrimSuffix(opened.Text, "\n"), "\n")
	if len(lines) < 4 || lines[0] != manifestName+strconv.Itoa(manifestVersion) || lines[1] != verifier.Name() {
		return m, fault.Altered(text.ManifestForged, ManifestFile, verifier.Name())
	}
	m.Home, m.Root = lines[1], lines[3]
	if m.Size, err = strconv.ParseInt(lines[2], 10, 64); err != nil {
		return m, fault.Altered(text.ManifestForged, ManifestFile, verifier.Name())
	}
	for _, line := range lines[4:] {
		f, ok := listed(line)
		if !ok {
			return m, fault.Altered(text.ManifestForged, ManifestFile, verifier.Name())
		}
		m.Files = append(m.Files, f)
	}
	return m, nil
}

// listed reads one line of a manifest. A name leads nowhere but into the folder.
func listed(line string) (Listed, bool) {
	part := strings.SplitN(line, " ", 4)
	if len(part) != 4 {
		return Listed{}, false
	}
	size, err := strconv.ParseInt(part[1], 10, 64)
	f := Listed{Hash: part[0], Size: size, Figure: strings.TrimPrefix(part[2], "-"), Name: part[3]}
	for step := range strings.SplitSeq(f.Name, "/") {
		if step == "" || step == "." || step == ".." || strings.Contains(step, `\`) {
			return f, false
		}
	}
	return f, err == nil && size >= 0
}

// Recount sets the values of a bundle to what its records make of them.
func (b *Bundle) Recount(key string) error {
	records, err := b.Open(key)
	if err != nil {
		return err
	}
	period, err := ParsePeriod(b.Period)
	if err != nil {
		return err
	}
	q := Query{Period: period, Region: b.Region, Only: b.Only}
	for i := range b.Parts {
		var sum tally
		for _, r := range records {
			sum.add(b.Parts[i].figure(), q, r)
		}
		b.Parts[i].Value = sum.value
	}
	b.Value = nil
	value, some := b.Parts[0].Value, true
	if b.Scale > 0 {
		value, some = Divide(b.Parts[0].Value, b.Parts[1].Value, b.Scale)
	}
	if some {
		b.Value = &value
	}
	return nil
}
