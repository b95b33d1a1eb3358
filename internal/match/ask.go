package match

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// asked is what somebody typed: words, phrases in quotation marks that a hit must
// have, and beginnings of words marked by an asterisk.
type asked struct {
	words    string // all of it but the beginnings, without the marks
	phrases  []string
	prefixes []string
}

// longestAsked bounds what is read of a typed query, in bytes. Whole texts go
// into Query.Texts, where marks mean nothing.
const longestAsked = 100 << 10

// ask reads a typed query. Any text is a query: a mark that has no partner, or
// nothing in it, is passed over.
func ask(text string) asked {
	text = fold(text[:min(len(text), longestAsked)])
	text = strings.NewReplacer("“", `"`, "”", `"`, "„", `"`).Replace(text)
	var a asked
	var words []string
	parts := strings.Split(text, `"`)
	for i, part := range parts {
		quoted := i%2 == 1 && i < len(parts)-1
		if quoted && len(cut(part)) > 0 {
			a.phrases = append(a.phrases, part)
		}
		for word := range strings.FieldsSeq(part) {
			if prefix, ok := strings.CutSuffix(word, "*"); ok && !quoted && isPrefix(prefix) {
				a.prefixes = append(a.prefixes, prefix)
				continue
			}
			words = append(words, word)
		}
	}
	a.words = strings.Join(words, " ")
	return a
}

// isPrefix reports whether something is one word of two characters or more, whose continuations can be sought.
func isPrefix(s string) bool {
	return utf8.RuneCountInString(s) >= 2 && (runEnd(s, 0, isInner) == len(s) || runEnd(s, 0, isHan) == len(s))
}

// mostContinuations bounds the words that one beginning stands for, the commonest first.
const mostContinuations = 32

// continuations are the terms of the words of public records that begin so.
func (x *Index) continuations(prefix string) []string {
	var ids []uint32
	for id := uint32(1); id < x.lexicon.size.Load(); id++ {
		if e := x.lexicon.at(id); strings.HasPrefix(e.text, prefix) && (e.term == id || e.said.Load() > 0) {
			ids = append(ids, id)
		}
	}
	return x.commonest(ids, mostContinuations)
}

// commonest are the terms of some words, those in most public records first, and only those in any.
func (x *Index) commonest(ids []uint32, most int) []string {
	var list []*lexeme
	for _, id := range ids {
		if term := x.lexicon.at(x.lexicon.at(id).term); term.public.Load() > 0 && !slices.Contains(list, term) {
			list = append(list, term)
		}
	}
	slices.SortFunc(list, func(a, b *lexeme) int {
		return cmp.Or(cmp.Compare(b.public.Load(), a.public.Load()), strings.Compare(a.text, b.text))
	})
	var terms []string
	for _, term := range list[:min(len(list), most)] {
		terms = append(terms, term.text)
	}
	return terms
}

// havePhrase keeps in a set the documents that have a phrase. Chinese is compared
// by characters, whatever words the segmenter saw; other text by the terms of its
// words, so that "neural networks" finds a neural network.
func (x *Index) havePhrase(set bitmap, p part, phrase string) {
	words := cut(phrase)
	var terms []string
	chinese := true
	for _, w := range words {
		terms = append(terms, x.termOf(w.form))
		chinese = chinese && w.han()
	}
	eachTerm(phrase, words, func(form string, _ int, whole bool) {
		if isHanForm(form) && utf8.RuneCountInString(form) != 2 {
			return // its pairs say the same
		}
		having := newBitmap(p.len())
		docs, _, _ := p.postings(x.lexicon.term(form))
		for _, doc := range docs {
			having.set(int(doc))
		}
		intersect(set, having)
	})
	characters := spelled(words)
	set.each(func(doc int) {
		found := false
		x.lexicon.written(p.texts.at(doc), func(s string, words []token) {
			found = found || chinese && strings.Contains(s, characters) || !chinese && x.follow(words, terms)
		})
		if !found {
			set.clear(doc)
		}
	})
}

// spelled writes words as lexicon.written does.
func spelled(words []token) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && !w.joined {
			b.WriteByte(' ')
		}
		b.WriteString(w.form)
	}
	return b.String()
}

// follow reports whether words have the terms, one after another.
func (x *Index) follow(words []token, terms []string) bool {
	for i := 0; i+len(terms) <= len(words); i++ {
		j := 0
		for j < len(terms) && x.termOf(words[i+j].form) == terms[j] {
			j++
		}
		if j == len(terms) {
			return true
		}
	}
	return false
}
