package oai

import (
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"
)

// problem is one error condition of the protocol.
type problem struct{ code, said string }

func wrong(code, said string) *problem { return &problem{code, said} }

// The error conditions.
const (
	badArgument  = "badArgument"
	badToken     = "badResumptionToken"
	badVerb      = "badVerb"
	badFormat    = "cannotDisseminateFormat"
	badID        = "idDoesNotExist"
	noRecords    = "noRecordsMatch"
	noSuchFormat = "noMetadataFormats"
)

// request is one request as it was understood.
type request struct {
	verb                                 string
	identifier, prefix, set, from, until string
	token                                string
	resumes                              bool // whether a token was given, be it empty
	window                               window
	division                             division
}

// arguments says which arguments a verb must and may have. Besides, a token may
// stand alone where the verb lists.
var arguments = map[string]struct {
	must, may []string
	lists     bool
}{
	"Identify":            {},
	"ListMetadataFormats": {may: []string{"identifier"}},
	"ListSets":            {lists: true},
	"GetRecord":           {must: []string{"identifier", "metadataPrefix"}},
	"ListIdentifiers":     {must: []string{"metadataPrefix"}, may: []string{"from", "until", "set"}, lists: true},
	"ListRecords":         {must: []string{"metadataPrefix"}, may: []string{"from", "until", "set"}, lists: true},
}

// longestArgument bounds what is looked at, and echoed.
const longestArgument = 2000

// readRequest reads the arguments of a request, from its address or its form.
func readRequest(r *http.Request) (request, *problem) {
	values, err := url.ParseQuery(r.URL.RawQuery)
	if err != nil {
		return request{}, wrong(badArgument, "The address is not encoded as it should be.")
	}
	if r.Method == http.MethodPost {
		media, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
		if media == "application/x-www-form-urlencoded" {
			if err := r.ParseForm(); err != nil {
				return request{}, wrong(badArgument, "The form is not encoded as it should be.")
			}
			for name, said := range r.PostForm {
				values[name] = append(values[name], said...)
			}
		}
	}
	return parseRequest(values)
}

// parseRequest judges arguments by the rules of the verb.
func parseRequest(values url.Values) (request, *problem) {
	q := request{}
	if len(values["verb"]) != 1 || values.Get("verb") == "" {
		return q, wrong(badVerb, "A request needs one verb.")
	}
	rules, ok := arguments[values.Get("verb")]
	if !ok {
		return q, wrong(badVerb, "There is no such verb.")
	}
	q.verb = values.Get("verb")
	alone := rules.lists && values.Has("resumptionToken")
	for name, said := range values {
		known := name == "verb" || name == "resumptionToken" && rules.lists || !alone && slices.Contains(append(rules.must, rules.may...), name)
		if !known || len(said) != 1 || said[0] == "" || len(said[0]) > longestArgument {
			if alone && name == "resumptionToken" && len(said) == 1 {
				continue // an empty or endless token is a bad one
			}
			return q, wrong(badArgument, "An argument is not allowed here, empty, too long, or given twice.")
		}
	}
	q.identifier, q.prefix, q.set = values.Get("identifier"), values.Get("metadataPrefix"), values.Get("set")
	q.from, q.until, q.token = values.Get("from"), values.Get("until"), values.Get("resumptionToken")
	if q.resumes = alone; alone {
		return q, nil
	}
	for _, name := range rules.must {
		if values.Get(name) == "" {
			return q, wrong(badArgument, "The argument "+name+" is missing.")
		}
	}
	return q, q.bounds()
}

// bounds reads the window and the set.
func (q *request) bounds() (p *problem) {
	if q.window, p = windowOf(q.from, q.until); p != nil {
		return p
	}
	q.division, p = divisionOf(q.set)
	return p
}

// window is a span of seconds since 1970, both ends included; 0 for no bound.
type window struct{ from, until int64 }

const (
	granularity = "2006-01-02T15:04:05Z"
	days        = "2006-01-02"
)

func windowOf(from, until string) (window, *problem) {
	if from != "" && until != "" && len(from) != len(until) {
		return window{}, wrong(badArgument, "The arguments from and until differ in their granularity.")
	}
	var w window
	for _, end := range []struct {
		said string
		to   *int64
		day  time.Duration
	}{{from, &w.from, 0}, {until, &w.until, 24*time.Hour - time.Second}} {
		if end.said == "" {
			continue
		}
		layout, day := granularity, time.Duration(0)
		if len(end.said) == len(days) {
			layout, day = days, end.day
		}
		at, err := time.Parse(layout, end.said)
		if err != nil || at.Format(layout) != end.said {
			return w, wrong(badArgument, "A date is written as YYYY-MM-DD or YYYY-MM-DDThh:mm:ssZ.")
		}
		if *end.to = at.Add(day).Unix(); *end.to == 0 {
			*end.to = -1 // nothing is that old; 0 would be no bound
		}
	}
	if from != "" && until != "" && w.from > w.until {
		return w, wrong(badArgument, "The argument from lies after until.")
	}
	return w, nil
}

// identifierOf splits oai:home:id.
func identifierOf(said string) (home, id string, ok bool) {
	parts := strings.Split(said, ":")
	if len(parts) != 3 || parts[0] != "oai" || parts[1] == "" || parts[2] == "" {
		return "", "", false
	}
	return parts[1], parts[2], true
}
