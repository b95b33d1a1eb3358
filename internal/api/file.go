package api

import (
	"io"
	"mime"
	"net/http"
	"slices"
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
	_, body, _, err := upload(r)
	if err != nil {
		return err
	}
	name, err := s.Files.Put(body)
	if err != nil {
		return err
	}
	return write(w, http.StatusCreated, map[string]any{"name": name})
}

// file answers GET /api/records/{kind}/{id}/files/{name}, if the record as the
// reader sees it names the file.
func (s *server) file(w http.ResponseWriter, r *http.Request) error {
	rec, err := s.Office.Record(r.Context(), actor(r), r.PathValue("kind"), r.PathValue("id"))
	if err != nil {
		return err
	}
	k, err := s.Office.Kind(rec.Kind)
	if err != nil {
		return err
	}
	name := r.PathValue("name")
	if !slices.ContainsFunc(k.Fields, func(f record.Field) bool {
		_, files := f.Type.(record.Attachments)
		return files && slices.Contains(record.Ids(rec.Fields[f.Name]), name)
	}) {
		return fault.Missing(text.NoSuchPage)
	}
	file, err := s.Files.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	serve(w, r, name, "application/octet-stream", file)
	return nil
}

// serve answers with a file that no browser shows by itself.
func serve(w http.ResponseWriter, r *http.Request, name, kind string, file io.ReadSeeker) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Content-Disposition", mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	http.ServeContent(w, r, "", modified, file)
}
