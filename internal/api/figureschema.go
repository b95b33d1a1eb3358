package api

import (
	"maps"

	"github.com/getkin/kin-openapi/openapi3"
)

// figureSchemas describes figures, their values and their bundles.
func figureSchemas(list openapi3.Schemas) {
	test := openapi3.NewObjectSchema()
	test.Properties = openapi3.Schemas{"field": words(), "is": words(), "codes": several(words()), "other": words()}
	test.Required = []string{"field", "is"}
	part := openapi3.Schemas{
		"figure": words(), "kind": words(), "states": several(words()), "where": several(inline(test)), "day": words(), "area": words(),
		"measure": words(), "of": words(), "stock": yesNo(), "cuts": several(words()),
	}
	valued := maps.Clone(part)
	valued["value"] = whole()
	list["figures"] = object(openapi3.Schemas{"home": words(), "figures": several(object(openapi3.Schemas{
		"name": words(), "label": ref("label"), "help": ref("label"), "rule": ref("label"), "unit": ref("label"), "places": whole(), "kind": words(),
		"qualifier": words(), "scale": whole(), "parts": several(object(part)), "cuts": several(words()),
		"cells": several(object(openapi3.Schemas{"period": words(), "region": words()})),
	}))})
	numbers := openapi3.Schemas{
		"value": orNull("integer"), "base": orNull("integer"), "growth": orNull("number"), "growth_amount": orNull("integer"), "growth_note": ref("label"), "count": whole(),
	}
	group := maps.Clone(numbers)
	group["codes"] = several(words())
	value := openapi3.Schemas{
		"figure": words(), "label": ref("label"), "unit": ref("label"), "places": whole(), "qualifier": words(), "period": words(), "over": yesNo(),
		"base_period": words(), "region": words(), "only": mapOf(words()), "records": several(words()), "entry": whole(),
		"by": several(words()), "groups": several(object(group)),
	}
	maps.Copy(value, numbers)
	list["value"] = object(value)
	list["bundle"] = object(openapi3.Schemas{
		"version": whole(), "home": words(), "key": words(), "figure": words(), "region": words(), "period": words(), "only": mapOf(words()),
		"scale": whole(), "value": orNull("integer"), "parts": several(object(valued)), "checkpoint": words(), "records": several(ref("evidence")),
	})
}
