package page

import "heitu/internal/text"

// Tour is the strip above the pages of a node that shows itself around.
type Tour struct {
	Steps  []TourStep
	At     int  // the step that this page belongs to, from 1; 0 for none
	Hidden bool // whether the reader put it away
	Open   bool // whether all steps are shown
}

// TourStep is one step.
type TourStep struct {
	Link    Link
	Says    string
	Command string
	File    Link
}

func (f Frame) tourTitle() string {
	if f.Tour.At == 0 {
		return f.Say(text.TourName)
	}
	return f.Tell(text.TourAt, f.Tour.At, len(f.Tour.Steps)) + f.Say(text.TourColon) + f.Tour.Steps[f.Tour.At-1].Link.Label
}
