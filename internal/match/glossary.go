package match

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// maxTranslations bounds how many translations of one term a query takes up, the commonest first.
const maxTranslations = 3

// Glossary joins terms of the two languages: phrases as its file lists them, and
// words by a model learned from all of them. It is never changed once read.
type Glossary struct {
	phrases map[string][]translation // by the terms of a phrase, joined by spaces; both languages
	longest map[string]int           // by the first term: how many terms its longest phrase has
	words   map[string][]rendering   // by a term: words of the other language that render it
}

// translation is one way to say a phrase in the other language.
type translation struct {
	form  string
	terms []rendering
	count int64
	share float64 // of the counts of the translations kept
}

// rendering is a term of the other language and how much of the meaning it carries, at most 1.
type rendering struct {
	term  string
	share float64
}

// renderings are the terms of a text, pairs of characters with their lower weight.
func renderings(text string) []rendering {
	var list []rendering
	s := fold(text)
	eachTerm(s, cut(s), func(term string, _ int, whole bool) {
		r := rendering{stem(term), 1}
		if !whole {
			r.share = partial
		}
		list = append(list, r)
	})
	return list
}

// pair is one entry of a glossary file: ["deep learning","深度学习",36].
type pair struct {
	english, chinese string
	count            int64
}

// UnmarshalJSON reads an entry and refuses any other form.
func (p *pair) UnmarshalJSON(data []byte) error {
	var parts []json.RawMessage
	if err := json.Unmarshal(data, &parts); err != nil || len(parts) != 3 {
		return fmt.Errorf("want [english, chinese, count], not %.80s", data)
	}
	for i, into := range []any{&p.english, &p.chinese, &p.count} {
		if err := json.Unmarshal(parts[i], into); err != nil {
			return fmt.Errorf("part %d, %.80s: %w", i+1, parts[i], err)
		}
	}
	if strings.TrimSpace(p.english) == "" || strings.TrimSpace(p.chinese) == "" || p.count < 0 || p.count > 1<<31 {
		return fmt.Errorf("an empty term, or a count out of range: %.80s", data)
	}
	return nil
}

// ReadGlossary reads a JSON list of entries [english, chinese, count], where
// count tells how often the two were seen together. An error names the entry,
// counted from 1.
func ReadGlossary(r io.Reader) (*Glossary, error) {
	d := json.NewDecoder(r)
	if t, err := d.Token(); err != nil || t != json.Delim('[') {
		return nil, fmt.Errorf("glossary: want a JSON list (%v)", err)
	}
	g := &Glossary{phrases: map[string][]translation{}, longest: map[string]int{}}
	var pairs []aligned
	for n := 1; d.More(); n++ {
		var p *pair
		if err := d.Decode(&p); err != nil {
			return nil, fmt.Errorf("glossary entry %d: %w", n, err)
		}
		if p == nil {
			return nil, fmt.Errorf("glossary entry %d: null", n)
		}
		english, chinese := stems(p.english), stems(p.chinese)
		g.add(english, p.chinese, p.count)
		g.add(chinese, p.english, p.count)
		pairs = append(pairs, aligned{english, chinese, 1 + math.Log1p(float64(p.count))})
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("glossary: the list has no end: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("glossary: something follows the list")
	}
	g.keepCommonest()
	g.words = learnWords(pairs)
	return g, nil
}

// stems are the terms of the words of a text.
func stems(text string) []string {
	var list []string
	for _, w := range tokens(text) {
		list = append(list, stem(w.form))
	}
	return list
}

// add records that a phrase can be said as to. A term made of stop words alone cannot be searched and is left out.
func (g *Glossary) add(phrase []string, to string, count int64) {
	if len(phrase) == 0 {
		return
	}
	terms := slices.DeleteFunc(renderings(to), func(r rendering) bool { return isHanForm(r.term) == isHanForm(phrase[0]) })
	if len(terms) == 0 {
		return
	}
	key := strings.Join(phrase, " ")
	g.longest[phrase[0]] = max(g.longest[phrase[0]], len(phrase))
	for i, t := range g.phrases[key] {
		if t.form == to {
			g.phrases[key][i].count += count
			return
		}
	}
	g.phrases[key] = append(g.phrases[key], translation{form: to, terms: terms, count: count})
}

// keepCommonest orders the translations of each phrase and sets their shares.
func (g *Glossary) keepCommonest() {
	for key, list := range g.phrases {
		slices.SortFunc(list, func(a, b translation) int {
			return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.form, b.form))
		})
		list = slices.Clip(list[:min(len(list), maxTranslations)])
		var sum float64
		for _, t := range list {
			sum += float64(t.count) + 1
		}
		for i := range list {
			list[i].share = (float64(list[i].count) + 1) / sum
		}
		g.phrases[key] = list
	}
}

// How much a translated word counts, against one that was said.
const (
	byPhrase = 0.4 // found as part of a phrase of the glossary
	byWord   = 1.5 // rendered by the model, and besides what its phrase adds
)

// rendered is a word or phrase of a query in the other language.
type rendered struct {
	said   string
	from   []string // its terms
	to     []rendering
	weight float64
}

// translate calls found with the phrases of the glossary that a text has, the
// longest first and none within another, and with each word by itself. The terms
// of the words are given.
func (g *Glossary) translate(words []token, terms []string, found func(rendered)) {
	for i := 0; i < len(words); {
		n := min(g.longest[terms[i]], len(words)-i)
		for ; n > 0; n-- {
			to := g.phrases[phraseKey(terms[i:i+n])]
			for _, t := range to {
				found(rendered{saying(words[i : i+n]), terms[i : i+n], t.terms, byPhrase * t.share})
			}
			if to != nil {
				break
			}
		}
		i += max(n, 1)
	}
	for i := range words {
		if to := g.words[terms[i]]; to != nil {
			found(rendered{words[i].form, terms[i : i+1], to, byWord})
		}
	}
}

func phraseKey(terms []string) string {
	if len(terms) == 1 {
		return terms[0]
	}
	return strings.Join(terms, " ")
}

// saying is a phrase as a person wrote it; Chinese is written without spaces.
func saying(words []token) string {
	var b strings.Builder
	for i, w := range words {
		if i > 0 && w.form[0] < 0x80 {
			b.WriteByte(' ')
		}
		b.WriteString(w.form)
	}
	return b.String()
}
