package audit

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"

	"heitu/internal/fault"
	"heitu/internal/report"
	"heitu/internal/text"
)

// maxBundle is the size of the largest bundle that is read, in bytes.
const maxBundle = 1 << 30

// Bundle audits an exported figure, or the proof of a record. Key is the verifier key that the auditor
// trusts; with "" the bundle's own is taken, which proves that the bundle agrees
// with itself but not whose it is. A bundle must define its figure as figures do.
func Bundle(r io.Reader, key string, figures []report.Figure) (Report, error) {
	var b report.Bundle
	d := json.NewDecoder(io.LimitReader(r, maxBundle))
	if err := d.Decode(&b); err != nil {
		return Report{}, fault.Invalid("", text.BundleUnreadable, err.Error())
	}
	if key == "" {
		key = b.Key
	}
	if b.Version > report.BundleVersion || b.Version < 0 {
		return Report{}, fault.Altered(text.BundleVersion, b.Version, report.BundleVersion)
	}
	rep := Report{Home: b.Home, Records: len(b.Records), Entries: int64(len(b.Records))}
	if b.Figure == "" && len(b.Records) > 0 {
		_, err := b.Open(key)
		return rep, rep.blame(err)
	}
	period, err := report.ParsePeriod(b.Period)
	if err != nil {
		return rep, err
	}
	if !b.Defines(figures) {
		rep.find("", text.FigureUndefined, b.Figure)
		return rep, nil
	}
	if err := b.Check(key); err != nil {
		return rep, rep.blame(err)
	}
	i := slices.IndexFunc(figures, func(f report.Figure) bool { return f.Name == b.Figure })
	v := report.Value{Figure: figures[i], Region: b.Region, Period: period, Only: b.Only, None: b.Value == nil, Count: len(b.Records)}
	if b.Value != nil {
		v.Value = *b.Value
	}
	rep.Figures = []report.Value{v}
	return rep, nil
}

// blame turns altered faults into findings and returns any other error.
func (r *Report) blame(err error) error {
	if err == nil {
		return nil
	}
	for _, f := range fault.All(err) {
		if f.Code != fault.CodeAltered {
			return err
		}
		r.find("", f.Msg, f.Args...)
	}
	if fault.All(err) == nil {
		return err
	}
	return nil
}

func readAll(r io.Reader, limit int64) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, limit+1))
	if err == nil && int64(len(data)) > limit {
		err = fmt.Errorf("more than %d bytes", limit)
	}
	return data, err
}
