package page

// Claims is what a report was read to say.
type Claims struct {
	Inputs  []Input // text, file, day, title and address
	Read    bool    // whether a text was read
	Keeps   bool    // whether the reader may keep what was read
	Sum     string
	More    string
	Claims  []Claim
	Text    []Passage
	Raw     string // the text again, for the form
	Faults  []Fault
	Carried [][2]string // name and value of what the form carries on
	Key     string
}

// Claim is one proposed statement.
type Claim struct {
	ID     string
	Title  string // subject and indicator
	Amount string
	Facts  []string
	Quoted []Passage
	Choice string // confirm, later or drop
	Inputs []Input
	Open   bool
}

// Passage is a stretch of a text, marked where it is the value of a claim.
type Passage struct {
	Text   string
	Marked string // the claim it belongs to, "" for none
}

// Statements are what documents report, by document.
type Statements struct {
	Done    string
	Sources []Source
}

// Source is one document.
type Source struct {
	Title  string
	URL    string
	Day    string
	Lines  []Reported
	Checks []string
}

// Reported is one statement.
type Reported struct {
	Link      Link
	Indicator string
	Amount    string
	Period    string
	Qualifier string
	Growth    string
	State     Badge
	Quotation string
	Differs   []Link
}
