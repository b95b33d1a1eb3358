package report

import (
	"encoding/json"
	"fmt"
	"slices"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Bundle is a figure with all that an outsider needs to check it offline: the
// definition, the records as the public sees them, and proof that each stands
// in the journal. docs/journal.md specifies it.
type Bundle struct {
	Version int      `json:"version"`
	Home    string   `json:"home"`
	Key     string   `json:"key"` // verifier key of the journal
	Figure  string   `json:"figure"`
	Kind    string   `json:"kind"`
	States  []string `json:"states"`
	Day     string   `json:"day"`
	Area    string   `json:"area"` // field that holds the region
	Sum     string   `json:"sum"`
	Region  string   `json:"region"`
	Period  string   `json:"period"`
	Value   int64    `json:"value"`
	journal.Proven
}

// BundleVersion is the version of the bundles written today.
const BundleVersion = 1

// Pack puts a value and its evidence into a bundle.
func Pack(home, key string, v Value, p journal.Proven) Bundle {
	f := v.Figure
	return Bundle{
		Version: BundleVersion, Home: home, Key: key, Figure: f.Name, Kind: f.Kind, States: f.States, Day: f.Day, Area: f.Region, Sum: f.Sum,
		Region: v.Region, Period: v.Period.String(), Value: v.Value, Proven: p,
	}
}

// Check recomputes the figure from the evidence, under the key that the caller
// trusts. It returns an altered fault that names the first thing that does not agree.
func (b Bundle) Check(key string) error {
	if b.Version != BundleVersion {
		return fault.Altered(text.BundleVersion, b.Version)
	}
	records, err := b.Open(key)
	if err != nil {
		return err
	}
	period, err := ParsePeriod(b.Period)
	if err != nil {
		return err
	}
	f := Figure{Name: b.Figure, Kind: b.Kind, States: b.States, Day: b.Day, Region: b.Area, Sum: b.Sum}
	total, before := int64(0), ""
	for _, r := range records {
		row, ok := f.row(r)
		if !ok || row.period != period || b.Region != "" && row.region != b.Region || r.ID <= before {
			return fault.Altered(text.RecordForeign, r.ID)
		}
		total, before = total+row.value, r.ID
	}
	if total != b.Value {
		return fault.Altered(text.FigureDiffers, b.Figure, b.Value, total)
	}
	return nil
}

// Open checks that every record of the bundle stands in the journal whose key the
// caller trusts, and returns what they show. A bundle without a figure, such as
// the proof of a single record, holds no more than that.
func (b Bundle) Open(key string) ([]record.Record, error) {
	verifier, err := note.NewVerifier(key)
	if err != nil {
		return nil, fault.Invalid("key", text.BadRequest, err.Error())
	}
	checkpoint, err := journal.Open(b.Checkpoint, verifier)
	if err != nil || checkpoint.Origin != b.Home {
		return nil, fault.Altered(text.CheckpointForged, b.Home)
	}
	records := make([]record.Record, len(b.Records))
	for i, e := range b.Records {
		if records[i], err = b.open(e, checkpoint); err != nil {
			return nil, err
		}
	}
	return records, nil
}

// open checks one piece of evidence and returns the record that it shows. The
// values are brought to canonical form first, so that the layout of the file
// does not matter.
func (b Bundle) open(e journal.Evidence, c journal.Checkpoint) (record.Record, error) {
	header, err := record.ParseKept(e.Header)
	if err != nil {
		return record.Record{}, fault.Altered(text.RecordAltered, "?", err.Error())
	}
	var r record.Record
	r.ID, _ = header["id"].(string)
	r.Home, _ = header["home"].(string)
	r.Kind, _ = header["kind"].(string)
	r.State, _ = header["state"].(string)
	raw, err := json.Marshal(e.Fields)
	if err != nil {
		return r, fmt.Errorf("read evidence of %s: %w", r.ID, err)
	}
	if r.Fields, err = record.ParseKept(raw); err != nil {
		return r, fault.Altered(text.RecordAltered, r.ID, err.Error())
	}
	e.Header = record.CanonicalFields(header)
	e.Fields = map[string]json.RawMessage{}
	for name, v := range r.Fields {
		e.Fields[name] = record.Canonical(v)
	}
	if err := e.Check(c); err != nil || r.Home != b.Home {
		return r, fault.Altered(text.RecordAltered, r.ID, fmt.Sprint(err))
	}
	return r, nil
}

// Regions lists the codes of the regions in cells, each once.
func Regions(cells []Cell) []string {
	var codes []string
	for _, c := range cells {
		if c.Region != "" && !slices.Contains(codes, c.Region) {
			codes = append(codes, c.Region)
		}
	}
	slices.Sort(codes)
	return codes
}
