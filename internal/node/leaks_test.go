package node_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/testkit"
)

// allRecords reads the key of every record, hidden or not.
func allRecords(b *testkit.Bench, known *[]testkit.Known) error {
	return b.Store.View(b.T.Context(), func(tx store.Tx) error {
		for _, k := range b.Office.Kinds {
			found, err := tx.Find(b.T.Context(), record.Query{Kind: k.Name, Scopes: access.Scopes(access.Actor{Node: true}, k), Limit: 1000})
			if err != nil {
				return err
			}
			for _, r := range found {
				*known = append(*known, testkit.Known{Kind: r.Kind, ID: r.ID})
			}
		}
		return nil
	})
}

// hidden returns the records of a kind as nobody but the node should see them.
func hidden(b *testkit.Bench, kind string) []record.Record {
	var found []record.Record
	err := b.Store.View(b.T.Context(), func(tx store.Tx) (err error) {
		k, err := b.Office.Kind(kind)
		if err == nil {
			found, err = tx.Find(b.T.Context(), record.Query{Kind: kind, Scopes: access.Scopes(access.Actor{Node: true}, k), Limit: 1000})
		}
		return err
	})
	if err != nil {
		b.T.Fatal(err)
	}
	return found
}

// A leak is a fault planted in front of the node: it looks at what the reader may
// not see and lets a trace of it into an answer.
type leak struct {
	name   string
	secret string // which of the secrets it betrays
	plant  func(b *testkit.Bench, next http.Handler) http.HandlerFunc
}

func leaks() []leak {
	header := func(path, name string, value func(b *testkit.Bench) string) func(*testkit.Bench, http.Handler) http.HandlerFunc {
		return func(b *testkit.Bench, next http.Handler) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				if strings.HasPrefix(r.URL.Path, path) {
					w.Header().Set(name, value(b))
				}
				next.ServeHTTP(w, r)
			}
		}
	}
	return []leak{
		{"a total that counts what is hidden", "a draft where the other world has a person", header("/api/records/need", "X-Total", func(b *testkit.Bench) string {
			return fmt.Sprint(len(hidden(b, kinds.Need.Name)))
		})},
		{"an entity tag over hidden fields", "the price of a shared achievement", header("/api/records/achievement", "Etag", func(b *testkit.Bench) string {
			return fmt.Sprintf("%q", fmt.Sprint(hidden(b, kinds.Achievement.Name)[0].Fields["price"]))
		})},
		{"403 where it should be 404", "a draft where the other world has a person", func(b *testkit.Bench, next http.Handler) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				for _, p := range hidden(b, kinds.Person.Name) {
					if r.URL.Path == "/api/records/person/"+p.ID {
						http.Error(w, "forbidden", http.StatusForbidden)
						return
					}
				}
				next.ServeHTTP(w, r)
			}
		}},
		{"a range of prices as a facet", "the price of a shared achievement", header("/api/search", "X-Facets", func(b *testkit.Bench) string {
			return fmt.Sprint(hidden(b, kinds.Achievement.Name)[0].Fields["price"].(int64) > 50_000_000)
		})},
		{"the length of a hidden text", "a draft achievement", header("/api/search", "X-Length", func(b *testkit.Bench) string {
			n := 0
			for _, r := range hidden(b, kinds.Achievement.Name) {
				n += len(r.Fields["summary"].(string))
			}
			return fmt.Sprint(n)
		})},
		{"completion from hidden titles", "a draft achievement", header("/api/search", "X-Complete", func(b *testkit.Bench) string {
			return fmt.Sprintf("%q", hidden(b, kinds.Achievement.Name)[0].Fields["title"])
		})},
		{"a redirect by who is a party", "the parties of a registered contract", header("/records/contract", "Location", func(b *testkit.Bench) string {
			return "/records/organisation/" + hidden(b, kinds.Party.Name)[0].Owner
		})},
		{"whether a sign-in name is taken", "an account", func(b *testkit.Bench, next http.Handler) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				for _, a := range hidden(b, kinds.Account.Name) {
					if a.Fields["login"] == r.URL.Query().Get("login") && r.URL.Path == "/api/records/account" {
						w.WriteHeader(http.StatusNoContent)
						return
					}
				}
				next.ServeHTTP(w, r)
			}
		}},
		{"an order by hidden scores", "who proposed matches to whom", header("/records/need", "X-Order", func(b *testkit.Bench) string {
			sum := int64(0)
			for _, m := range hidden(b, kinds.Match.Name) {
				sum += kinds.MatchScore.Of(m)
			}
			return fmt.Sprint(sum)
		})},
		{"one word more in a page", "the contact of an organisation", func(b *testkit.Bench, next http.Handler) http.HandlerFunc {
			return func(w http.ResponseWriter, r *http.Request) {
				rec := httptest.NewRecorder()
				next.ServeHTTP(rec, r)
				for name, v := range rec.Header() {
					w.Header()[name] = v
				}
				w.WriteHeader(rec.Code)
				w.Write(rec.Body.Bytes())
				if r.URL.Path == "/records/organisation" {
					fmt.Fprintf(w, "<!-- %v -->", hidden(b, kinds.Organisation.Name)[0].Fields["contact"])
				}
			}
		}},
	}
}

// TestTwoWorldsFindLeaks proves the harness: it must find each of ten planted leaks.
func TestTwoWorldsFindLeaks(t *testing.T) {
	if len(leaks()) != 10 {
		t.Fatalf("there are %d leaks, want 10", len(leaks()))
	}
	byName := map[string]secret{}
	for _, s := range secrets() {
		byName[s.name] = s
	}
	for _, l := range leaks() {
		t.Run(l.name, func(t *testing.T) {
			t.Parallel()
			s, ok := byName[l.secret]
			if !ok {
				t.Fatalf("no secret %q", l.secret)
			}
			leaky := func(b *testkit.Bench) http.Handler { return l.plant(b, b.Handler()) }
			crawls := worlds(t, s, leaky, []string{""})
			if len(testkit.Differences(crawls[0][0], crawls[1][0])) == 0 {
				t.Error("the leak was not found")
			}
		})
	}
}
