package vocab_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"
	"unicode"

	"heitu/internal/text"
	"heitu/internal/vocab"
)

var lists = map[string]*vocab.List{
	"regions": vocab.Regions, "fields": vocab.Fields, "readiness": vocab.Readiness, "contract types": vocab.ContractTypes,
	"organisation types": vocab.OrgTypes, "property": vocab.Property, "party roles": vocab.PartyRoles, "terms": vocab.Terms, "roles": vocab.Roles,
	"refusals": vocab.Refusals, "supplements": vocab.Supplements, "contract forms": vocab.ContractForms, "currencies": vocab.Currencies,
	"outcomes": vocab.Outcomes, "deciders": vocab.Deciders, "pricing ways": vocab.PricingWays, "share roles": vocab.ShareRoles,
	"plans": vocab.Plans, "aims": vocab.Aims, "payments": vocab.Payments, "industries": vocab.Industries, "countries": vocab.Countries,
	"bases": vocab.Bases, "property status": vocab.IPStatus, "secrecy": vocab.Secrecy, "contact ways": vocab.ContactWays,
	"qualifiers": vocab.Qualifiers, "growths": vocab.Growths, "bounds": vocab.Bounds, "ladder": vocab.Ladder, "emerging": vocab.Emerging,
}

func TestLists(t *testing.T) {
	for _, name := range slices.Sorted(maps.Keys(lists)) {
		l := lists[name]
		if l.Label().ZH == "" || l.Label().EN == "" || len(l.All()) == 0 {
			t.Errorf("%s: got label %+v and %d codes", name, l.Label(), len(l.All()))
		}
		codes, names := map[string]bool{}, map[string]string{}
		for _, code := range l.All() {
			label, ok := l.Lookup(code)
			if !ok || code == "" || codes[code] {
				t.Errorf("%s: code %q is empty, listed twice or without a name", name, code)
			}
			codes[code] = true
			for _, lang := range text.Langs() {
				said := label.In(lang)
				if said == "" || strings.TrimSpace(said) != said {
					t.Errorf("%s: code %s is called %q in %s", name, code, said, lang)
				}
				key := strings.ToLower(said)
				if before, taken := names[key]; taken && before != code {
					t.Errorf("%s: %q names both %s and %s", name, said, before, code)
				}
				names[key] = code
				if got, ok := l.Find(said); !ok || got != code {
					t.Errorf("%s: found %q for %q, want %q", name, got, said, code)
				}
			}
			if strings.IndexFunc(label.EN, func(c rune) bool { return unicode.Is(unicode.Han, c) }) >= 0 {
				t.Errorf("%s: code %s has an English name in Chinese: %s", name, code, label.EN)
			}
		}
		for _, unknown := range []string{"", "no such code"} {
			if label, ok := l.Lookup(unknown); ok {
				t.Errorf("%s: code %q is called %+v", name, unknown, label)
			}
			if code, ok := l.Find(unknown); ok {
				t.Errorf("%s: name %q has code %q", name, unknown, code)
			}
		}
	}
}

func TestListSizes(t *testing.T) {
	for name, want := range map[string]int{"fields": 11, "readiness": 9, "contract types": 5, "party roles": 3, "industries": 20 + 97} {
		if got := len(lists[name].All()); got != want {
			t.Errorf("%s: got %d codes, want %d", name, got, want)
		}
	}
}

func TestRegionCodes(t *testing.T) {
	for _, code := range vocab.Regions.All() {
		if len(code) != 6 || strings.Trim(code, "0123456789") != "" {
			t.Errorf("region %q has not six digits", code)
			continue
		}
		if _, ok := vocab.Regions.Lookup(vocab.Province(code)); !ok {
			t.Errorf("region %s: there is no province %s", code, vocab.Province(code))
		}
	}
	if !slices.IsSorted(vocab.Regions.All()) {
		t.Error("regions are not in the order of their codes")
	}
}

