// Package door is where HTTP comes in, whatever the face behind it: who is asking,
// how often, from where, and how an error leaves.
//
// Faces register handlers that return errors; nothing else may be mounted, so
// that the list of routes is complete and every test that walks it is too.
package door

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/alexedwards/scs/v2"

	"heitu/internal/account"
	"heitu/internal/fault"
	"heitu/internal/store"
	"heitu/internal/text"
)

// Handler answers a request or returns why not.
type Handler func(w http.ResponseWriter, r *http.Request) error

// Fail writes an error as the face does.
type Fail func(w http.ResponseWriter, r *http.Request, err error)

// Door lets requests in.
type Door struct {
	Accounts *account.Accounts
	Log      *slog.Logger
	Secure   bool                                                 // whether the node is reached by HTTPS
	Observe  func(pattern string, status int, took time.Duration) // told of every request that was answered; nil for nobody
	Seen     func(pattern string, r *http.Request)                // told of every GET that was answered well; nil for nobody
	sessions *scs.SessionManager
	mux      *http.ServeMux
	routes   []Route
	limits   *limits
	hashing  chan struct{} // bounds how many passwords are checked at once: each takes 19 MiB
}

// Route is one mounted handler, for tests that walk them all.
type Route struct {
	Pattern string // as net/http writes it: "GET /need/{id}"
	Face    string
}

// MaxBody is the largest body of a request, in bytes: a file to be imported, in a form.
const MaxBody = 65 << 20

// maxForm is the largest body of a plain form or of JSON: no record is larger.
const maxForm = 2 << 20

func bodyLimit(r *http.Request) int64 {
	if media := r.Header.Get("Content-Type"); strings.HasPrefix(media, "application/x-www-form-urlencoded") || strings.HasPrefix(media, "application/json") {
		return maxForm
	}
	return MaxBody
}

// New returns a door whose sessions lie in the store.
func New(a *account.Accounts, s store.Store, log *slog.Logger, secure bool) *Door {
	sessions := &scs.SessionManager{} // not scs.New, which starts a clean-up of its own that cannot be stopped without a race
	sessions.Cookie.Path, sessions.Cookie.Persist = "/", true
	sessions.Store = account.Keeper{Store: s, Now: a.Now}
	sessions.Codec = account.Codec{}
	sessions.HashTokenInStore = true
	sessions.Lifetime = 12 * time.Hour
	sessions.Cookie.HttpOnly = true
	sessions.Cookie.SameSite = http.SameSiteLaxMode
	sessions.Cookie.Secure = secure
	sessions.Cookie.Name = "heitu"
	if secure {
		sessions.Cookie.Name = "__Host-heitu"
	}
	d := &Door{Accounts: a, Log: log, Secure: secure, sessions: sessions, mux: http.NewServeMux(), limits: newLimits(a.Now), hashing: make(chan struct{}, 2)}
	sessions.ErrorFunc = func(w http.ResponseWriter, r *http.Request, err error) {
		d.note(r, err)
		http.Error(w, fault.Shown(err)[0].In(Lang(r)), Status(err))
	}
	return d
}

// Handle mounts a handler of a face under a pattern.
func (d *Door) Handle(face, pattern string, fail Fail, h Handler) {
	d.routes = append(d.routes, Route{Pattern: pattern, Face: face})
	d.mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) {
		w, done := d.observed(w, pattern)
		defer done()
		r.Body = http.MaxBytesReader(w, r.Body, bodyLimit(r))
		if err := d.admit(r); err != nil {
			fail(w, r, err)
			return
		}
		r, err := d.identify(r)
		if err == nil {
			err = h(w, r)
		}
		if err != nil {
			d.note(r, err)
			fail(w, r, err)
			return
		}
		if d.Seen != nil && r.Method == http.MethodGet {
			d.Seen(pattern, r)
		}
	})
}

// Routes lists what is mounted.
func (d *Door) Routes() []Route { return d.routes }

// Handler is the whole door as one HTTP handler.
func (d *Door) Handler() http.Handler {
	origin := http.NewCrossOriginProtection()
	return d.headers(origin.Handler(d.sessions.LoadAndSave(d.mux)))
}

// headers sets what every answer carries. Scripts and styles come from the node itself alone.
func (d *Door) headers(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h.Set("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Referrer-Policy", "same-origin")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		if d.Secure {
			h.Set("Strict-Transport-Security", "max-age=31536000")
		}
		if !strings.HasPrefix(r.URL.Path, "/static/") && !strings.HasPrefix(r.URL.Path, "/log/") {
			h.Set("Cache-Control", "no-store")
		}
		next.ServeHTTP(w, r)
	})
}

type personKey struct{}

// identify finds out who is asking: the session, or a name and password sent with the request.
func (d *Door) identify(r *http.Request) (*http.Request, error) {
	var p account.Person
	if login, password, ok := r.BasicAuth(); ok {
		var err error
		if p, err = d.checkPassword(r, login, password); err != nil {
			return r, err
		}
	} else if id := d.sessions.GetString(r.Context(), "account"); id != "" && d.awake(r) {
		found, ok, err := d.Accounts.Person(r.Context(), id)
		if err != nil {
			return r, err
		}
		if ok {
			p = found
		}
	}
	return r.WithContext(context.WithValue(r.Context(), personKey{}, p)), nil
}

