package intake

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// resolve implements sheet.Resolve: the record whose title, or whose unique value,
// is what the cell says, among those that the actor may see.
func (w *work) resolve(kind, said string) (string, error) {
	cell := kind + "\x00" + said
	if known, ok := w.known[cell]; ok {
		return known()
	}
	id, err := w.lookUp(kind, said)
	if err == nil || fault.All(err) != nil {
		w.known[cell] = func() (string, error) { return id, err }
	}
	return id, err
}

func (w *work) lookUp(kind, said string) (string, error) {
	k, err := w.Office.Kind(kind)
	if err != nil {
		return "", err
	}
	found := map[string]bool{}
	for n, f := range k.Fields {
		if !f.Filter || n > 0 && !f.Unique {
			continue
		}
		v, err := f.Type.Parse(said)
		value, ok := v.(string)
		if err != nil || !ok {
			continue
		}
		page, err := w.Office.List(w.ctx, w.Actor, record.Query{Kind: kind, Limit: 2, Where: []record.Term{{Field: f.Name, Op: record.Equal, Value: value}}})
		if fault.Is(err, fault.CodeInvalid) { // he may not filter by it
			continue
		}
		if err != nil {
			return "", err
		}
		for _, r := range page.Records {
			found[r.ID] = true
		}
	}
	if len(found) > 1 {
		return "", fault.Invalid("", text.AmbiguousTitle, k.Label, said)
	}
	for id := range found {
		return id, nil
	}
	return "", fault.Invalid("", text.NoSuchTitle, k.Label, said)
}
