package peer

import (
	"context"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/store"
)

// Words are what members have said about a version of the charter, by home: those who
// have signed it, or, of a candidate, whether each agrees that he joins. A member is
// one word: the last that he has given and not taken back.
func (a *Alliance) Words(ctx context.Context, digest, candidate string) (map[string]bool, error) {
	q := record.Query{
		Kind: kinds.Accession.Name, Scopes: access.Scopes(access.Actor{Node: true}, kinds.Accession), Allied: true, Limit: 10 * mostPeers,
		Where: []record.Term{{Field: kinds.AccessionDigest.Name, Op: record.Equal, Value: digest}, {Field: "state", Op: record.Equal, Value: "given"}},
	}
	var list []record.Record
	err := a.Store.View(ctx, func(tx store.Tx) (err error) {
		list, err = tx.Find(ctx, q)
		return err
	})
	words, at := map[string]bool{}, map[string]int64{}
	for _, r := range list {
		if kinds.AccessionCandidate.Of(r) == candidate && r.At >= at[r.Home] {
			words[r.Home], at[r.Home] = kinds.AccessionAgree.Of(r), r.At
		}
	}
	return words, err
}

// Admitted reports whether more than half of those who have signed a version of the
// charter agree that a candidate joins.
func (a *Alliance) Admitted(ctx context.Context, digest, candidate string) (bool, error) {
	signed, err := a.Words(ctx, digest, "")
	if err != nil {
		return false, err
	}
	votes, err := a.Words(ctx, digest, candidate)
	members, agree := 0, 0
	for home, yes := range signed {
		if !yes || home == candidate {
			continue
		}
		members++
		if votes[home] {
			agree++
		}
	}
	return 2*agree > members, err
}
