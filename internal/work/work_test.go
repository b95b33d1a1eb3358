package work_test

import (
	"bufio"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/node"
	"heitu/internal/record"
	"heitu/internal/testkit"
	"heitu/internal/work"
)

// waiting lists what waits for somebody as "kind step due mine".
func waiting(t *testing.T, b *testkit.Bench, role string) string {
	t.Helper()
	list, err := work.Items(t.Context(), b.Office, b.People[role], record.Day(b.Clock.Now()))
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, i := range list.Items {
		line := i.Record.Kind + " " + i.Step
		if i.Due != "" {
			line += " " + i.Due
		}
		if i.Mine {
			line += " mine"
		}
		said = append(said, line)
	}
	return strings.Join(said, ", ")
}

// TestItems follows what waits for whom while records move on.
func TestItems(t *testing.T) {
	b := testkit.Open(t, nil)
	colleague := b.PutAs(access.Actor{Node: true}, record.Draft{Kind: "account", Fields: map[string]any{"login": "second", "name": "第二", "roles": []string{"broker"}}})[0]
	b.People["second"] = access.Actor{Account: colleague.ID, Roles: record.Broker}
	want := func(role, items string) {
		t.Helper()
		if got := waiting(t, b, role); got != items {
			t.Errorf("for the %s waits %q, want %q", role, got, items)
		}
	}
	want("broker", "")
	need := b.Put("member", record.Draft{Kind: "need", Fields: map[string]any{"title": "需求", "problem": "难题", "firm": b.Mine}})[0]
	want("broker", "need review")
	want("member", "")
	want("registrar", "")
	scores := map[string]any{"clear": int64(4), "measurable": int64(3), "complete": int64(3), "evidenced": int64(2)}
	need = b.Take("broker", need, "review", scores)[0]
	want("registrar", "need open")
	need = b.Take("officer", need, "open", nil)[0]
	want("broker", "")

	visit := b.Put("broker", record.Draft{Kind: "contact_log", Fields: map[string]any{
		"subject": "回访", "way": "call", "day": "2026-07-01", "next": "2026-07-10", "organisation": b.Mine,
	}})[0]
	want("broker", "")
	b.Clock.Move(8 * 24 * time.Hour)
	want("broker", "contact_log done 2026-07-10")
	want("member", "")
	visit = b.Take("broker", visit, "assign", map[string]any{"assigned": colleague.ID})[0]
	want("broker", "")
	want("second", "contact_log done 2026-07-10 mine")
	b.Take("second", visit, "done", nil)
	want("second", "")

	b.Clock.Move(335 * 24 * time.Hour)
	if err := b.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	want("member", "need renew 2027-07-02")
	want("stranger", "")
	want("broker", "need renew 2027-07-02")
	b.Clock.Move(30 * 24 * time.Hour)
	if err := b.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
	want("member", "")
	if r, err := b.Office.Record(t.Context(), b.People["member"], "need", need.ID); err != nil || r.State != "expired" {
		t.Errorf("the need is %s, %v", r.State, err)
	}
	if _, err := b.Office.Record(t.Context(), access.Actor{}, "need", need.ID); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("an expired need is public: %v", err)
	}
}

// fares is what /api/work says of reminders.
func fares(t *testing.T, b *testkit.Bench) (waiting, failed int, why string) {
	t.Helper()
	w := b.Ask("broker", "GET", "/api/work", nil)
	var said struct {
		Reminders struct {
			Waiting, Failed int
			Error           string
		}
	}
	if err := json.Unmarshal(w.Body.Bytes(), &said); w.Code != http.StatusOK || err != nil {
		t.Fatalf("%d %s (%v)", w.Code, w.Body, err)
	}
	return said.Reminders.Waiting, said.Reminders.Failed, said.Reminders.Error
}

func workNow(t *testing.T, b *testkit.Bench) {
	t.Helper()
	if err := b.Work(t.Context()); err != nil {
		t.Fatal(err)
	}
}

