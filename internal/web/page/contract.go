package page

// Contract is what the page of a contract shows besides what every record does.
type Contract struct {
	Path                          []Stop
	Twins                         []Link
	Due                           Badge
	Decides                       string // who decides, "" where it is decided
	DueText                       string
	DueBasis                      string
	Parties                       []PartyLine
	Amounts                       []SumLine
	SumWords                      string
	Agrees                        Badge
	Payments                      []PaymentLine
	PaidText                      string
	Sheet                         *Prereview
	Groups                        []Particulars
	AddParty, AddLine, AddPayment Link
}

// Stop is one section of the way into the register.
type Stop struct {
	Label  string
	Anchor string
	Done   bool
	Next   bool
	Lacks  []Link
}

// PartyLine is one party.
type PartyLine struct {
	Role, Code string
	Unit       Link
	Bad        bool // whether its code is missing
	Twice      bool // whether it is a party of the other side too
}

// SumLine is one line of the sum of a contract.
type SumLine struct {
	Sign, Label, Amount string
	Href                string
	Strong              bool
}

// PaymentLine is one payment.
type PaymentLine struct {
	What                        Link
	Due, Amount, Paid, Received string
	State                       Badge
}

// Particulars is a group of fields.
type Particulars struct {
	Title  string
	Fields []Field
}

// Prereview is a pre-review sheet, rule by rule.
type Prereview struct {
	Href, Pack, Count string
	State             Badge
	Open              []RuleLine // not met, or for a person to judge
	Met               []RuleLine
	Answer            Link // where it is answered, "" where the reader cannot
}

// RuleLine is one rule of the sheet.
type RuleLine struct {
	What, Why, Source string
	Result            Badge
	Doubt             bool
	Judged            string
}
