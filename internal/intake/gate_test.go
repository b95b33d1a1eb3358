package intake_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	"heitu/internal/intake"
	"heitu/internal/text"
)

// While a file is read for somebody, the next one waits for his turn, and may give up.
func TestOneReader(t *testing.T) {
	o := open(t)
	i := o.send("broker", "organisation", "x.csv", strings.ReplaceAll(firms, "沈阳市", "月亮"))
	begun, end := make(chan struct{}), make(chan struct{})
	done := make(chan error, 1)
	go func() {
		done <- o.Clerk.Marked(o.ctx, o.People["broker"], i.ID, text.ZH, &slow{begun: begun, end: end})
	}()
	<-begun
	if n := o.Clerk.Readers(); n != 1 {
		t.Errorf("%d readers, want 1", n)
	}
	ctx, stop := context.WithCancel(o.ctx)
	stop()
	_, receive := o.Clerk.Receive(ctx, o.People["broker"], "organisation", "y.csv", strings.NewReader(firms))
	if !errors.Is(receive, context.Canceled) {
		t.Errorf("receive: %v", receive)
	}
	close(end)
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if next, err := o.Clerk.Receive(o.ctx, o.People["broker"], "organisation", "y.csv", strings.NewReader(firms)); err != nil || next.State != intake.Trying {
		t.Errorf("afterwards: %s %v", next.State, err)
	}
}

// slow is a reader's end that takes its time.
type slow struct {
	begun, end chan struct{}
	at         bool
}

func (s *slow) Write(p []byte) (int, error) {
	if !s.at {
		s.at = true
		close(s.begun)
		<-s.end
	}
	return io.Discard.Write(p)
}
