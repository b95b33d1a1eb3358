package audit

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io/fs"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/report"
	"heitu/internal/text"
)

// CardKey is the key that an exported card says is that of its node: it proves nothing
// of who that is. It is "" where the folder holds no card.
func CardKey(folder fs.FS) string {
	data, err := fs.ReadFile(folder, "key")
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(data))
}

// Card audits an exported card, a folder that needs no server: the manifest under
// the key, every file against the manifest, every bundle by itself, and the card against
// its bundles. Each finding names the file, and the figure that it is of.
func Card(folder fs.FS, key string, figures []report.Figure) (Report, error) {
	var r Report
	data, err := fs.ReadFile(folder, report.ManifestFile)
	if err != nil {
		r.find("", text.CardFileMissing, report.ManifestFile, "–")
		return r, nil
	}
	m, err := report.OpenManifest(data, key)
	if err != nil {
		return r, r.blame(err)
	}
	r.Home = m.Home
	a := &cardAuditor{Report: &r, folder: folder, key: key, figures: figures, manifest: m, values: map[string]*int64{}}
	a.foreign()
	for _, f := range m.Files {
		if err := a.file(f); err != nil {
			return r, err
		}
	}
	a.card()
	return r, nil
}

type cardAuditor struct {
	*Report
	folder   fs.FS
	key      string
	figures  []report.Figure
	manifest report.Manifest
	values   map[string]*int64 // by figure, as the bundles prove
}

// foreign finds files that the manifest does not list.
func (a *cardAuditor) foreign() {
	err := fs.WalkDir(a.folder, ".", func(path string, d fs.DirEntry, err error) error {
		listed := slices.ContainsFunc(a.manifest.Files, func(f report.Listed) bool { return f.Name == path })
		if err == nil && !d.IsDir() && path != report.ManifestFile && !listed {
			a.find("", text.CardFileForeign, path)
		}
		return err
	})
	if err != nil {
		a.find("", text.CardFileMissing, err.Error(), "–")
	}
}

func (a *cardAuditor) file(f report.Listed) error {
	data, err := fs.ReadFile(a.folder, f.Name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		a.find("", text.CardFileMissing, f.Name, dash(f.Figure))
		return nil
	case err != nil:
		return err
	case int64(len(data)) < f.Size:
		a.find("", text.CardFileShort, f.Name, dash(f.Figure), f.Size, len(data))
		return nil
	}
	if sum := sha256.Sum256(data); hex.EncodeToString(sum[:]) != f.Hash {
		a.find("", text.CardFileAltered, f.Name, dash(f.Figure))
		return nil
	}
	switch {
	case f.Name == "key" && strings.TrimSpace(string(data)) != a.key:
		a.find("", text.CardKeyOther, f.Name)
	case f.Name == report.RecordFile:
		return a.bundle(f, data)
	case f.Figure != "" && f.Name == report.BundleFile(f.Figure):
		return a.bundle(f, data)
	}
	return nil
}

// bundle audits one bundle, under the checkpoint that the manifest names.
func (a *cardAuditor) bundle(f report.Listed, data []byte) error {
	one, err := Bundle(bytes.NewReader(data), a.key, a.figures)
	if fault.All(err) != nil {
		for _, wrong := range fault.All(err) {
			a.find("", text.CardFileWrong, f.Name, dash(f.Figure), text.Label{ZH: wrong.In(text.ZH), EN: wrong.In(text.EN)})
		}
		return nil
	}
	if err != nil {
		return err
	}
	a.Records += one.Records
	a.Entries += one.Entries
	for _, found := range one.Findings {
		a.find(found.Record, text.CardFileWrong, f.Name, dash(f.Figure), text.Label{ZH: found.In(text.ZH), EN: found.In(text.EN)})
	}
	if f.Figure == "" || len(one.Findings) > 0 {
		return nil
	}
	var b report.Bundle
	if err := json.Unmarshal(data, &b); err != nil {
		return err
	}
	if b.Figure != f.Figure || !a.under(b.Checkpoint) {
		a.find("", text.CardBundleOther, f.Name, f.Figure)
		return nil
	}
	a.values[f.Figure] = b.Value
	a.Figures = append(a.Figures, one.Figures...)
	return nil
}

// under reports whether a signed checkpoint is the one that the manifest names.
func (a *cardAuditor) under(signed string) bool {
	v, err := note.NewVerifier(a.key)
	if err != nil {
		return false
	}
	c, err := journal.Open(signed, v)
	return err == nil && c.Size == a.manifest.Size && c.Root.String() == a.manifest.Root
}

// card compares the card with what its bundles prove.
func (a *cardAuditor) card() {
	data, err := fs.ReadFile(a.folder, report.CardFile)
	if err != nil {
		return // said before
	}
	c, err := report.ParseCard(string(data))
	if err != nil {
		a.find("", text.CardFileWrong, report.CardFile, "–", err.Error())
		return
	}
	for _, l := range c.Lines {
		proven, ok := a.values[l.Figure]
		switch {
		case !ok && slices.ContainsFunc(a.manifest.Files, func(f report.Listed) bool { return f.Name == report.BundleFile(l.Figure) }):
			// what is wrong with its bundle was said before
		case !ok:
			a.find("", text.CardUnproven, report.CardFile, l.Figure)
		case (proven == nil) != (l.Value == nil) || proven != nil && *proven != *l.Value:
			a.find("", text.CardFileWrong, report.CardFile, l.Figure, text.Label(report.Says(text.FigureDiffers, l.Figure, l.Format(l.Value), l.Format(proven))))
		}
	}
}

func dash(s string) string {
	if s == "" {
		return "–"
	}
	return s
}
