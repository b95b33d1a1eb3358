package intake_test

import (
	"fmt"
	"io"
	"strings"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/intake"
)

// during is a file while whose upload something else happens.
type during struct {
	io.Reader
	do *func()
}

func (d during) Read(p []byte) (int, error) {
	if do := *d.do; do != nil {
		*d.do = nil
		do()
	}
	return d.Reader.Read(p)
}

// Two uploads under one key at the same moment are one import.
func TestReceiveOnceAtOnce(t *testing.T) {
	o := open(t)
	broker := o.People["broker"]
	for n, tt := range []struct {
		file string
		same bool
	}{{firms, true}, {"单位名称\n别的公司\n", false}} {
		key := fmt.Sprintf("key-%d", n)
		var first intake.Import
		do := func() {
			var err error
			if first, err = o.Clerk.ReceiveOnce(o.ctx, broker, key, "organisation", "x.csv", strings.NewReader(firms)); err != nil {
				t.Fatal(err)
			}
		}
		second, err := o.Clerk.ReceiveOnce(o.ctx, broker, key, "organisation", "x.csv", during{strings.NewReader(tt.file), &do})
		if tt.same && (err != nil || second.ID != first.ID) {
			t.Errorf("%s: %s, %v, want %s", key, second.ID, err, first.ID)
		}
		if !tt.same && !fault.Is(err, fault.CodeConflict) {
			t.Errorf("%s: %v, want a conflict", key, err)
		}
		if list, err := o.Clerk.Imports(o.ctx, broker); err != nil || len(list) != n+1 {
			t.Errorf("%s: %d imports, want %d, %v", key, len(list), n+1, err)
		}
		if left := filesOf(t, o.Clerk.Folder); len(left) != n+1 {
			t.Errorf("%s: left behind: %v", key, left)
		}
	}
}
