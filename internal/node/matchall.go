package node

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/match"
	"heitu/internal/record"
	"heitu/internal/store"
)

// MatchRun says what to match.
type MatchRun struct {
	All   bool    // also what has not changed since the last run
	Least float64 // the score that makes a pair a proposal

	weights match.Weights
}

// Matched counts what a run has done.
type Matched struct {
	Needs        int  `json:"needs"`
	Achievements int  `json:"achievements"`
	Pairs        int  `json:"pairs"` // the best of each, whatever their score
	Proposed     int  `json:"proposed"`
	Decisions    int  `json:"decisions"` // of brokers, that could be learned from
	Learned      bool `json:"learned"`   // whether they changed the weights
}

const (
	// LeastScore is the score that makes a pair a proposal unless the caller says otherwise.
	LeastScore = 40.0
	bestPairs  = 20
	matchChunk = 256 // records between two notes of how far a run has come
	matchFile  = "matched.json"
)

// progress is how far runs have come. A run that was interrupted goes on behind After.
type progress struct {
	Entry int64  `json:"entry"` // what stands before it is done
	Upto  int64  `json:"upto"`  // of the run under way
	After string `json:"after"`
}

// Match proposes matches for every open need and, in the reverse, for every shared
// achievement, as far as they have changed since the last run. It uses all
// processors, and what is done stays done when it is interrupted.
func (n *Node) Match(ctx context.Context, run MatchRun) (Matched, error) {
	var done Matched
	if err := n.Settle(ctx); err != nil {
		return done, err
	}
	p, err := n.readProgress()
	if err != nil {
		return done, err
	}
	if run.All {
		p = progress{}
	}
	if p.Upto == 0 {
		p.Upto = n.follower.next
	}
	changed, err := n.changed(ctx, p.Entry, p.Upto)
	if err != nil {
		return done, err
	}
	lesson, err := n.learn(ctx)
	if err != nil {
		return done, err
	}
	done.Decisions, done.Learned = lesson.Decisions, lesson.Weights != nil
	run.weights = lesson.Weights
	first, _ := slices.BinarySearchFunc(changed, p.After+"\x00", func(r record.Record, id string) int { return strings.Compare(r.ID, id) })
	for chunk := range slices.Chunk(changed[first:], matchChunk) {
		if err := n.matchSome(ctx, chunk, run, &done); err != nil {
			return done, err
		}
		p.After = chunk[len(chunk)-1].ID
		if err := n.writeProgress(p); err != nil {
			return done, err
		}
	}
	return done, n.writeProgress(progress{Entry: p.Upto})
}

func (n *Node) readProgress() (p progress, err error) {
	data, err := os.ReadFile(filepath.Join(n.config.Folder, matchFile))
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err == nil && json.Unmarshal(data, &p) != nil {
		return progress{}, nil // a note that cannot be read costs a full run, nothing else
	}
	return p, err
}

func (n *Node) writeProgress(p progress) error {
	data, err := json.Marshal(p)
	if err != nil {
		return err
	}
	return writeFile(filepath.Join(n.config.Folder, matchFile), string(data), 0o600)
}

// changed returns the open needs and shared achievements with an entry from first
// up to but without upto, in the order of their ids.
func (n *Node) changed(ctx context.Context, first, upto int64) ([]record.Record, error) {
	latest := map[string]record.Record{}
	for first < upto {
		var revisions []store.Revision
		err := n.Store.View(ctx, func(tx store.Tx) (err error) {
			revisions, err = tx.Placed(ctx, first, batch)
			return err
		})
		if err != nil {
			return nil, fmt.Errorf("read what has changed: %w", err)
		}
		if len(revisions) == 0 {
			break
		}
		for _, rev := range revisions {
			if rev.Record.Kind == kinds.Need.Name || rev.Record.Kind == kinds.Achievement.Name {
				latest[rev.Record.ID] = rev.Record
			}
			first = rev.Entry.Number + 1
		}
	}
	var list []record.Record
	for _, r := range latest {
		if r.Key.Home == n.Home && (r.State == "open" || r.State == "shared") {
			list = append(list, r)
		}
	}
	slices.SortFunc(list, func(a, b record.Record) int { return strings.Compare(a.ID, b.ID) })
	return list, nil
}

// pairing is an achievement that may solve a need.
type pairing struct {
	need, achievement string
	hit               match.Hit
}

