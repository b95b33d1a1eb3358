// Package demo plays the main job once: achievements and needs come in, a need
// finds achievements, a match becomes a contract, figures count it.
//
// It uses a node as any user does, through the office, with accounts that hold no
// more than their roles. What it reports is read back from the node, never counted
// on the way.
package demo

import (
	"context"
	"fmt"
	"path/filepath"
	"time"

	"heitu/internal/access"
	"heitu/internal/account"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/office"
	"heitu/internal/record"
)

// NodeName is the name of the demonstration's node, and of its folder.
const NodeName = "northeast-demo"

// Options says what is played.
type Options struct {
	Folder   string // where the node's folder is made
	Data     string // folder with real records, "" for the samples
	Password string // of all demonstration accounts
	Now      func() time.Time
}

// Player plays the demonstration on one node.
type Player struct {
	Node    *node.Node
	Options Options
	people  map[string]access.Actor // by sign-in name
}

// Account is one of the people of the demonstration.
type Account struct{ Login, Name, Role string }

// Accounts lists who can sign in, the administrators last.
func Accounts() []Account {
	return []Account{
		{"broker", "示例经理人", "broker"}, {"registrar", "示例登记员", "registrar"}, {"officer", "示例主管", "officer"}, {"member", "示例单位成员", "member"},
		{"sysadmin", "示例系统管理员", "system"}, {"security", "示例安全管理员", "security"}, {"auditor", "示例审计管理员", "audit"},
	}
}

// Open makes the node with its people.
func Open(ctx context.Context, o Options) (*Player, error) {
	if o.Now == nil {
		o.Now = time.Now
	}
	folder := filepath.Join(o.Folder, NodeName)
	around, err := tour(folder)
	if err != nil {
		return nil, err
	}
	n, err := node.Open(ctx, node.Config{Folder: folder, Home: NodeName, Glossary: glossaryOf(o.Data), Now: o.Now, Tour: around})
	if err != nil {
		return nil, err
	}
	p := &Player{Node: n, Options: o, people: map[string]access.Actor{}}
	if err := p.found(ctx); err != nil {
		return nil, fmt.Errorf("set up the demonstration: %w", err)
	}
	return p, nil
}

// found makes the market, its administrators, and by the security
// administrator's hand the others.
func (p *Player) found(ctx context.Context) error {
	setup := account.Setup{Market: "黑土示例技术市场（演示）"}
	for _, a := range Accounts() {
		if a.Role == "system" || a.Role == "security" || a.Role == "audit" {
			setup.People = append(setup.People, account.Newcomer{Login: a.Login, Name: a.Name, Password: p.Options.Password, Roles: []string{a.Role}})
		}
	}
	if err := p.Node.Accounts.Found(ctx, setup); err != nil {
		return err
	}
	for _, person := range setup.People {
		if err := p.signIn(ctx, person.Login); err != nil {
			return err
		}
	}
	for _, a := range Accounts() {
		if a.Role == "broker" || a.Role == "registrar" || a.Role == "officer" {
			if err := p.engage(ctx, a, ""); err != nil {
				return err
			}
		}
	}
	return nil
}

// engage makes an account and lets its owner choose the password.
func (p *Player) engage(ctx context.Context, a Account, organisation string) error {
	fields := map[string]any{kinds.AccountLogin.Name: a.Login, kinds.AccountName.Name: a.Name, kinds.AccountRoles.Name: []string{a.Role}}
	if organisation != "" {
		fields[kinds.AccountOrganisation.Name] = organisation
	}
	security := p.people["security"]
	made, err := p.Node.Office.Put(ctx, security, "", record.Draft{Kind: kinds.Account.Name, Fields: fields})
	if err != nil {
		return err
	}
	token, err := p.Node.Accounts.Invite(ctx, security, made[0].ID)
	if err != nil {
		return err
	}
	if err := p.Node.Accounts.Accept(ctx, token, p.Options.Password); err != nil {
		return err
	}
	return p.signIn(ctx, a.Login)
}

func (p *Player) signIn(ctx context.Context, login string) error {
	person, err := p.Node.Accounts.SignIn(ctx, login, p.Options.Password)
	p.people[login] = person.Actor
	return err
}

// batch is how many records are written at once.
const batch = 200

// put writes drafts as somebody, in batches, and returns the records in their order.
func (p *Player) put(ctx context.Context, login string, drafts []record.Draft) ([]record.Record, error) {
	var made []record.Record
	for len(drafts) > 0 {
		n := min(batch, len(drafts))
		some, err := p.Node.Office.Put(ctx, p.people[login], "", drafts[:n]...)
		if err != nil {
			return nil, err
		}
		made, drafts = append(made, some...), drafts[n:]
	}
	return made, nil
}

// held takes out of drafts the fields that only a step may set, for take to give
// with the step.
func held(k record.Kind, drafts []record.Draft) []map[string]any {
	given := make([]map[string]any, len(drafts))
	for i, d := range drafts {
		given[i] = k.Hold(d.Fields)
		if _, ok := k.Field(kinds.PublicationBasis.Name); ok {
			given[i][kinds.PublicationBasis.Name] = "sample"
		}
	}
	return given
}

// take takes one step with each record, in batches, giving the fields held for it.
func (p *Player) take(ctx context.Context, login, step string, records []record.Record, given []map[string]any) error {
	for len(records) > 0 {
		n := min(batch, len(records))
		moves := make([]office.Move, n)
		for i, r := range records[:n] {
			moves[i] = office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: step, Fields: given[i]}
		}
		if _, err := p.Node.Office.Take(ctx, p.people[login], "", moves...); err != nil {
			return err
		}
		records, given = records[n:], given[n:]
	}
	return nil
}

// Play loads the records and plays the main job.
func (p *Player) Play(ctx context.Context) error {
	load := p.loadSamples
	if p.Options.Data != "" {
		load = p.loadReal
	}
	if err := load(ctx); err != nil {
		return fmt.Errorf("load records: %w", err)
	}
	if err := p.Node.Work(ctx); err != nil {
		return fmt.Errorf("propose matches: %w", err)
	}
	if err := p.deal(ctx); err != nil {
		return fmt.Errorf("make contracts: %w", err)
	}
	if err := p.Node.Work(ctx); err != nil {
		return err
	}
	if err := p.report(ctx); err != nil {
		return fmt.Errorf("report the half-year: %w", err)
	}
	return p.Node.Work(ctx)
}
