package api

import (
	"cmp"
	"io"
	"mime"
	"net/http"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// upload is the file that a request carries: its body, or the first file of a form.
func upload(r *http.Request) (name string, body io.Reader, size int64, err error) {
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); !strings.HasPrefix(kind, "multipart/") {
		if r.ContentLength == 0 {
			return "", nil, 0, fault.Invalid("file", text.FileMissing)
		}
		return r.URL.Query().Get("name"), r.Body, r.ContentLength, nil
	}
	form, err := r.MultipartReader()
	if err != nil {
		return "", nil, 0, fault.Invalid("file", text.FileMissing)
	}
	for {
		part, err := form.NextPart()
		if err == io.EOF {
			return "", nil, 0, fault.Invalid("file", text.FileMissing)
		}
		if err != nil {
			return "", nil, 0, oversize(err)
		}
		if part.FileName() != "" {
			return part.FileName(), part, -1, nil
		}
	}
}

// keep answers POST /api/files with the name under which a record can name the file.
func (s *server) keep(w http.ResponseWriter, r *http.Request) error {
	if actor(r).Account == "" {
		return fault.SignedOut()
	}
	called, body, _, err := upload(r)
	if err != nil {
		return err
	}
	item, err := s.Files.Put(called, body)
	if err != nil {
		return err
	}
	return write(w, http.StatusCreated, map[string]any{"name": item})
}

// file answers GET /api/records/{kind}/{id}/files/{name}, where the name is the hash, if
// the record as the reader sees it names the file.
func (s *server) file(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Office.Record(r.Context(), actor(r), r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return err
	}
	k, err := s.Office.Kind(rec.Kind)
	if err != nil {
		return err
	}
	hash := r.PathValue("name")
	called, ok := fileOf(k, rec, hash)
	if !ok {
		return fault.Missing(text.NoSuchPage)
	}
	kind, err := s.Files.Type(hash)
	if err != nil {
		return err
	}
	file, err := s.Files.Open(hash)
	if err != nil {
		return err
	}
	defer file.Close()
	serve(w, r, called, kind, file)
	return nil
}

// fileOf returns what a record calls a file, and whether it names it.
func fileOf(k record.Kind, rec record.Record, hash string) (string, bool) {
	for _, f := range k.Fields {
		if _, files := f.Type.(record.Attachments); !files {
			continue
		}
		for _, item := range record.Ids(rec.Fields[f.Name]) {
			if h, name := record.File(item); h == hash {
				return cmp.Or(name, hash), true
			}
		}
	}
	return "", false
}

// serve answers with a file that no browser shows by itself.
func serve(w http.ResponseWriter, r *http.Request, name, kind string, file io.ReadSeeker) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	http.ServeContent(w, r, "", modified, file)
}
