package api

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"heitu/internal/access"
	"heitu/internal/fault"
	"heitu/internal/peer"
	"heitu/internal/record"
	"heitu/internal/text"
)

// facePeer is what allies ask for, each request signed.
const facePeer = "peer"

// maxHint is the largest body that an ally sends, in bytes.
const maxHint = 1 << 10

func (s *server) peerRoutes() []route {
	const one = "/api/peers/{home}"
	return []route{
		{pattern: "GET /peer/v1/entries", face: facePeer, answer: s.peerEntries, gives: "peerEntries", about: text.Label{ZH: "供联盟节点读取：其可见的日志条目及证明", EN: "For allies: entries of the journal as far as the ally may see them, with what opens their leaves"},
			query: []parameter{{name: "from", about: text.Label{ZH: "起始日志编号", EN: "Number of the first entry"}, schema: "integer"}, paramLimit}},
		{pattern: "GET /peer/v1/receipts", face: facePeer, answer: s.peerReceipts, gives: "any", about: text.Label{ZH: "供联盟节点读取：本节点已执行其删除的回执", EN: "For allies: receipts for the erasures of theirs that were carried out here"}},
		{pattern: "POST /peer/v1/hint", face: facePeer, answer: s.peerHint, takes: "peerHint", gives: "ok", about: text.Label{ZH: "供联盟节点提示：其日志有新内容", EN: "For allies: a hint that their log has grown"}},
		{pattern: "GET /peer/v1/keys", face: facePeer, answer: s.peerKeys, gives: "any", about: text.Label{ZH: "本节点更换密钥的声明", EN: "Statements by which this node has changed its key"}},
		{pattern: "GET /api/peers", face: faceAPI, answer: s.peers, gives: "peers", about: text.Label{ZH: "联盟节点及交换情况", EN: "The allies, and how exchange with them stands"}},
		{pattern: "POST /api/peers", face: faceAPI, answer: s.addPeer, takes: "peerDraft", gives: "record", made: true, about: text.Label{ZH: "登记联盟节点，公钥待确认（安全管理员）", EN: "Enter an ally, whose key is still to be pinned (security administrator)"}},
		{pattern: "GET " + one, face: faceAPI, answer: s.peerOne, gives: "any", about: text.Label{ZH: "一个联盟节点：交换报告、争议证据、未收到的删除回执", EN: "One ally: reports of exchanges, evidence of disputes, receipts it owes"}},
		{pattern: "POST " + one + "/pull", face: faceAPI, answer: s.pullPeer, gives: "any", about: text.Label{ZH: "立即与该节点交换（管理员）", EN: "Pull from it now (administrators)"}},
	}
}

func peerSchemas(list openapi3.Schemas) {
	list["peerEntries"] = object(openapi3.Schemas{"from": whole(), "next": whole(), "entries": several(anything())})
	list["peerHint"] = without(object(openapi3.Schemas{"size": whole()}))
	list["peerDraft"] = without(object(openapi3.Schemas{"url": words(), "inside": yesNo(), "public_only": yesNo(), "quota": whole()}), "inside", "public_only", "quota")
	list["peers"] = object(openapi3.Schemas{"peers": several(anything())})
}

// ally is the ally that has signed a request, within the limits that each has.
func (s *server) ally(w http.ResponseWriter, r *http.Request) (peer.Peer, []byte, error) {
	body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxHint))
	if err != nil {
		return peer.Peer{}, nil, oversize(err)
	}
	p, err := s.Alliance.Admit(r.Context(), r, body)
	if err == nil {
		err = s.door.Ally(p.Home)
	}
	return p, body, err
}

// peerEntries answers GET /peer/v1/entries.
func (s *server) peerEntries(w http.ResponseWriter, r *http.Request) error {
	p, _, err := s.ally(w, r)
	if err != nil {
		return err
	}
	from, err := fromOf(r)
	if err != nil {
		return err
	}
	limit, err := limitOf(r.URL.Query().Get("limit"), peer.MostEntries)
	if err != nil {
		return err
	}
	page, err := s.Alliance.Entries(r.Context(), p, from, limit)
	if err != nil {
		return err
	}
	body, err := encode(page)
	if err != nil {
		return err
	}
	return writePacked(w, r, body)
}

