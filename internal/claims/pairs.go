package claims

import "strings"

// respectively binds 同比分别增长9.1%和15.4% to the figures before, one growth each.
func (r *reader) respectively(p piece, all []quantity, end int) bool {
	at := strings.Index(string(p.runes), "分别")
	if at < 0 || len(all) < 2 || len(all) > len(r.claims) {
		return false
	}
	c, grows := changeBefore(string(p.runes[min(end, all[0].start):all[0].start]))
	before := r.claims[len(r.claims)-len(all):]
	if !grows || c.noun != "" || r.last < 0 {
		return false
	}
	for i := range before {
		if before[i].Growth != nil || before[i].Quoted.Start != before[0].Quoted.Start {
			return false
		}
	}
	for i, q := range all {
		before[i].Growth = c.growth(q)
		r.quote(&before[i], before[i].Quoted.Start, place{piece: p})
	}
	return true
}

// names parts 湖北银行、汉口银行, if there are as many as figures behind 分别.
func names(p piece, subject string, figures int) []string {
	if !strings.Contains(string(p.runes), "分别") || figures < 2 {
		return nil
	}
	parts := strings.FieldsFunc(subject, func(c rune) bool { return c == '、' || c == '和' || c == '与' })
	if len(parts) != figures {
		return nil
	}
	return parts
}
