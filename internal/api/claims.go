package api

import (
	"encoding/json"
	"io"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/getkin/kin-openapi/openapi3"

	"heitu/internal/claims"
	"heitu/internal/fault"
	"heitu/internal/text"
)

// claims answers POST /api/claims: what a report is read to say, for a person to judge.
// A statement is made of one by the ordinary routes of records.
func (s *server) claims(w http.ResponseWriter, r *http.Request) error {
	if actor(r).Account == "" {
		return fault.SignedOut()
	}
	said, published, err := reported(w, r)
	if err != nil {
		return err
	}
	var day time.Time
	if published != "" {
		if day, err = time.Parse(time.DateOnly, published); err != nil {
			return fault.Invalid("published", text.NotDate)
		}
	}
	return write(w, http.StatusOK, map[string]any{"claims": claims.Read(said, day)})
}

// reported reads the text of a request: a member of JSON, or a file.
func reported(w http.ResponseWriter, r *http.Request) (said, published string, err error) {
	published = r.URL.Query().Get("published")
	if kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type")); !strings.HasSuffix(kind, "json") {
		_, body, _, err := upload(r)
		if err != nil {
			return "", "", err
		}
		data, err := io.ReadAll(io.LimitReader(body, claims.MaxFile+1))
		if err != nil {
			return "", "", oversize(err)
		}
		said, err = claims.Text(data)
		return said, published, err
	}
	members, err := readObject(w, r)
	if err != nil {
		return "", "", err
	}
	for name, raw := range sorted(members) {
		into, ok := map[string]*string{"text": &said, "published": &published}[name]
		if !ok {
			return "", "", fault.Invalid(name, text.UnknownMember, name)
		}
		if json.Unmarshal(raw, into) != nil {
			return "", "", fault.Invalid(name, text.JSONMember, name)
		}
	}
	said, err = claims.Pasted(said)
	return said, published, err
}

func (s *server) claimRoutes() []route {
	return []route{{pattern: "POST /api/claims", face: faceAPI, answer: s.claims, takes: "claimText", gives: "claims",
		about: text.Label{ZH: "读取文稿中的数字，逐条列为待确认的说法（JSON 文本，或 .docx、纯文本文件）", EN: "Read the figures of a report and propose a statement for each (text as JSON, or a .docx or plain text file)"},
		query: []parameter{{name: "published", about: text.Label{ZH: "发布日期 YYYY-MM-DD，留空取文稿自载日期", EN: "Day of publication, YYYY-MM-DD; empty for the one that the text names"}, schema: "string"}}}}
}

// claimSchemas are the schemas of claims.
func claimSchemas(list openapi3.Schemas) {
	span := object(openapi3.Schemas{"start": whole(), "end": whole()})
	growth := object(openapi3.Schemas{"kind": words(), "value": words(), "unit": words()})
	growth.Value.Type = &openapi3.Types{"object", "null"}
	claim := object(openapi3.Schemas{
		"subject": words(), "region": words(), "indicator": words(), "value": words(), "upper": words(), "unit": words(), "bound": words(), "period": words(), "when": words(), "as_of": words(),
		"growth": growth, "base": words(), "qualifier": words(), "written": words(), "quotation": words(), "at": span, "quoted": span,
	})
	list["claims"] = object(openapi3.Schemas{"claims": several(without(claim, "upper", "bound", "when", "as_of", "base"))})
	list["claimText"] = without(object(openapi3.Schemas{"text": words(), "published": words()}), "published")
}
