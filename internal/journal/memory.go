package journal

import "context"

// Overlay keeps what is appended in memory, over tiles that are only read. It tells
// what a log would be before anything of it is believed.
type Overlay struct {
	Under Tiles // nil for an empty log
	over  map[[2]int64][]byte
}

// Tile implements Tiles.
func (o *Overlay) Tile(ctx context.Context, level int, n int64) ([]byte, error) {
	if hashes, ok := o.over[[2]int64{int64(level), n}]; ok || o.Under == nil {
		return hashes, nil
	}
	return o.Under.Tile(ctx, level, n)
}

// PutTile implements Tiles.
func (o *Overlay) PutTile(_ context.Context, level int, n int64, hashes []byte) error {
	if o.over == nil {
		o.over = map[[2]int64][]byte{}
	}
	o.over[[2]int64{int64(level), n}] = hashes
	return nil
}

// Flush writes what was appended.
func (o *Overlay) Flush(ctx context.Context, t Tiles) error {
	for at, hashes := range o.over {
		if err := t.PutTile(ctx, int(at[0]), at[1], hashes); err != nil {
			return err
		}
	}
	return nil
}
