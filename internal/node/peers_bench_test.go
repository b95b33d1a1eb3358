package node_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/office"
	"heitu/internal/record"
)

// listening opens the node of a folder behind a listener.
func listening(b *testing.B, c node.Config) (*node.Node, string) {
	b.Helper()
	n, err := node.Open(b.Context(), c)
	if err != nil {
		b.Fatal(err)
	}
	server := httptest.NewServer(n.Handler())
	b.Cleanup(func() {
		server.Close()
		if err := n.Close(); err != nil {
			b.Error(err)
		}
	})
	return n, server.URL
}

// pins makes one node an ally of another.
func pins(b *testing.B, n *node.Node, home, url, key string) {
	b.Helper()
	self := access.Actor{Node: true}
	made, err := n.Office.Put(b.Context(), self, "", record.Draft{Kind: kinds.Peer.Name, Fields: map[string]any{
		"home": home, "url": url, "inside": true, "quota": int64(1_000_000),
	}})
	if err == nil {
		err = n.Alliance.Pin(b.Context(), self, home, key)
	}
	if err != nil {
		b.Fatal(made, err)
	}
	if err := n.Settle(b.Context()); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkMirror mirrors and verifies a whole node over loopback: one whose entries
// are all opaque to the ally, so that only tiles are compared, and one with 100,000
// records to be kept.
func BenchmarkMirror(b *testing.B) {
	for _, tt := range []struct {
		name string
		made func() (string, error)
	}{{"tiles", large}, {"records", public}} {
		b.Run(tt.name, func(b *testing.B) {
			folder, err := tt.made()
			if err != nil {
				b.Fatal(err)
			}
			for b.Loop() {
				b.StopTimer()
				origin, url := listening(b, node.Config{Folder: folder})
				home := fmt.Sprintf("mirror-%d.heitu", time.Now().UnixNano())
				mirror, back := listening(b, node.Config{Folder: b.TempDir(), Home: home})
				pins(b, origin, home, back, mirror.Key)
				pins(b, mirror, origin.Home, url, origin.Key)
				b.StartTimer()
				r, err := mirror.Alliance.Pull(b.Context(), origin.Home)
				if err != nil || r.Failed > 0 {
					b.Fatal(r, err)
				}
				b.ReportMetric(float64(r.Entries)/r.Seconds, "entries/s")
				b.ReportMetric(float64(r.Added)/r.Seconds, "records/s")
				if r.Added > 1000 {
					b.ReportMetric(float64(r.Bytes)/float64(r.Added), "bytes/record")
				}
			}
		})
	}
}

// BenchmarkVisible measures how long a change takes until three allies show it.
func BenchmarkVisible(b *testing.B) {
	var nodes []*node.Node
	var urls []string
	for i := range 4 {
		n, url := listening(b, node.Config{Folder: b.TempDir(), Home: fmt.Sprintf("n%d.heitu", i)})
		nodes, urls = append(nodes, n), append(urls, url)
	}
	for i, n := range nodes {
		for j, o := range nodes {
			if i != j {
				pins(b, n, o.Home, urls[j], o.Key)
			}
		}
	}
	for _, n := range nodes {
		n.Run(context.WithoutCancel(b.Context()))
	}
	self := access.Actor{Node: true}
	origin := nodes[0]
	org, err := origin.Office.Put(b.Context(), self, "", record.Draft{Kind: kinds.Organisation.Name, Fields: map[string]any{"name": "基准单位"}})
	if err != nil {
		b.Fatal(err)
	}
	var took []time.Duration
	var number atomic.Int64
	for b.Loop() {
		made, err := origin.Office.Put(b.Context(), self, "", achievementDraft(org[0].ID, int(number.Add(1))))
		if err != nil {
			b.Fatal(err)
		}
		r := made[0]
		began := time.Now()
		if _, err := origin.Office.Take(b.Context(), self, "", office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: "share", Fields: map[string]any{"basis": "sample"}}); err != nil {
			b.Fatal(err)
		}
		for _, n := range nodes[1:] {
			for {
				if _, err := n.Office.Record(b.Context(), access.Actor{}, r.Kind, r.Local(n.Home)); err == nil {
					break
				}
				time.Sleep(time.Millisecond)
			}
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	b.ReportMetric(float64(took[len(took)/2].Milliseconds()), "p50-ms")
	b.ReportMetric(float64(took[len(took)*99/100].Milliseconds()), "p99-ms")
}
