package harvest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"syscall"
	"time"
)

// What a repository may cost us.
const (
	mostBody      = 32 << 20 // bytes of one answer, unpacked
	mostRedirects = 3
	mostTries     = 5
	patience      = time.Minute // for one answer, however slowly it comes
	longestPause  = 5 * time.Minute
)

// fetcher asks one repository.
type fetcher struct {
	inside bool // whether addresses of the own network may be reached
	client *http.Client
	pause  func(context.Context, time.Duration) error
}

func newFetcher(inside bool, pause func(context.Context, time.Duration) error) *fetcher {
	f := &fetcher{inside: inside, pause: pause}
	dialer := &net.Dialer{Timeout: patience, Control: f.outside}
	f.client = &http.Client{
		Timeout:   patience,
		Transport: &http.Transport{DialContext: dialer.DialContext, ResponseHeaderTimeout: patience, MaxResponseHeaderBytes: 1 << 16, MaxIdleConnsPerHost: 1},
		CheckRedirect: func(to *http.Request, via []*http.Request) error {
			if len(via) > mostRedirects {
				return errors.New("it redirects in circles")
			}
			return proper(to.URL)
		},
	}
	return f
}

func proper(u *url.URL) error {
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || u.User != nil {
		return errors.New("the address is no plain web address")
	}
	return nil
}

// outside refuses addresses of the own network at the moment of connecting, when a
// name can no longer come to mean something else.
func (f *fetcher) outside(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return errors.New("the address is wrong")
	}
	if ip := at.Addr().Unmap(); !f.inside && (!ip.IsGlobalUnicast() || ip.IsPrivate()) {
		return errors.New("the address lies within the own network")
	}
	return nil
}

// get asks once, and again where the repository is busy or breaks off.
func (f *fetcher) get(ctx context.Context, base string, args url.Values) (data []byte, err error) {
	at, err := url.Parse(base)
	if err == nil {
		err = proper(at)
	}
	if err != nil {
		return nil, err
	}
	q := at.Query()
	for name, said := range args {
		q[name] = said
	}
	at.RawQuery, at.Fragment = q.Encode(), ""
	wait := time.Second
	for try := 1; ; try++ {
		var later time.Duration
		if data, later, err = f.once(ctx, at.String()); err == nil || later < 0 || try == mostTries || ctx.Err() != nil {
			return data, err
		}
		wait *= 2
		if err := f.pause(ctx, min(max(later, wait), longestPause)); err != nil {
			return nil, err
		}
	}
}

// once asks once. With an error it says how long to wait, less than 0 for never again.
func (f *fetcher) once(ctx context.Context, at string) ([]byte, time.Duration, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, at, nil)
	if err != nil {
		return nil, -1, err
	}
	req.Header.Set("User-Agent", "Heitu OAI-PMH harvester")
	answer, err := f.client.Do(req)
	if err != nil {
		var where *url.Error
		if errors.As(err, &where) {
			err = where.Err
		}
		return nil, -1, err
	}
	defer answer.Body.Close()
	switch {
	case answer.StatusCode == http.StatusServiceUnavailable, answer.StatusCode == http.StatusTooManyRequests:
		return nil, retryAfter(answer.Header.Get("Retry-After")), fmt.Errorf("it answers %s", answer.Status)
	case answer.StatusCode != http.StatusOK:
		return nil, -1, fmt.Errorf("it answers %s", answer.Status)
	}
	data, err := io.ReadAll(io.LimitReader(answer.Body, mostBody+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, 0, errors.New("the answer breaks off")
	case err != nil:
		return nil, -1, err
	case len(data) > mostBody:
		return nil, -1, fmt.Errorf("an answer is longer than %d MiB", mostBody>>20)
	}
	return data, 0, nil
}

func retryAfter(said string) time.Duration {
	if n, err := strconv.Atoi(said); err == nil && n >= 0 && n < 1<<20 {
		return time.Duration(n) * time.Second
	}
	if at, err := http.ParseTime(said); err == nil {
		return max(0, time.Until(at))
	}
	return 0
}

// sleep waits, unless ctx ends first.
func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-t.C:
		return nil
	}
}
