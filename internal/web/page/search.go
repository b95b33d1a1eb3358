package page

// Found is what a search shows.
type Found struct {
	Words   string
	Asked   bool // whether anything was asked at all
	Filters []Input
	Total   string
	Narrow  []Narrow
	Meant   Link // the same search with words as they are commonly spelt, or nothing
	Cards   []Card
	Before  string // address of the page before, "" for none
	Exports []Link // the same as files
	Next    string
}

// Narrow offers codes of a field to narrow a search by.
type Narrow struct {
	Label string
	Codes []Counted
}

// Counted is a way to go on, and how many records it leads to.
type Counted struct {
	Link
	Count int
}
