// Package page draws the pages of the web face from values made ready for them.
//
// A template decides nothing about who may see what: whatever reaches it may be
// shown. Words come from the catalogue, by Frame.Say and Frame.Tell; a template
// that holds a word of its own fails the style test.
package page

import (
	"strconv"

	"heitu/internal/text"
)

// Frame is what surrounds every page: who reads, in which language, and where he is.
type Frame struct {
	Lang    text.Lang
	Title   string
	Market  string // name of the organisation that runs the node
	Node    string // permanent name of the node
	Back    string // address of this page, where a change of language returns to
	Token   string // what every form carries
	Key     string // drawn anew for every page; what makes a double click harmless
	Account string // id of who is signed in, "" for a visitor
	Person  string // his name
	Menu    []Item
	Feed    string // where the page is to be had as Atom, "" for nowhere
	Data    string // what machines read about the page, as JSON-LD; "" for nothing
	Wide    bool   // whether the page holds a broad table
	Tour    Tour   // what leads a stranger around; without steps, nothing
	Reload  int    // seconds after which the page is loaded anew where there are no scripts, 0 for never
}

// Item is one entry of the menu.
type Item struct {
	Label, Href string
	Here        bool
	More        bool // whether it stands at the foot of the page only
}

// Link leads somewhere. Without an address it is plain words.
type Link struct{ Label, Href string }

// Say returns a label in the reader's language.
func (f Frame) Say(l text.Label) string { return l.In(f.Lang) }

// Tell returns a message in the reader's language.
func (f Frame) Tell(m text.Message, args ...any) string { return m.In(f.Lang, args...) }

// Tag is the language of the page as HTML names it.
func (f Frame) Tag() string {
	if f.Lang == text.EN {
		return "en"
	}
	return "zh-CN"
}

// Other is the language that the reader is not reading.
func (f Frame) Other() text.Lang {
	if f.Lang == text.EN {
		return text.ZH
	}
	return text.EN
}

// Heading is the title of the window.
func (f Frame) Heading() string {
	if f.Title == "" {
		return f.Market + " · " + f.Say(text.Product)
	}
	return f.Title + " · " + f.Market
}

func (f Frame) reload() string { return strconv.Itoa(f.Reload) }
