package web

import (
	"cmp"
	"io"
	"mime"
	"net/http"
	"path"
	"slices"
	"strings"
	"time"

	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// unchanged is the time of change of what is served: none, so that the same file has
// the same headers.
var unchanged time.Time

// shownInline are the types that a browser may show by itself: pictures and PDF.
var shownInline = []string{"image/png", "image/jpeg", "image/webp", "image/gif", "application/pdf"}

// attached answers GET /records/{kind}/{id}/files/{name} with a file that the record,
// as the reader sees it, names. What holds a picture or a PDF is shown in the
// browser, under headers that let it do nothing else; anything else is saved.
func (f *face) attached(w http.ResponseWriter, r *http.Request) error {
	actor := door.Person(r).Actor
	rec, err := f.Office.Record(r.Context(), actor, r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return err
	}
	k, err := f.Office.Kind(rec.Kind)
	if err != nil {
		return err
	}
	name, hash := "", r.PathValue("name")
	for _, field := range k.Fields {
		if _, files := field.Type.(record.Attachments); !files {
			continue
		}
		for _, item := range record.Ids(rec.Fields[field.Name]) {
			if stored, called := record.File(item); stored == hash {
				name = cmp.Or(called, short(hash))
			}
		}
	}
	if name == "" {
		return fault.Missing(text.NoSuchPage)
	}
	kind, err := f.Files.Type(hash)
	if err != nil {
		return err
	}
	file, err := f.Files.Open(hash)
	if err != nil {
		return err
	}
	defer file.Close()
	if !slices.Contains(shownInline, kind) {
		serveAs(w, r, name, "application/octet-stream", "attachment", file)
		return nil
	}
	w.Header().Set("Content-Security-Policy", "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'")
	w.Header().Set("Cross-Origin-Resource-Policy", "same-origin")
	serveAs(w, r, name, kind, "inline", file)
	return nil
}

// serveAs answers with a file under a name.
func serveAs(w http.ResponseWriter, r *http.Request, name, kind, how string, file io.ReadSeeker) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Disposition", mime.FormatMediaType(how, map[string]string{"filename": name}))
	http.ServeContent(w, r, "", unchanged, file)
}

// isImage reports whether the name of a file is that of a picture which a page can show.
func isImage(name string) bool {
	return slices.Contains([]string{".png", ".jpg", ".jpeg", ".webp", ".gif"}, strings.ToLower(path.Ext(name)))
}
