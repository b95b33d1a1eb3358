package intake

import (
	"context"
	"sync"
)

// gate lets one through at a time.
type gate struct {
	once sync.Once
	in   chan struct{}
}

// enter waits for its turn; leave ends it.
func (g *gate) enter(ctx context.Context) (leave func(), err error) {
	g.once.Do(func() { g.in = make(chan struct{}, 1) })
	select {
	case g.in <- struct{}{}:
		return func() { <-g.in }, nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
