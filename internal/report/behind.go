package report

// Counted is one record behind a number of the funnel.
type Counted struct {
	Kind, ID string
	Day      string // when it came to this stage, "" for views
	Times    int    // how often it counts
}

// The stages of the funnel.
const (
	StageViews       = "views"
	StageInterest    = "interest"
	StageNegotiation = "negotiation"
	StageContract    = "contract"
)

// Stages lists them in order.
func Stages() []string { return []string{StageViews, StageInterest, StageNegotiation, StageContract} }

// Behind returns what a stage of the funnel counts: of one broker, or of the market as
// a whole where it is "". The views are no deals and are not among them.
func Behind(deals []Deal, stage, broker, contract string, p *Period) []Counted {
	var list []Counted
	for _, d := range deals {
		if broker != "" && d.Broker != broker {
			continue
		}
		one := Counted{Kind: contract, ID: d.Draft, Times: 1}
		switch stage {
		case StageInterest:
			one.Kind, one.ID, one.Day = d.Kind, d.ID, d.Interest
		case StageNegotiation:
			one.Day = d.Negotiation
		case StageContract:
			one.Day = d.Contract
		}
		if within(one.Day, p) {
			list = append(list, one)
		}
	}
	return list
}
