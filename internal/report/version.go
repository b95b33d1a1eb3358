package report

import (
	"encoding/json"

	"heitu/internal/journal"
)

// first is a bundle of version 1: one part, half-years and provinces only.
type first struct {
	Figure string   `json:"figure"`
	Kind   string   `json:"kind"`
	States []string `json:"states"`
	Day    string   `json:"day"`
	Area   string   `json:"area"`
	Sum    string   `json:"sum"`
	Value  int64    `json:"value"`
}

// UnmarshalJSON reads a bundle of any version. Of a version that it does not know it
// reads no more than that, and Check refuses it.
func (b *Bundle) UnmarshalJSON(data []byte) error {
	var head struct {
		Version int    `json:"version"`
		Home    string `json:"home"`
		Key     string `json:"key"`
		Figure  string `json:"figure"`
		Region  string `json:"region"`
		Period  string `json:"period"`
		journal.Proven
	}
	var version struct {
		Version int `json:"version"`
	}
	if err := json.Unmarshal(data, &version); err != nil {
		return err
	}
	*b = Bundle{Version: version.Version}
	if version.Version < 0 || version.Version > BundleVersion {
		return nil
	}
	if version.Version == BundleVersion {
		type plain Bundle
		if err := json.Unmarshal(data, (*plain)(b)); err != nil {
			return err
		}
		for i := range b.Parts {
			b.Parts[i].settle()
		}
		return nil
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return err
	}
	b.Home, b.Key, b.Figure, b.Region, b.Period, b.Proven = head.Home, head.Key, head.Figure, head.Region, head.Period, head.Proven
	if version.Version == 0 {
		return nil // the proof of a record
	}
	var old first
	if err := json.Unmarshal(data, &old); err != nil {
		return err
	}
	b.Only, b.Value = map[string]string{}, &old.Value
	d := Definition{Figure: old.Figure, Kind: old.Kind, States: old.States, Day: old.Day, Area: old.Area, Measure: Count, Of: old.Sum}
	if old.Sum != "" {
		d.Measure = Sum
	}
	d.settle()
	b.Parts = []BundlePart{{d, old.Value}}
	return nil
}
