package claims_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"heitu/internal/claims"
)

// sound reports what no claim may be: words that are not in the text, a value that its quotation does not hold.
func sound(t interface{ Errorf(string, ...any) }, text string) {
	for _, c := range claims.Read(text, time.Date(2024, 11, 5, 0, 0, 0, 0, time.UTC)) {
		if c.At.Start < c.Quoted.Start || c.At.End > c.Quoted.End || c.Quoted.End > len(text) || c.Quoted.Start < 0 || c.At.Start >= c.At.End {
			t.Errorf("%q: the value at %v, the quotation at %v", text, c.At, c.Quoted)
			continue
		}
		if text[c.At.Start:c.At.End] != c.Written || text[c.Quoted.Start:c.Quoted.End] != c.Quotation || !strings.Contains(c.Quotation, c.Written) {
			t.Errorf("%q: %q in %q is not what the text has there", text, c.Written, c.Quotation)
		}
		if c.Value == "" || c.Indicator == "" {
			t.Errorf("%q: %+v lacks a value or an indicator", text, c)
		}
	}
}

var words = []string{
	"吉林省", "辽宁省高校", "今年上半年", "去年", "2023年", "将", "已", "累计", "同比增长", "较上年减少", "转化科技成果", "投入", "1528", "22.4", "1,088", "三十五", "两", "近", "超",
	"项", "%", "亿元", "万", "名(个)", "倍", "个百分点", "，", "；", "。", "\n", "“", "”", "(", ")", "的", "为前6年总和", "分别", "、", "1+1+5+N", "百分之", "三分之一", "由", "扩大到", "\xff", " ",
}

func TestClaimsAreSound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sound(t, strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 60).Draw(t, "words"), ""))
	})
}

func FuzzRead(f *testing.F) {
	for _, w := range words {
		f.Add(w + "12项")
	}
	f.Add(strings.Join(words, ""))
	f.Fuzz(func(t *testing.T, text string) { sound(t, text) })
}

// TestLongTexts reads what would show work that grows faster than the text.
func TestLongTexts(t *testing.T) {
	const n = 100_000
	for name, unit := range map[string]string{
		"digits": "9", "numerals": "三", "units": "1项", "periods": "2023年", "quotes": "“", "brackets": "(", "marks": ",", "pluses": "1+", "regions": "吉林", "regions of a list": "吉林省、", "lines": "\n",
		"growth": "同比增长1%,", "looking back": "这是2023年。1项\n", "pairs": "和1项分别", "semicolons": ";1项", "dashes": "1-", "long": strings.Repeat("成果", 40) + "12项",
	} {
		t.Run(name, func(t *testing.T) {
			text := strings.Repeat(unit, n/len([]rune(unit)))
			start := time.Now()
			got := len(claims.Read(text, time.Time{}))
			t.Logf("%d characters, %d claims, %v", n, got, time.Since(start))
		})
	}
}

func BenchmarkRead(b *testing.B) {
	text := strings.Repeat("今年上半年,辽宁省高校院所本地转化科技成果1528项,同比增长22.4%;吉林省首批236名“科创专员”将实施258个科技创新项目,转化151项科技成果。科技部高度重视区域科技创新发展,相关规划均将其作为重要内容。\n", 2000)
	n := len([]rune(text))
	for b.Loop() {
		claims.Read(text, time.Time{})
	}
	b.ReportMetric(float64(n)*float64(b.N)/b.Elapsed().Seconds(), "characters/s")
}