// TestReminderWhileItIsDown keeps a reminder while the robot is down, shows that it
// waits and why, and delivers it once the robot is up.
func TestReminderWhileItIsDown(t *testing.T) {
	var up atomic.Bool
	var got atomic.Value
	robot := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !up.Load() {
			http.Error(w, "down", http.StatusBadGateway)
			return
		}
		body, _ := io.ReadAll(r.Body)
		got.Store(string(body))
	}))
	defer robot.Close()
	b := testkit.Open(t, func(c *node.Config) { c.Robots, c.URL = true, "https://market.example" })
	b.Put("broker", record.Draft{Kind: "need", Fields: map[string]any{"title": "不出门的题目", "firm": b.Mine}})
	w := b.Ask("broker", "POST", "/api/work/channels", []byte(`{"way":"wecom","address":"`+robot.URL+`/send?key=topsecret","secret":"hush"}`))
	if w.Code != http.StatusCreated || strings.Contains(w.Body.String(), "topsecret") || strings.Contains(w.Body.String(), "hush") {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	workNow(t, b) // nine in the morning
	if n, failed, why := fares(t, b); n != 1 || failed != 0 || !strings.Contains(why, "502") || strings.Contains(why, "topsecret") {
		t.Fatalf("while down: %d wait, %d failed, %q", n, failed, why)
	}
	b.Clock.Move(time.Minute)
	workNow(t, b)
	up.Store(true)
	workNow(t, b)
	if got.Load() != nil {
		t.Error("it did not wait before it tried again")
	}
	b.Clock.Move(2 * time.Minute)
	workNow(t, b)
	if body, _ := got.Load().(string); !strings.Contains(body, "1 项") || !strings.Contains(body, "https://market.example") || strings.Contains(body, "不出门") {
		t.Errorf("delivered %q", body)
	}
	if n, failed, _ := fares(t, b); n != 0 || failed != 0 {
		t.Errorf("after delivery: %d wait, %d failed", n, failed)
	}
	got.Store("")
	b.Clock.Move(time.Hour)
	workNow(t, b)
	if got.Load() != "" {
		t.Error("the same day was reminded of twice")
	}
	b.Clock.Move(22*time.Hour + 20*time.Minute) // before half past eight
	workNow(t, b)
	if got.Load() != "" {
		t.Error("reminded too early")
	}
	b.Clock.Move(time.Hour)
	workNow(t, b)
	if got.Load() == "" {
		t.Error("the next day was not reminded of")
	}
	list := b.Ask("broker", "GET", "/api/work/channels", nil).Body.String()
	if strings.Contains(list, "topsecret") || strings.Contains(list, "hush") || !strings.Contains(list, `"signed":true`) {
		t.Errorf("channels: %s", list)
	}
	if other := b.Ask("registrar", "GET", "/api/work/channels", nil).Body.String(); !strings.Contains(other, `"channels":[]`) {
		t.Errorf("another sees %s", other)
	}
}

// mailbox is a mail server that takes letters in while it is open.
type mailbox struct {
	letters atomic.Int32
	last    atomic.Value
}

func (m *mailbox) open(t *testing.T, address string) {
	t.Helper()
	l, err := net.Listen("tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go m.take(c)
		}
	}()
}

// take takes one letter in.
func (m *mailbox) take(c net.Conn) {
	defer c.Close()
	say := func(s string) { _, _ = io.WriteString(c, s+"\r\n") }
	say("220 post")
	var letter strings.Builder
	lines, data := bufio.NewScanner(c), false
	for lines.Scan() {
		line := lines.Text()
		letter.WriteString(line + "\n")
		switch {
		case data && line == ".":
			data = false
			m.last.Store(letter.String())
			m.letters.Add(1)
			say("250 kept")
		case data:
		case strings.HasPrefix(line, "DATA"):
			data = true
			say("354 go on")
		case strings.HasPrefix(line, "QUIT"):
			say("221 bye")
			return
		default:
			say("250 fine")
		}
	}
}

