package match

import (
	_ "embed" // the table of characters
	"strings"
	"sync"
	"unicode/utf8"
)

//go:embed traditional.txt
var traditionalPairs string

const (
	firstHan = 0x4E00
	lastHan  = 0x9FFF
)

// simplified is the simplified form of every character from firstHan to lastHan.
var simplified = sync.OnceValue(func() *[lastHan - firstHan + 1]rune {
	table := new([lastHan - firstHan + 1]rune)
	for i := range table {
		table[i] = firstHan + rune(i)
	}
	for line := range strings.Lines(traditionalPairs) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		for _, pair := range strings.Fields(line) {
			from, size := utf8.DecodeRuneInString(pair)
			to, _ := utf8.DecodeRuneInString(pair[size:])
			table[from-firstHan] = to
		}
	}
	return table
})
