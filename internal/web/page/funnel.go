package page

// Funnel is the way from views to contracts.
type Funnel struct {
	Choose  Input
	Words   string // the chart in words
	Stages  []Stage
	Brokers []BrokerLine
}

// Stage is one stage. Length is out of BarLength.
type Stage struct {
	Label  string
	Count  Link // leads to what is counted
	Time   string
	Length int64
}

// BrokerLine is the funnel of one broker.
type BrokerLine struct {
	Name                            string
	Interest, Negotiation, Contract Link
	ToTalks, ToDone                 string
}

// Behind is the records behind one number of the funnel.
type Behind struct {
	Title, Said string
	Funnel      string // where the number stands
	Views       bool   // whether looks are counted, not days
	Rows        []BehindRow
	Next        string
}

// BehindRow is one of them.
type BehindRow struct {
	Record          Link
	Kind, Day, Many string
}
