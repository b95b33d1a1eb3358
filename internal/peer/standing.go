package peer

import (
	"context"
	"encoding/json"
	"strings"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Standing is how exchange with an ally stands.
type Standing struct {
	ID       string  `json:"id"`
	Rev      int64   `json:"rev"`
	Home     string  `json:"home"`
	URL      string  `json:"url"`
	Key      string  `json:"key"`
	State    string  `json:"state"`
	Reason   string  `json:"reason"`
	Quota    int     `json:"quota"`
	Copies   int     `json:"copies"`
	Size     int64   `json:"size"` // of his log, as far as it is proved
	Lag      int64   `json:"lag"`  // entries that are proved and not taken in yet
	At       int64   `json:"at"`   // when his checkpoint was accepted, milliseconds
	Disputes int     `json:"disputes"`
	Owes     int     `json:"owes"` // receipts of erasures that he has not sent
	Last     *Report `json:"last"` // null before the first exchange
}

// Standings tells it of all allies.
func (a *Alliance) Standings(ctx context.Context) ([]Standing, error) {
	peers, err := a.Peers(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]Standing, len(peers))
	for i, p := range peers {
		if list[i], err = a.standing(ctx, p); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (a *Alliance) standing(ctx context.Context, p Peer) (Standing, error) {
	s := Standing{ID: p.ID, Rev: p.Rev, Home: p.Home, URL: p.URL, Key: p.Key, State: p.State, Reason: p.Reason, Quota: p.Quota}
	err := a.Store.View(ctx, func(tx store.Tx) error {
		m, err := tx.Mirror(ctx, p.Home)
		if err != nil {
			return err
		}
		s.Size, s.Lag, s.At = m.Size, m.Size-m.Next, m.At
		if s.Copies, err = tx.CountCopies(ctx, p.Home); err != nil {
			return err
		}
		disputes, err := tx.Notes(ctx, NoteDispute, p.Home, mostPeers)
		s.Disputes = len(disputes)
		return err
	})
	if err != nil {
		return s, err
	}
	missing, err := a.Missing(ctx, p)
	if err != nil {
		return s, err
	}
	s.Owes = len(missing)
	last, err := a.Reports(ctx, p.Home, 1)
	if err == nil && len(last) > 0 {
		s.Last = &last[0]
	}
	return s, err
}

// Dossier is all that is known of one ally.
type Dossier struct {
	Standing
	Reports  []Report          `json:"reports"`  // the newest first
	Evidence []json.RawMessage `json:"evidence"` // of forks; each is a file for heitu verify
	Missing  []Owed            `json:"missing"`  // erasures of which he has sent no receipt
}

// Owed is an erasure of which a receipt is missing.
type Owed struct {
	ID    string `json:"id"`
	Rev   int64  `json:"rev"`
	Entry int64  `json:"entry"`
	At    int64  `json:"at"`
}

// mostReports is how many reports a dossier holds.
const mostReports = 100

// Dossier tells all that is known of an ally.
func (a *Alliance) Dossier(ctx context.Context, home string) (Dossier, error) {
	d := Dossier{Evidence: []json.RawMessage{}, Missing: []Owed{}}
	p, err := a.Peer(ctx, home)
	if err != nil {
		return d, err
	}
	if d.Standing, err = a.standing(ctx, p); err != nil {
		return d, err
	}
	if d.Reports, err = a.Reports(ctx, home, mostReports); err != nil {
		return d, err
	}
	disputes, err := a.Disputes(ctx, home, mostReports)
	if err != nil {
		return d, err
	}
	for _, n := range disputes {
		d.Evidence = append(d.Evidence, n.Body)
	}
	missing, err := a.Missing(ctx, p)
	for _, e := range missing {
		d.Missing = append(d.Missing, Owed{e.ID, e.Rev, e.Number, e.At})
	}
	return d, err
}

// Proposal is an ally to be entered.
type Proposal struct {
	URL    string
	Inside bool
	Public bool
	Quota  int64
}

// Propose asks a node for its name and enters it as proposed. What key it says it has
// counts for nothing until somebody has compared it and pins it.
func (a *Alliance) Propose(ctx context.Context, actor access.Actor, p Proposal) (record.Record, error) {
	if err := access.Holds(actor, record.Security); err != nil {
		return record.Record{}, err
	}
	l := a.dial(Peer{Home: p.URL, URL: p.URL, Inside: p.Inside})
	defer l.hang()
	said, err := l.get(ctx, "/log/key", smallAnswer)
	if err != nil {
		return record.Record{}, err
	}
	v, err := note.NewVerifier(strings.TrimSpace(string(said)))
	if err != nil {
		return record.Record{}, fault.Busy(text.PeerUnreadable, p.URL, err.Error())
	}
	if v.Name() == a.Home {
		return record.Record{}, fault.Conflict(text.OwnHome, a.Home)
	}
	fields := map[string]any{kinds.PeerHome.Name: v.Name(), kinds.PeerURL.Name: p.URL}
	if p.Inside {
		fields[kinds.PeerInside.Name] = true
	}
	if p.Public {
		fields[kinds.PeerPublic.Name] = true
	}
	if p.Quota != 0 {
		fields[kinds.PeerQuota.Name] = p.Quota
	}
	made, err := a.Office.Put(ctx, actor, "", record.Draft{Kind: kinds.Peer.Name, Fields: fields})
	if err != nil {
		return record.Record{}, err
	}
	return made[0], nil
}

// Pin trusts an ally's key from now on; a person has compared it.
func (a *Alliance) Pin(ctx context.Context, actor access.Actor, home, key string) error {
	return a.step(ctx, actor, home, "pin", map[string]any{kinds.PeerKey.Name: key})
}

// Leave ends all exchange with an ally. His copies stay, as he last showed them.
func (a *Alliance) Leave(ctx context.Context, actor access.Actor, home string) error {
	return a.step(ctx, actor, home, "leave", nil)
}

func (a *Alliance) step(ctx context.Context, actor access.Actor, home, step string, fields map[string]any) error {
	p, err := a.Peer(ctx, home)
	if err != nil {
		return err
	}
	_, err = a.Office.Take(ctx, actor, "", office.Move{Kind: kinds.Peer.Name, ID: p.ID, Rev: p.Rev, Step: step, Fields: fields})
	return err
}