// northeast is GB/T 2260 as docs/domain.md has it: the prefectures of the three
// provinces and one region.
var northeast = map[string]string{
	"150000": "150100 呼和浩特 150200 包头 150300 乌海 150400 赤峰 150500 通辽 150600 鄂尔多斯 150700 呼伦贝尔 150800 巴彦淖尔 150900 乌兰察布 152200 兴安盟 152500 锡林郭勒盟 152900 阿拉善盟",
	"210000": "210100 沈阳 210200 大连 210300 鞍山 210400 抚顺 210500 本溪 210600 丹东 210700 锦州 210800 营口 210900 阜新 211000 辽阳 211100 盘锦 211200 铁岭 211300 朝阳 211400 葫芦岛",
	"220000": "220100 长春 220200 吉林 220300 四平 220400 辽源 220500 通化 220600 白山 220700 松原 220800 白城 222400 延边朝鲜族自治州",
	"230000": "230100 哈尔滨 230200 齐齐哈尔 230300 鸡西 230400 鹤岗 230500 双鸭山 230600 大庆 230700 伊春 230800 佳木斯 230900 七台河 231000 牡丹江 231100 黑河 231200 绥化 232700 大兴安岭地区",
}

func TestNortheastRegions(t *testing.T) {
	prefectures := map[string]bool{}
	for province, list := range northeast {
		words := strings.Fields(list)
		for pair := range slices.Chunk(words, 2) {
			label, _ := vocab.Regions.Lookup(pair[0])
			if strings.TrimSuffix(label.ZH, "市") != pair[1] || vocab.Province(pair[0]) != province {
				t.Errorf("region %s: got %q in %s, want %s in %s", pair[0], label.ZH, vocab.Province(pair[0]), pair[1], province)
			}
			prefectures[pair[0]] = true
		}
	}
	if len(prefectures) != 48 {
		t.Errorf("the test names %d prefectures, want 48", len(prefectures))
	}
	for _, code := range vocab.Regions.All() {
		if _, ours := northeast[vocab.Province(code)]; ours && vocab.Province(code) != code && !prefectures[code] {
			t.Errorf("region %s is not in the standard", code)
		}
	}
	for code, want := range map[string]string{"440000": "广东省", "440300": "深圳市"} {
		if label, _ := vocab.Regions.Lookup(code); label.ZH != want {
			t.Errorf("region %s: got %q, want %q", code, label.ZH, want)
		}
	}
}

func TestProvince(t *testing.T) {
	for _, tt := range []struct{ region, want string }{
		{"220200", "220000"},
		{"220184", "220000"},
		{"220000", "220000"},
		{"2201", "2201"},
		{"", ""},
	} {
		if got := vocab.Province(tt.region); got != tt.want {
			t.Errorf("province of %q: got %q, want %q", tt.region, got, tt.want)
		}
	}
}

// sections says up to which division each section of GB/T 4754-2017 goes.
var sections = map[string]int{
	"A": 5, "B": 12, "C": 43, "D": 46, "E": 50, "F": 52, "G": 60, "H": 62, "I": 65, "J": 69,
	"K": 70, "L": 72, "M": 75, "N": 79, "O": 82, "P": 83, "Q": 85, "R": 90, "S": 96, "T": 97,
}

func TestIndustryDivisions(t *testing.T) {
	next := 1
	for _, section := range slices.Sorted(maps.Keys(sections)) {
		first, last := vocab.Industries.Span(section)
		for ; next <= sections[section]; next++ {
			code := fmt.Sprintf("%s%02d", section, next)
			if _, ok := vocab.Industries.Lookup(code); !ok || code < first || code > last {
				t.Errorf("division %s is missing or outside of %s to %s", code, first, last)
			}
		}
	}
	if !slices.IsSorted(vocab.Industries.All()) {
		t.Error("industries are not in the order of their codes")
	}
	for code, want := range map[string]string{"C": "制造业", "C39": "计算机、通信和其他电子设备制造业", "M75": "科技推广和应用服务业", "S96": "基层群众自治组织及其他组织"} {
		if label, _ := vocab.Industries.Lookup(code); label.ZH != want {
			t.Errorf("industry %s: got %q, want %q", code, label.ZH, want)
		}
	}
	if first, last := vocab.Industries.Span("C39"); first != "C39" || last != "C39" {
		t.Errorf("a division spans %s to %s", first, last)
	}
}
