package match

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/mozillazg/go-pinyin"
)

// sounds finds Chinese words by how they are read. It follows the lexicon, which only grows.
type sounds struct {
	mu    sync.Mutex
	upto  uint32
	words map[string][]uint32 // by pinyin, whole or the initials
}

// Which words are found by their sound.
const (
	longestSounded = 8 // characters
	mostSounded    = 8 // words of one sound
)

// sounding are the Chinese terms of public records that are read so: shukong or
// sk for 数控. Only words that no record writes in letters are taken for pinyin.
func (x *Index) sounding(said string) []string {
	x.sounds.mu.Lock()
	x.sounds.follow(x.lexicon)
	ids := x.sounds.words[said]
	x.sounds.mu.Unlock()
	return x.commonest(ids, mostSounded)
}

func (s *sounds) follow(l *lexicon) {
	if s.words == nil {
		s.words, s.upto = map[string][]uint32{}, 1
	}
	args := pinyin.NewArgs()
	for ; s.upto < l.size.Load(); s.upto++ {
		word := l.at(s.upto).text
		if n := utf8.RuneCountInString(word); n < 2 || n > longestSounded || runEnd(word, 0, isHan) < len(word) {
			continue
		}
		var whole, initials strings.Builder
		for _, syllable := range pinyin.LazyPinyin(word, args) {
			whole.WriteString(syllable)
			initials.WriteByte(syllable[0])
		}
		for _, sound := range []string{whole.String(), initials.String()} {
			s.words[sound] = append(s.words[sound], s.upto)
		}
	}
}
