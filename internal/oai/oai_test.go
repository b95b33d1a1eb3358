package oai_test

import (
	"encoding/xml"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/testkit"
)

// answer is what OAI-PMH.xsd lets an answer hold.
type answer struct {
	XMLName  xml.Name `xml:"http://www.openarchives.org/OAI/2.0/ OAI-PMH"`
	Location string   `xml:"http://www.w3.org/2001/XMLSchema-instance schemaLocation,attr"`
	Date     string   `xml:"responseDate"`
	Request  struct {
		Base  string     `xml:",chardata"`
		Attrs []xml.Attr `xml:",any,attr"`
	} `xml:"request"`
	Errors []struct {
		Code string `xml:"code,attr"`
	} `xml:"error"`
	Identify *struct {
		Name        string `xml:"repositoryName"`
		Base        string `xml:"baseURL"`
		Version     string `xml:"protocolVersion"`
		Mail        string `xml:"adminEmail"`
		Earliest    string `xml:"earliestDatestamp"`
		Deleted     string `xml:"deletedRecord"`
		Granularity string `xml:"granularity"`
		Descr       []struct {
			Identifier string `xml:"oai-identifier>repositoryIdentifier"`
		} `xml:"description"`
	} `xml:"Identify"`
	Formats *struct {
		List []struct {
			Prefix    string `xml:"metadataPrefix"`
			Schema    string `xml:"schema"`
			Namespace string `xml:"metadataNamespace"`
		} `xml:"metadataFormat"`
	} `xml:"ListMetadataFormats"`
	Sets *struct {
		List []struct {
			Spec string `xml:"setSpec"`
			Name string `xml:"setName"`
		} `xml:"set"`
	} `xml:"ListSets"`
	Get         *list `xml:"GetRecord"`
	Records     *list `xml:"ListRecords"`
	Identifiers *list `xml:"ListIdentifiers"`
	Rest        []any `xml:",any"`
}

type header struct {
	Status     string   `xml:"status,attr"`
	Identifier string   `xml:"identifier"`
	Stamp      string   `xml:"datestamp"`
	Sets       []string `xml:"setSpec"`
}

type list struct {
	Records []struct {
		Header   header `xml:"header"`
		Metadata *struct {
			Inner string `xml:",innerxml"`
		} `xml:"metadata"`
	} `xml:"record"`
	Headers []header `xml:"header"`
	Token   *struct {
		Said   string `xml:",chardata"`
		Size   int    `xml:"completeListSize,attr"`
		Cursor int    `xml:"cursor,attr"`
	} `xml:"resumptionToken"`
}

func (a answer) list() *list {
	for _, l := range []*list{a.Records, a.Identifiers, a.Get} {
		if l != nil {
			return l
		}
	}
	return &list{}
}

var utc = regexp.MustCompile(`^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$`)

// ask sends a query by GET or POST, and judges what every answer must be.
func ask(t *testing.T, b *testkit.Bench, method, query string) answer {
	t.Helper()
	r := httptest.NewRequest(http.MethodGet, "/oai?"+query, nil)
	if method == http.MethodPost {
		r = httptest.NewRequest(method, "/oai", strings.NewReader(query))
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	w := httptest.NewRecorder()
	b.Handler().ServeHTTP(w, r)
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Header().Get("Content-Type"), "text/xml") {
		t.Fatalf("%s %s: got %d %s %s", method, query, w.Code, w.Header(), w.Body)
	}
	return decode(t, query, w.Body.String())
}

