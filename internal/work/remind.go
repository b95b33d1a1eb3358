package work

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/notify"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// RemindJob is the work of delivering one reminder.
const RemindJob = "remind"

// When a day's reminders are planned, in the civil zone; how often one is tried, the
// first pause after a failure and the longest: some three days in all.
const (
	planned    = "08:30"
	mostTries  = 80
	firstPause = time.Minute
	mostPause  = time.Hour
)

// Reminders plans and delivers the daily digest.
type Reminders struct {
	Office *office.Office
	Person func(ctx context.Context, account string) (access.Actor, bool, error) // who an active account is
	People func(ctx context.Context) ([]string, error)                           // ids of the active accounts
	Server notify.Server                                                         // "" as Host where there is no mail
	URL    string                                                                // where the node is reached
	Inside bool                                                                  // whether robots of the own network may be reached
}

// reminder is one digest on its way by one channel.
type reminder struct {
	Channel string `json:"channel"`
	Day     string `json:"day"`
	State   string `json:"state"` // waiting, failed
	Tries   int    `json:"tries"`
	Err     string `json:"err"`
}

// Plan queues the reminders of the day, once, as soon as its hour has come.
func (r *Reminders) Plan(ctx context.Context) error {
	now := r.Office.Now()
	day := record.Day(now)
	if now.In(record.Zone).Format("15:04") < planned {
		return nil
	}
	done, err := r.plannedOn(ctx, day)
	if err != nil || done {
		return err
	}
	people, err := r.People(ctx)
	if err != nil {
		return err
	}
	for _, account := range people {
		if err := r.planFor(ctx, account, day); err != nil {
			return err
		}
	}
	return r.Office.Store.Update(ctx, func(tx store.Tx) error {
		return tx.Keep(ctx, store.Kept{ID: sortPlan, Sort: sortPlan, Name: day})
	})
}

func (r *Reminders) plannedOn(ctx context.Context, day string) (bool, error) {
	var last store.Kept
	err := r.Office.Store.View(ctx, func(tx store.Tx) (err error) {
		last, err = tx.Kept(ctx, sortPlan)
		return err
	})
	if fault.Is(err, fault.CodeMissing) {
		return false, nil
	}
	return last.Name >= day, err
}

// planFor queues a reminder for each channel of an account that has work. Its id is
// made of channel and day, so that planning again after a crash changes nothing.
func (r *Reminders) planFor(ctx context.Context, account, day string) error {
	var kept []store.Kept
	err := r.Office.Store.View(ctx, func(tx store.Tx) (err error) {
		kept, err = tx.KeptBy(ctx, account, sortChannel, "")
		return err
	})
	if err != nil || len(kept) == 0 {
		return err
	}
	actor, ok, err := r.Person(ctx, account)
	if err != nil || !ok {
		return err
	}
	list, err := Items(ctx, r.Office, actor, day)
	if err != nil || len(list.Items) == 0 {
		return err
	}
	return r.Office.Store.Update(ctx, func(tx store.Tx) error {
		for _, c := range kept {
			id := c.ID + " " + day
			if _, err := tx.Kept(ctx, id); !fault.Is(err, fault.CodeMissing) {
				if err != nil {
					return err
				}
				continue
			}
			if err := keep(ctx, tx, id, account, reminder{Channel: c.ID, Day: day, State: "waiting"}); err != nil {
				return err
			}
			if err := tx.AddJob(ctx, store.Job{Kind: RemindJob, Payload: []byte(id), Due: r.Office.Now()}); err != nil {
				return err
			}
		}
		return nil
	})
}

func keep(ctx context.Context, tx store.Tx, id, account string, m reminder) error {
	body, err := json.Marshal(m)
	if err != nil {
		return fmt.Errorf("encode reminder: %w", err)
	}
	return tx.Keep(ctx, store.Kept{ID: id, Account: account, Sort: sortReminder, Name: m.Day, Body: body})
}

// Deliver does a RemindJob. What could not be delivered is kept, with why, and tried
// again; what is given up stays to be seen until the account's next reminder arrives.
func (r *Reminders) Deliver(ctx context.Context, payload []byte) error {
	id := string(payload)
	m, account, channel, err := r.read(ctx, id)
	if fault.Is(err, fault.CodeMissing) {
		return r.drop(ctx, id)
	}
	if err != nil {
		return err
	}
	now := r.Office.Now()
	if until, quiet := channel.quiet(now); quiet {
		return r.Office.Store.Update(ctx, func(tx store.Tx) error {
			return tx.AddJob(ctx, store.Job{Kind: RemindJob, Payload: payload, Due: until})
		})
	}
	failed := r.send(ctx, account, channel)
	if failed == nil {
		return r.sent(ctx, account, m.Channel)
	}
	m.Tries, m.Err = m.Tries+1, failed.Error()
	if m.Tries >= mostTries {
		m.State = "failed"
	}
	return r.Office.Store.Update(ctx, func(tx store.Tx) error {
		err := keep(ctx, tx, id, account, m)
		if err == nil && m.State == "waiting" {
			err = tx.AddJob(ctx, store.Job{Kind: RemindJob, Payload: payload, Due: now.Add(pause(m.Tries))})
		}
		return err
	})
}

func pause(tries int) time.Duration {
	return min(firstPause<<min(tries-1, 10), mostPause)
}

