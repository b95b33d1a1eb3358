package page

// Entering is the form by which somebody signs in or chooses his password.
type Entering struct {
	Next   string
	Action string
	Login  Input
	Secret Input
	Faults []Fault
	Notice string
}

// Starting is the form that sets a new node up.
type Starting struct {
	Action string
	Market Input
	Small  Option
	People []Newcomer
	Faults []Fault
}

// Newcomer is one of the first people.
type Newcomer struct {
	Role   string
	Duty   string
	Inputs []Input
}

// Invitation is the link by which somebody chooses his password, shown once.
type Invitation struct {
	Record Link
	Link   string
	Until  string
}
