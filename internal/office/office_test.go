package office_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/office"
	"heitu/internal/process"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/store/sqlstore"
	"heitu/internal/text"
)

// desk is an office on a store of its own, with an organisation and some people.
type desk struct {
	*office.Office
	t    testing.TB
	firm string // the organisation of member
	now  time.Time
}

// oneFile keeps one attachment.
type oneFile struct{}

const scan = "00000000000000000000000000000000000000000000000000000000000000aa"

func (oneFile) Fits(hash, _ string) error {
	if hash != scan {
		return fault.Invalid("", text.BadAttachment)
	}
	return nil
}
func (oneFile) Remove(...string) error { return nil }

func open(t testing.TB) *desk {
	t.Helper()
	s, err := sqlstore.OpenSQLite(t.Context(), filepath.Join(t.TempDir(), "heitu.db"), kinds.All())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	d := &desk{t: t, now: time.Date(2026, 7, 2, 1, 0, 0, 0, time.UTC)}
	d.Office = office.New(office.Config{
		Store: s, Home: "test.heitu", KeyID: "00000000", Kinds: kinds.All(), Processes: process.All(), Files: oneFile{},
		Now: func() time.Time { return d.now }, Random: rand.Reader, Committed: func() {},
	}, 0)
	d.firm = d.put(node, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "企业", "uscc": "91210100MA0000001G"}}).ID
	return d
}

var (
	node      = access.Actor{Node: true}
	broker    = access.Actor{Account: "broker", Roles: record.Broker}
	registrar = access.Actor{Account: "registrar", Roles: record.Registrar}
	security  = access.Actor{Account: "security", Roles: record.Security}
)

// direct is what publishing without a review asks for.
var direct = map[string]any{"basis": "sample"}

func (d *desk) member() access.Actor {
	return access.Actor{Account: "member", Organisation: d.firm, Roles: record.Member}
}

func (d *desk) put(a access.Actor, draft record.Draft) record.Record {
	d.t.Helper()
	made, err := d.Put(context.Background(), a, "", draft)
	if err != nil {
		d.t.Fatal(err)
	}
	return made[0]
}

// totals counts what is in the store, to show what did not happen.
func (d *desk) totals() (n store.Totals) {
	d.t.Helper()
	err := d.Store.View(context.Background(), func(tx store.Tx) (err error) {
		n, err = tx.Totals(context.Background())
		return err
	})
	if err != nil {
		d.t.Fatal(err)
	}
	return n
}

// codes writes the faults of err as "field:code", in their order.
func codes(err error) string {
	if err == nil {
		return "ok"
	}
	if fault.All(err) == nil {
		return "error: " + err.Error()
	}
	var said []string
	for _, f := range fault.All(err) {
		said = append(said, strings.TrimPrefix(f.Field+":"+string(f.Code), ":"))
	}
	return strings.Join(said, " ")
}

