package page

// Queue is the matches that wait for a broker.
type Queue struct {
	States  []Item // which queue
	Filters []Input
	State   string
	Rows    []Waiting
	Gone    string // how many have lost their reasons, "" for none
	GoneAt  string
	Next    string
}

// Waiting is one match of the queue.
type Waiting struct {
	Href        string
	Need        Link
	Firm        string
	Achievement Link
	Score       string
	Age         string
	Charge      string
	Value       string
	Why         []Reason
}

// Pairing is a need and an achievement side by side.
type Pairing struct {
	Title        string
	Queue        string // where the queue is
	Record       Link
	State        Badge
	Score        string
	Charge       string
	Sides        [2]Half
	Why          []Share
	Lesser       []Share // those of little weight
	Terms        []Term
	Before, Next string
	Done         string // what has just been entered, "" for nothing
	Steps        []Step
	Notes        []Field // question, reply and answer
	Talk         string  // where a contact is noted, "" where it cannot be
	Faults       []Fault
	Contract     Link
	Nothing      bool // whether no reason is left
}

// Half is one of the two.
type Half struct {
	Kind  string
	Title []Run
	Also  []Marked // the title in the other language, where a shared word stands in it
	Href  string
	State Badge
	Texts []Marked
	Facts []Fact
}

// Marked is a text in which words are marked.
type Marked struct {
	Label string
	Runs  []Run
	Lang  string // of the words, "" for that of the page
	More  bool   // whether the text goes on
}

// Run is a piece of a text.
type Run struct {
	Text   string
	Marked bool
}

// Fact is a label and a value in words.
type Fact struct{ Label, Value string }

// Share is one reason and what it adds to the score.
type Share struct {
	Reason
	Points string
}

// Term is a condition compared.
type Term struct {
	Label   string
	Sides   [2]string
	Verdict string
	Good    bool
}

// Clash is what somebody sees whom another has forestalled.
type Clash struct {
	Said    string
	Typed   []Fact
	See     string
	Next    string
	Pair    string
	QueueAt string
}
