package testkit

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"heitu/internal/door"
	"heitu/internal/record"
)

// A Reader is somebody who crawls a world: signed in under a name, or a visitor.
type Reader struct {
	Name  string
	Login string // "" for a visitor
}

// Crawl asks for every route of a bench's door, in every language and format, as
// the reader, and returns the answers by request. Words are tried as searches and
// ids as records; what is opaque by design (hashes of the log) is masked.
func Crawl(b *Bench, handler http.Handler, reader Reader, known []Known, words []string) map[string]string {
	b.T.Helper()
	answers := map[string]string{}
	cookies := signIn(b, handler, reader)
	langs := []string{"zh", "en"}
	if reader.Login != "" {
		langs = langs[:1]
	}
	for _, route := range b.Door.Routes() {
		method, pattern, ok := strings.Cut(route.Pattern, " ")
		if !ok { // a route for every method
			method, pattern = http.MethodGet, route.Pattern
		}
		for _, path := range expand(b, pattern, known) {
			for _, target := range variants(b, route, method, path, known, words) {
				for _, lang := range langs {
					answers[fmt.Sprintf("%s %s [%s]", method, target, lang)] = ask(handler, cookies, len(answers), method, target, lang)
				}
			}
		}
	}
	return answers
}

// Known is a record that a crawl tries, hidden or not.
type Known struct{ Kind, ID string }

// expand fills in the wildcards of a pattern with what a reader could try: each
// record under its own kind and under a wrong one, each kind, step and figure.
func expand(b *Bench, pattern string, known []Known) []string {
	if strings.Contains(pattern, "{kind}") && strings.Contains(pattern, "{id}") {
		var paths []string
		for _, r := range append(slices.Clone(known), Known{"nothing", "no-id"}, Known{"need", "00000000-0000-7000-8000-000000000000"}) {
			path := strings.Replace(strings.Replace(pattern, "{kind}", r.Kind, 1), "{id}", r.ID, 1)
			paths = append(paths, fill(b, path, map[string][]string{"{step}": steps(b, r.Kind)})...)
		}
		return append(paths, fill(b, strings.Replace(strings.Replace(pattern, "{kind}", "market", 1), "{id}", known[0].ID, 1), map[string][]string{"{step}": {"share"}})...)
	}
	kinds, ids := []string{"nothing"}, []string{"no-id"}
	for _, k := range b.Office.Kinds {
		kinds = append(kinds, k.Name)
	}
	for _, r := range known {
		ids = append(ids, r.ID)
	}
	return fill(b, pattern, map[string][]string{"{kind}": kinds, "{id}": ids})
}

func steps(b *Bench, kind string) []string {
	names := []string{"nothing"}
	for _, s := range b.Office.Processes[kind].Steps {
		names = append(names, s.Name)
	}
	return names
}

// fill replaces every wildcard by every value that it can have.
func fill(b *Bench, pattern string, values map[string][]string) []string {
	always := map[string][]string{
		"{number}":  {"0", "1", "x"},
		"{name}":    {"nothing", strings.Repeat("a", 64)},
		"{token}":   {"nothing"},
		"{home}":    {"nothing"},
		"{file}":    {"nothing"},
		"{path...}": {"0/000", "entries/000", "0/000.p/1", "entries/000.p/1", "x"},
		"{$}":       {""},
	}
	for _, f := range b.Columns.Figures() {
		always["{name}"] = append(always["{name}"], f.Name)
	}
	if strings.Contains(pattern, "/papers/") {
		always["{name}"] = []string{"nothing", "brief.docx", "brief.png", "brief.html", "registration.docx", "registration.xlsx", "registration.html"}
	}
	paths := []string{pattern}
	for _, wildcard := range regexp.MustCompile(`\{[^}]*\}`).FindAllString(pattern, -1) {
		with, ok := values[wildcard]
		if !ok {
			with, ok = always[wildcard]
		}
		if !ok {
			b.T.Fatalf("the crawl does not know how to fill %s of %q", wildcard, pattern)
		}
		var filled []string
		for _, p := range paths {
			for _, v := range with {
				filled = append(filled, strings.Replace(p, wildcard, v, 1))
			}
		}
		paths = filled
	}
	return paths
}

// variants adds the queries that a path may be asked with.
func variants(b *Bench, route door.Route, method, path string, known []Known, words []string) []string {
	targets := []string{path}
	if method != http.MethodGet {
		return targets
	}
	if strings.Contains(route.Pattern, "search") || route.Pattern == "GET /{$}" {
		for _, w := range words {
			targets = append(targets, path+"?q="+url.QueryEscape(w))
		}
	}
	if strings.HasSuffix(route.Pattern, "/{kind}") {
		for _, k := range b.Office.Kinds {
			if strings.HasSuffix(path, "/"+k.Name) {
				targets = append(targets, filters(k, path, words)...)
			}
		}
	}
	if strings.Contains(route.Pattern, "export") {
		targets = append(targets, path+"?as=xlsx", path+"?as=csv", path+"?as=jsonl")
		for _, w := range words {
			targets = append(targets, path+"?as=csv&q="+url.QueryEscape(w))
		}
	}
	if strings.Contains(route.Pattern, "figures/") {
		for _, period := range []string{"2026-H1", "2026-H2"} {
			for _, region := range []string{"", "210000", "230000"} {
				targets = append(targets, path+"?period="+period+"&region="+region)
			}
		}
	}
	if strings.HasSuffix(route.Pattern, "/api/card") || strings.HasSuffix(route.Pattern, "/export") && strings.Contains(route.Pattern, "/card/") {
		for _, q := range []string{"?period=2026-H1", "?period=2026-H2&region=210000"} {
			targets = append(targets, path+q)
		}
	}
	if strings.HasSuffix(route.Pattern, "/card/export") {
		targets = append(targets, path+"?period=2026-H2&as=docx", path+"?period=2026-H2&as=xlsx")
	}
	if strings.HasSuffix(route.Pattern, "/card/diff") {
		targets = append(targets, path+"?a=2026-H1&b=2026-H2")
	}
	if strings.Contains(route.Pattern, "matches") {
		targets = append(targets, path+"?kind=achievement", path+"?kind=need")
	}
	if route.Pattern == "GET /oai" {
		targets = append(targets, harvests(b, known)...)
	}
	if strings.Contains(route.Pattern, "feed") {
		targets = append(targets, path+"?from=0&limit=200", path+"?from=5&limit=2")
	}
	return targets
}

