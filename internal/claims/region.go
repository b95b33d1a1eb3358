package claims

import (
	"slices"
	"strings"
	"sync"

	"heitu/internal/vocab"
)

// regionName is one name of a region.
type regionName struct {
	name []rune
	code string
}

// endings are what a region's name is shortened by.
var endings = strings.Fields("维吾尔自治区 壮族自治区 回族自治区 特别行政区 朝鲜族自治州 自治区 自治州 地区 省 市 盟")

// ambiguous names of regions are words of the language, or parts of other names, when shortened.
var ambiguous = strings.Fields("朝阳 白山 通化 四平 黑河 大兴安岭")

// places returns the names of all regions by their first rune, the longer first.
var places = sync.OnceValue(func() map[rune][]regionName {
	byFirst := map[rune][]regionName{}
	taken := map[string]bool{}
	name := func(s, code string) {
		if r := []rune(s); len(r) >= 2 && !taken[s] {
			taken[s] = true
			byFirst[r[0]] = append(byFirst[r[0]], regionName{r, code})
		}
	}
	for _, code := range vocab.Regions.All() {
		l, _ := vocab.Regions.Lookup(code)
		name(l.ZH, code)
		for _, also := range vocab.Regions.Also(code) {
			name(also, code)
		}
	}
	for _, code := range vocab.Regions.All() { // after all full names: 吉林 is the province
		l, _ := vocab.Regions.Lookup(code)
		for _, e := range endings {
			if short, ok := strings.CutSuffix(l.ZH, e); ok {
				if !slices.Contains(ambiguous, short) {
					name(short, code)
				}
				break
			}
		}
	}
	for _, list := range byFirst {
		slices.SortFunc(list, func(a, b regionName) int { return len(b.name) - len(a.name) })
	}
	return byFirst
})

// placeAt returns the region whose name begins at i.
func placeAt(s []rune, i int) (code string, length int) {
	if i >= len(s) {
		return "", 0
	}
	for _, p := range places()[s[i]] {
		if i+len(p.name) <= len(s) && slices.Equal(s[i:i+len(p.name)], p.name) {
			return p.code, len(p.name)
		}
	}
	return "", 0
}

// regionIn returns the most exact region that a name holds, and whether it holds several that do not contain each other.
func regionIn(name string) (code string, several bool) {
	s := []rune(name)
	for i := 0; i < len(s); {
		c, n := placeAt(s, i)
		if n == 0 {
			i++
			continue
		}
		i += n
		switch {
		case code == "" || vocab.Province(c) == code:
			code = c
		case c == code || vocab.Province(code) == c:
		default:
			return "", true
		}
	}
	return code, false
}
