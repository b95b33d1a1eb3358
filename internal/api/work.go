package api

import (
	"encoding/json"
	"net/http"

	"heitu/internal/access"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/notify"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/work"
)

// itemView is one thing that waits.
type itemView struct {
	Kind  string    `json:"kind"`
	ID    string    `json:"id"`
	State string    `json:"state"`
	Title labelView `json:"title"`
	Step  string    `json:"step"`
	Why   labelView `json:"why"`
	Due   string    `json:"due"`
	Mine  bool      `json:"mine"`
}

// work answers GET /api/work: what waits for whoever asks, and how his reminders fare.
func (s *server) work(w http.ResponseWriter, r *http.Request) error {
	who := actor(r)
	if who.Account == "" {
		return fault.SignedOut()
	}
	day := record.Day(s.Office.Now())
	list, err := work.Items(r.Context(), s.Office, who, day)
	if err != nil {
		return err
	}
	waiting, failed, why, err := work.Waiting(r.Context(), s.Office, who)
	if err != nil {
		return err
	}
	views := make([]itemView, len(list.Items))
	for i, item := range list.Items {
		views[i] = itemView{item.Record.Kind, item.Record.ID, item.Record.State, labelOf(item.Title), item.Step, labelOf(item.Why), item.Due, item.Mine}
	}
	return write(w, http.StatusOK, map[string]any{
		"day": day, "items": views, "more": list.More, "reminders": map[string]any{"waiting": waiting, "failed": failed, "error": why},
	})
}

// calendar answers GET /api/work.ics for a calendar program, which brings a token.
func (s *server) calendar(w http.ResponseWriter, r *http.Request) error {
	who, err := s.subscriber(r)
	if err != nil {
		return err
	}
	list, err := work.Items(r.Context(), s.Office, who, record.Day(s.Office.Now()))
	if err != nil {
		return err
	}
	base := s.URL
	if base == "" {
		base = "http://" + r.Host
	}
	var events []notify.Event
	for _, i := range list.Items {
		day := i.Due
		if day == "" {
			day = record.Day(s.Office.Now())
		}
		title := i.Why.In(lang(r)) + "：" + record.Words(i.Record.Fields[s.titleOf(i.Record.Kind)], lang(r))
		events = append(events, notify.Event{ID: i.Record.ID + "-" + i.Step, Day: day, Title: title, Link: base + "/records/" + i.Record.Kind + "/" + i.Record.ID, At: i.Record.Time()})
	}
	return writeBody(w, http.StatusOK, "text/calendar; charset=utf-8", []byte(notify.Calendar(text.CalendarName.In(lang(r)), events...)))
}

func (s *server) titleOf(kind string) string {
	k, err := s.Office.Kind(kind)
	if err != nil {
		return ""
	}
	return k.TitleField().Name
}

// subscriber is the account that the token belongs to, as it stands now.
func (s *server) subscriber(r *http.Request) (access.Actor, error) {
	account, err := work.Subscriber(r.Context(), s.Office, r.URL.Query().Get("token"))
	if err != nil {
		return access.Actor{}, err
	}
	p, ok, err := s.Accounts.Person(r.Context(), account)
	if err == nil && !ok {
		err = fault.Missing(text.NothingKept)
	}
	return p.Actor, err
}

// subscribe answers POST /api/work/calendar with a token, shown once.
func (s *server) subscribe(w http.ResponseWriter, r *http.Request) error {
	if _, err := readChange(w, r); err != nil {
		return err
	}
	token, err := work.Subscribe(r.Context(), s.Office, actor(r))
	if err != nil {
		return err
	}
	return write(w, http.StatusCreated, map[string]any{"token": token})
}

// unsubscribe answers DELETE /api/work/calendar.
func (s *server) unsubscribe(w http.ResponseWriter, r *http.Request) error {
	if err := work.Unsubscribe(r.Context(), s.Office, actor(r)); err != nil {
		return err
	}
	return write(w, http.StatusOK, map[string]any{"ok": true})
}

// channelView is a way of being reminded; its secret is never shown.
type channelView struct {
	ID      string `json:"id"`
	Way     string `json:"way"`
	Address string `json:"address"`
	Signed  bool   `json:"signed"`
	Lang    string `json:"lang"`
	From    string `json:"from"`
	Until   string `json:"until"`
}

func viewOfChannel(c work.Channel) channelView {
	return channelView{c.ID, c.Way, c.Shown(), c.Secret != "", string(c.Lang), c.From, c.Until}
}

// channels answers GET /api/work/channels.
func (s *server) channels(w http.ResponseWriter, r *http.Request) error {
	if door.Person(r).Account == "" {
		return fault.SignedOut()
	}
	list, err := work.Channels(r.Context(), s.Office, actor(r))
	if err != nil {
		return err
	}
	views := make([]channelView, len(list))
	for i, c := range list {
		views[i] = viewOfChannel(c)
	}
	return write(w, http.StatusOK, map[string]any{"channels": views})
}

// addChannel answers POST /api/work/channels.
func (s *server) addChannel(w http.ResponseWriter, r *http.Request) error {
	members, err := readObject(w, r)
	if err != nil {
		return err
	}
	var c work.Channel
	known := map[string]any{"way": &c.Way, "address": &c.Address, "secret": &c.Secret, "lang": &c.Lang, "from": &c.From, "until": &c.Until}
	for name, raw := range sorted(members) {
		to, ok := known[name]
		if !ok {
			return fault.Invalid(name, text.UnknownMember, name)
		}
		if json.Unmarshal(raw, to) != nil {
			return fault.Invalid(name, text.JSONMember, name)
		}
	}
	c, err = work.AddChannel(r.Context(), s.Office, actor(r), c)
	if err != nil {
		return err
	}
	return write(w, http.StatusCreated, viewOfChannel(c))
}

// dropChannel answers DELETE /api/work/channels/{id}.
func (s *server) dropChannel(w http.ResponseWriter, r *http.Request) error {
	if err := work.DropChannel(r.Context(), s.Office, actor(r), r.PathValue("id")); err != nil {
		return err
	}
	return write(w, http.StatusOK, map[string]any{"ok": true})
}
