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

// Parse reads yuan with at most two decimals, grouped by commas or not.
func (Money) Parse(s string) (any, error) {
	s = strings.NewReplacer(",", "", "，", "", "¥", "", "￥", "", " ", "").Replace(s)
	s = strings.TrimSuffix(s, "元") // inside, as in 12元50, it would turn yuan into hundreds
	if s == "" {
		return nil, nil
	}
	whole, part, _ := strings.Cut(s, ".")
	if len(part) > 2 || whole == "" {
		return nil, fault.Invalid("", text.NotMoney)
	}
	n, err := strconv.ParseInt(whole+(part + "00")[:2], 10, 64)
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
