package peer

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"sync/atomic"
	"syscall"
	"time"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Limits bound what another node can make this one do. The zero value of each means
// the standard one.
type Limits struct {
	Request time.Duration // how long one request may take
	Page    int64         // bytes of one page of entries
	Total   int64         // bytes of one exchange
	Entries int           // entries of one page
	Growth  int64         // entries by which a log may grow between two exchanges
}

func (l Limits) standard() Limits {
	set := func(n *int64, to int64) {
		if *n == 0 {
			*n = to
		}
	}
	set((*int64)(&l.Request), int64(time.Minute))
	set(&l.Page, 16<<20)
	set(&l.Total, 4<<30)
	set(&l.Growth, 2_000_000)
	if l.Entries == 0 {
		l.Entries = MostEntries
	}
	return l
}

const (
	smallAnswer = 1 << 16 // bytes of a checkpoint, a key, receipts
	mostHeaders = 1 << 14 // bytes of the headers of an answer
)

// line is how one ally is reached during one exchange. All it reads is counted.
type line struct {
	a      *Alliance
	peer   Peer
	client *http.Client
	limits Limits
	bytes  atomic.Int64
}

func (a *Alliance) dial(p Peer) *line {
	l := &line{a: a, peer: p, limits: a.Limits.standard()}
	dialer := &net.Dialer{Timeout: 10 * time.Second, Control: control(p.Inside)}
	l.client = &http.Client{
		Timeout: l.limits.Request,
		Transport: &http.Transport{
			DialContext: dialer.DialContext, TLSHandshakeTimeout: 10 * time.Second, ResponseHeaderTimeout: l.limits.Request,
			MaxResponseHeaderBytes: mostHeaders, DisableCompression: p.Inside, MaxIdleConnsPerHost: 2, IdleConnTimeout: time.Minute,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return errRedirect },
	}
	return l
}

var errRedirect = errors.New("redirects are not followed")

// hang ends the line.
func (l *line) hang() { l.client.CloseIdleConnections() }

// control judges the very address that is dialled, after all looking up, so that a
// name which changes its address in between gains nothing.
func control(inside bool) func(network, address string, _ syscall.RawConn) error {
	return func(_, address string, _ syscall.RawConn) error {
		at, err := netip.ParseAddrPort(address)
		if err != nil {
			return fmt.Errorf("address %s: %w", address, err)
		}
		if !inside && !outside(at.Addr().Unmap()) {
			return fault.Denied(text.PrivateAddress, at.Addr().String())
		}
		return nil
	}
}

// reserved are ranges that are not the public internet, besides those that package
// netip knows.
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("2001:db8::/32"),
	netip.MustParsePrefix("2002::/16"), netip.MustParsePrefix("2001::/32"), netip.MustParsePrefix("100::/64"),
}

func outside(ip netip.Addr) bool {
	if !ip.IsGlobalUnicast() || ip.IsPrivate() || ip.IsLoopback() || ip.IsLinkLocalUnicast() {
		return false
	}
	for _, p := range reserved {
		if p.Contains(ip) {
			return false
		}
	}
	return true
}

// get asks for a path below the ally's address and reads at most limit bytes.
func (l *line) get(ctx context.Context, path string, limit int64) ([]byte, error) {
	return l.do(ctx, http.MethodGet, path, nil, limit)
}

func (l *line) do(ctx context.Context, method, path string, body []byte, limit int64) ([]byte, error) {
	r, err := http.NewRequestWithContext(ctx, method, strings.TrimRight(l.peer.URL, "/")+path, strings.NewReader(string(body)))
	if err != nil {
		return nil, fault.Invalid("url", text.PeerAddress)
	}
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if strings.HasPrefix(path, "/peer/") {
		if err := l.a.sign(r, l.peer.Home, path, body); err != nil {
			return nil, err
		}
	}
	res, err := l.client.Do(r)
	if err != nil {
		return nil, l.failed(err)
	}
	defer res.Body.Close()
	data, err := io.ReadAll(io.LimitReader(res.Body, limit+1))
	total := l.bytes.Add(int64(len(data)))
	switch {
	case err != nil:
		return nil, l.failed(err)
	case int64(len(data)) > limit:
		return nil, fault.Limit(text.PeerTooMuch, l.peer.Home, limit)
	case total > l.limits.Total:
		return nil, fault.Limit(text.PeerTooMuch, l.peer.Home, l.limits.Total)
	}
	return data, l.status(res)
}

// failed is an error of the network; what a fault says stays.
func (l *line) failed(err error) error {
	if fault.All(err) != nil {
		return err
	}
	var e *fault.Error
	if errors.As(err, &e) {
		return e
	}
	if cause := errors.Unwrap(err); cause != nil {
		err = cause // without the address, which the message names already
	}
	return fault.Busy(text.PeerSilent, l.peer.Home, err.Error())
}

// later is an answer that asks for patience.
type later struct {
	error
	wait time.Duration
}

func (l later) Unwrap() error { return l.error }

func (l *line) status(res *http.Response) error {
	switch {
	case res.StatusCode == http.StatusOK:
		return nil
	case res.StatusCode == http.StatusNotFound:
		return fault.Missing(text.PeerSays, l.peer.Home, res.Status)
	case res.StatusCode == http.StatusTooManyRequests || res.StatusCode == http.StatusServiceUnavailable:
		seconds, _ := strconv.Atoi(res.Header.Get("Retry-After"))
		return later{fault.Busy(text.PeerSays, l.peer.Home, res.Status), time.Duration(min(max(seconds, 1), 3600)) * time.Second}
	}
	return fault.Busy(text.PeerSays, l.peer.Home, res.Status)
}
