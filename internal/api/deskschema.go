package api

import "github.com/getkin/kin-openapi/openapi3"

// desk are the schemas of what a broker works with.
func desk(list openapi3.Schemas) {
	list["advice"] = object(openapi3.Schemas{"advice": several(object(openapi3.Schemas{"criterion": words(), "hint": ref("label"), "met": yesNo()}))})
	one := object(openapi3.Schemas{
		"broker": words(), "views": whole(), "interest": whole(), "negotiation": whole(), "contract": whole(),
		"days_to_negotiation": orNull("integer"), "days_to_contract": orNull("integer"),
	})
	list["funnels"] = object(openapi3.Schemas{"market": one, "brokers": several(one)})
	condition := object(openapi3.Schemas{"field": words(), "label": ref("label"), "met": words()})
	list["policies"] = object(openapi3.Schemas{"policies": several(object(openapi3.Schemas{"policy": ref("record"), "fits": words(), "conditions": several(condition)}))})
	item := object(openapi3.Schemas{
		"kind": words(), "id": words(), "state": words(), "title": ref("label"), "step": words(), "why": ref("label"), "due": words(), "mine": yesNo(),
	})
	fares := object(openapi3.Schemas{"waiting": whole(), "failed": whole(), "error": words()})
	list["work"] = object(openapi3.Schemas{"day": words(), "items": several(item), "more": yesNo(), "reminders": fares})
	list["channel"] = object(openapi3.Schemas{"id": words(), "way": words(), "address": words(), "signed": yesNo(), "lang": words(), "from": words(), "until": words()})
	list["channels"] = object(openapi3.Schemas{"channels": several(ref("channel"))})
	draft := object(openapi3.Schemas{"way": words(), "address": words(), "secret": words(), "lang": words(), "from": words(), "until": words()})
	list["channelDraft"] = without(draft, "secret", "lang", "from", "until")
}
