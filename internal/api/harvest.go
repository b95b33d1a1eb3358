package api

import (
	"encoding/json"
	"net/http"

	"github.com/getkin/kin-openapi/openapi3"

	"heitu/internal/fault"
	"heitu/internal/harvest"
	"heitu/internal/text"
)

func (s *server) harvestRoutes() []route {
	return []route{
		{pattern: "POST /api/harvests", face: faceAPI, answer: s.placeHarvest, takes: "harvestOrder", gives: "harvest", made: true, about: text.Label{ZH: "按 OAI-PMH 收割外部资源库，结果转入导入待确认", EN: "Harvest a repository by OAI-PMH; what it gives waits as an import"}},
		{pattern: "GET /api/harvests/{id}", face: faceAPI, answer: s.harvestOne, gives: "harvest", about: text.Label{ZH: "一次收割及其结果", EN: "One harvest and what became of it"}},
	}
}

func harvestSchemas(list openapi3.Schemas) {
	order := openapi3.Schemas{"url": words(), "kind": words(), "prefix": words(), "set": words(), "from": words(), "until": words()}
	list["harvestOrder"] = without(object(order), "prefix", "set", "from", "until")
	list["harvest"] = object(openapi3.Schemas{
		"id": words(), "state": words(), "order": ref("harvestOrder"), "received": whole(), "duplicate": whole(), "own": whole(), "new": whole(), "known": whole(),
		"added": whole(), "changed": whole(), "left": whole(), "deleted": whole(), "withdrawn": several(words()), "failed": whole(),
		"why": several(object(openapi3.Schemas{"identifier": words(), "reason": words()})), "cut": words(), "imports": several(words()),
	})
}

// placeHarvest answers POST /api/harvests.
func (s *server) placeHarvest(w http.ResponseWriter, r *http.Request) error {
	members, err := readObject(w, r)
	if err != nil {
		return err
	}
	var o harvest.Order
	for name, raw := range sorted(members) {
		into, ok := map[string]*string{"url": &o.URL, "kind": &o.Kind, "prefix": &o.Prefix, "set": &o.Set, "from": &o.From, "until": &o.Until}[name]
		if !ok {
			return fault.Invalid(name, text.UnknownMember, name)
		}
		if json.Unmarshal(raw, into) != nil {
			return fault.Invalid(name, text.JSONMember, name)
		}
	}
	report, err := s.Harvests.Place(r.Context(), actor(r), o)
	if err != nil {
		return err
	}
	return write(w, http.StatusCreated, report)
}

// harvestOne answers GET /api/harvests/{id}.
func (s *server) harvestOne(w http.ResponseWriter, r *http.Request) error {
	report, err := s.Harvests.Report(r.Context(), actor(r), r.PathValue("id"))
	if err != nil {
		return err
	}
	return write(w, http.StatusOK, report)
}