// read returns a reminder with its channel; a missing fault if either was removed.
func (r *Reminders) read(ctx context.Context, id string) (m reminder, account string, c Channel, err error) {
	err = r.Office.Store.View(ctx, func(tx store.Tx) error {
		kept, err := tx.Kept(ctx, id)
		if err != nil {
			return err
		}
		if err := json.Unmarshal(kept.Body, &m); err != nil {
			return fmt.Errorf("read reminder: %w", err)
		}
		account = kept.Account
		way, err := tx.Kept(ctx, m.Channel)
		if err != nil {
			return err
		}
		list, err := channels([]store.Kept{way})
		if err == nil {
			c = list[0]
		}
		return err
	})
	return m, account, c, err
}

func (r *Reminders) drop(ctx context.Context, id string) error {
	return r.Office.Store.Update(ctx, func(tx store.Tx) error { return tx.DropKept(ctx, id) })
}

// sent forgets what is kept of a channel's reminders: this one and older failures.
func (r *Reminders) sent(ctx context.Context, account, channel string) error {
	return r.Office.Store.Update(ctx, func(tx store.Tx) error {
		kept, err := tx.KeptBy(ctx, account, sortReminder, "")
		if err != nil {
			return err
		}
		for _, k := range kept {
			if strings.HasPrefix(k.ID, channel+" ") {
				if err := tx.DropKept(ctx, k.ID); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// send delivers the digest as it stands now. Nothing to do is nothing to say.
func (r *Reminders) send(ctx context.Context, account string, c Channel) error {
	actor, ok, err := r.Person(ctx, account)
	if err != nil || !ok {
		return err
	}
	day := record.Day(r.Office.Now())
	list, err := Items(ctx, r.Office, actor, day)
	if err != nil || len(list.Items) == 0 {
		return err
	}
	m := notify.Message{
		Subject: text.RemindSubject.In(c.Lang, day, len(list.Items)),
		Text:    text.RemindText.In(c.Lang, len(list.Items), list.Overdue(day)), Link: r.URL,
	}
	return r.carry(ctx, c, m)
}

// carry delivers a message by a channel.
func (r *Reminders) carry(ctx context.Context, c Channel, m notify.Message) error {
	if c.Way != "mail" {
		return notify.Robot{Chat: c.Way, URL: c.Address, Secret: c.Secret, Now: r.Office.Now, Inside: r.Inside}.Send(ctx, m)
	}
	if r.Server.Host == "" {
		return errors.New("mail: no mail server is configured")
	}
	return notify.Mail{Server: r.Server, To: c.Address}.Send(ctx, m)
}

// quiet reports whether it is the channel's quiet time, and when that ends.
func (c Channel) quiet(now time.Time) (time.Time, bool) {
	if c.From == "" || c.From == c.Until {
		return time.Time{}, false
	}
	local := now.In(record.Zone)
	at := local.Format("15:04")
	within := c.From <= at && at < c.Until
	if c.From > c.Until { // over midnight
		within = at >= c.From || at < c.Until
	}
	if !within {
		return time.Time{}, false
	}
	end, err := time.ParseInLocation("2006-01-02 15:04", local.Format("2006-01-02 ")+c.Until, record.Zone)
	if err != nil {
		return time.Time{}, false
	}
	if !end.After(now) {
		end = end.AddDate(0, 0, 1)
	}
	return end, true
}

// Fare is how the reminders of one channel stand.
type Fare struct {
	Waiting, Failed int
	Why             string // why the last one failed, "" where none did
}

// Fares tells how the reminders of an account stand, by channel. What arrived is not kept.
func Fares(ctx context.Context, o *office.Office, actor access.Actor) (map[string]Fare, error) {
	kept, err := o.KeptBy(ctx, actor, sortReminder, "")
	fares := map[string]Fare{}
	for _, k := range kept {
		var m reminder
		if err := json.Unmarshal(k.Body, &m); err != nil {
			return nil, fmt.Errorf("read reminder: %w", err)
		}
		f := fares[m.Channel]
		if m.State == "failed" {
			f.Failed++
		} else {
			f.Waiting++
		}
		if m.Err != "" {
			f.Why = m.Err
		}
		fares[m.Channel] = f
	}
	return fares, err
}

// Waiting tells how many reminders of an account wait and how many were given up, and
// why the last one failed.
func Waiting(ctx context.Context, o *office.Office, actor access.Actor) (waiting, failed int, why string, err error) {
	fares, err := Fares(ctx, o, actor)
	for _, f := range fares {
		waiting, failed = waiting+f.Waiting, failed+f.Failed
		if f.Why != "" {
			why = f.Why
		}
	}
	return waiting, failed, why, err
}

// Try sends a message by a channel of the actor at once, and returns why it could not.
func (r *Reminders) Try(ctx context.Context, actor access.Actor, id string) error {
	all, err := Channels(ctx, r.Office, actor)
	if err != nil {
		return err
	}
	i := slices.IndexFunc(all, func(c Channel) bool { return c.ID == id })
	if i < 0 {
		return fault.Missing(text.NothingKept)
	}
	c := all[i]
	if err := r.carry(ctx, c, notify.Message{Subject: text.TrySubject.In(c.Lang), Text: text.TryText.In(c.Lang), Link: r.URL}); err != nil {
		return fault.Conflict(text.TryFailed, err.Error())
	}
	return nil
}
