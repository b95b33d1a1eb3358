package peer

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"testing"

	"heitu/internal/fault"
)

// TestGzipBomb unpacks no more than a page may hold.
func TestGzipBomb(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		chunk := bytes.Repeat([]byte(" "), 1<<20)
		for range 1000 {
			if _, err := z.Write(chunk); err != nil {
				return
			}
		}
	}))
	defer server.Close()
	a := &Alliance{}
	l := a.dial(Peer{Home: "bomb", URL: server.URL, Inside: true})
	l.client.Transport.(*http.Transport).DisableCompression = false
	_, err := l.get(t.Context(), "/log/checkpoint", 1<<20)
	if !fault.Is(err, fault.CodeLimit) || l.bytes.Load() > 1<<20+1 {
		t.Errorf("after %d bytes: %v", l.bytes.Load(), err)
	}
}

// TestOutside knows the public internet from everything else.
func TestOutside(t *testing.T) {
	for _, tt := range []struct {
		ip   string
		want bool
	}{
		{"8.8.8.8", true}, {"2400:3200::1", true},
		{"127.0.0.1", false}, {"127.9.9.9", false}, {"::1", false}, {"0.0.0.0", false}, {"::", false}, {"0.1.2.3", false},
		{"10.0.0.1", false}, {"172.16.0.1", false}, {"172.31.255.255", false}, {"192.168.1.1", false}, {"100.64.0.1", false},
		{"169.254.169.254", false}, {"fe80::1", false}, {"fc00::1", false}, {"fd00:ec2::254", false}, {"224.0.0.1", false}, {"ff02::1", false},
		{"255.255.255.255", false}, {"240.0.0.1", false}, {"198.18.0.1", false}, {"::ffff:127.0.0.1", false}, {"::ffff:10.0.0.1", false},
		{"64:ff9b::7f00:1", false}, {"2002:7f00:1::", false}, {"2001:db8::1", false},
	} {
		if got := outside(netip.MustParseAddr(tt.ip).Unmap()); got != tt.want {
			t.Errorf("%s: got %v, want %v", tt.ip, got, tt.want)
		}
	}
}
