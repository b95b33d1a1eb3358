package web

import (
	"net/http"
	"slices"

	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/notify"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
	"heitu/internal/work"
)

// waits is what waits for whoever asks.
func (f *face) waits(w http.ResponseWriter, r *http.Request) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	if actor.Account == "" {
		return fault.SignedOut()
	}
	n, day := f.names(r.Context(), actor, lang), record.Day(f.Office.Now())
	list, err := work.Items(r.Context(), f.Office, actor, day)
	if err != nil {
		return err
	}
	frame, err := f.frame(r, text.WorkName.In(lang))
	if err != nil {
		return err
	}
	shown := page.Work{Today: text.WorkIntro.In(lang, day), More: list.More}
	for _, g := range []struct {
		label text.Label
		holds func(due string) bool
	}{
		{text.WorkOverdue, func(due string) bool { return due != "" && due < day }},
		{text.WorkToday, func(due string) bool { return due == day }},
		{text.WorkOpen, func(due string) bool { return due == "" }},
		{text.WorkComing, func(due string) bool { return due > day }},
	} {
		group, err := n.group(list.Items, g.holds)
		if err != nil {
			return err
		}
		if group.Title, group.Late = g.label.In(lang), g.label == text.WorkOverdue; group.Items != nil {
			shown.Groups = append(shown.Groups, group)
		}
	}
	return f.show(w, r, http.StatusOK, page.WorkPage(frame, shown))
}

// atOnce is how many things of one sort are shown in full.
const atOnce = 5

// group is what waits with such a date; of what is many, the rest is folded.
func (n *names) group(items []work.Item, holds func(due string) bool) (page.Group, error) {
	var g page.Group
	many := map[string]int{}
	items = slices.DeleteFunc(slices.Clone(items), func(i work.Item) bool { return !holds(i.Due) })
	records, err := n.titled(items)
	if err != nil {
		return g, err
	}
	if err := n.learn(records...); err != nil {
		return g, err
	}
	for i, item := range items {
		t, err := n.task(item, records[i])
		if err != nil {
			return g, err
		}
		if many[t.Why]++; many[t.Why] <= atOnce {
			g.Items = append(g.Items, t)
			continue
		}
		i := slices.IndexFunc(g.Rest, func(f page.Fold) bool { return f.Items[0].Why == t.Why })
		if i < 0 {
			i, g.Rest = len(g.Rest), append(g.Rest, page.Fold{})
		}
		g.Rest[i].Items = append(g.Rest[i].Items, t)
	}
	for i, fold := range g.Rest {
		g.Rest[i].Label = text.WorkRest.In(n.lang, len(fold.Items), fold.Items[0].Why)
	}
	return g, nil
}

// titled are the records that wait, with all that their titles are made of: a match is called
// after both its sides.
func (n *names) titled(items []work.Item) ([]record.Record, error) {
	var matches []string
	for _, item := range items {
		if item.Record.Kind == kinds.Match.Name {
			matches = append(matches, item.Record.ID)
		}
	}
	whole, err := n.Office.Several(n.ctx, n.actor, matches...)
	records := make([]record.Record, len(items))
	for i, item := range items {
		records[i] = item.Record
		if r, ok := whole[item.Record.ID]; ok {
			records[i] = r
		}
	}
	return records, err
}

// task is one thing that waits, with the way to do it.
func (n *names) task(item work.Item, r record.Record) (page.Task, error) {
	k, err := n.Office.Kind(r.Kind)
	if err != nil {
		return page.Task{}, err
	}
	at := address(r.Kind, r.ID)
	if r.Kind == kinds.Match.Name {
		at = "/desk/" + r.ID
	}
	t := page.Task{
		Why: item.Why.In(n.lang), Kind: k.Label.In(n.lang), Record: page.Link{Label: n.title(r), Href: at}, Mine: item.Mine,
		Since: text.WorkSince.In(n.lang, record.Day(r.Time())), Step: page.Link{Href: at + "?step=" + item.Step + "#step-" + item.Step},
	}
	if item.Due != "" {
		t.Due = text.WorkDue.In(n.lang, item.Due)
	}
	if i := slices.IndexFunc(n.Office.Processes[r.Kind].Steps, stepNamed(item.Step)); i >= 0 {
		t.Step.Label = n.Office.Processes[r.Kind].Steps[i].Label.In(n.lang)
	}
	if r.Kind == kinds.Match.Name { // more than one step may be the right one
		t.Step = page.Link{Label: text.DeskOpen.In(n.lang), Href: at}
	}
	return t, nil
}

// ways names the ways of being reminded.
var ways = map[string]text.Label{"mail": text.WayMail, "wecom": text.WayWecom, "dingtalk": text.WayDingtalk, "feishu": text.WayFeishu, "hook": text.WayHook}

// channels is how whoever asks is reminded.
func (f *face) channels(w http.ResponseWriter, r *http.Request) error {
	return f.showChannels(w, r, http.StatusOK, page.Channels{}, nil)
}

