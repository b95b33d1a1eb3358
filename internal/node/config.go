// Package node wires everything into one running node.
//
// It is the only place that knows all the others. Nothing here decides: if a rule
// turns up in this package, it belongs below.
package node

import (
	"crypto/rand"
	"io"
	"log/slog"
	"time"

	"heitu/internal/figure"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/notify"
	"heitu/internal/peer"
	"heitu/internal/process"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/web"
)

// Config says what a node is made of. Only Folder must be given.
type Config struct {
	Folder   string // data folder: database, keys, attachments
	Home     string // permanent name, for a new folder; DefaultHome where ""
	Postgres string // address of a PostgreSQL database, "" for SQLite in the folder
	Glossary string // file that joins English and Chinese terms, "" for none
	Secure   bool   // whether it is reached by HTTPS

	URL    string        // where it is reached, for links in reminders; "" for none
	Mail   notify.Server // by which it sends reminders; without a Host, none by mail
	Robots bool          // whether reminders may go to robots within the own network

	HarvestInside bool // whether repositories within the own network may be harvested
	HarvestPage   int  // records on one page of what harvesters get; 0 for as many as usual

	Tour web.Tour // what leads strangers around its pages; none for a node of a market

	Exchange peer.Limits // what an ally can make the node do at most; the standard limits where zero

	Kinds     []record.Kind           // kinds.All() where nil
	Processes map[string]flow.Process // process.All() where nil
	Figures   []report.Figure         // figure.All() where nil
	Now       func() time.Time        // time.Now where nil
	Random    io.Reader               // crypto/rand where nil
	Log       *slog.Logger            // discarded where nil
}

// DefaultHome names a node that was given no name.
const DefaultHome = "heitu.local"

func (c Config) withDefaults() Config {
	if c.Home == "" {
		c.Home = DefaultHome
	}
	if c.Kinds == nil {
		c.Kinds = kinds.All()
	}
	if c.Processes == nil {
		c.Processes = process.All()
	}
	if c.Figures == nil {
		c.Figures = figure.All()
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	if c.Random == nil {
		c.Random = rand.Reader
	}
	if c.Log == nil {
		c.Log = slog.New(slog.DiscardHandler)
	}
	return c
}

// valid reports what in the configuration does not fit together.
func (c Config) valid() error {
	if err := kinds.Valid(c.Kinds); err != nil {
		return err
	}
	for _, k := range c.Kinds {
		if err := c.Processes[k.Name].Valid(k); err != nil {
			return err
		}
	}
	for _, f := range c.Figures {
		if err := f.Valid(c.Kinds, c.Figures); err != nil {
			return err
		}
	}
	return nil
}
