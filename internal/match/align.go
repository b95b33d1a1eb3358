package match

import (
	"cmp"
	"math"
	"slices"
	"strings"
)

// aligned is an entry of a glossary as terms: which of the one side says which of
// the other is not known, but learned.
type aligned struct {
	a, b   []string
	weight float64
}

// What the model keeps.
const (
	rounds         = 8    // of estimation; further ones change little
	leastShare     = 0.02 // of a word's meaning
	maxRenderings  = 8    // of one word
	longestAligned = 24   // words on a side; longer entries are sentences
)

// learnWords learns from the entries of a glossary how single words are rendered,
// in both directions: from "growth performance" 生长性能 and "plant growth"
// 植物生长 it learns that growth is 生长, so that a term which the glossary lacks
// can be translated word by word. It is the first of the models of Brown, Della
// Pietra, Della Pietra and Mercer (1993).
func learnWords(pairs []aligned) map[string][]rendering {
	words := map[string][]rendering{}
	learn(pairs, words)
	for i, p := range pairs {
		pairs[i].a, pairs[i].b = p.b, p.a
	}
	learn(pairs, words)
	for word, list := range words {
		words[word] = finished(list)
	}
	return words
}

// cell is the probability that one word renders another.
type cell struct {
	from, to string
	share    float64
	gathered float64
}

// learn adds the words of side a with the words of side b that render them.
func learn(pairs []aligned, words map[string][]rendering) {
	type key struct{ from, to string }
	var cells []cell
	places := map[key]int32{}
	grids := make([][]int32, len(pairs)) // by pair: the cells, a row for each word of b
	for i, p := range pairs {
		if len(p.a) > longestAligned || len(p.b) > longestAligned {
			continue
		}
		for _, to := range p.b {
			for _, from := range p.a {
				at, ok := places[key{from, to}]
				if !ok {
					at = int32(len(cells))
					places[key{from, to}] = at
					cells = append(cells, cell{from: from, to: to, share: 1})
				}
				grids[i] = append(grids[i], at)
			}
		}
	}
	for range rounds {
		estimate(pairs, grids, cells)
	}
	for _, c := range cells {
		if c.share >= leastShare && isHanForm(c.from) != isHanForm(c.to) {
			words[c.from] = append(words[c.from], rendering{c.to, c.share})
		}
	}
}

// estimate shares out every word of b among the words of a that may have caused
// it, and then sets the shares of each word of a to what it was given.
func estimate(pairs []aligned, grids [][]int32, cells []cell) {
	for i, grid := range grids {
		n := len(pairs[i].a)
		for row := range slices.Chunk(grid, max(n, 1)) {
			sum := 0.0
			for _, at := range row {
				sum += cells[at].share
			}
			if sum == 0 {
				continue
			}
			for _, at := range row {
				cells[at].gathered += pairs[i].weight * cells[at].share / sum
			}
		}
	}
	sums := map[string]float64{}
	for _, c := range cells {
		sums[c.from] += c.gathered
	}
	for i := range cells {
		cells[i].share = cells[i].gathered / max(sums[cells[i].from], math.SmallestNonzeroFloat64)
		cells[i].gathered = 0
	}
}

// finished keeps the likeliest words, and adds their pairs of characters.
func finished(list []rendering) []rendering {
	slices.SortFunc(list, func(a, b rendering) int {
		return cmp.Or(cmp.Compare(b.share, a.share), strings.Compare(a.term, b.term))
	})
	var out []rendering
	for _, word := range list[:min(len(list), maxRenderings)] {
		if !isHanForm(word.term) {
			out = append(out, word)
			continue
		}
		for _, r := range renderings(word.term) {
			out = append(out, rendering{r.term, r.share * word.share})
		}
	}
	return slices.Clip(out)
}
