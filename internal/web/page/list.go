package page

import "strings"

// List is one page of the records of a kind.
type List struct {
	Kind     string
	Name     string // of the kind
	Total    string
	Sum      string // of the amounts, "" where there are none
	New      string // address of the form for a new record, "" where he may make none
	Import   string
	Template string
	Twins    string // where duplicates are looked for, "" where they cannot be
	Exports  []Link
	Filters  []Input
	Filtered bool
	Views    []View
	Shown    string   // the view as part of an address
	Choices  []Option // fields that can be columns
	Sorts    []Option
	Kept     []Option // filters that go on with a change of columns: name as label
	Title    Head
	Heads    []Head
	Rows     []Row
	Acts     []Acts // what can be done with many, empty for nothing
	Scopes   []Option
	Ticked   bool   // whether every row is ticked
	First    string // address of the first page, "" on it
	Next     string
}

// chosen is the view that is shown, the zero View for none that is saved.
func (l List) chosen() View {
	for _, v := range l.Views {
		if v.Here && v.ID != "" {
			return v
		}
	}
	return View{}
}

// ids are the records of the page.
func (l List) ids() string {
	list := make([]string, len(l.Rows))
	for i, r := range l.Rows {
		list[i] = r.ID
	}
	return strings.Join(list, ",")
}

// View is a saved way to look at a list.
type View struct {
	Link
	ID, Name string
	Here     bool
	Own      bool
	Shared   bool
}

// Head is the head of a column; its address sorts by it.
type Head struct {
	Label, Href string
	Order       string // ascending, descending, "" where it is not sorted by
}

// Acts are things of one sort that can be done with many records.
type Acts struct {
	Label   string
	Options []Option
}

// Row is one record of a list.
type Row struct {
	Twin        Badge // that it may be a duplicate, empty if not
	ID          string
	Title, Href string
	State       Badge
	Cells       []Cell
}

// Cell is one value of a row.
type Cell struct {
	Label string
	Value Value
}
