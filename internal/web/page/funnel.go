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
	Label, Count string
	Time         string
	Records      []Link // lists that hold what is counted
	Length       int64
}

// BrokerLine is the funnel of one broker.
type BrokerLine struct {
	Name                            string
	Interest, Negotiation, Contract string
	ToTalks, ToDone                 string
}
