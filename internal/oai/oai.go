// Package oai offers what the public sees of a node's records to harvesters, by OAI-PMH 2.0.
//
// Every answer is a visitor's view, whoever asks: a record that was never public leaves no
// trace here. Newcomers tend to take the time of a revision for the datestamp; it is the
// time at which the public view last changed, or hidden changes would show.
package oai

import (
	"context"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/office"
	"heitu/internal/text"
)

// Config is what the provider answers from.
type Config struct {
	Office *office.Office
	Home   string // permanent name of the node
	URL    string // where the node is reached, "" for wherever a request came to
	Now    func() time.Time
	Page   int // records on one page of a list; 0 for 200
}

type provider struct {
	Config
	secure bool
}

const pageSize = 200

// Mount registers the provider at the door.
func Mount(d *door.Door, c Config) {
	if c.Page == 0 {
		c.Page = pageSize
	}
	p := &provider{Config: c, secure: d.Secure}
	for _, method := range []string{"GET", "POST"} {
		d.Handle("oai", method+" "+Path, fail, p.answer)
	}
	d.Handle("oai", "GET "+schemaPath, fail, p.schema)
}

// Path is where the provider is, below the address of the node.
const (
	Path       = "/oai"
	schemaPath = "/oai/heitu.xsd"
)

// origin is where the node is reached.
func (p *provider) origin(r *http.Request) string {
	switch {
	case p.URL != "":
		return strings.TrimSuffix(p.URL, "/")
	case p.secure:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}

// fail answers what is no matter of the protocol: an outage, or too many requests. A
// harvester is told to come back.
func fail(w http.ResponseWriter, r *http.Request, err error) {
	status := door.Status(err)
	if fault.Is(err, fault.CodeLimit) && status == http.StatusTooManyRequests || status == http.StatusServiceUnavailable {
		status = http.StatusServiceUnavailable
		w.Header().Set("Retry-After", "10")
	}
	http.Error(w, fault.Shown(err)[0].In(door.Lang(r)), status)
}

// answer answers one request, with status 200 whatever is wrong with it.
func (p *provider) answer(w http.ResponseWriter, r *http.Request) error {
	a := &answering{provider: p, ctx: r.Context(), origin: p.origin(r), names: map[string]text.Label{}}
	a.out.begin(a.Now())
	q, wrong := readRequest(r)
	mark := a.out.Len()
	a.out.request(q, a.origin+Path, wrong)
	if wrong == nil {
		var err error
		if wrong, err = a.perform(q); err != nil {
			return err
		}
	}
	if wrong != nil {
		a.out.Truncate(mark)
		a.out.request(q, a.origin+Path, wrong)
		a.out.element("error", wrong.said, "code", wrong.code)
	}
	a.out.end()
	w.Header().Set("Content-Type", "text/xml; charset=utf-8")
	w.Header().Set("Content-Length", strconv.Itoa(a.out.Len()))
	_, _ = w.Write(a.out.Bytes()) // fails only where the reader has gone
	return nil
}

// answering is one request that is being answered.
type answering struct {
	*provider
	ctx    context.Context
	origin string
	out    document
	names  map[string]text.Label // of organisations, by id, as far as looked up
}

func (a *answering) perform(q request) (*problem, error) {
	switch q.verb {
	case "Identify":
		return nil, a.identify()
	case "ListMetadataFormats":
		return a.formats(q)
	case "ListSets":
		return a.sets(q)
	case "GetRecord":
		return a.getRecord(q)
	}
	return a.list(q)
}

// page is the address of a record's page.
func (a *answering) page(kind, id string) string {
	return a.origin + "/records/" + kind + "/" + url.PathEscape(id)
}
