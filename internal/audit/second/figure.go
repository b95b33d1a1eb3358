package second

import (
	"encoding/json"
	"math/big"
	"reflect"
	"slices"
	"strings"
	"time"
)

// Bundle checks a figure bundle under a verifier key and reports the first thing
// that does not agree. Defined says, by name of figure, how the auditor defines it:
// an object with its scale and its parts, as a bundle of version 2 has them.
func Bundle(data []byte, key string, defined map[string]string) (err error) {
	defer catch(&err)
	b := as[map[string]any](parse(data), "the bundle")
	version := number(b, "version")
	if version != 1 && version != 2 {
		refuse("version %d", version)
	}
	if version == 1 {
		b = first(b)
	}
	for _, name := range []string{"figure", "key", "region", "period"} {
		text(b, name)
	}
	if region := text(b, "region"); region != "" && (len(region) != 6 || strings.Trim(region, "0123456789") != "") {
		refuse("%q is no region", region)
	}
	definedAs(b, version, defined)
	c := open(text(b, "checkpoint"), key)
	if c.home != text(b, "home") {
		refuse("the checkpoint is of %q", c.home)
	}
	var tallies []*tally
	for _, p := range list(b, "parts") {
		tallies = append(tallies, &tally{part: as[map[string]any](p, "a part"), seen: map[string]bool{}})
	}
	span := spanOf(text(b, "period"))
	before := ""
	for _, v := range list(b, "records") {
		header, fields := c.evidence(as[map[string]any](v, "a record"))
		id := text(header, "id")
		counted := false
		for _, t := range tallies {
			counted = t.add(b, span, header, fields) || counted
		}
		if id <= before || text(header, "home") != c.home || !counted {
			refuse("record %s does not belong here", id)
		}
		before = id
	}
	agree(b, tallies)
	return nil
}

// first writes a bundle of version 1 as one of version 2.
func first(b map[string]any) map[string]any {
	period, region := text(b, "period"), text(b, "region")
	if len(period) != 7 || period[5] != 'H' || region != "" && (len(region) != 6 || region[2:] != "0000") {
		refuse("version 1 has no %q in %q", period, region)
	}
	measure := "count"
	if text(b, "sum") != "" {
		measure = "sum"
	}
	b["only"], b["scale"] = map[string]any{}, json.Number("0")
	b["parts"] = []any{map[string]any{
		"figure": b["figure"], "kind": text(b, "kind"), "states": list(b, "states"), "where": []any{}, "day": text(b, "day"), "area": text(b, "area"),
		"measure": measure, "of": b["sum"], "stock": false, "cuts": []any{}, "value": b["value"],
	}}
	return b
}

// definedAs refuses a bundle that is not defined as the auditor defines its figure.
func definedAs(b map[string]any, version int64, defined map[string]string) {
	said, ok := defined[text(b, "figure")]
	if !ok {
		refuse("%q is not defined", text(b, "figure"))
	}
	want := as[map[string]any](parse([]byte(said)), "the definition")
	parts := list(b, "parts")
	if len(parts) != len(list(want, "parts")) || number(b, "scale") != number(want, "scale") || (len(parts) == 2) != (number(b, "scale") > 0) {
		refuse("%q is defined otherwise", text(b, "figure"))
	}
	for i, p := range parts {
		part, wanted := as[map[string]any](p, "a part"), as[map[string]any](list(want, "parts")[i], "a part")
		for _, name := range []string{"figure", "kind", "states", "where", "day", "area", "measure", "of", "stock", "cuts"} {
			if name == "cuts" && version == 1 {
				continue
			}
			if !reflect.DeepEqual(part[name], wanted[name]) {
				refuse("%q has another %s", text(b, "figure"), name)
			}
		}
	}
}

// agree compares what the records make with what the bundle says.
func agree(b map[string]any, tallies []*tally) {
	for _, t := range tallies {
		if t.value != number(t.part, "value") {
			refuse("%s is given as %d, the records make %d", text(t.part, "figure"), number(t.part, "value"), t.value)
		}
		for cut := range object(b, "only") {
			if !slices.Contains(list(t.part, "cuts"), any(cut)) {
				refuse("%q is no cut", cut)
			}
		}
	}
	if len(tallies) == 1 {
		if number(b, "value") != tallies[0].value {
			refuse("the value differs from that of its part")
		}
		return
	}
	over, under := big.NewInt(tallies[0].value), big.NewInt(tallies[1].value)
	if under.Sign() <= 0 {
		if b["value"] != nil {
			refuse("there is nothing to divide by")
		}
		return
	}
	double := new(big.Int).Add(under, under)
	n := new(big.Int).Mul(over, big.NewInt(number(b, "scale")))
	n.Add(n.Add(n, n), under).Div(n, double)
	if !n.IsInt64() || n.Int64() != number(b, "value") {
		refuse("the ratio is given as %d, the parts make %s", number(b, "value"), n)
	}
}

