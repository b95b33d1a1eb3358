package office

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// KeyLife is how long a request's key makes a retry harmless.
const KeyLife = 7 * 24 * time.Hour

// hashOf identifies a request, so that a key is not reused for another.
func hashOf(request any) ([]byte, error) {
	data, err := json.Marshal(request)
	if err != nil {
		return nil, fmt.Errorf("hash request: %w", err)
	}
	sum := sha256.Sum256(data)
	return sum[:], nil
}

// answered looks up the key. If the same request was answered before, the
// records it saved are at the desk again, in their newest revisions.
func (d *desk) answered(key string, hash []byte) (bool, error) {
	if key == "" {
		return false, nil
	}
	a, ok, err := d.tx.Answer(d.ctx, d.actor.Account, key, d.now)
	if err != nil || !ok {
		return false, err
	}
	if string(a.Request) != string(hash) {
		return false, fault.Conflict(text.KeyReused, key)
	}
	var ids []string
	if err := json.Unmarshal(a.Body, &ids); err != nil {
		return false, fmt.Errorf("read answer: %w", err)
	}
	for _, id := range ids {
		r, err := d.tx.Record(d.ctx, record.Key{Home: d.Home, ID: id})
		if err != nil {
			return false, err
		}
		d.saved = append(d.saved, r)
	}
	return true, nil
}

// answer keeps which records the request saved; their values are not copied.
func (d *desk) answer(key string, hash []byte) error {
	if key == "" {
		return nil
	}
	ids := make([]string, len(d.saved))
	for i, r := range d.saved {
		ids[i] = r.ID
	}
	body, err := json.Marshal(ids)
	if err != nil {
		return fmt.Errorf("keep answer: %w", err)
	}
	if err := d.tx.ExpireAnswers(d.ctx, d.now); err != nil {
		return err
	}
	return d.tx.PutAnswer(d.ctx, store.Answer{Actor: d.actor.Account, Key: key, Request: hash, Body: body, Expires: d.now.Add(KeyLife)})
}