func decode(t *testing.T, query, body string) answer {
	t.Helper()
	var a answer
	d := xml.NewDecoder(strings.NewReader(body))
	if err := d.Decode(&a); err != nil {
		t.Fatalf("%s: %v in %s", query, err, body)
	}
	parts := len(a.Errors)
	for _, some := range []bool{a.Identify != nil, a.Formats != nil, a.Sets != nil, a.Get != nil, a.Records != nil, a.Identifiers != nil} {
		if some {
			parts++
		}
	}
	if parts != 1 || len(a.Rest) > 0 || !utc.MatchString(a.Date) || a.Request.Base != "http://example.com/oai" ||
		a.Location != "http://www.openarchives.org/OAI/2.0/ http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd" {
		t.Errorf("%s: not in the shape of the schema: %s", query, body)
	}
	for _, h := range a.list().headers() {
		if !utc.MatchString(h.Stamp) || !strings.HasPrefix(h.Identifier, "oai:bench.heitu:") || h.Status != "" && h.Status != "deleted" {
			t.Errorf("%s: header %+v", query, h)
		}
	}
	if l := a.list(); (a.Records != nil || a.Identifiers != nil) && len(l.headers()) == 0 {
		t.Errorf("%s: an empty list", query)
	}
	for _, r := range a.list().Records {
		if (r.Header.Status == "deleted") == (r.Metadata != nil) {
			t.Errorf("%s: %+v: metadata of a deleted record, or none of another", query, r.Header)
		}
	}
	return a
}

func (l *list) headers() []header {
	all := slices.Clone(l.Headers)
	for _, r := range l.Records {
		all = append(all, r.Header)
	}
	return all
}

func share(b *testkit.Bench, fields map[string]any) record.Record {
	b.T.Helper()
	all := map[string]any{"title": "永磁 <电机> & \"泵\"", "summary": "简介", "owner": b.Mine, "region": "210100", "field": "05"}
	for name, v := range fields {
		all[name] = v
	}
	r := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: all})[0]
	return b.Take("broker", r, "share", testkit.Direct())[0]
}

// few is a bench with three shared achievements, one of them withdrawn since, and a draft.
func few(t *testing.T, page int) (*testkit.Bench, []record.Record) {
	b := testkit.Open(t, func(c *node.Config) { c.HarvestPage = page })
	var list []record.Record
	for n := range 3 {
		list = append(list, share(b, map[string]any{"title": fmt.Sprintf("成果 %d <&>", n)}))
		b.Clock.Move(36 * time.Hour)
	}
	b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{"title": "草稿", "owner": b.Mine, "region": "220100"}})
	list[1] = b.Take("broker", list[1], "withdraw", nil)[0]
	return b, list
}

func id(r record.Record) string { return "oai:" + r.Home + ":" + r.ID }

