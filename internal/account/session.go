package account

import (
	"context"
	"encoding/json"
	"fmt"
	"time"

	"heitu/internal/store"
)

// Keeper keeps the sessions of package scs in the node's store.
type Keeper struct {
	Store store.Store
	Now   func() time.Time
}

// FindCtx implements scs.CtxStore.
func (k Keeper) FindCtx(ctx context.Context, token string) ([]byte, bool, error) {
	var s store.Session
	var ok bool
	err := k.Store.View(ctx, func(tx store.Tx) (err error) {
		s, ok, err = tx.Session(ctx, token, k.Now())
		return err
	})
	return s.Data, ok, err
}

// CommitCtx implements scs.CtxStore.
func (k Keeper) CommitCtx(ctx context.Context, token string, data []byte, expires time.Time) error {
	_, values, err := Codec{}.Decode(data)
	if err != nil {
		return err
	}
	owner, _ := values["account"].(string)
	return k.Store.Update(ctx, func(tx store.Tx) error {
		return tx.PutSession(ctx, store.Session{Token: token, Account: owner, Data: data, Expires: expires})
	})
}

// DeleteCtx implements scs.CtxStore.
func (k Keeper) DeleteCtx(ctx context.Context, token string) error {
	return k.Store.Update(ctx, func(tx store.Tx) error { return tx.DropSession(ctx, token) })
}

// Find implements scs.Store; scs calls FindCtx.
func (k Keeper) Find(token string) ([]byte, bool, error) {
	return k.FindCtx(context.Background(), token)
}

// Commit implements scs.Store; scs calls CommitCtx.
func (k Keeper) Commit(token string, data []byte, expires time.Time) error {
	return k.CommitCtx(context.Background(), token, data, expires)
}

// Delete implements scs.Store; scs calls DeleteCtx.
func (k Keeper) Delete(token string) error { return k.DeleteCtx(context.Background(), token) }

// Codec writes sessions as JSON; their values are texts.
type Codec struct{}

type session struct {
	Deadline time.Time
	Values   map[string]any
}

// Encode implements scs.Codec.
func (Codec) Encode(deadline time.Time, values map[string]any) ([]byte, error) {
	data, err := json.Marshal(session{deadline, values})
	if err != nil {
		return nil, fmt.Errorf("encode session: %w", err)
	}
	return data, nil
}

// Decode implements scs.Codec.
func (Codec) Decode(data []byte) (time.Time, map[string]any, error) {
	var s session
	if err := json.Unmarshal(data, &s); err != nil {
		return time.Time{}, nil, fmt.Errorf("decode session: %w", err)
	}
	return s.Deadline, s.Values, nil
}
