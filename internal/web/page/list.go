package page

// List is one page of the records of a kind.
type List struct {
	Kind     string
	Total    string
	New      string // address of the form for a new record, "" where he may make none
	Import   string
	Export   string
	Template string
	Filters  []Input
	Filtered bool
	Columns  []string
	Rows     []Row
	First    string // address of the first page, "" on it
	Next     string
}

// Row is one record of a list.
type Row struct {
	Title, Href string
	State       Badge
	Cells       []Cell
}

// Cell is one value of a row.
type Cell struct {
	Label string
	Value Value
}
