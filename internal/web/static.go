package web

import (
	"mime"
	"net/http"
	"path"

	"heitu/internal/fault"
	"heitu/internal/text"
	"heitu/internal/web/static"
)

// file serves what pages load. An address that names the content is kept for ever.
func (f *face) file(w http.ResponseWriter, r *http.Request) error {
	name := r.PathValue("file")
	data, ok := static.File(name)
	if !ok {
		return fault.Missing(text.NoSuchPage)
	}
	keep := "no-cache"
	if v := r.URL.Query().Get("v"); v != "" && v == static.Version(name) {
		keep = "public, max-age=31536000, immutable"
	}
	w.Header().Set("Cache-Control", keep)
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	_, _ = w.Write(data)
	return nil
}
