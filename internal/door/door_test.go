package door

import (
	"net/http/httptest"
	"testing"
	"time"

	"heitu/internal/fault"
)

// TestGuess wants wrong passwords to be slowed down for a name from one address,
// right ones never, and nobody to be locked out by strangers.
func TestGuess(t *testing.T) {
	now := time.Unix(0, 0)
	l := newLimits(func() time.Time { return now })
	for range 100 {
		giveBack, err := l.guess("a", "wang")
		if err != nil {
			t.Fatalf("a right password was limited: %v", err)
		}
		giveBack()
	}
	for i := range nameBurst + 1 {
		_, err := l.guess("a", "wang")
		if limited := fault.Is(err, fault.CodeLimit); limited != (i == nameBurst) {
			t.Errorf("wrong password %d: %v", i+1, err)
		}
	}
	if _, err := l.guess("b", "wang"); err != nil {
		t.Errorf("a stranger locked the owner out: %v", err)
	}
	now = now.Add(namePause)
	if _, err := l.guess("a", "wang"); err != nil {
		t.Errorf("after a pause: %v", err)
	}
}

// TestSweep wants counters that have recovered to be forgotten.
func TestSweep(t *testing.T) {
	now := time.Unix(0, 0)
	l := newLimits(func() time.Time { return now })
	for i := range 1000 {
		if err := l.allow(string(rune(i)), 1, 1); err != nil {
			t.Fatal(err)
		}
	}
	now = now.Add(2 * sweepEvery)
	if err := l.allow("x", 1, 1); err != nil || len(l.seen) != 1 {
		t.Errorf("%d counters are kept, %v", len(l.seen), err)
	}
}

func TestAddress(t *testing.T) {
	for _, tt := range []struct {
		name, remote, forwarded string
		secure                  bool
		want                    string
	}{
		{"directly", "192.0.2.1:80", "", false, "192.0.2.1"},
		{"a header that nobody vouches for", "192.0.2.1:80", "198.51.100.7", false, "192.0.2.1"},
		{"behind a proxy", "127.0.0.1:80", "198.51.100.7", true, "198.51.100.7"},
		{"what the client put before", "127.0.0.1:80", "203.0.113.9, 198.51.100.7", true, "198.51.100.7"},
		{"IPv6 by its network", "[2001:db8:1:2:3:4:5:6]:80", "", false, "2001:db8:1:2::/64"},
		{"IPv4 in IPv6", "[::ffff:192.0.2.1]:80", "", false, "192.0.2.1"},
		{"the socket of the folder", "@", "", false, "local"},
		{"nonsense", "127.0.0.1:80", "<script>", true, "unknown"},
	} {
		r := httptest.NewRequest("GET", "/", nil)
		r.RemoteAddr = tt.remote
		if tt.forwarded != "" {
			r.Header.Set("X-Forwarded-For", tt.forwarded)
		}
		if got := (&Door{Secure: tt.secure}).Address(r); got != tt.want {
			t.Errorf("%s: got %s, want %s", tt.name, got, tt.want)
		}
	}
}