// peerReceipts answers GET /peer/v1/receipts.
func (s *server) peerReceipts(w http.ResponseWriter, r *http.Request) error {
	p, _, err := s.ally(w, r)
	if err != nil {
		return err
	}
	receipts, err := s.Alliance.Receipts(r.Context(), p)
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, receipts)
}

// peerHint answers POST /peer/v1/hint.
func (s *server) peerHint(w http.ResponseWriter, r *http.Request) error {
	p, body, err := s.ally(w, r)
	if err != nil {
		return err
	}
	size, err := peer.ParseHint(body)
	if err != nil {
		return err
	}
	if err := s.Alliance.Hinted(r.Context(), p, size); err != nil {
		return err
	}
	return write(w, http.StatusOK, map[string]bool{"ok": true})
}

// peerKeys answers GET /peer/v1/keys.
func (s *server) peerKeys(w http.ResponseWriter, _ *http.Request) error {
	rotations := s.Rotations
	if rotations == nil {
		rotations = []string{}
	}
	return write(w, http.StatusOK, map[string][]string{"rotations": rotations})
}

// peers answers GET /api/peers.
func (s *server) peers(w http.ResponseWriter, r *http.Request) error {
	if err := access.Holds(actor(r), record.Staff|record.Admins); err != nil {
		return err
	}
	standings, err := s.Alliance.Standings(r.Context())
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, map[string]any{"peers": standings})
}

// peerOne answers GET /api/peers/{home}.
func (s *server) peerOne(w http.ResponseWriter, r *http.Request) error {
	if err := access.Holds(actor(r), record.Staff|record.Admins); err != nil {
		return err
	}
	one, err := s.Alliance.Dossier(r.Context(), r.PathValue("home"))
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, one)
}

// addPeer answers POST /api/peers.
func (s *server) addPeer(w http.ResponseWriter, r *http.Request) error {
	if err := access.Holds(actor(r), record.Security); err != nil {
		return err
	}
	members, err := readObject(w, r)
	if err != nil {
		return err
	}
	var p peer.Proposal
	known := map[string]any{"url": &p.URL, "inside": &p.Inside, "public_only": &p.Public, "quota": &p.Quota}
	for name, raw := range sorted(members) {
		to, ok := known[name]
		if !ok {
			return fault.Invalid(name, text.UnknownMember, name)
		}
		if json.Unmarshal(raw, to) != nil {
			return fault.Invalid(name, text.JSONMember, name)
		}
	}
	rec, err := s.Alliance.Propose(r.Context(), actor(r), p)
	if err != nil {
		return err
	}
	return writeRecord(w, http.StatusCreated, rec)
}

// pullPeer answers POST /api/peers/{home}/pull.
func (s *server) pullPeer(w http.ResponseWriter, r *http.Request) error {
	if err := access.Holds(actor(r), record.Admins|record.Officer); err != nil {
		return err
	}
	report, err := s.Alliance.Pull(r.Context(), r.PathValue("home"))
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, report)
}

// writePacked answers with JSON, packed where the reader can unpack it and it is worth that.
func writePacked(w http.ResponseWriter, r *http.Request, body []byte) error {
	const worth = 1 << 12
	if len(body) < worth || !acceptsGzip(r) {
		return writeBody(w, http.StatusOK, "application/json; charset=utf-8", body)
	}
	packed, err := pack(body)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Encoding", "gzip")
	w.Header().Set("Vary", "Accept-Encoding")
	return writeBody(w, http.StatusOK, "application/json; charset=utf-8", packed)
}

func acceptsGzip(r *http.Request) bool {
	return strings.Contains(r.Header.Get("Accept-Encoding"), "gzip")
}

func pack(body []byte) ([]byte, error) {
	var b bytes.Buffer
	z, err := gzip.NewWriterLevel(&b, gzip.BestSpeed)
	if err == nil {
		_, err = z.Write(body)
	}
	if err == nil {
		err = z.Close()
	}
	if err != nil {
		return nil, fmt.Errorf("pack answer: %w", err)
	}
	return b.Bytes(), nil
}
