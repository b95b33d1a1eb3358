package record

import (
	"strconv"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Money is an amount in fen (分), never negative.
type Money struct{}

// MoneyField is a field of fen.
type MoneyField = Handle[int64, Money]

// MaxFen is the largest amount a field holds: one trillion yuan.
const MaxFen = 100_000_000_000_000

// Name implements Type.
func (Money) Name() string { return "money" }

// Column implements Type.
func (Money) Column() Column { return IntColumn }

// Check accepts 0 to MaxFen.
func (Money) Check(v any) error {
	n, ok := v.(int64)
	switch {
	case !ok:
		return fault.Invalid("", text.NotMoney)
	case n < 0:
		return fault.Invalid("", text.NegativeMoney)
	case n > MaxFen:
		return fault.Invalid("", text.OutOfRange, 0, int64(MaxFen/100))
	}
	return nil
}

// clutter is what people write about an amount and nobody needs to read it.
var clutter = strings.NewReplacer(",", "", "¥", "", " ", "", "\u00a0", "", "人民币", "", "RMB", "", "CNY", "")

// Parse reads yuan with at most two decimals, grouped by commas or not, and amounts
// that count in 万元 or 亿元, as long as they make whole fen.
func (Money) Parse(s string) (any, error) {
	s = clutter.Replace(strings.ReplaceAll(HalfWidth(s), "￥", "¥"))
	s = strings.TrimSuffix(strings.TrimSuffix(s, "整"), "元") // inside, as in 12元50, it would turn yuan into hundreds
	if s == "" {
		return nil, nil
	}
	places := 2 // between the number and fen
	for _, unit := range []struct {
		name   string
		places int
	}{{"百万", 8}, {"千万", 9}, {"万", 6}, {"亿", 10}, {"千", 5}} {
		if number, ok := strings.CutSuffix(s, unit.name); ok {
			s, places = number, unit.places
			break
		}
	}
	whole, part, _ := strings.Cut(s, ".")
	if part = strings.TrimRight(part, "0"); len(part) > places || whole == "" {
		return nil, fault.Invalid("", text.NotMoney)
	}
	n, err := strconv.ParseInt(whole+part+strings.Repeat("0", places-len(part)), 10, 64)
	if err != nil {
		return nil, fault.Invalid("", text.NotMoney)
	}
	return n, nil
}

// Format writes yuan with two decimals and grouped thousands.
func (Money) Format(v any, _ text.Lang) string {
	n, _ := v.(int64)
	return Yuan(n)
}

// Yuan writes an amount of fen as yuan, such as 1,234,567.89.
func Yuan(fen int64) string {
	sign, amount := "", uint64(fen)
	if fen < 0 {
		sign, amount = "-", -amount
	}
	digits := strconv.FormatUint(amount/100, 10)
	var b strings.Builder
	b.WriteString(sign)
	for i, c := range digits {
		if i > 0 && (len(digits)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(c)
	}
	cents := strconv.FormatUint(100+amount%100, 10)[1:]
	return b.String() + "." + cents
}
