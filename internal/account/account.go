// Package account lets people in: passwords, invitations, first start, sessions.
//
// An account is a record like any other, changed by the office and journalled. Only
// what proves identity lies apart: hashes of passwords, invitations and session
// tokens, which enter no history.
package account

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"slices"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// InviteLife is how long an invitation can be accepted.
const InviteLife = 7 * 24 * time.Hour

// Accounts answers who somebody is.
type Accounts struct {
	Office *office.Office
	Store  store.Store
	Now    func() time.Time
}

// Person is an account as the pages greet it.
type Person struct {
	access.Actor
	Name  string
	Login string
}

// SignIn returns the account that the sign-in name and the password belong to. It
// takes as long for a name that nobody has.
func (a *Accounts) SignIn(ctx context.Context, login, password string) (Person, error) {
	r, found, err := a.byLogin(ctx, login)
	if err != nil {
		return Person{}, err
	}
	var c store.Credential
	if found {
		err = a.Store.View(ctx, func(tx store.Tx) (err error) {
			c, err = tx.Credential(ctx, r.ID)
			return err
		})
		if err != nil {
			return Person{}, err
		}
	}
	if !verify(c.Password, password) || !found {
		return Person{}, fault.Denied(text.SignInWrong)
	}
	return person(r), nil
}

// Person returns the account with an id as it stands now, or false if it is not active.
func (a *Accounts) Person(ctx context.Context, id string) (Person, bool, error) {
	var r record.Record
	err := a.Store.View(ctx, func(tx store.Tx) (err error) {
		r, err = tx.Record(ctx, record.Key{Home: a.Office.Home, ID: id})
		return err
	})
	if fault.Is(err, fault.CodeMissing) || err == nil && (r.Kind != kinds.Account.Name || r.State != "active") {
		return Person{}, false, nil
	}
	return person(r), err == nil, err
}

func person(r record.Record) Person {
	p := Person{Actor: access.Actor{Account: r.ID}, Name: kinds.AccountName.Of(r), Login: kinds.AccountLogin.Of(r)}
	roles := kinds.AccountRoles.Of(r)
	for _, role := range record.Roles() {
		if slices.Contains(roles, role.Name) {
			p.Roles |= role.Class
		}
	}
	if p.Roles.Admits(record.Delegate) {
		p.Roles |= record.Member
	}
	if p.Roles.Admits(record.Member) {
		p.Organisation = kinds.AccountOrganisation.Of(r)
	}
	return p
}

func (a *Accounts) byLogin(ctx context.Context, login string) (record.Record, bool, error) {
	var found []record.Record
	err := a.Store.View(ctx, func(tx store.Tx) (err error) {
		found, err = tx.Find(ctx, record.Query{
			Kind: kinds.Account.Name, Scopes: []record.Scope{{States: []string{"active"}}}, Limit: 1,
			Where: []record.Term{{Field: kinds.AccountLogin.Name, Op: record.Equal, Value: login}},
		})
		return err
	})
	if err != nil || len(found) == 0 {
		return record.Record{}, false, err
	}
	return found[0], true, nil
}

// Empty reports whether there is no account yet, so that the node has to be set up.
func (a *Accounts) Empty(ctx context.Context) (bool, error) {
	n := 0
	err := a.Store.View(ctx, func(tx store.Tx) (err error) {
		n, err = tx.Count(ctx, record.Query{Kind: kinds.Account.Name, Scopes: access.Scopes(access.Actor{Node: true}, kinds.Account)}, 1)
		return err
	})
	return n == 0, err
}

// Invite lets an account choose its password, once, by a token that it returns
// and nobody keeps. Older invitations and sessions of the account end.
func (a *Accounts) Invite(ctx context.Context, actor access.Actor, id string) (string, error) {
	if err := a.mayInvite(ctx, actor, id); err != nil {
		return "", err
	}
	if actor.Account == id {
		return "", fault.Denied(text.OwnRoles)
	}
	if _, ok, err := a.Person(ctx, id); err != nil || !ok {
		return "", fault.Join(err, fault.Missing(text.NoSuchRecord, id))
	}
	token, err := NewToken()
	if err != nil {
		return "", err
	}
	if err := a.note(ctx, access.Actor{Account: actor.Account, Node: true}, id, "invite"); err != nil {
		return "", err
	}
	return token, a.Store.Update(ctx, func(tx store.Tx) error {
		if err := tx.DropSessions(ctx, id); err != nil {
			return err
		}
		return tx.PutCredential(ctx, store.Credential{Account: id, Invite: hashToken(token), Until: a.Now().Add(InviteLife)})
	})
}

// mayInvite reports why the actor may not invite an account: he is neither the
// security administrator nor the delegate of its organisation. Whether he touches
// plain members only, the process judges.
func (a *Accounts) mayInvite(ctx context.Context, actor access.Actor, id string) error {
	err := access.Holds(actor, record.Security)
	if err == nil || !actor.Roles.Admits(record.Delegate) {
		return err
	}
	r, err := a.Office.Record(ctx, access.Actor{Node: true}, kinds.Account.Name, id)
	if err != nil {
		return err
	}
	return access.Step(actor, kinds.Account, record.Delegate, r)
}

