package account

import (
	"context"
	"crypto/subtle"
	"sync"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Start sets a new node up, once, for whoever holds the link that was printed.
type Start struct {
	Accounts *Accounts
	mu       sync.Mutex
	token    string
}

// Setup is what a new node asks: its name and its first people.
type Setup struct {
	Market string
	Small  bool // whether it is a small office, where administrators do business too
	People []Newcomer
}

// Newcomer is one of the first people.
type Newcomer struct {
	Login, Name, Password string
	Roles                 []string
}

// Token returns the secret of the link, or "" if the node has accounts already.
// It lives in memory only; another start makes another.
func (s *Start) Token(ctx context.Context) (string, error) {
	empty, err := s.Accounts.Empty(ctx)
	if err != nil || !empty {
		return "", err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.token == "" {
		s.token, err = NewToken()
	}
	return s.token, err
}

// Valid reports whether the token opens the set-up.
func (s *Start) Valid(token string) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.token != "" && subtle.ConstantTimeCompare([]byte(s.token), []byte(token)) == 1
}

// Run makes the market and the first accounts. The link is spent if it succeeds.
func (s *Start) Run(ctx context.Context, token string, setup Setup) error {
	if !s.Valid(token) {
		return fault.Denied(text.StartLinkUsed)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.Accounts.Found(ctx, setup); err != nil {
		return err
	}
	s.token = ""
	return nil
}

// Found makes the market and its first accounts, as the node itself.
func (a *Accounts) Found(ctx context.Context, setup Setup) error {
	for _, p := range setup.People {
		if _, err := Hash(p.Password); err != nil {
			return fault.In(err, p.Login)
		}
	}
	drafts := []record.Draft{{Kind: kinds.Market.Name, Fields: map[string]any{kinds.MarketName.Name: setup.Market, kinds.MarketSmall.Name: setup.Small}}}
	for _, p := range setup.People {
		drafts = append(drafts, record.Draft{Kind: kinds.Account.Name, Fields: map[string]any{
			kinds.AccountLogin.Name: p.Login, kinds.AccountName.Name: p.Name, kinds.AccountRoles.Name: p.Roles,
		}})
	}
	made, err := a.Office.Put(ctx, access.Actor{Node: true}, "", drafts...)
	if err != nil {
		return err
	}
	for i, p := range setup.People {
		if err := a.SetPassword(ctx, made[i+1].ID, p.Password); err != nil {
			return err
		}
	}
	return nil
}