func TestPut(t *testing.T) {
	d := open(t)
	need := func(fields map[string]any) record.Draft {
		all := map[string]any{"title": "需求", "firm": d.firm}
		for name, v := range fields {
			all[name] = v
		}
		return record.Draft{Kind: "need", Fields: all}
	}
	hidden := d.put(node, record.Draft{Kind: "person", Fields: map[string]any{"name": "张三"}})
	for _, tt := range []struct {
		name  string
		actor access.Actor
		draft record.Draft
		want  string
	}{
		{"a broker's need", broker, need(nil), "ok"},
		{"a member's own need", d.member(), need(map[string]any{"budget": int64(100)}), "ok"},
		{"a member's need for nobody", d.member(), record.Draft{Kind: "need", Fields: map[string]any{"title": "需求"}}, "denied"},
		{"a visitor's need", access.Actor{}, need(nil), "signed-out"},
		{"an administrator's need", security, need(nil), "denied"},
		{"no title", broker, need(map[string]any{"title": ""}), "title:invalid"},
		{"several faults at once", broker, need(map[string]any{"title": nil, "budget": int64(-1), "closes": "2026-02-30"}), "title:invalid budget:invalid closes:invalid"},
		{"closes before it opens", broker, need(map[string]any{"opens": "2026-03-02", "closes": "2026-03-01"}), "closes:invalid"},
		{"an unknown field", broker, need(map[string]any{"colour": "red"}), "colour:invalid"},
		{"an unknown kind", broker, record.Draft{Kind: "unicorn"}, "missing"},
		{"a firm that is not there", broker, need(map[string]any{"firm": "00000000-0000-7000-8000-000000000000"}), "firm:invalid"},
		{"a firm of another kind", broker, need(map[string]any{"firm": hidden.ID}), "firm:invalid"},
		{"a person the member may not see", d.member(), record.Draft{Kind: "achievement", Fields: map[string]any{"title": "成果", "owner": d.firm, "people": []string{hidden.ID}}}, "people:invalid"},
		{"a field that belongs to a step", registrar, record.Draft{Kind: "contract", Fields: map[string]any{"title": "合同", "number": "2026210100000001"}}, "number:invalid"},
		{"a credit code used twice", broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "另一家", "uscc": "91210100MA0000001G"}}, "uscc:invalid"},
		{"a wrong credit code", broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "另一家", "uscc": "91210100MA0000001H"}}, "uscc:invalid"},
		{"technical above total", registrar, record.Draft{Kind: "contract", Fields: map[string]any{"title": "合同", "total": int64(1), "technical": int64(2)}}, "technical:invalid"},
		{"three administrators in one", security, record.Draft{Kind: "account", Fields: map[string]any{"login": "one", "name": "甲", "roles": []string{"system", "audit"}}}, "roles:invalid"},
		{"an administrator who does business", security, record.Draft{Kind: "account", Fields: map[string]any{"login": "one", "name": "甲", "roles": []string{"system", "broker"}}}, "roles:invalid"},
		{"an account by a broker", broker, record.Draft{Kind: "account", Fields: map[string]any{"login": "one", "name": "甲", "roles": []string{"broker"}}}, "denied"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			before := d.totals()
			_, err := d.Put(t.Context(), tt.actor, "", tt.draft)
			if got := codes(err); got != tt.want {
				t.Errorf("got %s (%v), want %s", got, err, tt.want)
			}
			if after := d.totals(); err != nil && after != before {
				t.Errorf("a refused draft wrote: %+v, was %+v", after, before)
			}
		})
	}
}

func TestSmallOffice(t *testing.T) {
	d := open(t)
	draft := record.Draft{Kind: "account", Fields: map[string]any{"login": "one", "name": "甲", "roles": []string{"system", "broker"}}}
	d.put(security, record.Draft{Kind: "market", Fields: map[string]any{"name": "市场", "small_office": true}})
	if _, err := d.Put(t.Context(), security, "", draft); err != nil {
		t.Errorf("in a small office an administrator does business too: %v", err)
	}
	own := access.Actor{Account: d.put(security, record.Draft{Kind: "account", Fields: map[string]any{"login": "sec", "name": "乙", "roles": []string{"security"}}}).ID, Roles: record.Security}
	_, err := d.Put(t.Context(), own, "", record.Draft{Kind: "account", ID: own.Account, Rev: 1, Fields: map[string]any{"roles": []string{"security", "broker"}}})
	if !fault.Is(err, fault.CodeDenied) {
		t.Errorf("somebody gave himself a role: %v", err)
	}
}

