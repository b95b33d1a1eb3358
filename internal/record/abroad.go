package record

import "strings"

// A record of another home goes by its id there and its home: id@home. Neither an
// id nor the name of a home holds the mark, so nothing of one's own is ever meant.
const abroad = "@"

// Local is what a record is called in the node of a home: its id, with the name of
// its own home where that is another.
func (k Key) Local(home string) string {
	if k.Home == home {
		return k.ID
	}
	return k.ID + abroad + k.Home
}

// ParseAbroad reads what a record of another home is called, or reports that it is
// none.
func ParseAbroad(local string) (Key, bool) {
	id, home, ok := strings.Cut(local, abroad)
	return Key{Home: home, ID: id}, ok && id != "" && home != ""
}

// Abroad is a record of another home as it goes by here: its own id, its owner and
// all that its kind lets it refer to are called by their names from abroad.
func (k Kind) Abroad(r Record) Record {
	r = r.Clone()
	r.ID += abroad + r.Home
	if r.Owner != "" {
		r.Owner += abroad + r.Home
	}
	for _, f := range k.Fields {
		if _, ok := Refers(f.Type); !ok {
			continue
		}
		switch v := r.Fields[f.Name].(type) {
		case string:
			r.Fields[f.Name] = v + abroad + r.Home
		case []string:
			list := make([]string, len(v))
			for i, id := range v {
				list[i] = id + abroad + r.Home
			}
			r.Fields[f.Name] = list
		}
	}
	return r
}
