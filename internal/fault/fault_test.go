package fault_test

import (
	"errors"
	"fmt"
	"io/fs"
	"syscall"
	"testing"

	"heitu/internal/fault"
	"heitu/internal/text"
)

var errLost = errors.New("connection errLost")

func TestJoin(t *testing.T) {
	a, b := fault.Invalid("a", text.NotText), fault.Conflict(text.RecordChanged, "r")
	for _, tt := range []struct {
		name string
		errs []error
		want string // what it says
		all  int
	}{
		{"nothing", nil, "", 0},
		{"nothing but nil", []error{nil, nil}, "", 0},
		{"one fault", []error{nil, a, nil}, a.Error(), 1},
		{"two faults", []error{a, b}, a.Error() + "; " + b.Error(), 2},
		{"a list within", []error{fault.Join(a, b), a}, a.Error() + "; " + b.Error() + "; " + a.Error(), 3},
		{"a wrapped fault", []error{fmt.Errorf("x: %w", a), b}, a.Error() + "; " + b.Error(), 2},
		{"a defect", []error{a, errLost, b}, errLost.Error(), 0},
		{"a defect alone", []error{errLost}, errLost.Error(), 0},
	} {
		got := fault.Join(tt.errs...)
		if got == nil && tt.want != "" || got != nil && got.Error() != tt.want || len(fault.All(got)) != tt.all {
			t.Errorf("%s: got %v with %d faults, want %q with %d", tt.name, got, len(fault.All(got)), tt.want, tt.all)
		}
	}
	if got := fault.Join(a); got != a {
		t.Errorf("one fault: got %#v, want itself", got)
	}
}

func TestAtAndIn(t *testing.T) {
	plain, placed := fault.Invalid("", text.NotText), fault.Invalid("title", text.NotText)
	for _, tt := range []struct {
		name string
		err  error
		want []string // fields
	}{
		{"at a field", fault.At(plain, "title"), []string{"title"}},
		{"at another field", fault.At(placed, "name"), []string{"name"}},
		{"several at a field", fault.At(fault.Join(plain, plain), "title"), []string{"title", "title"}},
		{"in an item", fault.In(placed, "3"), []string{"3.title"}},
		{"the item itself", fault.In(plain, "3"), []string{"3"}},
		{"an item in an item", fault.In(fault.In(placed, "3"), "rows"), []string{"rows.3.title"}},
		{"several in an item", fault.In(fault.Join(placed, plain), "3"), []string{"3.title", "3"}},
	} {
		var got []string
		for _, f := range fault.All(tt.err) {
			got = append(got, f.Field)
		}
		if fmt.Sprint(got) != fmt.Sprint(tt.want) {
			t.Errorf("%s: got %q, want %q", tt.name, got, tt.want)
		}
	}
	if fault.At(nil, "x") != nil || fault.In(nil, "x") != nil || fault.At(errLost, "x") != errLost || fault.In(errLost, "x") != errLost {
		t.Error("nothing and defects have no place")
	}
	if f := fault.All(plain)[0]; f.Field != "" {
		t.Errorf("placing a fault changed the fault itself: %q", f.Field)
	}
}

func TestIs(t *testing.T) {
	both := fault.Join(fault.Invalid("a", text.NotText), fault.Denied(text.NotAllowed))
	for _, tt := range []struct {
		err  error
		code fault.Code
		want bool
	}{
		{nil, fault.CodeInvalid, false},
		{errLost, fault.CodeInternal, false},
		{both, fault.CodeInvalid, true},
		{both, fault.CodeDenied, true},
		{both, fault.CodeMissing, false},
		{fmt.Errorf("x: %w", both), fault.CodeDenied, true},
		{errors.Join(errLost, fault.Full()), fault.CodeFull, true},
		{fault.Missing(text.NoSuchRecord, "r"), fault.CodeMissing, true},
		{fault.Conflict(text.RecordChanged, "r"), fault.CodeConflict, true},
		{fault.Limit(text.TooFast, 1), fault.CodeLimit, true},
		{fault.Busy(text.StoreBusy), fault.CodeBusy, true},
		{fault.Altered(text.RootDiffers, 1), fault.CodeAltered, true},
		{fault.SignedOut(), fault.CodeSignIn, true},
	} {
		if got := fault.Is(tt.err, tt.code); got != tt.want {
			t.Errorf("%v is %s: got %t, want %t", tt.err, tt.code, got, tt.want)
		}
	}
}

func TestSaid(t *testing.T) {
	err := fault.At(fault.Invalid("", text.Required, text.Label{ZH: "名称", EN: "Name"}), "name")
	if got := err.Error(); got != "name: Name is required." {
		t.Errorf("in a log: got %q", got)
	}
	f := fault.All(err)[0]
	if zh, en := f.In(text.ZH), f.In(text.EN); zh != "请填写“名称”。" || en != "Name is required." {
		t.Errorf("to a person: got %q and %q", zh, en)
	}
	full := fmt.Errorf("export: %w", &fs.PathError{Op: "write", Path: "x", Err: syscall.ENOSPC})
	if got := fault.Shown(full); len(got) != 1 || got[0].Code != fault.CodeFull || fault.All(full) != nil {
		t.Errorf("a full disk is shown as %v", got)
	}
	if got := fault.Shown(errLost); len(got) != 1 || got[0].Code != fault.CodeInternal || got[0].In(text.EN) != text.Internal.EN {
		t.Errorf("a defect is shown as %v", got)
	}
	if got := fault.Shown(fmt.Errorf("x: %w", err)); len(got) != 1 || got[0].Field != "name" {
		t.Errorf("a fault is shown as %v", got)
	}
}
