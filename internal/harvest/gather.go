package harvest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"strings"
)

// Order says what is to be harvested, and as what.
type Order struct {
	URL    string `json:"url"`
	Kind   string `json:"kind"`
	Prefix string `json:"prefix"` // oai_dc where ""
	Set    string `json:"set,omitempty"`
	From   string `json:"from,omitempty"`
	Until  string `json:"until,omitempty"`
}

// Why says what is wrong with one record.
type Why struct {
	Identifier string `json:"identifier"`
	Reason     string `json:"reason"`
}

// The bounds of one harvest. What lies beyond is left for the next one.
const (
	mostRecords = 200_000
	mostBytes   = 256 << 20
	mostIdle    = 20 // pages in a row without anything new
	mostWhys    = 1000
)

// gathered is what a repository has given.
type gathered struct {
	order     []string // identifiers, as they came
	rows      map[string]row
	deleted   map[string]bool
	received  int
	duplicate int
	failed    int
	why       []Why
	bytes     int
	cut       string // why the list was not read to its end, "" if it was
}

func (g *gathered) fail(identifier string, err error) {
	if g.failed++; len(g.why) < mostWhys {
		g.why = append(g.why, Why{identifier, err.Error()})
	}
}

// gather reads a list to its end, or as far as it makes sense. What was read before
// something went wrong is kept, and the reason said.
func gather(ctx context.Context, f *fetcher, o Order) (*gathered, error) {
	g := &gathered{rows: map[string]row{}, deleted: map[string]bool{}}
	args := url.Values{"verb": {"ListRecords"}, "metadataPrefix": {o.Prefix}}
	for name, said := range map[string]string{"set": o.Set, "from": o.From, "until": o.Until} {
		if said != "" {
			args.Set(name, said)
		}
	}
	tokens := map[string]bool{}
	for idle := 0; ; {
		token, fresh, err := g.page(ctx, f, o.URL, args)
		if ctx.Err() != nil {
			return g, ctx.Err()
		}
		if fresh > 0 {
			idle = 0
		} else {
			idle++
		}
		switch {
		case err != nil:
			g.cut = err.Error()
		case token == "":
		case tokens[token]:
			g.cut = "the repository gives the same token again"
		case idle == mostIdle:
			g.cut = fmt.Sprintf("%d pages in a row hold nothing new", mostIdle)
		case len(g.order) >= mostRecords || g.bytes >= mostBytes:
			g.cut = fmt.Sprintf("more than %d records or %d MiB: narrow it by set or dates", mostRecords, mostBytes>>20)
		default:
			tokens[token] = true
			args = url.Values{"verb": {"ListRecords"}, "resumptionToken": {token}}
			continue
		}
		return g, nil
	}
}

// page reads one page, and says how much of it is new.
func (g *gathered) page(ctx context.Context, f *fetcher, base string, args url.Values) (token string, fresh int, err error) {
	data, err := f.get(ctx, base, args)
	if err != nil {
		return "", 0, err
	}
	l, err := parse(data)
	if err != nil {
		return "", 0, err
	}
	if len(l.Errors) > 0 {
		e := l.Errors[0]
		if e.Code == "noRecordsMatch" {
			return "", 0, nil
		}
		return "", 0, fmt.Errorf("the repository says %s: %s", beginning(e.Code), beginning(strings.TrimSpace(e.Said)))
	}
	for _, r := range l.Records {
		fresh += g.take(r)
	}
	return l.Token, fresh, nil
}

// take notes one record; of one that comes again, the later counts.
func (g *gathered) take(r record) (fresh int) {
	g.received++
	r.Header.Identifier = strings.TrimSpace(r.Header.Identifier)
	id := r.Header.Identifier
	switch {
	case id == "":
		g.fail("", errors.New("it has no identifier"))
		return 0
	case len([]rune(id)) > longestSource:
		g.fail(id[:longestSource], fmt.Errorf("its identifier is longer than %d characters", longestSource))
		return 0
	}
	if g.rows[id] == nil && !g.deleted[id] {
		g.order, fresh = append(g.order, id), 1
	} else {
		g.duplicate++
	}
	delete(g.rows, id)
	if g.deleted[id] = r.Header.Status == "deleted"; g.deleted[id] {
		return fresh
	}
	out, err := rowOf(r)
	if err != nil {
		g.fail(id, err)
		return fresh
	}
	for name, said := range out {
		g.bytes += len(name) + len(said)
	}
	g.rows[id] = out
	return fresh
}
