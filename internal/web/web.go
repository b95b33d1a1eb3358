// Package web is the HTML face of a node: pages for people, in two languages,
// that work without scripts.
//
// A handler asks the office, makes the values ready and hands them to package
// page. What a reader may see is never judged here: if a handler compares roles,
// ask package access instead.
package web

import (
	"bytes"
	"context"
	"mime"
	"net/http"
	"slices"
	"sync"

	"github.com/a-h/templ"

	"heitu/internal/access"
	"heitu/internal/account"
	"heitu/internal/blob"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/find"
	"heitu/internal/intake"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/text"
)

// Config is what the face shows and asks.
type Config struct {
	Office    *office.Office
	Finder    *find.Finder
	Columns   *report.Columns
	Accounts  *account.Accounts
	Start     *account.Start
	Files     *blob.Folder
	Clerk     *intake.Clerk
	Home, Key string                      // name of the node, and the key that verifies its journal
	Settle    func(context.Context) error // returns once what was saved can be found and counted
	Funnel    func(context.Context, *report.Period) ([]report.Funnel, error)
	Behind    func(ctx context.Context, stage, broker string, p *report.Period) ([]report.Counted, error) // the records of one of its numbers
	Cards     Cards
	Try       func(ctx context.Context, actor access.Actor, channel string) error // sends a reminder by a channel at once
	Tour      Tour                                                                // what stands above every page; none where it has no steps
}

// Cards makes report cards.
type Cards interface {
	Card(ctx context.Context, actor access.Actor, q report.CardQuery) (report.Card, error)
	Frozen(ctx context.Context, actor access.Actor, id string) (record.Record, report.Card, []report.Change, error)
	Recheck(ctx context.Context, q report.Query) ([]report.Finding, error)
}

// face answers requests with pages.
type face struct {
	Config
	door     *door.Door
	underWay sync.Map // ids of the batches that are being done
}

// Mount registers every page at the door.
func Mount(d *door.Door, c Config) {
	f := &face{Config: c, door: d}
	for _, r := range slices.Concat(f.routes(), f.machineRoutes(), f.otherRoutes(), f.claimRoutes(), f.tourRoutes(), f.cardRoutes()) {
		d.Handle("web", r.pattern, f.fail, r.handler)
	}
}

type route struct {
	pattern string
	handler door.Handler
}

func (f *face) routes() []route {
	return []route{
		{"GET /{$}", f.home},
		{"GET /search", f.search},
		{"GET /records/{kind}", f.list},
		{"GET /records/{kind}/new", f.newRecord},
		{"POST /records/{kind}", f.checked(f.makeRecord)},
		{"GET /records/{kind}/{id}", f.record},
		{"GET /records/{kind}/{id}/edit", f.editRecord},
		{"POST /records/{kind}/{id}/edit", f.checked(f.changeRecord)},
		{"POST /records/{kind}/{id}/steps/{step}", f.checked(f.takeStep)},
		{"GET /records/{kind}/{id}/proof", f.proof},
		{"GET /records/{kind}/{id}/erase", f.eraseForm},
		{"POST /records/{kind}/{id}/erase", f.checked(f.erase)},
		{"POST /accounts/{id}/invite", f.checked(f.invite)},
	}
}

// otherRoutes are the pages that are about no single record.
func (f *face) otherRoutes() []route {
	return []route{
		{"GET /figures", f.figures},
		{"GET /figures/{name}", f.figure},
		{"GET /records/{kind}/batch", f.batchForm},
		{"POST /records/{kind}/batch", f.checked(f.batchDo)},
		{"POST /records/{kind}/views", f.checked(f.keepView)},
		{"GET /records/{kind}/{id}/files/{name}", f.attached},
		{"GET /import/{kind}", f.importInto},
		{"GET /imports", f.imports},
		{"POST /imports", f.checked(f.receive)},
		{"GET /imports/{id}", f.importOne},
		{"GET /imports/{id}/progress", f.progress},
		{"GET /imports/{id}/marked", f.marked},
		{"POST /imports/{id}/arrange", f.checked(f.arrange)},
		{"POST /imports/{id}/start", f.checked(f.startImport)},
		{"POST /imports/{id}/undo", f.checked(f.undoImport)},
		{"POST /imports/{id}/discard", f.checked(f.discardImport)},
		{"GET /deeds", f.deeds},
		{"GET /deeds/{id}", f.deed},
		{"POST /deeds/{id}/undo", f.checked(f.undoDeed)},
		{"GET /duplicates/{kind}", f.duplicates},
		{"POST /duplicates/{kind}", f.checked(f.merge)},
		{"GET /post-a-need", f.postForm},
		{"POST /post-a-need", f.checked(f.post)},
		{"POST /advice/{kind}", f.checked(f.advice)},
		{"POST /amounts", f.checked(f.amounts)},
		{"GET /desk", f.desk},
		{"GET /desk/{id}", f.pairing},
		{"POST /desk/{id}", f.checked(f.judge)},
		{"GET /work", f.waits},
		{"GET /work/channels", f.channels},
		{"POST /work/channels", f.checked(f.addChannel)},
		{"POST /work/channels/{id}", f.checked(f.tryChannel)},
		{"POST /work/calendar", f.checked(f.calendar)},
		{"GET /funnel", f.funnel},
		{"GET /funnel/records", f.counted},
		{"GET /signin", f.signInForm},
		{"POST /signin", f.checked(f.signIn)},
		{"POST /signout", f.checked(f.signOut)},
		{"GET /start/{token}", f.startForm},
		{"POST /start/{token}", f.checked(f.start)},
		{"GET /invite/{token}", f.inviteForm},
		{"POST /invite/{token}", f.checked(f.accept)},
		{"POST /lang", f.checked(f.language)},
		{"GET /reference", f.reference},
		{"GET /static/{file}", f.file},
		{"/{path...}", f.nowhere},
	}
}

// formMemory is how much of a form is held in memory; larger files lie on disk while it is read.
const formMemory = 4 << 20

// checked reads the form and refuses one that another site has sent.
func (f *face) checked(h door.Handler) door.Handler {
	return func(w http.ResponseWriter, r *http.Request) error {
		if err := readForm(r); err != nil {
			return err
		}
		if err := f.door.CheckToken(r); err != nil {
			return err
		}
		return h(w, r)
	}
}

func readForm(r *http.Request) error {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	var err error
	if kind == "multipart/form-data" {
		err = r.ParseMultipartForm(formMemory)
	} else {
		err = r.ParseForm()
	}
	if tooLarge(err) || err == nil {
		return err
	}
	return fault.Invalid("", text.BadRequest, err.Error())
}

// show writes a page. It is drawn in full first, so that a failure is not half a page.
func (f *face) show(w http.ResponseWriter, r *http.Request, status int, c templ.Component) error {
	var b bytes.Buffer
	if err := c.Render(r.Context(), &b); err != nil {
		return err
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	if r.Method == http.MethodHead {
		return nil
	}
	_, _ = w.Write(b.Bytes()) // fails only where the reader has gone
	return nil
}

// saved waits until what was saved can be found, and leads to where it is shown.
func (f *face) saved(w http.ResponseWriter, r *http.Request, to string) error {
	if f.Settle != nil {
		if err := f.Settle(r.Context()); err != nil {
			return err
		}
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}

// nowhere answers what no other page does.
func (f *face) nowhere(http.ResponseWriter, *http.Request) error {
	return fault.Missing(text.NoSuchPage)
}

// origin is where the reader reaches the node.
func (f *face) origin(r *http.Request) string {
	if f.door.Secure {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
