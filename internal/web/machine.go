package web

import (
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"time"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/find"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// machineRoutes are what machines follow: feeds, the map of the site, what crawlers may do.
func (f *face) machineRoutes() []route {
	return []route{
		{"GET /search.atom", f.searchFeed},
		{"GET /records/{kind}/atom", f.listFeed},
		{"GET /robots.txt", f.robots},
		{"GET /sitemap.xml", f.siteIndex},
		{"GET /sitemap.xml/{number}", f.siteMap},
	}
}

func writeXML(w http.ResponseWriter, media string, v any) error {
	data, err := xml.MarshalIndent(v, "", " ")
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", media+"; charset=utf-8")
	_, _ = w.Write(append([]byte(xml.Header), data...)) // fails only where the reader has gone
	return nil
}

// feed is a list as Atom (RFC 4287).
type feed struct {
	XMLName xml.Name   `xml:"http://www.w3.org/2005/Atom feed"`
	ID      string     `xml:"id"`
	Title   string     `xml:"title"`
	Updated string     `xml:"updated"`
	Author  string     `xml:"author>name"`
	Links   []atomLink `xml:"link"`
	Entries []entry    `xml:"entry"`
}

type entry struct {
	ID      string   `xml:"id"`
	Title   string   `xml:"title"`
	Updated string   `xml:"updated"`
	Link    atomLink `xml:"link"`
	Summary string   `xml:"summary,omitempty"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
	Type string `xml:"type,attr,omitempty"`
}

// longestSummary is how much of a text a feed tells, in Chinese characters.
const longestSummary = 300

// feed writes what a list or a search holds for the reader.
func (f *face) feed(w http.ResponseWriter, r *http.Request, title, of string, list []record.Record) error {
	lang := door.Lang(r)
	market, err := f.market(r, lang)
	if err != nil {
		return err
	}
	here := f.origin(r) + of
	if r.URL.RawQuery != "" {
		here += "?" + r.URL.Query().Encode()
	}
	out := feed{ID: here, Title: title + " · " + market, Updated: "1970-01-01T00:00:00Z", Author: market,
		Links: []atomLink{{"alternate", here, "text/html"}, {"self", f.origin(r) + r.URL.RequestURI(), "application/atom+xml"}}}
	for _, rec := range list {
		k, err := f.Office.Kind(rec.Kind)
		if err != nil {
			return err
		}
		at := rec.Time().Format(time.RFC3339)
		out.Updated = max(out.Updated, at)
		e := entry{ID: "urn:heitu:" + rec.Home + ":" + rec.ID, Title: k.Title(rec, lang), Updated: at, Link: atomLink{"alternate", f.origin(r) + address(k.Name, rec.ID), "text/html"}}
		for _, fd := range k.Fields {
			if t, ok := fd.Type.(record.Text); ok && t.Lines && fd.Match > 0 && e.Summary == "" && rec.Fields[fd.Name] != nil {
				e.Summary = beginning(fd.Type.Format(rec.Fields[fd.Name], lang), longestSummary)
			}
		}
		out.Entries = append(out.Entries, e)
	}
	return writeXML(w, "application/atom+xml", out)
}

// searchFeed is a search as Atom: what its page shows to the same reader.
func (f *face) searchFeed(w http.ResponseWriter, r *http.Request) error {
	hits, err := f.Finder.Search(r.Context(), door.Person(r).Actor, searchOf(r.URL.Query()))
	if err != nil {
		return err
	}
	list := make([]record.Record, len(hits))
	for i, hit := range hits {
		list[i] = hit.Record
	}
	return f.feed(w, r, text.Search.In(door.Lang(r)), "/search", list)
}

func searchOf(asked url.Values) find.Query {
	q := find.Query{Text: beginning(asked.Get("q"), 200), Kind: asked.Get("kind"), Where: map[string]string{}, Limit: searchMost}
	for _, name := range facetNames {
		if code := asked.Get(name); code != "" {
			q.Where[name] = code
		}
	}
	return q
}

// feedPage is how many records of a list a feed holds, the newest unless it asks for another order.
const feedPage = 100

func (f *face) listFeed(w http.ResponseWriter, r *http.Request) error {
	k, err := f.Office.Kind(r.PathValue("kind"))
	if err != nil {
		return err
	}
	actor := door.Person(r).Actor
	q, err := f.mayList(actor, k, viewOf(k, r.URL.Query()))
	if err != nil {
		return err
	}
	q.Limit = feedPage
	found, err := f.Office.List(r.Context(), actor, q)
	if err != nil {
		return err
	}
	return f.feed(w, r, k.Label.In(door.Lang(r)), "/records/"+k.Name, found.Records)
}

// robots keeps crawlers to what is public, and leads them to the map.
func (f *face) robots(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	_, _ = fmt.Fprintf(w, "User-agent: *\nDisallow: /api/\nDisallow: /search\nDisallow: /signin\nDisallow: /import\nDisallow: /work\nDisallow: /desk\nSitemap: %s/sitemap.xml\n", f.origin(r))
	return nil
}

// mapPage is how many pages one part of the map names; the protocol allows 50,000.
const mapPage = 10_000

type siteIndex struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 sitemapindex"`
	Parts   []place  `xml:"sitemap"`
}

type siteMap struct {
	XMLName xml.Name `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	Pages   []place  `xml:"url"`
}

type place struct {
	Loc  string `xml:"loc"`
	Last string `xml:"lastmod,omitempty"`
}

// siteIndex names the parts of the map, one for each so many records that were ever on offer.
func (f *face) siteIndex(w http.ResponseWriter, r *http.Request) error {
	n := 0
	err := f.Office.Store.View(r.Context(), func(tx store.Tx) (err error) {
		n, err = tx.CountShown(r.Context(), store.ShownQuery{Home: f.Home})
		return err
	})
	if err != nil {
		return err
	}
	index := siteIndex{}
	for part := range n/mapPage + 1 {
		index.Parts = append(index.Parts, place{Loc: f.origin(r) + "/sitemap.xml/" + strconv.Itoa(part)})
	}
	return writeXML(w, "application/xml", index)
}

// siteMap is one part of the map: public pages of records, with when they last changed.
func (f *face) siteMap(w http.ResponseWriter, r *http.Request) error {
	part, err := strconv.Atoi(r.PathValue("number"))
	if err != nil || part < 0 || part > 10_000 {
		return f.nowhere(w, r)
	}
	out := siteMap{}
	if part == 0 {
		for _, path := range []string{"/", "/figures", "/reference"} {
			out.Pages = append(out.Pages, place{Loc: f.origin(r) + path})
		}
	}
	q := store.ShownQuery{Home: f.Home, Limit: mapPage}
	for n := 0; ; n++ {
		var rows []store.ShownRecord
		err := f.Office.Store.View(r.Context(), func(tx store.Tx) (err error) {
			rows, err = tx.Shown(r.Context(), q)
			return err
		})
		if err != nil {
			return err
		}
		if n == part {
			out.Pages = append(out.Pages, f.mapped(r, rows)...)
			return writeXML(w, "application/xml", out)
		}
		if len(rows) < mapPage {
			return f.nowhere(w, r)
		}
		last := rows[len(rows)-1]
		q.After = store.Place{At: last.At, Key: last.Key}
	}
}

func (f *face) mapped(r *http.Request, rows []store.ShownRecord) (pages []place) {
	for _, s := range rows {
		k, err := f.Office.Kind(s.Kind)
		if err != nil || s.Gone {
			continue
		}
		if _, ok := access.Public(k, s.Record); ok {
			pages = append(pages, place{f.origin(r) + address(s.Kind, s.ID), time.Unix(s.At, 0).UTC().Format(time.RFC3339)})
		}
	}
	return pages
}

// signposts are the links by which a machine finds its way from the page of a record on
// offer (Signposting, level 1).
func (f *face) signposts(w http.ResponseWriter, r *http.Request, k record.Kind, rec record.Record) {
	if _, public := access.Public(k, rec); !public || !k.Offered {
		return
	}
	at, base := f.origin(r)+address(k.Name, rec.ID), f.origin(r)+"/oai?verb=GetRecord&identifier=oai:"+rec.Home+":"+rec.ID+"&metadataPrefix="
	for _, link := range []string{
		"<" + at + `>; rel="cite-as"`,
		"<" + base + `oai_dc>; rel="describedby"; type="application/xml"; profile="http://www.openarchives.org/OAI/2.0/oai_dc/"`,
		"<" + base + `oai_datacite>; rel="describedby"; type="application/xml"; profile="http://datacite.org/schema/kernel-4"`,
		`<https://schema.org/AboutPage>; rel="type"`, `<https://schema.org/CreativeWork>; rel="type"`,
		"<" + f.origin(r) + "/records/" + k.Name + `>; rel="collection"`,
	} {
		w.Header().Add("Link", link)
	}
}