// TestValidatorProbes asks what the validators of section 4.10 of docs/domain.md ask.
func TestValidatorProbes(t *testing.T) {
	b, list := few(t, 0)
	x := url.QueryEscape(id(list[0]))
	for _, tt := range []struct{ query, code string }{
		{"junk", "badVerb"}, {"", "badVerb"}, {"verb=junk", "badVerb"}, {"verb=", "badVerb"}, {"verb=Identify&verb=Identify", "badVerb"},
		{"verb=Identify&from=2026-01-01", "badArgument"}, {"verb=Identify", ""}, {"verb=Identify&%zz", "badArgument"},
		{"verb=ListSets&resumptionToken=junk", "badResumptionToken"}, {"verb=ListSets", ""}, {"verb=ListSets&set=kind", "badArgument"},
		{"verb=ListMetadataFormats", ""}, {"verb=ListMetadataFormats&identifier=" + x, ""}, {"verb=ListMetadataFormats&identifier=oai:x:y", "idDoesNotExist"},
		{"verb=GetRecord", "badArgument"}, {"verb=GetRecord&metadataPrefix=oai_dc", "badArgument"}, {"verb=GetRecord&identifier=" + x, "badArgument"},
		{"verb=GetRecord&metadataPrefix=oai_dc&identifier=invalid%22id", "idDoesNotExist"}, {"verb=GetRecord&metadataPrefix=junk&identifier=" + x, "cannotDisseminateFormat"},
		{"verb=GetRecord&metadataPrefix=oai_dc&identifier=" + x, ""}, {"verb=GetRecord&metadataPrefix=oai_dc&identifier=" + x + "&identifier=" + x, "badArgument"},
		{"verb=ListRecords", "badArgument"}, {"verb=ListRecords&metadataPrefix=junk", "cannotDisseminateFormat"}, {"verb=ListRecords&metadataPrefix=oai_dc&until=junk", "badArgument"},
		{"verb=ListIdentifiers&metadataPrefix=oai_dc&from=junk", "badArgument"}, {"verb=ListRecords&metadataPrefix=oai_dc&from=2026-02-30", "badArgument"},
		{"verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T00:00:00", "badArgument"}, {"verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01T00:00:00%2B08:00", "badArgument"},
		{"verb=ListRecords&resumptionToken=junk", "badResumptionToken"}, {"verb=ListRecords&resumptionToken=", "badResumptionToken"},
		{"verb=ListRecords&resumptionToken=" + strings.Repeat("a", 9000), "badResumptionToken"}, {"verb=ListRecords&metadataPrefix=oai_dc&resumptionToken=junk", "badArgument"},
		{"verb=ListRecords&metadataPrefix=oai_dc&from=2026-01-01&until=2026-07-05T00:00:00Z", "badArgument"},
		{"verb=ListRecords&metadataPrefix=oai_dc&from=2026-07-03&until=2026-07-01", "badArgument"},
		{"verb=ListRecords&metadataPrefix=oai_dc&until=2025-07-02", "noRecordsMatch"}, {"verb=ListRecords&metadataPrefix=oai_dc&until=1970-01-01T00:00:00Z", "noRecordsMatch"},
		{"verb=ListRecords&metadataPrefix=oai_dc&set=kind:nothing", "noRecordsMatch"}, {"verb=ListRecords&metadataPrefix=oai_dc&set=a%22b", "badArgument"},
		{"verb=ListRecords&metadataPrefix=oai_dc&set=region:220000", "noRecordsMatch"}, {"verb=ListRecords&metadataPrefix=oai_dc&set=nothing:at:all", "noRecordsMatch"},
		{"verb=ListRecords&metadataPrefix=oai_dc&set=region:220000:210100", "noRecordsMatch"}, {"verb=ListRecords&metadataPrefix=oai_dc&set=node:*", "noRecordsMatch"},
		{"verb=ListRecords&metadataPrefix=oai_dc", ""}, {"verb=ListIdentifiers&metadataPrefix=heitu", ""}, {"verb=ListRecords&metadataPrefix=oai_datacite", ""},
	} {
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			a := ask(t, b, method, tt.query)
			got := ""
			if len(a.Errors) > 0 {
				got = a.Errors[0].Code
			}
			if got != tt.code {
				t.Errorf("%s %s: got %q, want %q", method, tt.query, got, tt.code)
			}
			if echoed := len(a.Request.Attrs) > 0; echoed == (got == "badVerb" || got == "badArgument") {
				t.Errorf("%s %s: echoed %v, with error %q", method, tt.query, a.Request.Attrs, got)
			}
			if l := a.list(); l.Token != nil {
				t.Errorf("%s %s: a list in one piece has the token %+v", method, tt.query, l.Token)
			}
		}
	}
}

func TestIdentify(t *testing.T) {
	b, _ := few(t, 0)
	i := ask(t, b, http.MethodGet, "verb=Identify").Identify
	if i.Name != "示例技术市场" || i.Base != "http://example.com/oai" || i.Version != "2.0" || i.Deleted != "persistent" || i.Granularity != "YYYY-MM-DDThh:mm:ssZ" ||
		i.Mail != "postmaster@bench.heitu" || i.Earliest != "2026-07-02T01:00:00Z" || len(i.Descr) != 1 || i.Descr[0].Identifier != "bench.heitu" {
		t.Errorf("got %+v", i)
	}
}

