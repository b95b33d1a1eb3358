package match

import (
	"cmp"
	"encoding/binary"
	"math"
	"slices"
	"unicode/utf8"

	"heitu/internal/record"
)

// Text is the words of one text field and how much the field counts, from 1 to 100.
type Text struct {
	Words  string
	Weight int
}

func (t Text) weight() uint32 { return uint32(min(max(t.Weight, 1), 100)) }

// Doc is what the index keeps of one record. Only text that everybody may see
// goes into Texts, even where the record itself is hidden.
type Doc struct {
	Key    record.Key
	Kind   string
	State  string
	Owner  string
	Public bool              // everybody may see the record, so it is counted in the statistics
	Texts  []Text            // one for each text field
	Facets map[string]string // codes, by field: "region": "210100"
	Day    string            // of two equal scores the later day goes first; may be ""
}

// eachTerm calls visit with every term of s, of which words are the words: how it
// is written, where it begins, and whether it is a word by itself. A Chinese word of three
// characters or more has its pairs of characters as further terms, and so has the
// border of two words that stand together: thus 机床 finds 数控机床, and a word
// that the dictionary lacks is found by its pairs.
func eachTerm(s string, words []token, visit func(term string, at int, whole bool)) {
	for i := 0; i < len(words); {
		last := i
		for last+1 < len(words) && words[last+1].joined {
			last++
		}
		run := words[i : last+1]
		i = last + 1
		if !run[0].han() {
			visit(run[0].form, run[0].at, true)
			continue
		}
		eachChinese(s, run, visit)
	}
}

// eachChinese calls visit with the terms of Chinese words that stand together.
func eachChinese(s string, run []token, visit func(term string, at int, whole bool)) {
	from, to := run[0].at, run[len(run)-1].at+len(run[len(run)-1].form)
	k := 0
	for at := from; at < to; {
		_, first := utf8.DecodeRuneInString(s[at:])
		if k < len(run) && run[k].at == at {
			end := at + len(run[k].form)
			visit(run[k].form, at, end > at+first || len(run) == 1)
			k++
			if _, second := utf8.DecodeRuneInString(s[at+first:]); end == at+first+second {
				at += first
				continue // the word is the pair
			}
		}
		if next := at + first; next < to {
			_, second := utf8.DecodeRuneInString(s[next:])
			visit(s[at:next+second], at, false)
		}
		at += first
	}
}

// post is a term of one document with its code.
type post struct {
	term uint32
	code uint8
}

// prepared is a document ready to be put into a segment.
type prepared struct {
	doc    Doc
	day    int32
	marks  []uint32
	length uint32
	posts  []post // in the order of terms
	text   []byte // see appendWords
}

// prepare cuts the texts of a document and numbers its words.
func (l *lexicon) prepare(d Doc) *prepared {
	p := &prepared{doc: d, day: dayNumber(d.Day), marks: l.marksOf(d)}
	var all []post // the code holds nothing yet; the weight is beside it
	var weights []uint32
	var length uint64
	for _, text := range d.Texts {
		s := fold(text.Words)
		words := cut(s)
		length += uint64(len(words)) * uint64(text.weight())
		p.text = l.appendWords(p.text, words)
		eachTerm(s, words, func(term string, _ int, _ bool) {
			all = append(all, post{term: l.at(l.add(term)).term})
			weights = append(weights, text.weight())
		})
	}
	p.length = uint32(min(length, math.MaxUint32))
	p.posts = count(all, weights, p.length)
	p.doc.Texts = nil
	return p
}

// count makes one posting of all that have the same term.
func count(all []post, weights []uint32, length uint32) []post {
	type weighed struct{ term, weight uint32 }
	list := make([]weighed, len(all))
	for i, p := range all {
		list[i] = weighed{p.term, weights[i]}
	}
	slices.SortFunc(list, func(a, b weighed) int { return cmp.Compare(a.term, b.term) })
	out := all[:0]
	base := lengthCode(length)
	for i := 0; i < len(list); {
		term, sum := list[i].term, uint32(0)
		for ; i < len(list) && list[i].term == term; i++ {
			sum += list[i].weight
		}
		out = append(out, post{term, base + countCode(sum)})
	}
	return slices.Clip(out)
}

// appendWords writes the words of one text: for each its number, doubled, plus
// one if it is joined; then a zero. So a segment can say how a document writes a
// term, whether it has a phrase, and what to take out of the statistics.
func (l *lexicon) appendWords(to []byte, words []token) []byte {
	for _, w := range words {
		n := uint64(l.add(w.form)) << 1
		if w.joined {
			n |= 1
		}
		to = binary.AppendUvarint(to, n)
	}
	return append(to, 0)
}

// say adds to how often the words are said that appendWords wrote.
func (l *lexicon) say(data []byte, times int32) {
	for len(data) > 0 {
		n, size := binary.Uvarint(data)
		data = data[size:]
		if n != 0 {
			l.at(uint32(n >> 1)).said.Add(times)
		}
	}
}

// written calls visit with each text of a document as appendWords wrote it. The
// text that it passes holds the words and no more: what stood between is a space.
func (l *lexicon) written(data []byte, visit func(s string, words []token)) {
	var s []byte
	var words []token
	var lexemes []*lexeme
	for len(data) > 0 {
		n, size := binary.Uvarint(data)
		data = data[size:]
		if n != 0 {
			e := l.at(uint32(n >> 1))
			if n&1 == 0 {
				s = append(s, ' ')
			}
			words = append(words, token{at: len(s), joined: n&1 == 1})
			lexemes = append(lexemes, e)
			s = append(s, e.text...)
			continue
		}
		whole := string(s)
		for i, e := range lexemes {
			words[i].form = whole[words[i].at : words[i].at+len(e.text)]
		}
		visit(whole, words)
		s, words, lexemes = s[:0], words[:0], lexemes[:0]
	}
}

// terms are the distinct terms of a document, from what appendWords wrote.
func (l *lexicon) terms(data []byte) []uint32 {
	var all []uint32
	l.written(data, func(s string, words []token) {
		eachTerm(s, words, func(term string, _ int, _ bool) { all = append(all, l.term(term)) })
	})
	slices.Sort(all)
	return slices.Compact(all)
}
