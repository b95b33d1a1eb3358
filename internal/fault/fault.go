// Package fault defines the errors that cross package borders in Heitu.
//
// A fault's message is fit for the person who caused it. Any other error is a
// defect or an outage: it is logged in full and shown as "internal".
package fault

import (
	"errors"
	"strings"
	"syscall"

	"heitu/internal/text"
)

// Code says what kind of answer a fault is. Codes are stable: clients depend on them.
type Code string

// The codes. The list may only grow.
const (
	CodeInvalid  Code = "invalid"    // the input is wrong; the same input will stay wrong
	CodeDenied   Code = "denied"     // the actor may not do this
	CodeMissing  Code = "missing"    // there is no such thing, or the actor may not know of it
	CodeConflict Code = "conflict"   // the present state does not allow it
	CodeLimit    Code = "limit"      // too often, too many or too large
	CodeBusy     Code = "busy"       // try again: another process, a lost connection
	CodeFull     Code = "full"       // no space is left to write
	CodeInternal Code = "internal"   // a defect or an outage
	CodeAltered  Code = "altered"    // a verification found something changed
	CodeSignIn   Code = "signed-out" // nobody is signed in
)

// Error is one fault.
type Error struct {
	Code  Code
	Field string // the field at fault, "" where the whole request is
	Msg   text.Message
	Args  []any
}

// Error says the fault in English, for logs.
func (e *Error) Error() string {
	if e.Field != "" {
		return e.Field + ": " + e.Msg.In(text.EN, e.Args...)
	}
	return e.Msg.In(text.EN, e.Args...)
}

// In says the fault to a person.
func (e *Error) In(lang text.Lang) string { return e.Msg.In(lang, e.Args...) }

// Invalid reports a field whose value cannot be accepted.
func Invalid(field string, m text.Message, args ...any) error {
	return &Error{Code: CodeInvalid, Field: field, Msg: m, Args: args}
}

// Denied reports that the actor may not do what was asked.
func Denied(m text.Message, args ...any) error {
	return &Error{Code: CodeDenied, Msg: m, Args: args}
}

// SignedOut reports that the request needs somebody who is signed in.
func SignedOut() error { return &Error{Code: CodeSignIn, Msg: text.SignInFirst} }

// Missing reports that there is no such thing as far as the actor may know.
func Missing(m text.Message, args ...any) error {
	return &Error{Code: CodeMissing, Msg: m, Args: args}
}

// Conflict reports a request that the present state does not allow.
func Conflict(m text.Message, args ...any) error {
	return &Error{Code: CodeConflict, Msg: m, Args: args}
}

// Limit reports that something is asked for too often, or is too large.
func Limit(m text.Message, args ...any) error {
	return &Error{Code: CodeLimit, Msg: m, Args: args}
}

// Busy reports that the same request may succeed later.
func Busy(m text.Message, args ...any) error {
	return &Error{Code: CodeBusy, Msg: m, Args: args}
}

// Full reports that no space is left to write.
func Full() error { return &Error{Code: CodeFull, Msg: text.DiskFull} }

// Altered reports evidence that does not agree with what it should prove.
func Altered(m text.Message, args ...any) error {
	return &Error{Code: CodeAltered, Msg: m, Args: args}
}

// At returns err with every fault placed at a field, for errors of a value that
// did not know where it stood.
func At(err error, field string) error {
	return placed(err, func(string) string { return field })
}

// In returns err with every fault's field prefixed by the item that it stands in,
// as in "3.title".
func In(err error, item string) error {
	return placed(err, func(field string) string { return strings.TrimSuffix(item+"."+field, ".") })
}

func placed(err error, place func(field string) string) error {
	all := All(err)
	if all == nil {
		return err
	}
	moved := make([]error, len(all))
	for i, e := range all {
		there := *e
		there.Field = place(e.Field)
		moved[i] = &there
	}
	return Join(moved...)
}

// Is reports whether err is, or holds, a fault of code c.
func Is(err error, c Code) bool {
	for _, e := range All(err) {
		if e.Code == c {
			return true
		}
	}
	return false
}

// List is several faults found in one go, so that a person can mend them together.
type List []*Error

func (l List) Error() string {
	said := make([]string, len(l))
	for i, e := range l {
		said[i] = e.Error()
	}
	return strings.Join(said, "; ")
}

// Join gathers errors. It returns nil for none, and the first error that is
// not a fault by itself, since a defect is not a list of things to mend.
func Join(errs ...error) error {
	var list List
	for _, err := range errs {
		if err == nil {
			continue
		}
		faults := All(err)
		if faults == nil {
			return err
		}
		list = append(list, faults...)
	}
	switch len(list) {
	case 0:
		return nil
	case 1:
		return list[0]
	}
	return list
}

// All returns the faults that err holds, or nil if it holds none.
func All(err error) []*Error {
	var list List
	if errors.As(err, &list) {
		return list
	}
	var one *Error
	if errors.As(err, &one) {
		return []*Error{one}
	}
	return nil
}

// Shown returns the faults to show to a person: those err holds, or one that
// says no more than that something failed here, or that the disk is full.
func Shown(err error) []*Error {
	if all := All(err); all != nil {
		return all
	}
	if errors.Is(err, syscall.ENOSPC) {
		return All(Full())
	}
	return []*Error{{Code: CodeInternal, Msg: text.Internal}}
}
