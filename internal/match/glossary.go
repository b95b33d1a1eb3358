package match

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
)

// maxTranslations bounds how many translations of one term a query takes up, the commonest first.
const maxTranslations = 3

// Glossary joins terms of the two languages. It is never changed once read.
type Glossary struct {
	phrases map[string][]translation // by the terms of a phrase, joined by spaces; both languages
	longest map[string]int           // by the first term: how many terms its longest phrase has
}

// translation is one way to say a phrase in the other language.
type translation struct {
	form  string
	words []token
	count int64
	share float64 // of the counts of the translations kept
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
	for n := 1; d.More(); n++ {
		var p *pair
		if err := d.Decode(&p); err != nil {
			return nil, fmt.Errorf("glossary entry %d: %w", n, err)
		}
		if p == nil {
			return nil, fmt.Errorf("glossary entry %d: null", n)
		}
		g.add(p.english, p.chinese, p.count)
		g.add(p.chinese, p.english, p.count)
	}
	if _, err := d.Token(); err != nil {
		return nil, fmt.Errorf("glossary: the list has no end: %w", err)
	}
	if _, err := d.Token(); err != io.EOF {
		return nil, fmt.Errorf("glossary: something follows the list")
	}
	g.keepCommonest()
	return g, nil
}

// add records that from can be said as to. A term made of stop words alone cannot be searched and is left out.
func (g *Glossary) add(from, to string, count int64) {
	phrase, words := whole(tokens(from)), tokens(to)
	if len(phrase) == 0 || len(words) == 0 {
		return
	}
	key := phraseKey(phrase)
	g.longest[phrase[0].term] = max(g.longest[phrase[0].term], len(phrase))
	for i, t := range g.phrases[key] {
		if t.form == to {
			g.phrases[key][i].count += count
			return
		}
	}
	g.phrases[key] = append(g.phrases[key], translation{form: to, words: words, count: count})
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

// each finds the phrases of a text, the longest first and none within another,
// and calls found with what the text says and its translations.
func (g *Glossary) each(text []token, found func(said string, to []translation)) {
	if g == nil {
		return
	}
	text = whole(text)
	for i := 0; i < len(text); {
		n := min(g.longest[text[i].term], len(text)-i)
		for ; n > 0; n-- {
			if to := g.phrases[phraseKey(text[i:i+n])]; to != nil {
				found(saying(text[i:i+n]), to)
				break
			}
		}
		i += max(n, 1)
	}
}

// whole leaves out the words within words.
func whole(text []token) []token {
	out := make([]token, 0, len(text))
	for _, t := range text {
		if !t.part {
			out = append(out, t)
		}
	}
	return out
}

func phraseKey(words []token) string {
	if len(words) == 1 {
		return words[0].term
	}
	terms := make([]string, len(words))
	for i, w := range words {
		terms[i] = w.term
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