// matchSome ranks some records on all processors, and proposes the pairs that reach the least score.
func (n *Node) matchSome(ctx context.Context, records []record.Record, run MatchRun, done *Matched) error {
	found := make([][]pairing, len(records))
	errs := make([]error, len(records))
	var workers sync.WaitGroup
	width := runtime.GOMAXPROCS(0)
	for w := range width {
		workers.Go(func() {
			for i := w; i < len(records) && ctx.Err() == nil; i += width {
				found[i], errs[i] = n.pairings(records[i], run.weights)
			}
		})
	}
	workers.Wait()
	if err := errors.Join(append(errs, ctx.Err())...); err != nil {
		return err
	}
	best := map[[2]string]pairing{}
	for i, list := range found {
		if records[i].Kind == kinds.Need.Name {
			done.Needs++
		} else {
			done.Achievements++
		}
		for _, p := range list {
			done.Pairs++
			key := [2]string{p.need, p.achievement}
			if p.hit.Score >= run.Least && p.hit.Score > best[key].hit.Score {
				best[key] = p
			}
		}
	}
	return n.propose(ctx, best, done)
}

func (n *Node) pairings(r record.Record, weights match.Weights) ([]pairing, error) {
	other := kinds.Need.Name
	if r.Kind == kinds.Need.Name {
		other = kinds.Achievement.Name
	}
	hits, err := n.Finder.Hits(r, other, "", bestPairs, weights)
	var list []pairing
	for _, h := range hits {
		if h.Key.Home != n.Home {
			continue
		}
		p := pairing{r.ID, h.Key.ID, h}
		if r.Kind != kinds.Need.Name {
			p.need, p.achievement = h.Key.ID, r.ID
		}
		list = append(list, p)
	}
	return list, err
}

// propose makes match records of pairs that were never proposed before.
func (n *Node) propose(ctx context.Context, best map[[2]string]pairing, done *Matched) error {
	self := access.Actor{Node: true}
	known := map[string]map[string]bool{}
	var drafts []record.Draft
	for _, key := range sortedPairs(best) {
		p := best[key]
		if known[p.need] == nil {
			known[p.need] = map[string]bool{}
			matches, err := n.Office.Linking(ctx, self, p.need, kinds.Match.Name)
			if err != nil && !fault.Is(err, fault.CodeMissing) {
				return err
			}
			for _, m := range matches {
				known[p.need][kinds.MatchAchievement.Of(m)] = true
			}
		}
		if !known[p.need][p.achievement] {
			drafts = append(drafts, record.Draft{Kind: kinds.Match.Name, Fields: matchFields(p.need, p.achievement, p.hit.Score, p.hit.Reasons)})
		}
	}
	const together = 100
	for some := range slices.Chunk(drafts, together) {
		if _, err := n.Office.Put(ctx, self, "", some...); err != nil {
			return err
		}
		done.Proposed += len(some)
	}
	return nil
}

func sortedPairs(best map[[2]string]pairing) [][2]string {
	var keys [][2]string
	for key := range best {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b [2]string) int {
		return strings.Compare(a[0]+" "+a[1], b[0]+" "+b[1])
	})
	return keys
}

// learn draws a lesson from all that brokers have accepted and declined, in the order of the proposals.
func (n *Node) learn(ctx context.Context) (match.Lesson, error) {
	self := access.Actor{Node: true}
	q := record.Query{Kind: kinds.Match.Name, Scopes: access.Scopes(self, kinds.Match), Limit: batch}
	var decisions []match.Decision
	for {
		var page []record.Record
		err := n.Store.View(ctx, func(tx store.Tx) (err error) {
			page, err = tx.Find(ctx, q)
			return err
		})
		if err != nil {
			return match.Lesson{}, fmt.Errorf("read decisions: %w", err)
		}
		for _, m := range page {
			if m.State != "accepted" && m.State != "declined" {
				continue
			}
			need, err := n.Office.Record(ctx, self, kinds.Need.Name, kinds.MatchNeed.Of(m))
			if err != nil {
				continue // what has been erased teaches nothing
			}
			hits, err := n.Finder.Hits(need, kinds.Achievement.Name, kinds.MatchAchievement.Of(m), 1, nil)
			if err != nil {
				return match.Lesson{}, err
			}
			for _, h := range hits {
				decisions = append(decisions, match.Decision{Accepted: m.State == "accepted", Parts: match.PartsOf(h.Reasons)})
			}
		}
		if len(page) < batch {
			return match.Learn(decisions), nil
		}
		q.After = page[len(page)-1].ID
	}
}