// harvests are what a harvester may ask for.
func harvests(b *Bench, known []Known) []string {
	targets := []string{"/oai?verb=Identify", "/oai?verb=ListSets", "/oai?verb=ListMetadataFormats"}
	for _, prefix := range []string{"oai_dc", "oai_datacite", "heitu"} {
		for _, k := range known {
			targets = append(targets, "/oai?verb=GetRecord&metadataPrefix="+prefix+"&identifier=oai:"+b.Home+":"+k.ID)
		}
		for _, set := range []string{"", "&set=kind:achievement", "&set=kind:need", "&set=region:210000:210100", "&set=region:150000", "&set=discipline", "&from=2026-07-01&until=2026-07-03"} {
			targets = append(targets, "/oai?verb=ListRecords&metadataPrefix="+prefix+set, "/oai?verb=ListIdentifiers&metadataPrefix="+prefix+set)
		}
	}
	return targets
}

func filters(k record.Kind, path string, words []string) []string {
	targets := []string{path + "?limit=1", path + "?state=draft", path + "?after=ffffffff-ffff-7fff-bfff-ffffffffffff"}
	for _, f := range k.Fields {
		for _, w := range words[:3] {
			targets = append(targets, path+"?"+f.Name+"="+url.QueryEscape(w))
		}
	}
	return targets
}

// signIn begins a session for the reader.
func signIn(b *Bench, handler http.Handler, reader Reader) []*http.Cookie {
	if reader.Login == "" {
		return nil
	}
	form := url.Values{"login": {reader.Login}, "password": {Password}}
	r := httptest.NewRequest(http.MethodPost, "/signin", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	cookies := w.Result().Cookies()
	if len(cookies) == 0 {
		b.T.Fatalf("%s cannot sign in: %d %s", reader.Login, w.Code, w.Body)
	}
	return cookies
}

// ask sends request n, from an address of its own so that limits do not join in,
// and returns status, headers and body as text.
func ask(handler http.Handler, cookies []*http.Cookie, n int, method, target, lang string) string {
	r := httptest.NewRequest(method, target, nil)
	r.Header.Set("Accept-Language", lang)
	r.RemoteAddr = fmt.Sprintf("127.%d.%d.%d:1", n>>16&255, n>>8&255, n&255)
	for _, c := range cookies {
		r.AddCookie(c)
	}
	w := httptest.NewRecorder()
	handler.ServeHTTP(w, r)
	res := w.Result()
	body, _ := io.ReadAll(res.Body)
	var b strings.Builder
	fmt.Fprintln(&b, res.StatusCode)
	for _, name := range slices.Sorted(maps.Keys(res.Header)) {
		if name != "Set-Cookie" {
			fmt.Fprintln(&b, name, strings.Join(res.Header[name], ","))
		}
	}
	if target == "/metrics" {
		body = regexp.MustCompile(`(?m)^(heitu_http|go_|process_|promhttp_).*\n`).ReplaceAll(body, nil) // time and memory
	}
	if strings.HasPrefix(target, "/log/tile/") && res.StatusCode == http.StatusOK {
		return fmt.Sprintf("%s\n%d opaque bytes", b.String(), len(body))
	}
	return b.String() + "\n" + unzipped(body)
}

// opaque is what may differ between worlds by design: hashes, salts and
// signatures, which tell nothing, and the tokens and keys of forms.
var opaque = regexp.MustCompile(`"token":"[^"]*"|/(?:invite|start)/[A-Za-z0-9_-]{32}|[A-Za-z0-9+/]{43}=|[A-Za-z0-9+/]{80,}={0,2}|[0-9a-f]{64}`)

var secretInputs = regexp.MustCompile(`name="(?:token|key)" value="[^"]*"`)

// same compares two answers but for what is opaque, the cheapest comparison first.
func same(a, b string) bool {
	if a == b {
		return true
	}
	a, b = secretInputs.ReplaceAllString(a, ""), secretInputs.ReplaceAllString(b, "")
	return a == b || opaque.ReplaceAllString(a, "#") == opaque.ReplaceAllString(b, "#")
}

// unzipped is the content of a zip archive, such as a spreadsheet, or the body as it is.
func unzipped(body []byte) string {
	archive, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		return string(body)
	}
	var b strings.Builder
	for _, file := range archive.File {
		fmt.Fprintln(&b, file.Name)
		if r, err := file.Open(); err == nil {
			io.Copy(&b, r)
			r.Close()
		}
	}
	return b.String()
}

// Differences compares two crawls and names the requests that were answered differently.
func Differences(a, b map[string]string) []string {
	var different []string
	for request, answer := range a {
		if other, ok := b[request]; !ok || !same(other, answer) {
			different = append(different, request)
		}
	}
	for request := range b {
		if _, ok := a[request]; !ok {
			different = append(different, request)
		}
	}
	slices.Sort(different)
	return different
}