// linkedData is what search engines read about a record on offer (schema.org), "" where
// there is nothing for the public. What a visitor sees is said, whoever reads. The
// encoder writes <, > and & as escapes, so that no value ends the script.
func (f *face) linkedData(r *http.Request, k record.Kind, rec record.Record) (string, error) {
	view, public := access.Public(k, rec)
	if !public || !k.Offered {
		return "", nil
	}
	said := map[string]any{
		"@context": "https://schema.org", "@type": "CreativeWork", "@id": f.origin(r) + address(k.Name, rec.ID), "url": f.origin(r) + address(k.Name, rec.ID),
		"additionalType": k.Label.EN, "name": k.Title(view, text.ZH), "identifier": "oai:" + rec.Home + ":" + rec.ID, "genre": k.Label.ZH,
	}
	if en := k.Title(view, text.EN); en != said["name"] {
		said["alternateName"] = en
	}
	for _, fd := range k.Fields {
		v, ok := view.Fields[fd.Name]
		if !ok || record.Empty(v) {
			continue
		}
		t, isText := fd.Type.(record.Text)
		switch {
		case isText && t.Lines && fd.Match > 0 && said["description"] == nil:
			said["description"] = fd.Type.Format(v, text.ZH)
		case fd.Name == "keywords":
			said["keywords"] = v
		case fd.Name == "field":
			said["about"] = map[string]any{"@type": "DefinedTerm", "termCode": v, "name": fd.Type.Format(v, text.ZH)}
		case fd.Name == "region":
			said["contentLocation"] = map[string]any{"@type": "AdministrativeArea", "identifier": v, "name": fd.Type.Format(v, text.ZH)}
		case fd.Type.Name() == "date" && said["datePublished"] == nil:
			said["datePublished"] = v
		}
	}
	titles, err := f.Office.Titles(r.Context(), access.Actor{}, text.ZH, slices.DeleteFunc([]string{view.Owner}, func(id string) bool { return id == "" })...)
	if err != nil {
		return "", err
	}
	if name := titles[view.Owner]; name != "" {
		said["creator"] = map[string]any{"@type": "Organization", "name": name}
	}
	var b bytes.Buffer
	err = json.NewEncoder(&b).Encode(said)
	return b.String(), err
}

// feedLink is where a page is to be had as Atom.
func feedLink(path string, asked url.Values) string {
	q := url.Values{}
	for name, said := range asked {
		if name != "after" && name != "page" && name != "pick" {
			q[name] = said
		}
	}
	return at(path, q)
}