// longestLogin bounds what is looked up; no sign-in name is longer.
const longestLogin = 32

// A session ends when nobody has used it for idleLife. That it was used is written
// down at most every idleStep, so that reading does not write.
const (
	idleLife = time.Hour
	idleStep = 5 * time.Minute
)

func (d *Door) awake(r *http.Request) bool {
	now := d.Accounts.Now()
	seen, err := time.Parse(time.RFC3339, d.sessions.GetString(r.Context(), "seen"))
	if err != nil || now.Sub(seen) > idleLife {
		return false
	}
	if now.Sub(seen) > idleStep {
		d.sessions.Put(r.Context(), "seen", now.Format(time.RFC3339))
	}
	return true
}

func (d *Door) checkPassword(r *http.Request, login, password string) (account.Person, error) {
	if len(login) > longestLogin {
		return account.Person{}, fault.Denied(text.SignInWrong)
	}
	giveBack, err := d.limits.guess(d.Address(r), login)
	if err != nil {
		return account.Person{}, err
	}
	select {
	case d.hashing <- struct{}{}:
		defer func() { <-d.hashing }()
	case <-r.Context().Done():
		return account.Person{}, r.Context().Err()
	}
	p, err := d.Accounts.SignIn(r.Context(), login, password)
	if err == nil {
		giveBack()
	}
	return p, err
}

// Person is who is asking; the zero Person is a visitor.
func Person(r *http.Request) account.Person {
	p, _ := r.Context().Value(personKey{}).(account.Person)
	return p
}

// SignIn begins a session for whoever the name and password belong to. The
// token of the session changes, so that an old one is of no use.
func (d *Door) SignIn(r *http.Request, login, password string) error {
	p, err := d.checkPassword(r, login, password)
	if err != nil {
		return err
	}
	if err := d.sessions.RenewToken(r.Context()); err != nil {
		return err
	}
	d.sessions.Put(r.Context(), "account", p.Account)
	d.sessions.Put(r.Context(), "seen", d.Accounts.Now().Format(time.RFC3339))
	return nil
}

// SignOut ends the session.
func (d *Door) SignOut(r *http.Request) error { return d.sessions.Destroy(r.Context()) }

// Token is what a form carries so that no other site can send it: a keyed hash of the session's own token.
func (d *Door) Token(r *http.Request) string {
	mac := hmac.New(sha256.New, []byte(d.sessions.Token(r.Context())))
	mac.Write([]byte("heitu/form/1"))
	return base64.RawURLEncoding.EncodeToString(mac.Sum(nil))
}

// CheckToken reports whether the form carries the session's token. Somebody
// without a session has nothing that another site could abuse.
func (d *Door) CheckToken(r *http.Request) error {
	if Person(r).Account == "" || hmac.Equal([]byte(r.PostFormValue("token")), []byte(d.Token(r))) {
		return nil
	}
	return fault.Denied(text.ForgedForm)
}

// note logs an error that is nobody's fault but the node's.
func (d *Door) note(r *http.Request, err error) {
	if fault.All(err) == nil && !errors.Is(err, context.Canceled) {
		d.Log.Error("request failed", "method", r.Method, "pattern", r.Pattern, "err", err)
	}
}

// Address is where the request comes from: behind a proxy, what the proxy says.
// Addresses of IPv6 count by their /64, since one line has as many as it likes.
func (d *Door) Address(r *http.Request) string {
	host, _, err := net.SplitHostPort(r.RemoteAddr)
	if err != nil {
		return "local"
	}
	if said := r.Header.Values("X-Forwarded-For"); d.Secure && len(said) > 0 {
		last := said[len(said)-1]
		host = strings.TrimSpace(last[strings.LastIndexByte(last, ',')+1:])
	}
	ip, err := netip.ParseAddr(host)
	if err != nil {
		return "unknown"
	}
	if ip = ip.Unmap(); ip.Is6() {
		prefix, _ := ip.Prefix(64)
		return prefix.String()
	}
	return ip.String()
}

// Lang is the language that the reader chose, by cookie or by his browser's preference.
func Lang(r *http.Request) text.Lang {
	if c, err := r.Cookie("lang"); err == nil {
		return text.Parse(c.Value)
	}
	return text.Parse(r.Header.Get("Accept-Language"))
}

// Status is the HTTP status of an error.
func Status(err error) int {
	all := fault.Shown(err)
	if tooLarge := new(http.MaxBytesError); errors.As(err, &tooLarge) {
		return http.StatusRequestEntityTooLarge
	}
	if all[0].Msg == text.TooLarge {
		return http.StatusRequestEntityTooLarge
	}
	switch all[0].Code {
	case fault.CodeInvalid:
		return http.StatusUnprocessableEntity
	case fault.CodeDenied:
		return http.StatusForbidden
	case fault.CodeSignIn:
		return http.StatusUnauthorized
	case fault.CodeMissing:
		return http.StatusNotFound
	case fault.CodeConflict:
		return http.StatusConflict
	case fault.CodeLimit:
		return http.StatusTooManyRequests
	case fault.CodeBusy:
		return http.StatusServiceUnavailable
	case fault.CodeFull:
		return http.StatusInsufficientStorage
	}
	return http.StatusInternalServerError
}
