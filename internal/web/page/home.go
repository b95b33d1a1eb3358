package page

// Home is what the first page shows.
type Home struct {
	Period  string // the newest half-year with figures, "" for none
	Figures []Stat
	Work    []Task
	Halls   []Hall
	Needs   Shelf
	Results Shelf
}

// Stat is one figure with the way to its proof.
type Stat struct {
	Label, Value, Unit string
	Growth             string // in words, "" where there is no base
	Href               string
}

// Hall leads to one part of the market.
type Hall struct {
	Link
	Says string
}

// Shelf is the newest records of one kind.
type Shelf struct {
	Title, Href string
	Cards       []Card
}
