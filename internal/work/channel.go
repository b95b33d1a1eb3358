package work

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"net/mail"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/notify"
	"heitu/internal/office"
	"heitu/internal/store"
	"heitu/internal/text"
)

// What is kept for reminding, apart from the records: it holds addresses and secrets,
// which belong in no history.
const (
	sortChannel  = "channel"
	sortReminder = "reminder"
	sortCalendar = "calendar"
	sortPlan     = "plan"
)

// Channel is a way by which an account wants to be reminded.
type Channel struct {
	ID      string    `json:"-"`
	Way     string    `json:"way"`     // mail, or a chat of notify.Chats
	Address string    `json:"address"` // of the mailbox or of the robot
	Secret  string    `json:"secret"`  // by which the robot wants posts signed; never shown again
	Lang    text.Lang `json:"lang"`
	From    string    `json:"from"` // quiet hours, as 22:00; "" for none
	Until   string    `json:"until"`
}

// Shown is the address as far as it may be shown again: that of a robot holds its key.
func (c Channel) Shown() string {
	if c.Way == "mail" {
		return c.Address
	}
	u, err := url.Parse(c.Address)
	if err != nil {
		return "…"
	}
	return u.Scheme + "://" + u.Host + "/…"
}

// mostChannels is how many ways an account may have.
const mostChannels = 5

var clock = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)

func (c Channel) check() error {
	var wrong []error
	if c.Way != "mail" && !slices.Contains(notify.Chats(), c.Way) {
		wrong = append(wrong, fault.Invalid("way", text.ChannelWay, strings.Join(append([]string{"mail"}, notify.Chats()...), ", ")))
	}
	if c.Way == "mail" {
		if a, err := mail.ParseAddress(c.Address); err != nil || a.Address != c.Address {
			wrong = append(wrong, fault.Invalid("address", text.BadEmail))
		}
	} else if u, err := url.Parse(c.Address); err != nil || u.Host == "" || len(c.Address) > 1000 {
		wrong = append(wrong, fault.Invalid("address", text.ChannelAddress))
	}
	if c.From+c.Until != "" && (!clock.MatchString(c.From) || !clock.MatchString(c.Until)) {
		wrong = append(wrong, fault.Invalid("from", text.ChannelQuiet))
	}
	if len(c.Secret) > 500 {
		wrong = append(wrong, fault.Invalid("secret", text.TooLong, 500, len(c.Secret)))
	}
	return fault.Join(wrong...)
}

// AddChannel keeps a way for the actor.
func AddChannel(ctx context.Context, o *office.Office, actor access.Actor, c Channel) (Channel, error) {
	if actor.Account == "" {
		return c, fault.SignedOut()
	}
	if err := c.check(); err != nil {
		return c, err
	}
	c.Lang = text.Parse(string(c.Lang))
	have, err := Channels(ctx, o, actor)
	if err == nil && len(have) >= mostChannels {
		err = fault.Limit(text.TooManyKept, mostChannels)
	}
	if err != nil {
		return c, err
	}
	body, err := json.Marshal(c)
	if err != nil {
		return c, fmt.Errorf("encode channel: %w", err)
	}
	sum := sha256.Sum256([]byte(c.Address))
	kept, err := o.Keep(ctx, actor, store.Kept{Sort: sortChannel, Name: c.Way + " " + hex.EncodeToString(sum[:6]), Body: body})
	c.ID = kept.ID
	return c, err
}

// Channels returns the ways of the actor.
func Channels(ctx context.Context, o *office.Office, actor access.Actor) ([]Channel, error) {
	kept, err := o.KeptBy(ctx, actor, sortChannel, "")
	if err != nil {
		return nil, err
	}
	return channels(kept)
}

func channels(kept []store.Kept) ([]Channel, error) {
	list := make([]Channel, len(kept))
	for i, k := range kept {
		if err := json.Unmarshal(k.Body, &list[i]); err != nil {
			return nil, fmt.Errorf("read channel: %w", err)
		}
		list[i].ID = k.ID
	}
	return list, nil
}

// DropChannel removes a way of the actor.
func DropChannel(ctx context.Context, o *office.Office, actor access.Actor, id string) error {
	return forget(ctx, o, actor, sortChannel, id)
}

func forget(ctx context.Context, o *office.Office, actor access.Actor, sort, id string) error {
	kept, err := o.KeptBy(ctx, actor, sort, "")
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(kept, func(k store.Kept) bool { return k.ID == id }) {
		return fault.Missing(text.NothingKept)
	}
	return o.Forget(ctx, actor, id)
}

// Subscribe returns a token by which a calendar program reads the actor's work. Only
// its hash is kept; the token before is of no use any more.
func Subscribe(ctx context.Context, o *office.Office, actor access.Actor) (string, error) {
	if actor.Account == "" {
		return "", fault.SignedOut()
	}
	b := make([]byte, 24)
	if _, err := io.ReadFull(o.Random, b); err != nil {
		return "", fmt.Errorf("draw a token: %w", err)
	}
	token := base64.RawURLEncoding.EncodeToString(b)
	return token, o.Store.Update(ctx, func(tx store.Tx) error {
		if err := dropAll(ctx, tx, actor.Account, sortCalendar); err != nil {
			return err
		}
		return tx.Keep(ctx, store.Kept{ID: hashOf(token), Account: actor.Account, Sort: sortCalendar})
	})
}

// Subscribed reports whether a calendar program may read the actor's work.
func Subscribed(ctx context.Context, o *office.Office, actor access.Actor) (bool, error) {
	kept, err := o.KeptBy(ctx, actor, sortCalendar, "")
	return len(kept) > 0, err
}

// Unsubscribe makes the actor's token useless.
func Unsubscribe(ctx context.Context, o *office.Office, actor access.Actor) error {
	if actor.Account == "" {
		return fault.SignedOut()
	}
	return o.Store.Update(ctx, func(tx store.Tx) error { return dropAll(ctx, tx, actor.Account, sortCalendar) })
}

// Subscriber returns the account that a token belongs to, or a missing fault.
func Subscriber(ctx context.Context, o *office.Office, token string) (string, error) {
	var kept store.Kept
	err := o.Store.View(ctx, func(tx store.Tx) (err error) {
		kept, err = tx.Kept(ctx, hashOf(token))
		return err
	})
	if err == nil && kept.Sort != sortCalendar {
		err = fault.Missing(text.NothingKept)
	}
	return kept.Account, err
}

func dropAll(ctx context.Context, tx store.Tx, account, sort string) error {
	kept, err := tx.KeptBy(ctx, account, sort, "")
	if err != nil {
		return err
	}
	for _, k := range kept {
		if err := tx.DropKept(ctx, k.ID); err != nil {
			return err
		}
	}
	return nil
}

func hashOf(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
