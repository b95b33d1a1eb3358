package page

// Found is what a search shows.
type Found struct {
	Words   string
	Asked   bool // whether anything was asked at all
	Filters []Input
	Total   string
	Cards   []Card
	Before  string // address of the page before, "" for none
	Exports []Link // the same as files
	Next    string
}
