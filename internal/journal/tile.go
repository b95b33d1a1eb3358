package journal

import (
	"context"
	"encoding/binary"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Height is the height of a tile: 256 hashes, as C2SP tlog-tiles fixes it.
const Height = 8

// Width is the number of hashes in a full tile.
const Width = 1 << Height

// Tiles is where the hashes of the log are kept. A tile is the concatenation of
// its hashes so far; the last of each level grows.
type Tiles interface {
	// Tile returns the hashes of tile n of a level, or nil if there is none.
	Tile(ctx context.Context, level int, n int64) ([]byte, error)
	// PutTile replaces tile n of a level.
	PutTile(ctx context.Context, level int, n int64, hashes []byte) error
}

// Append adds leaves to a log of the given size and returns the new size. A full
// tile adds its root to the tile above, so the tiles hold each hash once.
func Append(ctx context.Context, t Tiles, size int64, leaves [][]byte) (int64, error) {
	hashes := make([]byte, 0, len(leaves)*tlog.HashSize)
	for _, leaf := range leaves {
		h := tlog.RecordHash(leaf)
		hashes = append(hashes, h[:]...)
	}
	return size + int64(len(leaves)), appendHashes(ctx, t, 0, size, hashes)
}

// AppendHashes adds leaves of which only the hashes are known, one after the other.
func AppendHashes(ctx context.Context, t Tiles, size int64, hashes []byte) (int64, error) {
	if len(hashes)%tlog.HashSize != 0 {
		return size, fmt.Errorf("journal: %d bytes are no row of hashes", len(hashes))
	}
	return size + int64(len(hashes)/tlog.HashSize), appendHashes(ctx, t, 0, size, hashes)
}

func appendHashes(ctx context.Context, t Tiles, level int, size int64, hashes []byte) error {
	var above []byte
	first := size / Width
	for len(hashes) > 0 {
		n, have := size/Width, int(size%Width)
		tile, err := t.Tile(ctx, level, n)
		if err != nil {
			return err
		}
		if len(tile) != have*tlog.HashSize {
			return fmt.Errorf("journal: tile %d of level %d holds %d bytes, want %d", n, level, len(tile), have*tlog.HashSize)
		}
		take := min(len(hashes), (Width-have)*tlog.HashSize)
		tile = append(tile[:len(tile):len(tile)], hashes[:take]...)
		if err := t.PutTile(ctx, level, n, tile); err != nil {
			return err
		}
		hashes, size = hashes[take:], size+int64(take/tlog.HashSize)
		if len(tile) == Width*tlog.HashSize {
			root := tileRoot(tile)
			above = append(above, root[:]...)
		}
	}
	if above == nil {
		return nil
	}
	return appendHashes(ctx, t, level+1, first, above)
}

// tileRoot is the Merkle root of a full tile.
func tileRoot(tile []byte) tlog.Hash {
	level := make([]tlog.Hash, Width)
	for i := range level {
		copy(level[i][:], tile[i*tlog.HashSize:])
	}
	for len(level) > 1 {
		for i := range len(level) / 2 {
			level[i] = tlog.NodeHash(level[2*i], level[2*i+1])
		}
		level = level[:len(level)/2]
	}
	return level[0]
}

// Reader reads single hashes out of tiles; package tlog builds roots and proofs
// on it. It trusts the tiles.
type Reader struct {
	Ctx   context.Context
	Tiles Tiles
}

// ReadHashes implements tlog.HashReader.
func (r Reader) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	cache := map[[2]int64][]byte{}
	for i, index := range indexes {
		level, n := tlog.SplitStoredHashIndex(index)
		tileLevel, inside := level/Height, level%Height
		at := n << inside // position of the first hash below, within the level of the tile
		key := [2]int64{int64(tileLevel), at / Width}
		tile, ok := cache[key]
		if !ok {
			var err error
			if tile, err = r.Tiles.Tile(r.Ctx, tileLevel, at/Width); err != nil {
				return nil, err
			}
			cache[key] = tile
		}
		from, to := int(at%Width)*tlog.HashSize, (int(at%Width)+1<<inside)*tlog.HashSize
		if to > len(tile) {
			return nil, fmt.Errorf("journal: tile %d of level %d is too short", at/Width, tileLevel)
		}
		hashes[i] = subtree(tile[from:to])
	}
	return hashes, nil
}