// TestSets: a record is found in each set it names and in all above these, and every set
// it names is listed.
func TestSets(t *testing.T) {
	b, list := few(t, 0)
	listed := map[string]bool{}
	for _, s := range ask(t, b, http.MethodGet, "verb=ListSets").Sets.List {
		if s.Name == "" || listed[s.Spec] {
			t.Errorf("set %+v has no name, or is listed twice", s)
		}
		listed[s.Spec] = true
	}
	for spec := range listed {
		if i := strings.LastIndexByte(spec, ':'); i > 0 && !listed[spec[:i]] {
			t.Errorf("%s hangs in the air", spec)
		}
	}
	got := ask(t, b, http.MethodGet, "verb=GetRecord&metadataPrefix=heitu&identifier="+id(list[0])).list().Records[0].Header.Sets
	if want := []string{"node:bench.heitu", "kind:achievement", "region:210000:210100", "discipline:05"}; !slices.Equal(got, want) {
		t.Errorf("sets: got %v, want %v", got, want)
	}
	for _, spec := range append(got, "node", "kind", "region", "region:210000", "discipline") {
		if !listed[spec] {
			t.Errorf("%s is not listed", spec)
		}
		n := 0
		for _, h := range ask(t, b, http.MethodGet, "verb=ListIdentifiers&metadataPrefix=oai_dc&set="+spec).list().Headers {
			n++
			if !slices.ContainsFunc(h.Sets, func(s string) bool { return s == spec || strings.HasPrefix(s, spec+":") }) {
				t.Errorf("%s: its record is in %v", spec, h.Sets)
			}
		}
		if n != 3 {
			t.Errorf("%s: got %d records, want 3", spec, n)
		}
	}
}

// TestSingleDayWindow is item 7 of section 2 of docs/domain.md: a single-day window
// returns that day's records.
func TestSingleDayWindow(t *testing.T) {
	b, list := few(t, 0) // made on 2, 3 and 5 July; one withdrawn on the 6th
	for _, tt := range []struct{ query, want string }{
		{"from=2026-07-02&until=2026-07-02", "0"}, {"from=2026-07-05&until=2026-07-05", "2"}, {"from=2026-07-06&until=2026-07-06", "1-"},
		{"from=2026-07-03&until=2026-07-03", ""}, // what was shown on the 3rd has since been withdrawn
		{"from=2026-07-02T01:00:00Z&until=2026-07-02T01:00:00Z", "0"}, {"until=2026-07-05", "02"}, {"from=2026-07-05T01:00:00Z", "21-"},
		{"from=2026-07-02T01:00:01Z&until=2026-07-05T00:59:59Z", ""}, {"", "021-"},
	} {
		got := ""
		for _, h := range ask(t, b, http.MethodGet, "verb=ListIdentifiers&metadataPrefix=oai_dc&"+tt.query).list().Headers {
			got += fmt.Sprint(slices.IndexFunc(list, func(r record.Record) bool { return id(r) == h.Identifier }))
			if h.Status == "deleted" {
				got += "-"
			}
		}
		if got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.query, got, tt.want)
		}
	}
}

// TestTokens is item 6 of section 2 of docs/domain.md, and what Sickle stumbles over: an
// empty token ends a list that was split, and stands nowhere else.
func TestTokens(t *testing.T) {
	b, _ := few(t, 2)
	for _, verb := range []string{"ListRecords", "ListIdentifiers"} {
		first := ask(t, b, http.MethodGet, "verb="+verb+"&metadataPrefix=oai_dc&set=kind").list()
		if first.Token == nil || first.Token.Said == "" || first.Token.Cursor != 0 || first.Token.Size != 3 || len(first.headers()) != 2 {
			t.Fatalf("%s: first page: got %+v", verb, first.Token)
		}
		b.Clock.Move(1000 * time.Hour)
		for _, method := range []string{http.MethodGet, http.MethodPost} {
			last := ask(t, b, method, "verb="+verb+"&resumptionToken="+first.Token.Said).list()
			if last.Token == nil || last.Token.Said != "" || last.Token.Cursor != 2 || last.Token.Size != 3 || len(last.headers()) != 1 {
				t.Errorf("%s %s: last page: got %+v", method, verb, last.Token)
			}
		}
		other := map[string]string{"ListRecords": "ListIdentifiers", "ListIdentifiers": "ListRecords"}[verb]
		for _, bad := range []string{"verb=" + other + "&resumptionToken=" + first.Token.Said, "verb=" + verb + "&resumptionToken=" + first.Token.Said + "A", "verb=" + verb + "&resumptionToken=" + first.Token.Said[1:]} {
			if a := ask(t, b, http.MethodGet, bad); len(a.Errors) != 1 || a.Errors[0].Code != "badResumptionToken" {
				t.Errorf("%s: got %v", bad, a.Errors)
			}
		}
	}
}