func TestChange(t *testing.T) {
	d := open(t)
	need := d.put(d.member(), record.Draft{Kind: "need", Fields: map[string]any{"title": "需求", "firm": d.firm, "budget": int64(100)}})
	change := func(a access.Actor, rev int64, fields map[string]any) string {
		_, err := d.Put(t.Context(), a, "", record.Draft{Kind: "need", ID: need.ID, Rev: rev, Fields: fields})
		return codes(err)
	}
	other := access.Actor{Account: "x", Organisation: "00000000-0000-7000-8000-00000000000f", Roles: record.Member}
	for _, tt := range []struct {
		name  string
		actor access.Actor
		rev   int64
		field string
		value any
		want  string
	}{
		{"by a stranger, who may not know of it", other, 1, "title", "改", "missing"},
		{"a field that the broker may not see", broker, 1, "budget", int64(5), "budget:invalid"},
		{"giving it away", d.member(), 1, "firm", other.Organisation, "denied"},
		{"by the owner", d.member(), 1, "title", "改", "ok"},
		{"on what is no longer the newest", d.member(), 1, "title", "再改", "conflict"},
		{"removing what is required", d.member(), 2, "title", nil, "title:invalid"},
		{"removing the rest", d.member(), 2, "budget", nil, "ok"},
	} {
		if got := change(tt.actor, tt.rev, map[string]any{tt.field: tt.value}); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestKeys shows that a retry is harmless, and that a key serves one request only.
func TestKeys(t *testing.T) {
	d := open(t)
	draft := record.Draft{Kind: "organisation", Fields: map[string]any{"name": "单位"}}
	first, err := d.Put(t.Context(), broker, "k1", draft)
	if err != nil {
		t.Fatal(err)
	}
	before := d.totals()
	again, err := d.Put(t.Context(), broker, "k1", draft)
	if err != nil || again[0].ID != first[0].ID || d.totals() != before {
		t.Errorf("the retry wrote: %v %v", again, err)
	}
	draft.Fields = map[string]any{"name": "另一单位"}
	if _, err := d.Put(t.Context(), broker, "k1", draft); !fault.Is(err, fault.CodeConflict) {
		t.Errorf("the key served another request: %v", err)
	}
	if _, err := d.Put(t.Context(), registrar, "k1", draft); err != nil {
		t.Errorf("another's key is no business of mine: %v", err)
	}
	d.now = d.now.Add(8 * 24 * time.Hour)
	if _, err := d.Put(t.Context(), broker, "k1", draft); err != nil {
		t.Errorf("after eight days the key is free: %v", err)
	}
}

// TestAllOrNone refuses a batch for its one wrong draft, and says which.
func TestAllOrNone(t *testing.T) {
	d := open(t)
	before := d.totals()
	good := record.Draft{Kind: "organisation", Fields: map[string]any{"name": "单位"}}
	_, err := d.Put(t.Context(), broker, "", good, record.Draft{Kind: "organisation"}, good)
	if got := codes(err); got != "2.name:invalid" {
		t.Errorf("got %s, want 2.name:invalid", got)
	}
	if d.totals() != before {
		t.Error("part of the batch was written")
	}
	trials, err := d.Weigh(t.Context(), broker, office.Act{Draft: good}, office.Act{Draft: record.Draft{Kind: "organisation"}})
	if err != nil || trials[0] != nil || codes(trials[1]) != "name:invalid" || d.totals() != before {
		t.Errorf("dry run: %v %v", trials, err)
	}
}

// TestThread plays a need and an achievement to a registered contract.
func TestThread(t *testing.T) {
	d := open(t)
	take := func(a access.Actor, r record.Record, step string, fields map[string]any) ([]record.Record, error) {
		return d.Take(t.Context(), a, "", office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: step, Fields: fields})
	}
	buyer := d.put(broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "买方", "uscc": "91230100MA0000001Q"}})
	need := d.put(broker, record.Draft{Kind: "need", Fields: map[string]any{"title": "需求", "problem": "难题", "firm": buyer.ID}})
	achievement := d.put(broker, record.Draft{Kind: "achievement", Fields: map[string]any{"title": "成果", "summary": "简介", "region": "210100", "owner": d.firm}})
	if _, err := take(d.member(), achievement, "share", nil); !fault.Is(err, fault.CodeDenied) {
		t.Errorf("a member shared without review: %v", err)
	}
	for _, r := range []struct {
		rec  record.Record
		step string
	}{{need, "open"}, {achievement, "share"}} {
		if _, err := take(broker, r.rec, r.step, direct); err != nil {
			t.Fatal(err)
		}
	}
	match := d.put(broker, record.Draft{Kind: "match", Fields: map[string]any{"need": need.ID, "achievement": achievement.ID, "score": int64(1)}})
	changed, err := take(broker, match, "accept", nil)
	if err != nil || len(changed) != 4 {
		t.Fatalf("accept: %d records, %v", len(changed), err)
	}
	contract := changed[1]
	if _, err := take(registrar, contract, "sign", nil); codes(err) != "type:invalid signed:invalid" {
		t.Errorf("signed without type and date: %v", err)
	}
	contract = d.put(registrar, record.Draft{Kind: "contract", ID: contract.ID, Rev: contract.Rev, Fields: map[string]any{
		"type": "development", "region": "210100", "signed": "2026-03-01", "total": int64(100), "technical": int64(100),
	}})
	contract = d.walk(contract)
	for _, tt := range []struct {
		fields map[string]any
		want   string
	}{
		{map[string]any{"number": "12345678901234", "confirmed": true, "certificate": []string{scan}}, "number:invalid"},
		{map[string]any{"number": "1234567890123456", "certificate": []string{scan}}, "confirmed:invalid"},
		{map[string]any{"number": "1234567890123456", "confirmed": true}, "certificate:invalid"},
		{map[string]any{"number": "1234567890123456", "confirmed": true, "certificate": []string{strings.Repeat("b", 64)}}, "certificate:invalid"},
		{map[string]any{"number": "1234567890123456", "confirmed": true, "certificate": []string{scan}, "registered": "2026-02-01"}, "signed:invalid"},
		{map[string]any{"number": "1234567890123456", "confirmed": true, "certificate": []string{scan}, "title": "偷改"}, "title:invalid"},
		{map[string]any{"number": "1234567890123456", "confirmed": true, "certificate": []string{scan}}, "ok"},
	} {
		changed, err := take(registrar, contract, "register", tt.fields)
		if got := codes(err); got != tt.want {
			t.Errorf("register %v: got %s, want %s", tt.fields, got, tt.want)
		}
		if err == nil && (changed[0].State != "registered" || changed[0].Rules == "" || changed[0].Process != 2) {
			t.Errorf("registered as %+v", changed[0])
		}
	}
}

