package web

import (
	"errors"
	"net/http"
	"net/url"
	"strings"

	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// fail shows an error as a page. Who must sign in first is led there and back.
func (f *face) fail(w http.ResponseWriter, r *http.Request, err error) {
	status := door.Status(err)
	if status == http.StatusUnauthorized && door.Person(r).Account == "" {
		http.Redirect(w, r, "/signin?next="+url.QueryEscape(returnTo(r)), http.StatusSeeOther)
		return
	}
	what := failure(status, door.Lang(r), err)
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		what.Back = returnTo(r)
	}
	frame, failed := f.frame(r, what.Title)
	if failed == nil {
		failed = f.show(w, r, status, page.FaultPage(frame, what))
	}
	if failed != nil {
		http.Error(w, what.Title, status)
	}
}

// returnTo is the page to go on from: this one, or for a form the page it stood on.
func returnTo(r *http.Request) string {
	if r.Method == http.MethodGet || r.Method == http.MethodHead {
		return r.URL.RequestURI()
	}
	if from, err := url.Parse(r.Referer()); err == nil && from.Host == r.Host {
		return local(from.RequestURI())
	}
	return "/"
}

// local returns an address of this node, or its first page for any other.
func local(address string) string {
	if !strings.HasPrefix(address, "/") || strings.HasPrefix(address, "//") || strings.ContainsAny(address, "\\\r\n\t") {
		return "/"
	}
	return address
}

// failure says what is wrong. What is hidden and what does not exist read the same.
func failure(status int, lang text.Lang, err error) page.Failure {
	title, help := text.FaultInternal, text.Label{}
	switch status {
	case http.StatusNotFound:
		return page.Failure{Title: text.FaultMissing.In(lang), Lines: []string{text.MissingHelp.In(lang)}}
	case http.StatusRequestEntityTooLarge:
		return page.Failure{Title: text.FaultLarge.In(lang), Lines: []string{text.LargeHelp.In(lang)}}
	case http.StatusForbidden, http.StatusUnauthorized:
		title, help = text.FaultDenied, text.DeniedHelp
	case http.StatusConflict:
		title, help = text.FaultConflict, text.ConflictHelp
	case http.StatusUnprocessableEntity:
		title = text.FaultInvalid
	case http.StatusTooManyRequests:
		title = text.FaultLimit
	case http.StatusServiceUnavailable:
		title = text.FaultBusy
	case http.StatusInsufficientStorage:
		title = text.FaultFull
	}
	said := page.Failure{Title: title.In(lang)}
	for _, one := range fault.Shown(err) {
		said.Lines = append(said.Lines, one.In(lang))
	}
	if !help.Empty() {
		said.Lines = append(said.Lines, help.In(lang))
	}
	return said
}

func tooLarge(err error) bool {
	large := new(http.MaxBytesError)
	return errors.As(err, &large)
}

// mendable reports whether a person can mend the error in the form he sent.
func mendable(err error) bool {
	return fault.Is(err, fault.CodeInvalid) || fault.Is(err, fault.CodeConflict)
}