// showChannels shows the ways of being reminded, with what was just done or is wrong.
func (f *face) showChannels(w http.ResponseWriter, r *http.Request, status int, shown page.Channels, wrong error) error {
	actor, lang := door.Person(r).Actor, door.Lang(r)
	if actor.Account == "" {
		return fault.SignedOut()
	}
	list, err := work.Channels(r.Context(), f.Office, actor)
	if err != nil {
		return err
	}
	fares, err := work.Fares(r.Context(), f.Office, actor)
	if err != nil {
		return err
	}
	for _, c := range list {
		shown.Channels = append(shown.Channels, channelShown(c, fares[c.ID], lang))
	}
	if shown.Subscribed, err = work.Subscribed(r.Context(), f.Office, actor); err != nil {
		return err
	}
	shown.Inputs = channelInputs(r, lang)
	shown.Faults = placed(shown.Inputs, wrong, lang)
	frame, err := f.frame(r, text.ChannelsName.In(lang))
	if err != nil {
		return err
	}
	frame.Back = "/work/channels"
	return f.show(w, r, status, page.ChannelsPage(frame, shown))
}

func channelShown(c work.Channel, fare work.Fare, lang text.Lang) page.Channel {
	shown := page.Channel{ID: c.ID, Way: ways[c.Way].In(lang), Address: c.Shown(), Why: fare.Why, State: page.Badge{Label: text.ChannelGood.In(lang), Tone: "go"}}
	switch {
	case fare.Failed > 0:
		shown.State = page.Badge{Label: text.ChannelFailed.In(lang, fare.Failed), Tone: "bad"}
	case fare.Waiting > 0:
		shown.State = page.Badge{Label: text.ChannelWaiting.In(lang, fare.Waiting), Tone: "wait"}
	}
	if c.Secret != "" {
		shown.Notes = append(shown.Notes, text.ChannelSigned.In(lang))
	}
	if c.From != "" {
		shown.Notes = append(shown.Notes, text.ChannelQuietAt.In(lang, c.From, c.Until))
	}
	return shown
}

// channelInputs are the controls for a new way, filled with what was typed.
func channelInputs(r *http.Request, lang text.Lang) []page.Input {
	way := page.Input{Name: "way", Label: text.ChannelWayField.In(lang), Form: page.FormSelect, Required: true}
	for _, name := range append([]string{"mail"}, notify.Chats()...) {
		way.Options = append(way.Options, page.Option{Value: name, Label: ways[name].In(lang), Chosen: r.PostFormValue("way") == name})
	}
	line := func(name string, label, help text.Label) page.Input {
		return page.Input{Name: name, Label: label.In(lang), Help: help.In(lang), Form: page.FormLine, Value: r.PostFormValue(name)}
	}
	to := line("address", text.ChannelTo, text.ChannelToHelp)
	to.Required = true
	secret := line("secret", text.ChannelSecret, text.ChannelHelp)
	secret.Form, secret.Value, secret.Attrs = page.FormPassword, "", "off"
	return []page.Input{way, to, secret, line("from", text.ChannelFrom, text.ChannelHours), line("until", text.ChannelUntil, text.Label{})}
}

// addChannel keeps a new way.
func (f *face) addChannel(w http.ResponseWriter, r *http.Request) error {
	value := func(name string) string { return trimmed(r.PostFormValue(name)) }
	_, err := work.AddChannel(r.Context(), f.Office, door.Person(r).Actor, work.Channel{
		Way: value("way"), Address: value("address"), Secret: value("secret"), Lang: door.Lang(r), From: value("from"), Until: value("until"),
	})
	if mendable(err) || fault.Is(err, fault.CodeLimit) {
		return f.showChannels(w, r, door.Status(err), page.Channels{}, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/work/channels", http.StatusSeeOther)
	return nil
}

// tryChannel sends a test by a way, or removes it.
func (f *face) tryChannel(w http.ResponseWriter, r *http.Request) error {
	actor, id := door.Person(r).Actor, r.PathValue("id")
	if actor.Account == "" {
		return fault.SignedOut()
	}
	if r.PostFormValue("act") == "drop" {
		if err := work.DropChannel(r.Context(), f.Office, actor, id); err != nil {
			return err
		}
		http.Redirect(w, r, "/work/channels", http.StatusSeeOther)
		return nil
	}
	err := f.Try(r.Context(), actor, id)
	if fault.Is(err, fault.CodeConflict) {
		return f.showChannels(w, r, door.Status(err), page.Channels{}, err)
	}
	if err != nil {
		return err
	}
	return f.showChannels(w, r, http.StatusOK, page.Channels{Notice: text.ChannelTested.In(door.Lang(r))}, nil)
}

// calendar makes or revokes the address by which a calendar program reads the work. It
// is shown now or never.
func (f *face) calendar(w http.ResponseWriter, r *http.Request) error {
	actor := door.Person(r).Actor
	if r.PostFormValue("act") == "revoke" {
		if err := work.Unsubscribe(r.Context(), f.Office, actor); err != nil {
			return err
		}
		http.Redirect(w, r, "/work/channels", http.StatusSeeOther)
		return nil
	}
	token, err := work.Subscribe(r.Context(), f.Office, actor)
	if err != nil {
		return err
	}
	return f.showChannels(w, r, http.StatusOK, page.Channels{Address: f.origin(r) + "/api/work.ics?token=" + token}, nil)
}
