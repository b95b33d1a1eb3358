package page

// ReportCard is a report card as it is now, or as it was frozen.
type ReportCard struct {
	Title, Where, AsOf, Against string
	Interim                     bool
	Choose                      []Input
	Notes                       string
	Frozen                      *FrozenCard // nil for a card as it is now
	Heads                       []CardLine
	Families                    []CardFamily
	Map                         *CardLine // the figure whose regions are shown first, nil where no region has one
	Exports                     []Link
	Kiosk                       string // "" for frozen cards
	Proof                       Link   // of a frozen card: its record
}

// FrozenCard is what is said of a card because it is frozen.
type FrozenCard struct {
	State       Badge
	Checkpoint  string
	Corrects    Link
	Reason      string
	CorrectedBy Link
	Changes     []CardChange
	Summary     string
}

// CardChange is a line whose records changed after the card was frozen.
type CardChange struct {
	Label, Then, Now string
	Gone, Added      []Link
	Differ           []Link
}

// CardFamily is the figures of one kind of record.
type CardFamily struct {
	Title, Count string
	Open         bool
	Lines        []CardLine
}

// CardLine is one figure of a card.
type CardLine struct {
	ID, Title, Help  string
	Value, Unit      string // short enough to be read from afar
	Exact            string // with all its digits, "" where Value has them
	Base, Growth     string
	Why              string // why there is no growth, or no rate
	Late             bool
	Targets          []CardTarget
	Line, Tiles      string // pictures, "" where there is nothing to draw
	Past             []CardPoint
	Forecast, Method string
	Areas            []CardArea
	Reported         []CardReported
	Hints            []CardHint
	Proof            string
	MapTitle         string
}

// CardTarget is a target and how far it has come.
type CardTarget struct {
	Title, Says, Reached, Source string
	Stands                       Badge
}

// CardPoint is the value of one period.
type CardPoint struct{ Period, Value string }

// CardArea is one region of a line.
type CardArea struct{ Region, Href, Value, Base, Count string }

// CardReported is what a document reports beside a figure.
type CardReported struct {
	Record            Link
	Value             string
	Source, Quotation string
	Difference        string // "" where nothing can be compared
	Verdict           string
	Open              bool // whether nothing explains the difference yet
	Why               []string
}

// CardHint is something worth a look, with its records.
type CardHint struct {
	Says    string
	Records []Link
	More    string
}

// Cards is the list of frozen cards.
type Cards struct {
	Rows []CardRow
	Next string
}

// CardRow is one frozen card.
type CardRow struct {
	Title               Link
	Where, Day          string
	State               Badge
	Corrects, Corrected Link
}

// Kiosk is one page for a large screen.
type Kiosk struct {
	Frame             Frame
	Title, Where      string
	Interim           bool
	Heads             []CardLine
	Map               *CardLine
	AsOf, Entry, Card string
}

// Recheck is what came of holding a figure against the journal.
type Recheck struct {
	Good     bool
	Says     string
	Findings []Finding
}

// Finding is one thing that does not agree.
type Finding struct {
	Record Link
	Says   string
}
