package page

// Value is what a field holds, made ready to be read. One of its parts is set.
type Value struct {
	Text   string   // words on one line or several
	Lang   string   // the language of the words, "" for that of the page
	Other  *Value   // the same words in the other language
	Links  []Link   // records
	Files  []File   // attachments
	Items  []string // codes and keywords
	Number bool     // whether Text is an amount or a count
	Date   bool     // whether Text is a day, which does not break
}

// File is an attachment. One that a browser shows by itself is opened there, any other saved.
type File struct {
	Link
	Image  bool
	Inline bool
}

// Field is one field of a record with who may see it.
type Field struct {
	Name, Label string
	Value       Value
	Who         Who
}

// Who says who may see something.
type Who struct {
	Brief   string   // in two or three words
	Classes []string // in full
	Open    bool     // whether everybody may
}

// Card is a record in a few lines.
type Card struct {
	Title, Href string
	Kind        string
	State       Badge
	Line        string   // its beginning
	Facts       []string // region, field and the like
	Why         []Reason
	Date        string
}

// Badge is the state of a record. Tone is "go", "wait" or "done".
type Badge struct{ Label, Tone string }

// Reason is one reason for which a record was found.
type Reason struct {
	Said string // what was asked, where it differs from what was found
	Term string
	Fact string // label of the field that agrees, "" for a word
}

// Fault is one thing that is wrong with a form.
type Fault struct {
	Anchor string // id of the input, "" where the whole form is meant
	Text   string
}
