// Package eval measures rankings against judgements.
//
// It reads folders in the BEIR layout (corpus.jsonl, queries.jsonl,
// qrels/NAME.tsv), and computes the measures of trec_eval. A newcomer would judge
// a ranking as it comes. Where a query is the whole text of a document of the
// corpus, that document is left out: a text that finds itself proves nothing.
package eval

import (
	"maps"
	"math"
	"slices"
)

// Depth is how many documents of each ranking are judged and written.
const Depth = 100

// Measures are means over all judged queries.
type Measures struct {
	NDCG10    float64 `json:"ndcg10"`
	Recall100 float64 `json:"recall100"`
	MAP       float64 `json:"map"`
	MRR       float64 `json:"mrr"`
	Queries   int     `json:"queries"`
}

// Grades say how relevant documents are to one query, by id. What is not
// listed, or has a grade of 0 or less, is not relevant.
type Grades map[string]int

// Judge measures the rankings of all queries that have a relevant document. A
// judged query without a ranking counts as one that found nothing.
func Judge(rankings map[string][]string, judgements map[string]Grades) Measures {
	var m Measures
	for _, query := range slices.Sorted(maps.Keys(judgements)) { // in order, as sums of fractions depend on it
		grades := judgements[query]
		relevant := Grades{}
		for doc, grade := range grades {
			if grade > 0 {
				relevant[doc] = grade
			}
		}
		if len(relevant) == 0 {
			continue
		}
		ranking := rankings[query]
		m.Queries++
		m.NDCG10 += ndcg(ranking, relevant, 10)
		m.Recall100 += recall(ranking, relevant, Depth)
		m.MAP += averagePrecision(ranking, relevant)
		m.MRR += reciprocalRank(ranking, relevant)
	}
	if n := float64(m.Queries); n > 0 {
		m.NDCG10, m.Recall100, m.MAP, m.MRR = m.NDCG10/n, m.Recall100/n, m.MAP/n, m.MRR/n
	}
	return m
}

// ndcg is the discounted gain of the first k documents, against the best that any ranking could gain.
func ndcg(ranking []string, relevant Grades, k int) float64 {
	ideal := make([]int, 0, len(relevant))
	for _, grade := range relevant {
		ideal = append(ideal, grade)
	}
	slices.SortFunc(ideal, func(a, b int) int { return b - a })
	gained := make([]int, 0, k)
	for _, doc := range ranking[:min(k, len(ranking))] {
		gained = append(gained, relevant[doc])
	}
	return discounted(gained) / discounted(ideal[:min(k, len(ideal))])
}

func discounted(grades []int) float64 {
	var sum float64
	for i, grade := range grades {
		sum += float64(grade) / math.Log2(float64(i)+2)
	}
	return sum
}

func recall(ranking []string, relevant Grades, k int) float64 {
	found := 0
	for _, doc := range ranking[:min(k, len(ranking))] {
		if relevant[doc] > 0 {
			found++
		}
	}
	return float64(found) / float64(len(relevant))
}

func averagePrecision(ranking []string, relevant Grades) float64 {
	found, sum := 0, 0.0
	for i, doc := range ranking {
		if relevant[doc] > 0 {
			found++
			sum += float64(found) / float64(i+1)
		}
	}
	return sum / float64(len(relevant))
}

func reciprocalRank(ranking []string, relevant Grades) float64 {
	for i, doc := range ranking {
		if relevant[doc] > 0 {
			return 1 / float64(i+1)
		}
	}
	return 0
}
