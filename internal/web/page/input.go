package page

// Input is one control of a form, ready to be drawn.
type Input struct {
	Name     string
	Step     string // the step whose form it stands in, "" for the only form of a page
	Label    string
	Help     string
	Faults   []string
	Form     Form
	Value    string
	Both     [2]string // Chinese and English, for FormBoth
	Lines    bool      // whether FormBoth takes several lines
	Options  []Option
	Required bool
	Part     string // heading of the part of the form that begins with it, "" within a part
	Find     Link   // where a record is looked for, if there are too many to choose from
	Attrs    string // what the browser may fill in: an autocomplete token
}

// Form is what a control looks like.
type Form string

// The controls.
const (
	FormLine     Form = "line"
	FormLines    Form = "lines"
	FormBoth     Form = "both"
	FormMoney    Form = "money"
	FormNumber   Form = "number"
	FormDate     Form = "date"
	FormSelect   Form = "select"
	FormChecks   Form = "checks"
	FormYesNo    Form = "yesno"
	FormFiles    Form = "files"
	FormPassword Form = "password"
	FormFile     Form = "file" // one file, as a place to drop it
)

// Option is one thing to choose.
type Option struct {
	Value, Label string
	Chosen       bool
}

// ID is the id of the control; faults link to it.
func (in Input) ID() string {
	if in.Step != "" {
		return "f-" + in.Step + "-" + in.Name
	}
	return "f-" + in.Name
}

// Described names the elements that explain the control.
func (in Input) Described() string {
	s := ""
	if in.Help != "" {
		s = in.ID() + "-help"
	}
	if len(in.Faults) > 0 {
		if s != "" {
			s += " "
		}
		s += in.ID() + "-fault"
	}
	return s
}

// wrong reports whether something is wrong with the control.
func (in Input) wrong() bool { return len(in.Faults) > 0 }

// grouped reports whether the control is several, under one legend.
func (in Input) grouped() bool {
	return in.Form == FormBoth || in.Form == FormChecks || in.Form == FormYesNo || in.Form == FormFiles && len(in.Options) > 0
}
