package api

import "github.com/getkin/kin-openapi/openapi3"

// cards are the schemas of report cards.
func cards(list openapi3.Schemas) {
	area := object(openapi3.Schemas{"region": words(), "value": orNull("integer"), "base": orNull("integer"), "count": whole()})
	point := object(openapi3.Schemas{"period": words(), "value": orNull("integer")})
	ahead := object(openapi3.Schemas{
		"period": words(), "method": ref("label"), "value": orNull("integer"), "low": orNull("integer"), "high": orNull("integer"), "level": whole(), "tests": whole(), "note": ref("label"),
	})
	target := object(openapi3.Schemas{
		"id": words(), "title": ref("label"), "source": words(), "period": words(), "by": words(), "value": orNull("integer"), "reached": orNull("integer"),
		"pace": orNull("integer"), "stands": words(),
	})
	beside := object(openapi3.Schemas{
		"id": words(), "subject": words(), "value": words(), "unit": words(), "bound": words(), "qualifier": words(), "source": words(), "quotation": words(),
		"difference": orNull("integer"), "agrees": yesNo(), "why": several(ref("label")),
	})
	hint := object(openapi3.Schemas{"kind": words(), "says": ref("label"), "records": several(words()), "staff": yesNo()})
	line := object(openapi3.Schemas{
		"figure": words(), "label": ref("label"), "help": ref("label"), "unit": ref("label"), "places": whole(), "qualifier": words(), "value": orNull("integer"),
		"base": orNull("integer"), "growth_amount": orNull("integer"), "growth": orNull("number"), "growth_note": ref("label"), "count": whole(), "records": words(),
		"regions": several(area), "past": several(point), "forecast": ahead, "targets": several(target), "statements": several(beside), "hints": several(hint),
	})
	list["card"] = object(openapi3.Schemas{
		"version": whole(), "home": words(), "title": ref("label"), "period": words(), "base_period": words(), "region": words(), "day": words(), "interim": yesNo(),
		"size": whole(), "root": words(), "notes": ref("label"), "lines": several(line),
	})
	row := object(openapi3.Schemas{
		"id": words(), "state": words(), "title": ref("label"), "period": words(), "region": words(), "day": words(), "interim": yesNo(), "size": whole(), "root": words(),
		"corrects": words(), "reason": words(), "corrected_by": words(),
	})
	list["cards"] = object(openapi3.Schemas{"cards": several(row), "next": words()})
	change := object(openapi3.Schemas{
		"figure": words(), "label": ref("label"), "frozen": orNull("integer"), "now": orNull("integer"), "gone": several(words()), "added": several(words()), "altered": several(words()),
	})
	list["frozenCard"] = object(openapi3.Schemas{"record": row, "card": ref("card"), "changes": several(change)})
	head := object(openapi3.Schemas{"title": ref("label"), "period": words(), "region": words(), "day": words(), "interim": yesNo(), "size": whole()})
	list["cardDiff"] = object(openapi3.Schemas{"a": head, "b": head, "lines": several(object(openapi3.Schemas{
		"figure": words(), "label": ref("label"), "unit": ref("label"), "places": whole(), "a": orNull("integer"), "b": orNull("integer"), "difference": orNull("integer"),
	}))})
	list["recheck"] = object(openapi3.Schemas{"agrees": yesNo(), "findings": several(object(openapi3.Schemas{"record": words(), "message": ref("label")}))})
}
