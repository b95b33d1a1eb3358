package peer

import (
	"encoding/json"
	"testing"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"heitu/internal/journal"
)

const fuzzKey = "demo.heitu+0805ed95+ASmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"

const fuzzCheckpoint = "demo.heitu\n3\n1P7S06GB+357p1ttpxx3bba9k2moum48derZdlaUwss=\n\n— demo.heitu CAXtlX72GGgGsw6d69s868NYf2ATw4UEKdQVaKuCg5taEVgaffNZVb6MxOvzQaA7eP6+MT1fdZq6uCDuB4WgH5zytg8=\n"

// FuzzPage reads any bytes as a page: what is accepted makes progress, in order and
// in bounds, and no entry of it opens a leaf that it does not hold.
func FuzzPage(f *testing.F) {
	f.Add([]byte(`{"from":7,"next":9,"entries":[{"n":8,"header":{"at":5,"home":"h","id":"0197c8f0-5c00-7000-8000-000000000001","kind":"k","process":2,"rev":3,"rules":"","state":"s","step":""},"fields":{"x":true},"salts":"AAAA","rest":""}]}`))
	f.Add([]byte(`{"from":7,"next":8,"entries":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := ParsePage(data, 7, 10)
		if err != nil {
			return
		}
		if p.From != 7 || p.Next <= 7 || p.Next > 17 {
			t.Fatalf("accepted from %d to %d", p.From, p.Next)
		}
		last := int64(6)
		for _, e := range p.Entries {
			if e.Number <= last || e.Number >= p.Next {
				t.Fatalf("accepted entry %d after %d", e.Number, last)
			}
			last = e.Number
			if _, err := e.Copy(tlog.Hash{}); err == nil {
				t.Fatal("opened a leaf that nothing opens")
			}
		}
	})
}

// FuzzCheckpoint reads any bytes as a checkpoint: only what the key has signed opens.
func FuzzCheckpoint(f *testing.F) {
	v, err := note.NewVerifier(fuzzKey)
	if err != nil {
		f.Fatal(err)
	}
	f.Add([]byte(fuzzCheckpoint))
	f.Fuzz(func(t *testing.T, data []byte) {
		if c, err := journal.Open(string(data), v); err == nil && c.Size != 3 {
			t.Fatalf("opened %+v", c)
		}
		if _, _, err := Rotated(string(data), v); err == nil {
			t.Fatal("took it for a change of key")
		}
	})
}

// FuzzHint reads any bytes as a hint.
func FuzzHint(f *testing.F) {
	f.Add([]byte(`{"size":3}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		if size, err := ParseHint(data); err == nil && size < 0 {
			t.Fatalf("size %d", size)
		}
	})
}

// FuzzFork reads any bytes as evidence: none of it convicts a key that has signed one checkpoint.
func FuzzFork(f *testing.F) {
	v, err := note.NewVerifier(fuzzKey)
	if err != nil {
		f.Fatal(err)
	}
	seed, err := json.Marshal(journal.Fork{Version: 1, Home: "demo.heitu", Key: fuzzKey, Smaller: fuzzCheckpoint, Larger: fuzzCheckpoint, Root: make([]byte, 32), Proof: [][]byte{make([]byte, 32)}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(seed)
	f.Fuzz(func(t *testing.T, data []byte) {
		fork, err := journal.ParseFork(data)
		if err == nil && fork.Check(v) == nil {
			t.Fatal("convicted")
		}
	})
}