// TestHiddenLeavesNoTrace: a change that the public does not see moves no datestamp.
func TestHiddenLeavesNoTrace(t *testing.T) {
	b, list := few(t, 0)
	before := b.Ask("", "GET", "/oai?verb=ListRecords&metadataPrefix=heitu", nil).Body.String()
	r := list[0]
	b.Clock.Move(time.Hour)
	r = b.Put("broker", record.Draft{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Fields: map[string]any{"price": int64(100), "files": nil}})[0]
	b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{"title": "草稿二", "owner": b.Mine}})
	b.Clock.Move(-time.Hour)
	if after := b.Ask("", "GET", "/oai?verb=ListRecords&metadataPrefix=heitu", nil).Body.String(); after != before {
		t.Errorf("a hidden change shows:\n%s\n%s", before, after)
	}
	b.Clock.Move(time.Hour)
	b.Put("broker", record.Draft{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Fields: map[string]any{"summary": "新的简介"}})
	h := ask(t, b, http.MethodGet, "verb=GetRecord&metadataPrefix=oai_dc&identifier="+id(r)).list().Records[0].Header
	if want := b.Clock.Now().UTC().Format(time.RFC3339); h.Stamp != want {
		t.Errorf("datestamp of a visible change: got %s, want %s", h.Stamp, want)
	}
}

// TestReshow: what an older program has not noted is noted from the history, to the same bytes.
func TestReshow(t *testing.T) {
	b, _ := few(t, 0)
	before := b.Ask("", "GET", "/oai?verb=ListRecords&metadataPrefix=heitu", nil).Body.String()
	if err := b.Store.Update(t.Context(), func(tx store.Tx) error { return tx.SetAudience(t.Context(), "") }); err != nil {
		t.Fatal(err)
	}
	if err := b.Office.Reshow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if after := b.Ask("", "GET", "/oai?verb=ListRecords&metadataPrefix=heitu", nil).Body.String(); after != before {
		t.Errorf("it changes:\n%s\n%s", before, after)
	}
}

func TestMetadata(t *testing.T) {
	b := testkit.Open(t, nil)
	r := share(b, map[string]any{
		"title": record.Variants{"zh": "永磁<电机>", "en": "Motor ]]> & \"pump\""}, "keywords": []string{"永磁", "电机"}, "price": int64(98765400), "source": "S-1",
	})
	for prefix, want := range map[string][]string{
		"oai_dc":       {`<dc:title xml:lang="zh">永磁&lt;电机&gt;</dc:title>`, `Motor ]]&gt; &amp; `, "<dc:creator>示例研究院</dc:creator>", "<dc:date>2026-07-02</dc:date>", "<dc:subject>永磁</dc:subject>", "/records/achievement/" + r.ID, "<dc:source>S-1</dc:source>", `<dc:coverage xml:lang="en">Shenyang</dc:coverage>`},
		"oai_datacite": {`<title xml:lang="en">`, `nameType="Organizational"`, "<publicationYear>2026</publicationYear>", `resourceTypeGeneral="Other"`, `descriptionType="Abstract"`},
		"heitu":        {`home="bench.heitu"`, `revision="2"`, `state="shared"`, `leaf="`, `<value>210100</value>`, `<said xml:lang="zh">沈阳市</said>`},
	} {
		got := b.Ask("broker", "GET", "/oai?verb=GetRecord&metadataPrefix="+prefix+"&identifier="+id(r), nil).Body.String()
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: no %s in %s", prefix, w, got)
			}
		}
		if strings.Contains(got, "98765400") {
			t.Errorf("%s holds what it must not: %s", prefix, got)
		}
	}
}
