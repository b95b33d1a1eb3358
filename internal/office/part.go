package office

import (
	"heitu/internal/fault"
	"heitu/internal/record"
)

// belong gives a part the owner of its whole; none where the whole is not there.
func (d *desk) belong(k record.Kind, r *record.Record) error {
	if k.Part == "" {
		return nil
	}
	f, _ := k.Field(k.Part)
	to, _ := record.Refers(f.Type)
	id, _ := r.Fields[k.Part].(string)
	whole, err := d.newest(to, id)
	if err != nil && !fault.Is(err, fault.CodeMissing) {
		return err
	}
	r.Owner = whole.Owner
	merge(r.Fields, map[string]any{k.Owner: whole.Owner})
	return nil
}

// passOn gives the parts of a record its owner, once that has changed.
func (d *desk) passOn(whole record.Record) error {
	for _, k := range d.Kinds {
		f, _ := k.Field(k.Part)
		if to, ok := record.Refers(f.Type); k.Part == "" || !ok || to != whole.Kind {
			continue
		}
		parts, err := d.Having(k.Name, k.Part, whole.ID)
		if err != nil {
			return err
		}
		for _, p := range parts {
			if p.Owner == whole.Owner {
				continue
			}
			p.Step = ""
			if _, err := d.save(k, p); err != nil {
				return err
			}
		}
	}
	return nil
}
