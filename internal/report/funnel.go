package report

import (
	"slices"
	"time"
)

// Deal is what is known of one way from first interest to a contract, as civil days;
// "" for what has not come about.
type Deal struct {
	Broker      string // id of the account that led it, "" where nobody did
	Interest    string // when somebody first took it up
	Negotiation string // when a contract was drafted
	Contract    string // when it was registered
	Kind, ID    string // of the record that was taken up, "" where there is none
	Draft       string // id of the contract, "" where there is none
}

// Funnel counts how many came how far, and how long that took at the median.
type Funnel struct {
	Broker         string `json:"broker"` // "" for the market as a whole
	Views          int    `json:"views"`  // of published records; of the market as a whole only
	Interest       int    `json:"interest"`
	Negotiation    int    `json:"negotiation"`
	Contract       int    `json:"contract"`
	ToNegotiation  *int   `json:"days_to_negotiation"` // median days from interest, nil where none is known
	ToRegistration *int   `json:"days_to_contract"`    // median days from negotiation
}

// Funnels computes the funnel of a market and of each of its brokers. A stage counts
// on its own day, in its own period; nil is all time.
func Funnels(deals []Deal, views int, p *Period) []Funnel {
	list := []Funnel{funnel("", deals, p)}
	list[0].Views = views
	byBroker := map[string][]Deal{}
	for _, d := range deals {
		if d.Broker != "" {
			byBroker[d.Broker] = append(byBroker[d.Broker], d)
		}
	}
	for broker, own := range byBroker {
		if f := funnel(broker, own, p); f.Interest+f.Negotiation+f.Contract > 0 {
			list = append(list, f)
		}
	}
	slices.SortFunc(list[1:], func(a, b Funnel) int {
		if a.Broker < b.Broker {
			return -1
		}
		return 1
	})
	return list
}

func funnel(broker string, deals []Deal, p *Period) Funnel {
	f := Funnel{Broker: broker}
	var first, second []int
	for _, d := range deals {
		if within(d.Interest, p) {
			f.Interest++
		}
		if within(d.Negotiation, p) {
			f.Negotiation++
			first = lasted(first, d.Interest, d.Negotiation)
		}
		if within(d.Contract, p) {
			f.Contract++
			second = lasted(second, d.Negotiation, d.Contract)
		}
	}
	f.ToNegotiation, f.ToRegistration = median(first), median(second)
	return f
}

func within(day string, p *Period) bool {
	return len(day) == len(time.DateOnly) && (p == nil || p.Holds(day))
}

// lasted adds the days between two days, unless one is not known or they are the
// wrong way round, as where a contract was entered after it had been registered.
func lasted(days []int, from, to string) []int {
	a, err1 := time.Parse(time.DateOnly, from)
	b, err2 := time.Parse(time.DateOnly, to)
	if err1 != nil || err2 != nil || b.Before(a) {
		return days
	}
	return append(days, int(b.Sub(a).Hours()/24))
}

func median(days []int) *int {
	if len(days) == 0 {
		return nil
	}
	slices.Sort(days)
	return &days[(len(days)-1)/2]
}
