package journal_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"heitu/internal/journal"
)

// stored is tlog's own log: every hash there is, in its own order.
type stored []tlog.Hash

func (s stored) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		hashes[i] = s[index]
	}
	return hashes, nil
}

func (s *stored) add(t interface{ Fatal(...any) }, n int64, leaf []byte) {
	hashes, err := tlog.StoredHashes(n, leaf, s)
	if err != nil {
		t.Fatal(err)
	}
	*s = append(*s, hashes...)
}

func leafNumber(n int64) []byte { return fmt.Appendf(nil, "leaf %d", n) }

// TestTilesAgreeWithTlog grows a log leaf by leaf and compares each hash, root
// and tile with what tlog makes of it.
func TestTilesAgreeWithTlog(t *testing.T) {
	ctx := t.Context()
	log, own := tiles{}, stored{}
	for n := range int64(601) {
		root, err := journal.Root(ctx, log, n)
		if err != nil {
			t.Fatal(err)
		}
		want, err := tlog.TreeHash(n, own)
		if err != nil {
			t.Fatal(err)
		}
		if root != want {
			t.Fatalf("root of %d: got %v, want %v", n, root, want)
		}
		if size, err := journal.Append(ctx, log, n, [][]byte{leafNumber(n)}); err != nil || size != n+1 {
			t.Fatalf("append to %d: got %d, %v", n, size, err)
		}
		own.add(t, n, leafNumber(n))
	}
	compareHashes(t, log, own)
	for _, tile := range tlog.NewTiles(journal.Height, 0, 601) {
		want, err := tlog.ReadTileData(tile, own)
		if err != nil {
			t.Fatal(err)
		}
		have, _ := log.Tile(ctx, tile.L, tile.N)
		if !bytes.Equal(have[:min(len(want), len(have))], want) {
			t.Errorf("tile %v: got %x, want %x", tile, have, want)
		}
		path := fmt.Sprintf("tile/%d/%s", tile.L, strings.TrimPrefix(tile.Path(), fmt.Sprintf("tile/8/%d/", tile.L)))
		if got := journal.TilePath(tile.L, tile.N, tile.W); got != path {
			t.Errorf("path of %v: got %s, want %s", tile, got, path)
		}
	}
}

func compareHashes(t interface {
	Fatal(...any)
	Fatalf(string, ...any)
}, log tiles, own stored) {
	indexes := make([]int64, len(own))
	for i := range indexes {
		indexes[i] = int64(i)
	}
	got, err := journal.Reader{Ctx: context.Background(), Tiles: log}.ReadHashes(indexes)
	if err != nil {
		t.Fatal(err)
	}
	for i := range got {
		if got[i] != own[i] {
			t.Fatalf("stored hash %d: got %v, want %v", i, got[i], own[i])
		}
	}
}

func TestTilesOfRandomAppends(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		ctx := context.Background()
		log, own := tiles{}, stored{}
		size := int64(0)
		for _, n := range rapid.SliceOfN(rapid.IntRange(0, 700), 1, 6).Draw(r, "appends") {
			leaves := make([][]byte, n)
			for i := range leaves {
				leaves[i] = leafNumber(size + int64(i))
				own.add(r, size+int64(i), leaves[i])
			}
			var err error
			if size, err = journal.Append(ctx, log, size, leaves); err != nil {
				r.Fatal(err)
			}
		}
		compareHashes(r, log, own)
		if size == 0 {
			return
		}
		root, err := tlog.TreeHash(size, own)
		if err != nil {
			r.Fatal(err)
		}
		index := rapid.Int64Range(0, size-1).Draw(r, "index")
		p, err := journal.Prove(ctx, log, size, index)
		if err != nil {
			r.Fatal(err)
		}
		c := journal.Checkpoint{Size: size, Root: root}
		if err := p.Check(c, leafNumber(index)); err != nil {
			r.Fatal(err)
		}
		if err := p.Check(c, leafNumber(size)); err == nil {
			r.Fatal("another leaf is proved too")
		}
		if err := (journal.Proof{Index: (index + 1) % (size + 1), Path: p.Path}).Check(c, leafNumber(index)); err == nil {
			r.Fatal("another place is proved too")
		}
		if len(p.Path) > 0 {
			i := rapid.IntRange(0, len(p.Path)-1).Draw(r, "hash")
			p.Path[i][rapid.IntRange(0, 31).Draw(r, "byte")] ^= 1 << rapid.IntRange(0, 7).Draw(r, "bit")
			if err := p.Check(c, leafNumber(index)); err == nil {
				r.Fatal("a changed path is proved too")
			}
		}
	})
}

