package notify

import (
	"bufio"
	"context"
	"encoding/json"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

var note = Message{Subject: "今日有 2 项待办\r\nBcc: thief@example.org", Text: "需求 1 项、合同 1 项。", Link: "https://node.example/work"}

func clock() time.Time { return time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC) }

func TestRobot(t *testing.T) {
	for _, tt := range []struct {
		chat, secret string
		wantBody     map[string]string // path of one level, and value
		wantQuery    string
		wantHeader   bool
	}{
		{chat: "wecom", wantBody: map[string]string{"msgtype": "text"}},
		{chat: "dingtalk", secret: "SEC1", wantBody: map[string]string{"msgtype": "text"}, wantQuery: "sign"},
		{chat: "feishu", secret: "SEC1", wantBody: map[string]string{"msg_type": "text", "timestamp": "1772442000"}},
		{chat: "hook", secret: "SEC1", wantBody: map[string]string{"link": note.Link, "at": "2026-03-02T09:00:00Z"}, wantHeader: true},
	} {
		var got map[string]any
		var query string
		var signed bool
		server := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
			got = map[string]any{}
			if err := json.NewDecoder(r.Body).Decode(&got); err != nil {
				t.Error(err)
			}
			query, signed = r.URL.RawQuery, r.Header.Get("X-Heitu-Signature") != ""
		}))
		r := Robot{Chat: tt.chat, URL: server.URL + "/send?key=K1", Secret: tt.secret, Now: clock, Inside: true}
		if err := r.Send(context.Background(), note); err != nil {
			t.Errorf("%s: %v", tt.chat, err)
		}
		server.Close()
		for name, want := range tt.wantBody {
			if got[name] != want {
				t.Errorf("%s: %s is %v, want %s", tt.chat, name, got[name], want)
			}
		}
		if !strings.Contains(query, "key=K1") || !strings.Contains(query, tt.wantQuery) || signed != tt.wantHeader {
			t.Errorf("%s: query %q, signed %v", tt.chat, query, signed)
		}
	}
}

// A refusal, an outage and a redirect are errors, none of which tells the address or its key.
func TestRobotRefused(t *testing.T) {
	for name, answer := range map[string]http.HandlerFunc{
		"code of the chat": func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, `{"errcode":93000}`) },
		"status":           func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusBadGateway) },
		"redirect": func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://other.example/", http.StatusFound)
		},
		"nobody": nil,
	} {
		server := httptest.NewServer(answer)
		if answer == nil {
			server.Close()
		}
		err := Robot{Chat: "wecom", URL: server.URL + "/send?key=K1", Now: clock, Inside: true}.Send(context.Background(), note)
		if err == nil || strings.Contains(err.Error(), "K1") || strings.Contains(err.Error(), "/send") {
			t.Errorf("%s: got %v", name, err)
		}
		server.Close()
	}
}

// Without leave, a robot reaches nothing of the own network, by whatever name.
func TestRobotStaysOutside(t *testing.T) {
	reached := false
	server := httptest.NewTLSServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer server.Close()
	port := server.URL[strings.LastIndex(server.URL, ":"):]
	for _, host := range []string{"127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0.0.0.0", "169.254.169.254", "10.0.0.1"} {
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		err := Robot{Chat: "hook", URL: "https://" + host + port, Now: clock}.Send(ctx, note)
		cancel()
		if err == nil || reached {
			t.Errorf("%s: got %v, reached %v", host, err, reached)
		}
	}
	for _, bad := range []string{"", "http://chat.example/", "file:///etc/passwd", "https://", "::"} {
		if err := (Robot{Chat: "hook", URL: bad, Now: clock}).Send(context.Background(), note); err == nil {
			t.Errorf("%q was accepted", bad)
		}
	}
}

// post is a mail server that takes one letter.
func post(t *testing.T) (port int, letter func() string) {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	got := make(chan string, 1)
	go func() {
		c, err := l.Accept()
		l.Close()
		if err != nil {
			return
		}
		defer c.Close()
		say := func(s string) { _, _ = io.WriteString(c, s+"\r\n") }
		say("220 post")
		var all strings.Builder
		lines, data := bufio.NewScanner(c), false
		for lines.Scan() {
			line := lines.Text()
			switch all.WriteString(line + "\n"); {
			case data && line == ".":
				data = false
				say("250 kept")
			case data:
			case strings.HasPrefix(line, "DATA"):
				data = true
				say("354 go on")
			case strings.HasPrefix(line, "QUIT"):
				say("221 bye")
				got <- all.String()
				return
			default:
				say("250 fine")
			}
		}
	}()
	return l.Addr().(*net.TCPAddr).Port, func() string { return <-got }
}

func TestMail(t *testing.T) {
	port, letter := post(t)
	m := Mail{Server: Server{Host: "127.0.0.1", Port: port, From: "node@market.example", Plain: true}, To: "broker@market.example"}
	if err := m.Send(context.Background(), note); err != nil {
		t.Fatal(err)
	}
	got := letter()
	for _, want := range []string{"MAIL FROM:<node@market.example>", "RCPT TO:<broker@market.example>", "https://node.example/work"} {
		if !strings.Contains(got, want) {
			t.Errorf("the letter lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "RCPT TO:<thief") || strings.Contains(got, "\nBcc:") {
		t.Errorf("a subject made a header:\n%s", got)
	}
	m.Server.Password = "geheim"
	if err := m.Send(context.Background(), note); err == nil || strings.Contains(err.Error(), "broker@") || strings.Contains(err.Error(), "geheim") {
		t.Errorf("nobody listens: got %v", err)
	}
	m.Server.Plain = false
	m.Server.Port, _ = post(t)
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := m.Send(ctx, note); err == nil {
		t.Error("a letter went without TLS where TLS is asked for")
	}
}

func TestCalendar(t *testing.T) {
	got := Calendar("我的待办", Event{ID: "1", Day: "2026-03-05", Title: "回访, 例; 一", Link: "https://node.example/1", At: clock()}, Event{ID: "2", Day: "明天"})
	for _, want := range []string{"BEGIN:VCALENDAR\r\n", "UID:1@heitu\r\n", "DTSTART;VALUE=DATE:20260305\r\n", "DTEND;VALUE=DATE:20260306\r\n", `SUMMARY:回访\, 例\; 一`, "DTSTAMP:20260302T090000Z"} {
		if !strings.Contains(got, want) {
			t.Errorf("the calendar lacks %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "UID:2@") {
		t.Error("an event without a day is in the calendar")
	}
}
