package testkit

import (
	"fmt"
	"math/rand/v2"

	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/report"
)

// Figures lets columns follow so many registered contracts and as many confirmed
// conversions, of twelve years, without any of them being kept.
func Figures(c *report.Columns, count int) {
	r := rand.New(rand.NewPCG(1, 2))
	regions := []string{"210100", "210200", "220100", "220200", "230100", "230200", "150100", "150700", "110101", "310101"}
	pick := func(f record.ChoiceField) string { codes := f.Type.From.All(); return codes[r.IntN(len(codes))] }
	for i := range count {
		day := fmt.Sprintf("%d-%02d-%02d", 2015+r.IntN(12), 1+r.IntN(12), 1+r.IntN(28))
		from, to := regions[r.IntN(len(regions))], regions[r.IntN(len(regions))]
		id := fmt.Sprintf("0197c8f0-5c00-7000-8000-%012d", i)
		total := r.Int64N(1_000_000_00)
		c.Follow(int64(2*i), id, record.Record{Key: record.Key{ID: id}, Kind: kinds.Contract.Name, State: "registered", Fields: map[string]any{
			"registered": day, "region": from, "buyer_region": to, "total": total, "technical": total / 2, "type": pick(kinds.ContractType), "field": pick(kinds.ContractField),
			"seller_type": pick(kinds.ContractSellerType), "buyer_type": pick(kinds.ContractBuyerType), "property": pick(kinds.ContractProperty), "plan": pick(kinds.ContractPlan),
		}}, true)
		c.Follow(int64(2*i+1), "c"+id, record.Record{Key: record.Key{ID: "c" + id}, Kind: kinds.Conversion.Name, State: "confirmed", Fields: map[string]any{
			"day": day, "holder_region": from, "user_region": to, "achievement": fmt.Sprint(r.IntN(count)), "amount": total,
			"way": pick(kinds.ConversionWay), "field": pick(kinds.ConversionField), "property": pick(kinds.ConversionProperty),
		}}, true)
	}
}