// spanOf reads a period as its first and last day; "" is no first day.
func spanOf(period string) [2]string {
	for _, form := range []struct {
		layout string
		months int
	}{{"2006-01", 1}, {"2006", 12}} {
		if t, err := time.Parse(form.layout, period); err == nil {
			return span(t, form.months)
		}
	}
	if day, ok := strings.CutPrefix(period, ".."); ok && isDay(day) {
		return [2]string{"", day}
	}
	year, rest, _ := strings.Cut(period, "-")
	t, err := time.Parse("2006", year)
	part := strings.Index("1234", strings.TrimLeft(rest, "QH"))
	switch {
	case err == nil && len(rest) == 2 && rest[0] == 'Q' && part >= 0:
		return span(t.AddDate(0, 3*part, 0), 3)
	case err == nil && len(rest) == 2 && rest[0] == 'H' && part >= 0 && part < 2:
		return span(t.AddDate(0, 6*part, 0), 6)
	}
	from, to, _ := strings.Cut(period, "..")
	first, err := time.Parse("2006", from)
	last, err2 := time.Parse("2006", to)
	if err != nil || err2 != nil || !first.Before(last) {
		refuse("%q is no period", period)
	}
	return [2]string{from + "-01-01", to + "-12-31"}
}

func span(from time.Time, months int) [2]string {
	return [2]string{from.Format(time.DateOnly), from.AddDate(0, months, -1).Format(time.DateOnly)}
}

func isDay(s string) bool {
	_, err := time.Parse(time.DateOnly, s)
	return err == nil && s >= "1900" && s < "2200"
}

// tally is what the records make of one part.
type tally struct {
	part  map[string]any
	value int64
	seen  map[string]bool
}

// add counts a record, unless it does not fall under the definition.
func (t *tally) add(b map[string]any, span [2]string, header, fields map[string]any) bool {
	word := func(name string) string { s, _ := fields[name].(string); return s }
	p, day := t.part, word(text(t.part, "day"))
	if text(header, "kind") != text(p, "kind") || !slices.Contains(list(p, "states"), any(text(header, "state"))) || !isDay(day) {
		return false
	}
	if day > span[1] || day < span[0] && !as[bool](p["stock"], "stock") {
		return false
	}
	if region := text(b, "region"); region != "" {
		area := word(text(p, "area"))
		if len(area) != 6 || !strings.HasPrefix(area, strings.TrimSuffix(strings.TrimSuffix(region, "00"), "00")) {
			return false
		}
	}
	for cut, code := range object(b, "only") {
		if word(cut) != as[string](code, "a code") {
			return false
		}
	}
	for _, v := range list(p, "where") {
		if !holds(as[map[string]any](v, "a test"), word) {
			return false
		}
	}
	return t.measure(fields, word)
}

func (t *tally) measure(fields map[string]any, word func(string) string) bool {
	of := text(t.part, "of")
	switch text(t.part, "measure") {
	case "count":
		t.value++
		return true
	case "sum":
		n, ok := fields[of].(json.Number)
		if ok {
			t.value += integer(n)
		}
		return ok
	case "distinct":
		if word(of) != "" && !t.seen[word(of)] {
			t.seen[word(of)] = true
			t.value++
		}
		return word(of) != ""
	}
	return false
}

// holds reports whether a test holds.
func holds(test map[string]any, word func(string) string) bool {
	value := word(text(test, "field"))
	switch relation := text(test, "is"); relation {
	case "one of":
		return slices.Contains(list(test, "codes"), any(value))
	case "none of":
		return value != "" && !slices.Contains(list(test, "codes"), any(value))
	case "given":
		return value != ""
	case "missing":
		return value == ""
	case "same", "apart":
		other := word(text(test, "other"))
		return len(value) == 6 && len(other) == 6 && (value[:2] == other[:2]) == (relation == "same")
	}
	return false
}
