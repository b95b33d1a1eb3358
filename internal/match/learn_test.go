package match

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"heitu/internal/record"
)

// market is an index of achievements, and needs that ask for them.
func market(r *rand.Rand) (*Index, func() Query) {
	words := vocabulary(r)
	x := New(Options{})
	for i := range 3000 {
		d := synthetic(i, words, 60)
		d.Facets["readiness"] = fmt.Sprint(1 + r.IntN(9))
		x.Put(d)
	}
	return x, func() Query {
		return Query{
			Texts: []Text{{words(20), 1}}, Scopes: openDocs, Limit: 40,
			Agree: map[string]string{"region": fmt.Sprintf("21%02d00", r.IntN(14)), "field": fmt.Sprint(r.IntN(12)), "readiness": fmt.Sprint(1 + r.IntN(9))},
		}
	}
}

// broker accepts what agrees in field and says enough of the need, as a rule. He does not care where it is from.
func broker(r *rand.Rand, h Hit) bool {
	parts := PartsOf(h.Reasons)
	likes := 3*parts["field"] + 0.1*parts[Term] - 6
	if r.IntN(12) == 0 {
		likes = -likes
	}
	return likes > 0
}

func TestLearnFromABroker(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	x, need := market(r)
	var decisions []Decision
	for len(decisions) < 200 {
		for _, h := range x.Search(need())[:8] {
			decisions = append(decisions, Decision{broker(r, h), PartsOf(h.Reasons)})
		}
	}
	lesson := Learn(decisions)
	t.Logf("%d decisions, %d accepted; held-out loss %.3f before, %.3f after; weights %v", lesson.Decisions, lesson.Accepted, lesson.Before, lesson.After, lesson.Weights)
	if lesson.Weights == nil {
		t.Fatal("nothing was learned")
	}
	if w := lesson.Weights; w["field"] <= 1 || w["region"] >= w["field"] {
		t.Errorf("weights %v: the field must count more than it did, and more than the region", w)
	}
	const asked, looked = 100, 5
	var before, after int
	for range asked {
		q := need()
		for i, h := range x.Search(q) {
			if i < looked && broker(rand.New(rand.NewPCG(1, 1)), h) {
				before++
			}
		}
		q.Weights = lesson.Weights
		for i, h := range x.Search(q)[:looked] {
			h.Reasons = reasonsOf(x, q, h.Key)
			if i < looked && broker(rand.New(rand.NewPCG(1, 1)), h) {
				after++
			}
		}
	}
	t.Logf("precision of the first %d on needs not seen before: %.3f, then %.3f", looked, float64(before)/asked/looked, float64(after)/asked/looked)
	if after <= before {
		t.Errorf("of %d proposals he would accept %d, and %d before he was listened to", asked*looked, after, before)
	}
}

// reasonsOf are the reasons of a pair with equal weights.
func reasonsOf(x *Index, q Query, k record.Key) []Reason {
	q.Weights, q.Only = nil, k.ID
	return x.Search(q)[0].Reasons
}

func TestTooFewDecisionsTeachNothing(t *testing.T) {
	accepted := Decision{true, map[string]float64{Term: 40, "field": 2}}
	declined := Decision{false, map[string]float64{Term: 20}}
	repeat := func(a, b int) (list []Decision) {
		for range a {
			list = append(list, accepted)
		}
		for range b {
			list = append(list, declined)
		}
		return list
	}
	for _, list := range [][]Decision{nil, repeat(10, 10), repeat(leastDecisions, leastOfAnswer-1), repeat(leastOfAnswer-1, leastDecisions)} {
		if got := Learn(list); got.Weights != nil || got.Before != 0 || got.Decisions != len(list) {
			t.Errorf("%d decisions: got %+v, want nothing learned", len(list), got)
		}
	}
}

// A broker who tosses a coin teaches nothing.
func TestChanceTeachesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(13, 14))
	taught := 0
	for range 20 {
		var list []Decision
		for range 200 {
			list = append(list, Decision{r.IntN(2) == 0, map[string]float64{Term: 20 + 40*r.Float64(), "field": float64(2 * r.IntN(2)), "region": float64(r.IntN(3))}})
		}
		if Learn(list).Weights != nil {
			taught++
		}
	}
	if taught > 4 {
		t.Errorf("chance taught something %d times of 20", taught)
	}
}
