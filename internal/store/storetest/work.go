package storetest

import (
	"bytes"
	"context"
	"testing"
	"time"

	"heitu/internal/fault"
	"heitu/internal/store"
)

func testJobs(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	next := func(at time.Time) (job store.Job, found bool) {
		t.Helper()
		w.update(func(tx store.Tx) (err error) {
			job, found, err = tx.NextJob(ctx, at, time.Minute)
			return err
		})
		return job, found
	}
	want := func(at time.Time, kind string) store.Job {
		t.Helper()
		j, found := next(at)
		if found != (kind != "") || j.Kind != kind {
			t.Fatalf("next job at %v: got %q, want %q", at.Sub(now), j.Kind, kind)
		}
		return j
	}
	want(now, "")
	w.update(func(tx store.Tx) error {
		for _, j := range []store.Job{
			{Kind: "later", Due: now.Add(time.Second), Payload: []byte{0, 1, 255}},
			{Kind: "sooner", Due: now},
			{Kind: "tomorrow", Due: now.Add(24 * time.Hour)},
		} {
			if err := tx.AddJob(ctx, j); err != nil {
				return err
			}
		}
		return nil
	})
	want(now.Add(-time.Millisecond), "")
	sooner := want(now.Add(2*time.Second), "sooner")
	later := want(now.Add(2*time.Second), "later")
	if sooner.ID == later.ID || !later.Due.Equal(now.Add(time.Second)) || !bytes.Equal(later.Payload, []byte{0, 1, 255}) {
		t.Errorf("got %+v and %+v", sooner, later)
	}
	want(now.Add(3*time.Second), "") // both are leased
	want(now.Add(62*time.Second), "sooner")
	w.update(func(tx store.Tx) error { return tx.DropJob(ctx, sooner.ID) })
	later.Tries, later.Err, later.Due = 1, "no luck", now.Add(time.Hour)
	w.update(func(tx store.Tx) error { return tx.RetryJob(ctx, later) })
	want(now.Add(59*time.Minute), "")
	again := want(now.Add(time.Hour), "later")
	if again.Tries != 1 || again.Err != "no luck" || again.ID != later.ID {
		t.Errorf("got %+v", again)
	}
	w.update(func(tx store.Tx) error { return tx.DropJob(ctx, again.ID) })
	want(now.Add(23*time.Hour), "")
	want(now.Add(25*time.Hour), "tomorrow")
}

func testCredentials(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	put := func(c store.Credential) {
		t.Helper()
		w.update(func(tx store.Tx) error { return tx.PutCredential(ctx, c) })
	}
	read := func() (c store.Credential) {
		w.view(func(tx store.Tx) (err error) {
			c, err = tx.Credential(ctx, "ann")
			return err
		})
		return c
	}
	invited := func(invite string) error {
		return w.View(ctx, func(tx store.Tx) error {
			_, err := tx.Invited(ctx, invite)
			return err
		})
	}
	if c := read(); c != (store.Credential{}) {
		t.Errorf("nobody's credential: got %+v", c)
	}
	c := store.Credential{Account: "ann", Invite: "token", Until: now}
	put(c)
	if got := read(); got != c {
		t.Errorf("got %+v, want %+v", got, c)
	}
	if err := invited("token"); err != nil {
		t.Error(err)
	}
	c = store.Credential{Account: "ann", Password: "argon", Until: now}
	put(c)
	if got := read(); got != c {
		t.Errorf("got %+v, want %+v", got, c)
	}
	wantCode(t, "an invitation that was used", invited("token"), fault.CodeMissing)
	wantCode(t, "no invitation", invited(""), fault.CodeMissing)
	put(store.Credential{Account: "ann"})
	if got := read(); got != (store.Credential{}) {
		t.Errorf("a credential that was removed: got %+v", got)
	}
}