// subtree is the root over a power of two of hashes.
func subtree(data []byte) tlog.Hash {
	if len(data) == tlog.HashSize {
		return tlog.Hash(data)
	}
	half := len(data) / 2
	return tlog.NodeHash(subtree(data[:half]), subtree(data[half:]))
}

// Root returns the root of the first size leaves.
func Root(ctx context.Context, t Tiles, size int64) (tlog.Hash, error) {
	if size == 0 {
		return tlog.Hash{0xe3, 0xb0, 0xc4, 0x42, 0x98, 0xfc, 0x1c, 0x14, 0x9a, 0xfb, 0xf4, 0xc8, 0x99, 0x6f, 0xb9, 0x24,
			0x27, 0xae, 0x41, 0xe4, 0x64, 0x9b, 0x93, 0x4c, 0xa4, 0x95, 0x99, 0x1b, 0x78, 0x52, 0xb8, 0x55}, nil
	}
	return tlog.TreeHash(size, Reader{ctx, t})
}

// TilePath is the address of a tile below the log's own, as C2SP tlog-tiles
// writes it. Width is the number of hashes, Width for a full tile.
func TilePath(level int, n int64, width int) string {
	return "tile/" + strconv.Itoa(level) + "/" + number(n) + partial(width)
}

// BundlePath is the address of a bundle of leaves.
func BundlePath(n int64, width int) string {
	return "tile/entries/" + number(n) + partial(width)
}

func partial(width int) string {
	if width == Width {
		return ""
	}
	return ".p/" + strconv.Itoa(width)
}

// number writes n in groups of three digits, all but the last marked by x.
func number(n int64) string {
	s := fmt.Sprintf("%03d", n%1000)
	for n >= 1000 {
		n /= 1000
		s = fmt.Sprintf("x%03d/%s", n%1000, s)
	}
	return s
}

// ParsePath reads what follows "tile/<level>/" or "tile/entries/". It accepts
// only the form that number and partial write.
func ParsePath(s string) (n int64, width int, ok bool) {
	digits, part, cut := strings.Cut(s, ".p/")
	width = Width
	if cut {
		w, err := strconv.Atoi(part)
		if err != nil || w < 1 || w >= Width || strconv.Itoa(w) != part {
			return 0, 0, false
		}
		width = w
	}
	n, err := strconv.ParseInt(strings.NewReplacer("x", "", "/", "").Replace(digits), 10, 64)
	if err != nil || n < 0 || number(n) != digits {
		return 0, 0, false
	}
	return n, width, true
}

// Bundle writes leaves as tlog-tiles serves them: each after its length in two bytes.
func Bundle(leaves [][]byte) []byte {
	var b []byte
	for _, leaf := range leaves {
		b = binary.BigEndian.AppendUint16(b, uint16(len(leaf)))
		b = append(b, leaf...)
	}
	return b
}

// ParseBundle reads a bundle of at most Width leaves.
func ParseBundle(b []byte) ([][]byte, error) {
	var leaves [][]byte
	for len(b) > 0 {
		if len(b) < 2 || len(b) < 2+int(binary.BigEndian.Uint16(b)) || len(leaves) == Width {
			return nil, fmt.Errorf("journal: a bundle is cut short or too long")
		}
		n := int(binary.BigEndian.Uint16(b))
		leaves = append(leaves, b[2:2+n])
		b = b[2+n:]
	}
	return leaves, nil
}
