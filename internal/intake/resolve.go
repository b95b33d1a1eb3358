package intake

import (
	"slices"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// resolve implements sheet.Resolve: the record whose title, or whose unique value,
// is what the cell says, among those that the actor may see.
func (j *judge) resolve(kind, said string) (string, error) {
	cell := kind + "\x00" + said
	if known, ok := j.known[cell]; ok {
		return known()
	}
	id, err := j.lookUp(kind, said)
	if err == nil || fault.All(err) != nil {
		j.known[cell] = func() (string, error) { return id, err }
	}
	return id, err
}

func (j *judge) lookUp(kind, said string) (string, error) {
	k, err := j.clerk.Office.Kind(kind)
	if err != nil {
		return "", err
	}
	var found []string
	for n, f := range k.Fields {
		if !f.Filter || n > 0 && !f.Unique {
			continue
		}
		v, err := f.Type.Parse(said)
		value, ok := v.(string)
		if err != nil || !ok {
			continue
		}
		page, err := j.clerk.Office.List(j.ctx, j.actor, record.Query{Kind: kind, Limit: mostNamed, Where: []record.Term{{Field: f.Name, Op: record.Equal, Value: value}}})
		if fault.Is(err, fault.CodeInvalid) { // he may not filter by it
			continue
		}
		if err != nil {
			return "", err
		}
		for _, r := range page.Records {
			if !slices.Contains(found, r.ID) {
				found = append(found, r.ID)
			}
		}
	}
	switch len(found) {
	case 0:
		return "", fault.Invalid("", text.NoSuchTitle, k.Label, said)
	case 1:
		return found[0], nil
	}
	return "", fault.Invalid("", text.AmbiguousTitles, k.Label, said, strings.Join(found, ", "))
}

// mostNamed is how many records are named where one was meant.
const mostNamed = 5
