package page

// Standing is where a record stands in its publication.
type Standing struct {
	Stops []Stop
	Next  []Fact // what may come next, and who does it
}