func testSessions(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	put := func(token, account string, expires time.Time) {
		t.Helper()
		w.update(func(tx store.Tx) error {
			return tx.PutSession(ctx, store.Session{Token: token, Account: account, Data: []byte(token), Expires: expires})
		})
	}
	there := func(token string, at time.Time) (found bool) {
		t.Helper()
		w.view(func(tx store.Tx) (err error) {
			var s store.Session
			s, found, err = tx.Session(ctx, token, at)
			if found && (s.Token != token || !bytes.Equal(s.Data, []byte(token))) {
				t.Errorf("session %s: got %+v", token, s)
			}
			return err
		})
		return found
	}
	want := func(what string, at time.Time, tokens map[string]bool) {
		t.Helper()
		for token, want := range tokens {
			if got := there(token, at); got != want {
				t.Errorf("%s: session %s is there: %v, want %v", what, token, got, want)
			}
		}
	}
	soon, late := now.Add(time.Minute), now.Add(time.Hour)
	put("a", "ann", soon)
	put("b", "ann", late)
	put("c", "bob", late)
	put("d", "", soon)
	put("d", "", late)
	want("put", now, map[string]bool{"a": true, "b": true, "c": true, "d": true, "e": false})
	want("later", soon, map[string]bool{"a": false, "b": true, "d": true})
	w.update(func(tx store.Tx) error { return tx.ExpireSessions(ctx, soon) })
	want("expired", now, map[string]bool{"a": false, "b": true})
	w.update(func(tx store.Tx) error { return tx.DropSession(ctx, "d") })
	want("dropped", now, map[string]bool{"d": false, "c": true})
	w.update(func(tx store.Tx) error { return tx.DropSessions(ctx, "ann") })
	want("all of ann's", now, map[string]bool{"b": false, "c": true})
}

func testAccesses(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	w.update(func(tx store.Tx) error {
		for i, r := range []string{"x", "y", "x"} {
			if err := tx.LogAccess(ctx, store.Access{At: now.Add(time.Duration(i) * time.Second), Account: "ann", Record: r, Act: "read"}); err != nil {
				return err
			}
		}
		return nil
	})
	for _, tt := range []struct {
		record string
		limit  int
		want   string
	}{{"x", 9, "20"}, {"y", 9, "1"}, {"", 2, "21"}, {"z", 9, ""}} {
		w.view(func(tx store.Tx) error {
			list, err := tx.Accesses(ctx, tt.record, tt.limit)
			got := ""
			for _, a := range list {
				got += string('0' + byte(a.At.Sub(now)/time.Second))
			}
			if got != tt.want {
				t.Errorf("accesses to %q: got %s, want %s", tt.record, got, tt.want)
			}
			return err
		})
	}
}

func testAnswers(t *testing.T, open Opener) {
	ctx, w := context.Background(), begin(t, open)
	a := store.Answer{Actor: "ann", Key: "k", Request: []byte("hash"), Body: []byte("{}"), Expires: now.Add(time.Hour)}
	put := func(a store.Answer) error {
		return w.Update(ctx, func(tx store.Tx) error { return tx.PutAnswer(ctx, a) })
	}
	there := func(actor, key string, at time.Time) (found bool) {
		w.view(func(tx store.Tx) (err error) {
			var got store.Answer
			got, found, err = tx.Answer(ctx, actor, key, at)
			if found && (got.Key != key || !bytes.Equal(got.Body, a.Body) || !bytes.Equal(got.Request, a.Request) || !got.Expires.Equal(a.Expires)) {
				t.Errorf("got %+v, want %+v", got, a)
			}
			return err
		})
		return found
	}
	if there("ann", "k", now) {
		t.Error("an answer before any was kept")
	}
	if err := put(a); err != nil {
		t.Fatal(err)
	}
	wantCode(t, "a second answer", put(a), fault.CodeConflict)
	if !there("ann", "k", now) || there("bob", "k", now) || there("ann", "k", now.Add(time.Hour)) {
		t.Error("an answer is there for somebody else, or too long, or not at all")
	}
	w.update(func(tx store.Tx) error { return tx.ExpireAnswers(ctx, now.Add(time.Hour)) })
	if err := put(a); err != nil {
		t.Errorf("after it expired: %v", err)
	}
}