// TestAppendRefusesTornTiles keeps a log from growing on tiles that do not fit its size.
func TestAppendRefusesTornTiles(t *testing.T) {
	ctx := t.Context()
	for _, tt := range []struct {
		name string
		tear func(tiles)
		size int64
	}{
		{"a tile too short", func(l tiles) { l["0 1"] = l["0 1"][:32] }, 300},
		{"a tile too long", func(l tiles) { l["0 1"] = append(l["0 1"], make([]byte, 32)...) }, 300},
		{"no tile", func(l tiles) { delete(l, "0 1") }, 300},
		{"a size too small", func(tiles) {}, 299},
		{"no tile above", func(l tiles) { delete(l, "1 0") }, 300},
	} {
		log := tiles{}
		leaves := make([][]byte, 300)
		for i := range leaves {
			leaves[i] = leafNumber(int64(i))
		}
		if _, err := journal.Append(ctx, log, 0, leaves); err != nil {
			t.Fatal(err)
		}
		tt.tear(log)
		if _, err := journal.Append(ctx, log, tt.size, leaves); err == nil {
			t.Errorf("%s: got no error", tt.name)
		}
	}
}

func TestProveRefuses(t *testing.T) {
	ctx := t.Context()
	log := tiles{}
	if _, err := journal.Append(ctx, log, 0, [][]byte{leafNumber(0), leafNumber(1)}); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ size, index int64 }{{2, 2}, {2, -1}, {3, 0}} {
		if p, err := journal.Prove(ctx, log, tt.size, tt.index); err == nil {
			t.Errorf("leaf %d of %d: got %v", tt.index, tt.size, p)
		}
	}
	if err := (journal.Proof{Path: [][]byte{{1}}}).Check(journal.Checkpoint{Size: 2}, nil); err == nil {
		t.Error("a hash of one byte is no hash")
	}
}

func TestParsePath(t *testing.T) {
	for _, tt := range []struct {
		path  string
		n     int64
		width int
		ok    bool
	}{
		{"000", 0, 256, true},
		{"999", 999, 256, true},
		{"x001/000", 1000, 256, true},
		{"x001/x234/067", 1234067, 256, true},
		{"x001/x234/067.p/8", 1234067, 8, true},
		{"000.p/255", 0, 255, true},
		{"", 0, 0, false},
		{"0", 0, 0, false},
		{"1000", 0, 0, false},
		{"x000/001", 0, 0, false},
		{"x001/x000", 0, 0, false},
		{"001/000", 0, 0, false},
		{"-01", 0, 0, false},
		{"+01", 0, 0, false},
		{"000.p/", 0, 0, false},
		{"000.p/0", 0, 0, false},
		{"000.p/256", 0, 0, false},
		{"000.p/08", 0, 0, false},
		{"000.p/-1", 0, 0, false},
		{"000.p/1.p/1", 0, 0, false},
		{"../000", 0, 0, false},
		{"x999/x999/x999/x999/x999/x999/999", 0, 0, false},
	} {
		n, width, ok := journal.ParsePath(tt.path)
		if n != tt.n || width != tt.width || ok != tt.ok {
			t.Errorf("%q: got %d, %d, %t, want %d, %d, %t", tt.path, n, width, ok, tt.n, tt.width, tt.ok)
		}
	}
	rapid.Check(t, func(r *rapid.T) {
		n, width := rapid.Int64Min(0).Draw(r, "n"), rapid.IntRange(1, 256).Draw(r, "width")
		path := strings.TrimPrefix(journal.TilePath(3, n, width), "tile/3/")
		if gotN, gotW, ok := journal.ParsePath(path); gotN != n || gotW != width || !ok {
			r.Errorf("%q: got %d, %d, %t", path, gotN, gotW, ok)
		}
		if entries := strings.TrimPrefix(journal.BundlePath(n, width), "tile/entries/"); entries != path {
			r.Errorf("entries lie at %q, the tile at %q", entries, path)
		}
	})
}

func FuzzParsePath(f *testing.F) {
	for _, s := range []string{"000", "x001/x234/067", "x001/x234/067.p/8", "000.p/256", "-1", "x/x"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		n, width, ok := journal.ParsePath(s)
		if !ok {
			return
		}
		if again := journal.TilePath(0, n, width); again != "tile/0/"+s {
			t.Errorf("%q reads as %d, %d and is written %q", s, n, width, again)
		}
	})
}

func FuzzParseBundle(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{0, 1, 7})
	f.Add([]byte{0, 2, 7})
	f.Add(bytes.Repeat([]byte{0, 0}, 257))
	f.Add(journal.Bundle([][]byte{bytes.Repeat([]byte{1}, journal.LeafSize), {}}))
	f.Fuzz(func(t *testing.T, b []byte) {
		leaves, err := journal.ParseBundle(b)
		if err != nil {
			return
		}
		if again := journal.Bundle(leaves); !bytes.Equal(again, b) || len(leaves) > journal.Width {
			t.Errorf("%x reads as %d leaves and is written %x", b, len(leaves), again)
		}
	})
}