// TestDue lets the clock close a need once its last day has ended in the civil zone.
func TestDue(t *testing.T) {
	d := open(t)
	need := d.put(broker, record.Draft{Kind: "need", Fields: map[string]any{"title": "需求", "problem": "难题", "firm": d.firm, "closes": "2026-07-03"}})
	if _, err := d.Take(t.Context(), broker, "", office.Move{Kind: "need", ID: need.ID, Rev: 1, Step: "open", Fields: direct}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		now  string
		want int
	}{{"2026-07-03T23:59:00+08:00", 0}, {"2026-07-04T00:01:00+08:00", 1}, {"2026-07-05T00:00:00+08:00", 0}} {
		d.now, _ = time.Parse(time.RFC3339, tt.now)
		if n, err := d.Due(t.Context()); err != nil || n != tt.want {
			t.Errorf("at %s: took %d steps (%v), want %d", tt.now, n, err, tt.want)
		}
	}
}

// TestLostUpdate lets many change one record at once; each revision has one winner.
func TestLostUpdate(t *testing.T) {
	d := open(t)
	org := d.put(broker, record.Draft{Kind: "organisation", Fields: map[string]any{"name": "单位"}})
	var wg sync.WaitGroup
	won := make(chan int64, 64)
	for i := range 16 {
		wg.Go(func() {
			for rev := int64(1); rev <= 4; rev++ {
				_, err := d.Put(t.Context(), broker, "", record.Draft{Kind: "organisation", ID: org.ID, Rev: rev, Fields: map[string]any{"note": fmt.Sprint(i)}})
				if err == nil {
					won <- rev
				} else if !fault.Is(err, fault.CodeConflict) {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	close(won)
	winners := map[int64]int{}
	for rev := range won {
		winners[rev]++
	}
	for rev, n := range winners {
		if n != 1 {
			t.Errorf("revision %d was changed by %d writers", rev, n)
		}
	}
}

// TestReadingPersonalDataIsNoted wants a note for each reading of a person.
func TestReadingPersonalDataIsNoted(t *testing.T) {
	d := open(t)
	person := d.put(broker, record.Draft{Kind: "person", Fields: map[string]any{"name": "张三", "organisation": d.firm}})
	if _, err := d.Record(t.Context(), registrar, "person", person.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := d.Record(t.Context(), access.Actor{}, "person", person.ID); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("a visitor: got %v, want missing", err)
	}
	if _, err := d.Same(t.Context(), broker, "person", map[string]any{"name": "张三", "organisation": d.firm}, map[string]any{"name": "李四"}); err != nil {
		t.Fatal(err)
	}
	var notes []store.Access
	err := d.Store.View(t.Context(), func(tx store.Tx) (err error) {
		notes, err = tx.Accesses(t.Context(), person.ID, 10)
		return err
	})
	if err != nil || len(notes) != 2 || notes[1].Account != "registrar" || notes[0].Account != broker.Account || notes[0].Act != "compare" {
		t.Errorf("access log: %v %v", notes, err)
	}
}

// TestIdentityStays lets a member change how his organisation is reached, not what it is.
func TestIdentityStays(t *testing.T) {
	d := open(t)
	firm := d.anew(record.Record{Kind: "organisation", Key: record.Key{ID: d.firm}})
	for _, tt := range []struct {
		by     access.Actor
		fields map[string]any
		want   string
	}{
		{d.member(), map[string]any{"name": "别家"}, "name:invalid"},
		{d.member(), map[string]any{"uscc": "91230100MA0000001Q", "type": "010"}, "uscc:invalid type:invalid"},
		{d.member(), map[string]any{"uscc": nil}, "uscc:invalid"},
		{d.member(), map[string]any{"contact": "张三", "name": "企业"}, "ok"},
		{broker, map[string]any{"name": "更名企业", "uscc": nil}, "ok"},
		{d.member(), map[string]any{"uscc": "91210100MA0000001G"}, "uscc:invalid"},
	} {
		_, err := d.Put(t.Context(), tt.by, "", record.Draft{Kind: "organisation", ID: firm.ID, Rev: d.anew(firm).Rev, Fields: tt.fields})
		if got := codes(err); got != tt.want {
			t.Errorf("%v: got %s (%v), want %s", tt.fields, got, err, tt.want)
		}
	}
}
