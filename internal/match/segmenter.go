package match

import (
	"strconv"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/go-ego/gse"
)

// A Chinese text is cut into the words whose costs have the least sum. The cost
// of a word is the negative logarithm of how common it is, so few common words
// win over many rare ones.
type word struct {
	cost    float32 // 0 for what only begins longer words
	longest uint8   // of two runes: the length in runes of the longest word that begins with them
}

const (
	longestChinese = 10 // runes; a dictionary entry beyond it is a saying, not a term
	unknownCost    = 15 // of a single character that is no word, above the rarest word's 13.9
)

// chinese is the dictionary, read when the first Chinese text arrives (about a
// quarter of a second) and never changed.
var chinese = sync.OnceValue(func() map[string]word { return readDictionary(gse.ZhIdf) })

// readDictionary reads lines of a word, a space and the word's inverse document frequency.
func readDictionary(lines string) map[string]word {
	words := make(map[string]word, strings.Count(lines, "\n"))
	for line := range strings.Lines(lines) {
		name, number, _ := strings.Cut(strings.TrimSpace(line), " ")
		length := utf8.RuneCountInString(name)
		cost, err := strconv.ParseFloat(number, 32)
		if err != nil || length == 0 || length > longestChinese || runEnd(name, 0, isHan) < len(name) {
			continue
		}
		w := words[name]
		w.cost = max(float32(cost), 0.01)
		words[name] = w
		if length > 1 {
			pair := name[:runeOffset(name, 2)]
			w := words[pair]
			w.longest = max(w.longest, uint8(length))
			words[pair] = w
		}
	}
	return words
}

// appendChinese adds the words of s[from:to], a run of Chinese characters. A
// stop word is left out, and parts the words around it.
func appendChinese(out []token, s string, from, to int) []token {
	run := s[from:to]
	offsets := make([]int, 0, len(run)/3+2)
	for i := range run {
		offsets = append(offsets, i)
	}
	offsets = append(offsets, len(run))
	steps, joined := cheapest(run, offsets), false
	for i := 0; i < len(steps); i += int(steps[i]) {
		start := offsets[i]
		form := run[start:offsets[i+int(steps[i])]]
		if stopChinese[form] {
			joined = false
			continue
		}
		out = append(out, token{form: form, at: from + start, joined: joined})
		joined = true
	}
	return out
}

// cheapest returns, for each character, the length of the word that the
// cheapest way from there to the end of the run begins with.
func cheapest(run string, offsets []int) []uint8 {
	words, n := chinese(), len(offsets)-1
	steps := make([]uint8, n)
	costs := make([]float32, n+1)
	for i := n - 1; i >= 0; i-- {
		cost := words[run[offsets[i]:offsets[i+1]]].cost
		if cost == 0 {
			cost = unknownCost
		}
		best, step := cost+costs[i+1], 1
		longest := 0
		if i+2 <= n {
			longest = min(int(words[run[offsets[i]:offsets[i+2]]].longest), n-i)
		}
		for length := 2; length <= longest; length++ {
			cost := words[run[offsets[i]:offsets[i+length]]].cost
			if cost > 0 && cost+costs[i+length] < best {
				best, step = cost+costs[i+length], length
			}
		}
		costs[i], steps[i] = best, uint8(step)
	}
	return steps
}
