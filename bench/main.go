// Bench runs the same queries over the same words through Heitu's matching engine and
// through search engines that others would use, and prints how long each takes.
//
//	go run . [-docs 300000] [-only heitu,bleve,fts5,xapian,postgres]
//
// It is a module of its own, so that none of these engines becomes a dependency of
// Heitu. The corpus is drawn by chance from a fixed seed and cut into words beforehand: no
// engine's language rules take part. Xapian is used where its Python module is installed
// (python3-xapian), PostgreSQL where HEITU_TEST_POSTGRES names a server.
package main

import (
	"cmp"
	"flag"
	"fmt"
	"log"
	"os"
	"slices"
	"strings"
	"time"
)

// top is how many hits each query asks for.
const top = 10

// engine is one of those compared.
type engine struct {
	name     string
	settings string
	queries  int // how many are asked; the slow ones get fewer
	open     func(c *corpus) (searcher, error)
}

// searcher finds the best documents in state open for the words of a query.
type searcher interface {
	search(words []string) (docs []int, err error)
	close()
}

// errAbsent is returned by open where an engine is not installed.
type errAbsent string

func (e errAbsent) Error() string { return string(e) }

var engines = []engine{
	{"heitu", "its one configuration; words weighted by rarity, lengths in 42 steps", 200, openHeitu},
	{"exact", "BM25 (k1 1.2, b 0.75) in floating point, every posting added up: the yardstick of agreement", 20, openExact},
	{"bleve", "v2, scorch, BM25 model, keyword analyzer per word, disjunction of terms, filter by conjunction", 30, openBleve},
	{"fts5", "modernc.org/sqlite, FTS5 contentless, optimized, bm25(), filter by join", 10, openFTS5},
	{"xapian", "1.4 glass, BM25Weight(1.2, 0, 1, 0.75, 0), OP_OR, OP_FILTER, through Python", 20, openXapian},
	{"postgres", "tsvector with GIN, ts_rank of the OR query, no other weights", 5, openPostgres},
}

func main() {
	docs := flag.Int("docs", 300_000, "documents of 120 words")
	only := flag.String("only", "", "engines to run, separated by commas; all where empty")
	flag.Parse()
	c := draw(*docs)
	fmt.Printf("%d documents of %d words, queries of %d words (%d different ones in the mean), filter on state, top %d\n", *docs, docWords, queryWords, c.distinct(), top)
	yardstick, err := openExact(c)
	if err != nil {
		log.Fatal(err)
	}
	for _, e := range engines {
		if *only != "" && !slices.Contains(strings.Split(*only, ","), e.name) {
			continue
		}
		if err := run(e, c, yardstick); err != nil {
			log.Fatalf("%s: %v", e.name, err)
		}
	}
}

// run builds one engine, asks it, and prints what came of it.
func run(e engine, c *corpus, yardstick searcher) error {
	start := time.Now()
	s, err := e.open(c)
	if absent, ok := err.(errAbsent); ok {
		fmt.Printf("%-9s not run: %s\n", e.name, absent)
		return nil
	}
	if err != nil {
		return err
	}
	defer s.close()
	built := time.Since(start)
	var took []time.Duration
	same := 0
	for _, words := range c.queries[:e.queries] {
		start := time.Now()
		found, err := s.search(words)
		if err != nil {
			return err
		}
		took = append(took, time.Since(start))
		if len(took) <= 5 {
			want, err := yardstick.search(words)
			if err != nil {
				return err
			}
			same += shared(found, want)
		}
	}
	slices.SortFunc(took, cmp.Compare)
	fmt.Printf("%-9s p50 %10v  max %10v  build %8v  %2d of %d of the exact top %d  (%d queries; %s)\n", e.name, round(took[len(took)/2]), round(took[len(took)-1]),
		built.Round(100*time.Millisecond), same, min(5, len(took))*top, top, len(took), e.settings)
	return nil
}

func round(d time.Duration) time.Duration { return d.Round(time.Microsecond) }

// shared is how many documents two lists have in common.
func shared(a, b []int) int {
	n := 0
	for _, doc := range a {
		if slices.Contains(b, doc) {
			n++
		}
	}
	return n
}

// folder is a new one for the files of an engine.
func folder() (string, error) { return os.MkdirTemp("", "heitu-bench-") }