// note journals that something was done with an account that is no field of it.
func (a *Accounts) note(ctx context.Context, actor access.Actor, id, step string) error {
	r, err := a.Office.Record(ctx, access.Actor{Node: true}, kinds.Account.Name, id)
	if err != nil {
		return err
	}
	_, err = a.Office.Take(ctx, actor, "", office.Move{Kind: r.Kind, ID: id, Rev: r.Rev, Step: step})
	return err
}

// Accept sets the password of the account that was invited with the token. Of two
// who accept at once, one is refused.
func (a *Accounts) Accept(ctx context.Context, token, password string) error {
	hash, err := Hash(password)
	if err != nil {
		return err
	}
	var c store.Credential
	err = a.Store.Update(ctx, func(tx store.Tx) (err error) {
		if c, err = tx.Invited(ctx, hashToken(token)); err != nil {
			return err
		}
		if a.Now().After(c.Until) {
			return fault.Missing(text.StartLinkUsed)
		}
		return keep(ctx, tx, c.Account, hash)
	})
	if fault.Is(err, fault.CodeMissing) {
		return fault.Denied(text.StartLinkUsed)
	}
	if err != nil {
		return err
	}
	return a.note(ctx, access.Actor{Account: c.Account, Node: true}, c.Account, "password")
}

// SetPassword gives an account its password and ends its invitation and sessions.
func (a *Accounts) SetPassword(ctx context.Context, id, password string) error {
	hash, err := Hash(password)
	if err != nil {
		return err
	}
	return a.Keep(ctx, id, hash)
}

// Keep gives an account the password of a hash that Hash has made.
func (a *Accounts) Keep(ctx context.Context, id, hash string) error {
	return a.Store.Update(ctx, func(tx store.Tx) error { return keep(ctx, tx, id, hash) })
}

func keep(ctx context.Context, tx store.Tx, id, hash string) error {
	if err := tx.DropSessions(ctx, id); err != nil {
		return err
	}
	return tx.PutCredential(ctx, store.Credential{Account: id, Password: hash})
}

// Recovery lets the people who hold the data folder invite an account anew, for
// when nobody is left who could: whoever can read the folder could do it anyway.
func (a *Accounts) Recovery(ctx context.Context, login string) (string, error) {
	r, found, err := a.byLogin(ctx, login)
	if err != nil || !found {
		return "", fault.Join(err, fault.Missing(text.NoSuchRecord, login))
	}
	return a.Invite(ctx, access.Actor{Node: true}, r.ID)
}

// NewToken draws 192 bits of randomness as text fit for an address.
func NewToken() (string, error) {
	b := make([]byte, 24)
	if _, err := rand.Read(b); err != nil {
		return "", fmt.Errorf("draw a token: %w", err)
	}
	return base64.RawURLEncoding.EncodeToString(b), nil
}

func hashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}

// Actor returns who an account is when it acts, or false if it is not active.
func (a *Accounts) Actor(ctx context.Context, id string) (access.Actor, bool, error) {
	p, ok, err := a.Person(ctx, id)
	return p.Actor, ok, err
}

// Colleague is somebody of the market's staff whom work can be given to.
type Colleague struct{ Account, Name string }

// Colleagues returns the active staff of the market by their names, for their own kind:
// no more of an account than whom to turn to.
func (a *Accounts) Colleagues(ctx context.Context, actor access.Actor) ([]Colleague, error) {
	if err := access.Holds(actor, record.Staff); err != nil {
		return nil, err
	}
	active, err := a.active(ctx)
	if err != nil {
		return nil, err
	}
	var list []Colleague
	for _, r := range active {
		if p := person(r); record.Staff.Admits(p.Roles) {
			list = append(list, Colleague{r.ID, p.Name})
		}
	}
	slices.SortFunc(list, func(a, b Colleague) int {
		return cmp.Or(cmp.Compare(a.Name, b.Name), cmp.Compare(a.Account, b.Account))
	})
	return list, nil
}

// Active returns the ids of all active accounts.
func (a *Accounts) Active(ctx context.Context) ([]string, error) {
	list, err := a.active(ctx)
	ids := make([]string, len(list))
	for i, r := range list {
		ids[i] = r.ID
	}
	return ids, err
}

func (a *Accounts) active(ctx context.Context) (list []record.Record, err error) {
	const page = 500
	q := record.Query{Kind: kinds.Account.Name, Scopes: []record.Scope{{States: []string{"active"}}}, Limit: page}
	for {
		var found []record.Record
		err := a.Store.View(ctx, func(tx store.Tx) (err error) {
			found, err = tx.Find(ctx, q)
			return err
		})
		if err != nil {
			return nil, err
		}
		list = append(list, found...)
		if len(found) < page {
			return list, nil
		}
		q.After = found[page-1].ID
	}
}
