package web

import (
	"cmp"
	"io/fs"
	"mime"
	"net/http"
	"path"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// Tour is a walk through a node: what stands above its pages, and the files that
// whoever follows it tries out. A node without steps has none.
type Tour struct {
	Steps []TourStep
	Files fs.FS
}

// TourStep says what to do in one sentence, and where.
type TourStep struct {
	Title, Says text.Label
	Href        string
	Command     string     // what is run in a terminal, "" for nothing
	File        string     // one of the files of the tour, "" for none
	FileLabel   text.Label // what the file is
}

// tourCookie holds whether a reader has hidden the tour.
const tourCookie = "tour"

// tourRoutes are the addresses of a tour. A node without one does not have them.
func (f *face) tourRoutes() []route {
	if len(f.Tour.Steps) == 0 {
		return nil
	}
	return []route{
		{"POST /tour", f.checked(f.showTour)},
		{"GET /tour/{file}", f.tourFile},
	}
}

// tour makes the strip above a page ready.
func (f *face) tour(r *http.Request, lang text.Lang) page.Tour {
	var t page.Tour
	if c, err := r.Cookie(tourCookie); err == nil && c.Value == "hidden" {
		t.Hidden = true
	}
	for _, s := range f.Tour.Steps {
		step := page.TourStep{Link: page.Link{Label: s.Title.In(lang), Href: s.Href}, Says: s.Says.In(lang), Command: s.Command}
		if s.File != "" {
			step.File = page.Link{Label: s.FileLabel.In(lang), Href: "/tour/" + s.File}
		}
		t.Steps = append(t.Steps, step)
		if there, _, _ := strings.Cut(s.Href, "#"); t.At == 0 && (r.URL.Path == there || strings.HasPrefix(r.URL.Path, there+"/")) {
			t.At = len(t.Steps)
		}
	}
	t.Open = r.URL.Path == "/"
	return t
}

// showTour keeps whether the reader wants the tour, and shows the same page.
func (f *face) showTour(w http.ResponseWriter, r *http.Request) error {
	c := &http.Cookie{Name: tourCookie, Value: "hidden", Path: "/", MaxAge: 365 * 24 * 3600, HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: f.door.Secure}
	if r.PostFormValue("show") == "yes" {
		c.Value, c.MaxAge = "", -1
	}
	http.SetCookie(w, c)
	http.Redirect(w, r, local(r.PostFormValue("back")), http.StatusSeeOther)
	return nil
}

// tourFile gives a file of the tour to be kept.
func (f *face) tourFile(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("file")
	if f.Tour.Files == nil || !fs.ValidPath(name) {
		return fault.Missing(text.NoSuchPage)
	}
	data, err := fs.ReadFile(f.Tour.Files, name)
	if err != nil {
		return fault.Missing(text.NoSuchPage)
	}
	w.Header().Set("Content-Type", cmp.Or(mime.TypeByExtension(path.Ext(name)), "application/octet-stream"))
	w.Header().Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	_, _ = w.Write(data)
	return nil
}