// TestReminderWhileMailIsDown keeps a reminder while mail is down, shows that it waits
// and why, also after a restart of the mail server, and delivers it exactly once.
func TestReminderWhileMailIsDown(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	address := l.Addr().String()
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // nobody listens yet
	b := testkit.Open(t, func(c *node.Config) {
		c.Mail.Host, c.Mail.Port, c.Mail.From, c.Mail.Plain = "127.0.0.1", port, "node@example.org", true
	})
	b.Put("broker", record.Draft{Kind: "need", Fields: map[string]any{"title": "题目", "firm": b.Mine}})
	if w := b.Ask("broker", "POST", "/api/work/channels", []byte(`{"way":"mail","address":"broker@example.org"}`)); w.Code != http.StatusCreated {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	for range 3 {
		workNow(t, b)
		if n, failed, why := fares(t, b); n != 1 || failed != 0 || why == "" || strings.Contains(why, "broker@") {
			t.Fatalf("while mail is down: %d wait, %d failed, %q", n, failed, why)
		}
		b.Clock.Move(10 * time.Minute)
	}
	var post mailbox
	post.open(t, address)
	for range 5 {
		workNow(t, b)
		b.Clock.Move(time.Hour)
	}
	letter, _ := post.last.Load().(string)
	if post.letters.Load() != 1 || !strings.Contains(letter, "RCPT TO:<broker@example.org>") {
		t.Errorf("mail is up: %d letters, the last\n%s", post.letters.Load(), letter)
	}
	if n, failed, why := fares(t, b); n != 0 || failed != 0 || why != "" {
		t.Errorf("after delivery: %d wait, %d failed, %q", n, failed, why)
	}
}

// TestReminderGivenUp shows a reminder by mail that never arrives as failed.
func TestReminderGivenUp(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	l.Close() // nobody listens
	b := testkit.Open(t, func(c *node.Config) {
		c.Mail.Host, c.Mail.Port, c.Mail.From, c.Mail.Plain = "127.0.0.1", port, "node@example.org", true
	})
	b.Put("broker", record.Draft{Kind: "need", Fields: map[string]any{"title": "题目", "firm": b.Mine}})
	if w := b.Ask("broker", "POST", "/api/work/channels", []byte(`{"way":"mail","address":"broker@example.org"}`)); w.Code != http.StatusCreated {
		t.Fatalf("%d %s", w.Code, w.Body)
	}
	workNow(t, b)
	for range 100 {
		b.Clock.Move(30 * time.Minute)
		if err := b.Reminders.Deliver(t.Context(), []byte(onlyReminder(t, b))); err != nil {
			t.Fatal(err)
		}
		if _, failed, _ := fares(t, b); failed == 1 {
			return
		}
	}
	t.Error("it was never given up")
}

func onlyReminder(t *testing.T, b *testkit.Bench) string {
	t.Helper()
	kept, err := b.Office.KeptBy(t.Context(), b.People["broker"], "reminder", "")
	if err != nil || len(kept) != 1 {
		t.Fatalf("%v, %v", kept, err)
	}
	return kept[0].ID
}

// TestQuietHours holds a reminder back until they end.
func TestQuietHours(t *testing.T) {
	var sent atomic.Int32
	robot := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { sent.Add(1) }))
	defer robot.Close()
	b := testkit.Open(t, func(c *node.Config) { c.Robots = true })
	b.Put("broker", record.Draft{Kind: "need", Fields: map[string]any{"title": "题目", "firm": b.Mine}})
	b.Ask("broker", "POST", "/api/work/channels", []byte(`{"way":"hook","address":"`+robot.URL+`","from":"21:00","until":"10:00"}`))
	workNow(t, b)
	if sent.Load() != 0 {
		t.Error("reminded at nine, before ten")
	}
	b.Clock.Move(time.Hour)
	workNow(t, b)
	if sent.Load() != 1 {
		t.Errorf("reminded %d times after ten", sent.Load())
	}
}

func TestChannelsRefused(t *testing.T) {
	b := testkit.Open(t, nil)
	for _, tt := range []struct {
		role, body string
		status     int
	}{
		{"", `{"way":"mail","address":"a@example.org"}`, 401},
		{"broker", `{"way":"pigeon","address":"a@example.org"}`, 422},
		{"broker", `{"way":"mail","address":"Nobody <a@example.org>"}`, 422},
		{"broker", `{"way":"hook","address":"nowhere"}`, 422},
		{"broker", `{"way":"mail","address":"a@example.org","from":"25:00","until":"06:00"}`, 422},
		{"broker", `{"way":"mail","address":"a@example.org","shared":true}`, 422},
		{"broker", `{"way":"mail","address":"a@example.org"}`, 201},
		{"broker", `{"way":"mail","address":"a@example.org"}`, 422},
	} {
		if w := b.Ask(tt.role, "POST", "/api/work/channels", []byte(tt.body)); w.Code != tt.status {
			t.Errorf("%q adds %s: got %d %s, want %d", tt.role, tt.body, w.Code, w.Body, tt.status)
		}
	}
}

// TestCalendar lets a calendar program in by a token until it is revoked.
func TestCalendar(t *testing.T) {
	b := testkit.Open(t, nil)
	b.Put("broker", record.Draft{Kind: "contact_log", Fields: map[string]any{"subject": "走访", "way": "visit", "day": "2026-07-01", "next": "2026-07-02"}})
	token := func() string {
		var said struct{ Token string }
		if err := json.Unmarshal(b.Ask("broker", "POST", "/api/work/calendar", nil).Body.Bytes(), &said); err != nil || said.Token == "" {
			t.Fatalf("no token: %v", err)
		}
		return said.Token
	}
	first := token()
	w := b.Ask("", "GET", "/api/work.ics?token="+first, nil)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), "DTSTART;VALUE=DATE:20260702") || !strings.Contains(w.Body.String(), "走访") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
	second := token()
	if w := b.Ask("", "GET", "/api/work.ics?token="+first, nil); w.Code != http.StatusNotFound {
		t.Errorf("the token before: %d", w.Code)
	}
	b.Ask("broker", "DELETE", "/api/work/calendar", nil)
	for _, lost := range []string{second, "", "plan"} {
		if w := b.Ask("", "GET", "/api/work.ics?token="+lost, nil); w.Code != http.StatusNotFound {
			t.Errorf("token %q: %d", lost, w.Code)
		}
	}
}
