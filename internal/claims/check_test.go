package claims_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"heitu/internal/claims"
	"heitu/internal/text"
)

func kept(list []claims.Claim) []claims.Statement {
	var all []claims.Statement
	for i, c := range list {
		all = append(all, claims.Statement{ID: fmt.Sprint(i), Claim: c})
	}
	return all
}

// TestChecksOfArticle has the arithmetic that the article does not do.
func TestChecksOfArticle(t *testing.T) {
	all := kept(claims.Read(article(t), time.Time{}))
	var said []string
	for _, c := range claims.Checks(all) {
		said = append(said, c.In(text.EN))
	}
	for _, want := range []string{
		"Sum: 637 + 623 + 500 + 500 = 2260 项",
		"Base recomputed from growth: 1528 项, 22.4 % → 1248 项",
		"Base recomputed from growth: 166.41 亿元, 94.39 亿元 → 72.02 亿元",
		"Rate recomputed from the amount: 131.1 %",
		"Ratio: 258 个 ÷ 236 名 ≈ 1.09",
		"Ratio: 151 项 ÷ 258 个 ≈ 58.5 %",
	} {
		if !slices.Contains(said, want) {
			t.Errorf("no %q in %q", want, said)
		}
	}
	if pairs := claims.Contradictions(all); len(pairs) != 0 {
		t.Errorf("the article does not contradict itself: %v", pairs)
	}
}

func TestContradictions(t *testing.T) {
	of := func(value, unit, bound string) claims.Claim {
		return claims.Claim{Subject: "辽宁省", Region: "210000", Indicator: "成交额", Period: "2023", Qualifier: "done", Value: value, Unit: unit, Bound: bound}
	}
	for _, tt := range []struct {
		a, b claims.Claim
		want bool
	}{
		{of("1528", "项", ""), of("1528", "项", ""), false},
		{of("1528", "项", ""), of("1530", "项", ""), true},
		{of("1528", "项", ""), of("1500", "项", claims.Over), false},
		{of("1528", "项", ""), of("1600", "项", claims.Over), true},
		{of("1528", "项", ""), of("1500", "项", claims.About), false},
		{of("1528", "项", ""), of("1000", "项", claims.About), true},
		{of("990", "项", ""), of("1000", "项", claims.Under), false},
		{of("1.2", "亿元", ""), of("12000", "万元", ""), false},
		{of("1.2", "亿元", ""), of("12300", "万元", ""), false}, // both round to 1.2
		{of("1.2", "亿元", ""), of("13000", "万元", ""), true},
		{of("1.2", "亿元", ""), of("1.2", "万元", ""), true},
		{of("30", "项", ""), of("30", "名", ""), false},
		{of("1+1+5+N", "", ""), of("1+1+6+N", "", ""), true},
		{of("1/3", "", ""), of("2/3", "", ""), true},
	} {
		pairs := claims.Contradictions([]claims.Statement{{ID: "a", Claim: tt.a}, {ID: "b", Claim: tt.b}})
		if got := len(pairs) == 1; got != tt.want {
			t.Errorf("%s %s %s and %s %s %s contradict: got %t, want %t", tt.a.Bound, tt.a.Value, tt.a.Unit, tt.b.Bound, tt.b.Value, tt.b.Unit, got, tt.want)
		}
		other := tt.b
		other.Period = "2024"
		if n := len(claims.Contradictions([]claims.Statement{{ID: "a", Claim: tt.a}, {ID: "b", Claim: other}})); n != 0 {
			t.Errorf("figures of two years contradict")
		}
	}
}

func TestChecks(t *testing.T) {
	of := func(qualifier, value string, g *claims.Growth) claims.Statement {
		return claims.Statement{ID: qualifier, Claim: claims.Claim{Subject: "吉林省", Indicator: "项目", Value: value, Unit: "项", Qualifier: qualifier, Growth: g}}
	}
	for name, tt := range map[string]struct {
		list []claims.Statement
		want []string
	}{
		"planned and done": {[]claims.Statement{of("planned", "258", nil), of("done", "151", nil)}, []string{"Planned 258 项, done 151 项: 58.5 %"}},
		"no base":          {[]claims.Statement{of("done", "10", &claims.Growth{Kind: claims.Rate, Value: "-100", Unit: "%"})}, nil},
		"base of zero":     {[]claims.Statement{of("done", "10", &claims.Growth{Kind: claims.Amount, Value: "10", Unit: "项"})}, nil},
		"negative base":    {[]claims.Statement{of("done", "10", &claims.Growth{Kind: claims.Amount, Value: "12", Unit: "项"})}, []string{"Base recomputed from growth: 10 项, 12 项 → -2 项"}},
		"times":            {[]claims.Statement{of("done", "30", &claims.Growth{Kind: claims.Rate, Value: "2", Unit: "倍"})}, []string{"Base recomputed from growth: 30 项, 2 倍 → 10 项"}},
		"nothing":          {nil, nil},
	} {
		var got []string
		for _, c := range claims.Checks(tt.list) {
			got = append(got, c.In(text.EN))
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("%s: got %q, want %q", name, got, tt.want)
		}
	}
}
