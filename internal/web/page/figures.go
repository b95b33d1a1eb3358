package page

// Report is the report card: every figure by region and half-year.
type Report struct{ Tables []Table }

// Table is one figure.
type Table struct {
	Title, Help, Unit string
	Href              string
	Periods           []string
	Rows              []Line
}

// Line is one region of a table.
type Line struct {
	Region string
	Cells  []Sum
}

// Sum is a value with the way to its proof.
type Sum struct {
	Period       string
	Value, Href  string
	Base, Growth string // "" where there is none
}

// Figure is one figure for one region and half-year.
type Figure struct {
	Title, Help, Unit string
	Period, Region    string
	Value             string
	Base, Growth      string
	Choose            []Input
	Trend             Chart
	Regions           Chart
	Records           []Leaf
	Self, Recheck     string
	Came              *Recheck // nil where nobody has asked
	Way               []Stop
	Total             string
	Before, Next      string
	Proof             Evidence
}

// Leaf is a record behind a figure, and the entry of the journal that proves it.
type Leaf struct {
	Link
	Entry string
}

// Evidence is what lets an outsider check a figure.
type Evidence struct {
	Entry, Checkpoint, Key, Bundle, File, Command, Rule string
}

// Chart is a row of bars.
type Chart struct {
	Title string
	Text  string // the same in words
	Head  string // what the bars stand for
	Bars  []Bar
}

// Bar is one bar. Length is out of BarLength.
type Bar struct {
	Label, Value string
	Href         string
	Length       int64
	Here         bool
}

// BarLength is the length of the longest bar in the drawing's own measure.
const BarLength = 210
