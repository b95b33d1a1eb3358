package api

import (
	"slices"

	"github.com/getkin/kin-openapi/openapi3"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// ref points to a schema of the document.
func ref(name string) *openapi3.SchemaRef {
	return openapi3.NewSchemaRef("#/components/schemas/"+name, nil)
}

func inline(s *openapi3.Schema) *openapi3.SchemaRef { return openapi3.NewSchemaRef("", s) }

func words() *openapi3.SchemaRef { return inline(openapi3.NewStringSchema()) }

func whole() *openapi3.SchemaRef { return inline(openapi3.NewInt64Schema()) }

func number() *openapi3.SchemaRef { return inline(openapi3.NewFloat64Schema()) }

func yesNo() *openapi3.SchemaRef { return inline(openapi3.NewBoolSchema()) }

func several(item *openapi3.SchemaRef) *openapi3.SchemaRef {
	s := openapi3.NewArraySchema()
	s.Items = item
	return inline(s)
}

func orNull(kind string) *openapi3.SchemaRef {
	return inline(openapi3.NewSchema().WithTypes(kind, "null"))
}

// object has all the properties, always.
func object(properties openapi3.Schemas) *openapi3.SchemaRef {
	s := openapi3.NewObjectSchema()
	s.Properties = properties
	for name := range sorted(properties) {
		s.Required = append(s.Required, name)
	}
	return inline(s)
}

// without makes properties optional, for the bodies of requests.
func without(s *openapi3.SchemaRef, optional ...string) *openapi3.SchemaRef {
	s.Value.Required = slices.DeleteFunc(s.Value.Required, func(name string) bool { return slices.Contains(optional, name) })
	no := false
	s.Value.AdditionalProperties = openapi3.AdditionalProperties{Has: &no}
	return s
}

func anything() *openapi3.SchemaRef {
	return inline(openapi3.NewObjectSchema().WithAnyAdditionalProperties())
}

func mapOf(s *openapi3.SchemaRef) *openapi3.SchemaRef {
	o := openapi3.NewObjectSchema()
	o.AdditionalProperties = openapi3.AdditionalProperties{Schema: s}
	return inline(o)
}

// all says that a value is as several schemas say.
func all(schemas ...*openapi3.SchemaRef) *openapi3.SchemaRef {
	return inline(&openapi3.Schema{AllOf: schemas})
}

// schemas are all schemas of the document.
func schemas(kinds []record.Kind) openapi3.Schemas {
	list := openapi3.Schemas{}
	var records, fields openapi3.SchemaRefs
	for _, k := range kinds {
		list["fields_"+k.Name] = fieldsSchema(k)
		list["record_"+k.Name] = recordSchema(k)
		records = append(records, ref("record_"+k.Name))
		fields = append(fields, ref("fields_"+k.Name))
	}
	list["record"] = inline(&openapi3.Schema{OneOf: records})
	list["fields"] = inline(&openapi3.Schema{AnyOf: fields})
	requests(list)
	answers(list)
	reports(list)
	desk(list)
	cards(list)
	claimSchemas(list)
	peerSchemas(list)
	return list
}

func requests(list openapi3.Schemas) {
	list["draft"] = without(object(openapi3.Schemas{"fields": ref("fields")}))
	list["change"] = without(object(openapi3.Schemas{"rev": whole(), "fields": anything()}), "rev", "fields")
	list["erasing"] = without(object(openapi3.Schemas{"reason": words()}))
}

func answers(list openapi3.Schemas) {
	label := object(openapi3.Schemas{"zh": words(), "en": words()})
	list["label"] = label
	one := openapi3.Schemas{"code": ref("code"), "field": words(), "message": words()}
	list["code"] = inline(openapi3.NewStringSchema().WithEnum(string(fault.CodeInvalid), string(fault.CodeDenied), string(fault.CodeMissing), string(fault.CodeConflict),
		string(fault.CodeLimit), string(fault.CodeBusy), string(fault.CodeFull), string(fault.CodeInternal), string(fault.CodeAltered), string(fault.CodeSignIn)))
	list["fault"] = object(one)
	list["error"] = object(openapi3.Schemas{"error": all(ref("fault"), object(openapi3.Schemas{"faults": several(ref("fault"))}))})
	list["list"] = object(openapi3.Schemas{"records": several(ref("record")), "next": words(), "total": whole()})
	reason := object(openapi3.Schemas{"kind": words(), "term": words(), "query": words(), "share": number()})
	found := all(ref("record"), object(openapi3.Schemas{"score": number(), "reasons": several(reason)}))
	list["found"] = object(openapi3.Schemas{"records": several(found), "next": words(), "total": whole()})
	list["searched"] = all(ref("found"), object(openapi3.Schemas{"facets": mapOf(mapOf(whole())), "suggestion": words()}))
	revision := all(ref("record"), object(openapi3.Schemas{"step": words(), "entry": whole(), "changed": several(words())}))
	list["history"] = object(openapi3.Schemas{"revisions": several(revision)})
	class := several(object(openapi3.Schemas{"class": words(), "label": ref("label")}))
	list["audience"] = object(openapi3.Schemas{"record": class, "fields": mapOf(class)})
	list["me"] = object(openapi3.Schemas{"home": words(), "account": words(), "login": words(), "name": words(), "organisation": words(), "roles": several(words())})
	list["invitation"] = object(openapi3.Schemas{"token": words()})
	list["file"] = object(openapi3.Schemas{"name": words()})
	list["ok"] = object(openapi3.Schemas{"ok": yesNo()})
	list["any"] = anything()
	importing(list)
	harvestSchemas(list)
	code := object(openapi3.Schemas{"code": words(), "label": ref("label")})
	field := object(openapi3.Schemas{
		"name": words(), "label": ref("label"), "help": ref("label"), "type": words(), "refers": words(), "codes": several(code), "see": several(words()),
		"required": yesNo(), "filter": yesNo(), "unique": yesNo(), "personal": yesNo(), "step": yesNo(),
	})
	state := object(openapi3.Schemas{"name": words(), "label": ref("label"), "see": several(words()), "fixed": yesNo()})
	step := object(openapi3.Schemas{"name": words(), "label": ref("label"), "from": several(words()), "to": words(), "by": several(words()), "asks": several(words()), "needs": several(words()), "due": words()})
	list["kind"] = object(openapi3.Schemas{
		"name": words(), "label": ref("label"), "listed": yesNo(), "owner": words(), "create": several(words()), "change": several(words()),
		"fields": several(field), "states": several(state), "steps": several(step),
	})
	list["kinds"] = object(openapi3.Schemas{"home": words(), "kinds": several(ref("kind"))})
}

// importing describes files on their way in.
func importing(list openapi3.Schemas) {
	column := openapi3.Schemas{"at": whole(), "header": words(), "field": words(), "unit": words(), "confidence": whole(), "why": words(), "samples": several(words())}
	layout := openapi3.Schemas{"sheet": words(), "first": whole(), "header": whole(), "columns": several(ref("column"))}
	list["column"] = without(object(column), "unit")
	list["layout"] = object(layout)
	list["import"] = object(openapi3.Schemas{
		"id": words(), "kind": words(), "name": words(), "state": words(), "at": whole(), "layouts": several(ref("layout")), "remarks": several(words()), "step": words(), "mode": words(),
		"rows": whole(), "read": whole(), "counts": mapOf(whole()), "failure": words(),
	})
	list["imports"] = object(openapi3.Schemas{"imports": several(ref("import"))})
	meant := without(object(openapi3.Schemas{"at": whole(), "header": words(), "field": words(), "unit": words(), "confidence": whole(), "why": words(), "samples": several(words())}),
		"header", "unit", "confidence", "why", "samples")
	arranged := without(object(openapi3.Schemas{"sheet": words(), "first": whole(), "header": whole(), "columns": several(meant)}), "first", "header", "columns")
	list["arrangement"] = without(object(openapi3.Schemas{"layouts": several(arranged), "step": words(), "mode": words()}), "layouts", "step", "mode")
	change := object(openapi3.Schemas{"field": words(), "was": words(), "will": words()})
	problem := object(openapi3.Schemas{"field": words(), "column": words(), "said": words(), "message": words()})
	near := without(object(openapi3.Schemas{"id": words(), "line": whole(), "title": words()}), "line")
	verdict := object(openapi3.Schemas{
		"sheet": words(), "line": whole(), "outcome": words(), "title": words(), "record": words(), "changes": several(change),
		"faults": several(problem), "doubts": several(problem), "near": several(near),
	})
	list["verdicts"] = object(openapi3.Schemas{"verdicts": several(verdict), "next": words()})
}

func reports(list openapi3.Schemas) {
	bytes := inline(openapi3.NewBytesSchema())
	list["evidence"] = object(openapi3.Schemas{
		"header": anything(), "fields": anything(), "salts": mapOf(bytes), "commitments": several(bytes),
		"proof": object(openapi3.Schemas{"index": whole(), "path": several(bytes)}),
	})
	list["proof"] = object(openapi3.Schemas{"home": words(), "key": words(), "checkpoint": words(), "records": several(ref("evidence"))})
	entry := object(openapi3.Schemas{"entry": whole(), "evidence": ref("evidence")})
	list["feed"] = object(openapi3.Schemas{"checkpoint": words(), "entries": several(entry), "next": whole()})
	list["accesses"] = object(openapi3.Schemas{"accesses": several(object(openapi3.Schemas{"at": whole(), "account": words(), "record": words(), "act": words()}))})
	figureSchemas(list)
}

func recordSchema(k record.Kind) *openapi3.SchemaRef {
	states := []any{record.Void}
	for _, s := range k.States {
		states = append(states, s.Name)
	}
	o := object(openapi3.Schemas{
		"home": words(), "id": inline(openapi3.NewUUIDSchema()), "kind": inline(openapi3.NewStringSchema().WithEnum(k.Name)), "rev": whole(),
		"state": inline(openapi3.NewStringSchema().WithEnum(states...)), "owner": words(), "at": whole(), "by": words(), "fields": ref("fields_" + k.Name),
	})
	called(o.Value, k.Label)
	return o
}

// called names a schema in both languages.
func called(s *openapi3.Schema, l text.Label) {
	s.Title, s.Description = l.EN, l.ZH
	s.Extensions = map[string]any{"x-label": labelOf(l)}
}

// fieldsSchema describes the values of a kind. None is required: whoever reads may
// not see them all.
func fieldsSchema(k record.Kind) *openapi3.SchemaRef {
	o := openapi3.NewObjectSchema()
	o.Properties = openapi3.Schemas{}
	needed := []string{}
	for _, f := range k.Fields {
		s := typeSchema(f.Type)
		called(s, f.Label)
		s.Extensions["x-type"] = f.Type.Name()
		if to, ok := record.Refers(f.Type); ok {
			s.Extensions["x-refers"] = to
		}
		if codes := record.CodesOf(f.Type); codes != nil {
			s.Extensions["x-codes"] = codeLabels(codes)
		}
		o.Properties[f.Name] = inline(s)
		if f.Required {
			needed = append(needed, f.Name)
		}
	}
	no := false
	o.AdditionalProperties = openapi3.AdditionalProperties{Has: &no}
	called(o, k.Label)
	o.Extensions["x-required"] = needed
	return inline(o)
}

func codeLabels(codes record.Codes) map[string]labelView {
	labels := map[string]labelView{}
	for _, code := range codes.All() {
		label, _ := codes.Lookup(code)
		labels[code] = labelOf(label)
	}
	return labels
}

// typeSchema describes the values of one type of field.
func typeSchema(t record.Type) *openapi3.Schema {
	str := openapi3.NewStringSchema()
	switch t := t.(type) {
	case record.Text:
		limit := int64(t.Max)
		if limit == 0 {
			limit = 200
		}
		variants := openapi3.NewObjectSchema()
		variants.Properties = openapi3.Schemas{}
		for _, lang := range text.Langs() {
			variants.Properties[string(lang)] = inline(openapi3.NewStringSchema().WithMaxLength(limit))
		}
		return openapi3.NewOneOfSchema(str.WithMaxLength(limit), variants)
	case record.Integer:
		return openapi3.NewInt64Schema().WithMin(float64(t.Min)).WithMax(float64(t.Max))
	case record.Money:
		return openapi3.NewInt64Schema().WithMin(0).WithMax(record.MaxFen)
	case record.YesNo:
		return openapi3.NewBoolSchema()
	case record.Date:
		return str.WithFormat("date")
	case record.Email:
		return str.WithFormat("email")
	case record.Choice:
		return str.WithEnum(codesAsAny(t.From)...)
	case record.Choices:
		return openapi3.NewArraySchema().WithItems(str.WithEnum(codesAsAny(t.From)...)).WithUniqueItems(true)
	case record.Reference:
		return openapi3.NewUUIDSchema()
	case record.References:
		return openapi3.NewArraySchema().WithItems(openapi3.NewUUIDSchema()).WithUniqueItems(true)
	case record.List:
		return openapi3.NewArraySchema().WithItems(str).WithUniqueItems(true)
	case record.Attachments:
		return openapi3.NewArraySchema().WithItems(str.WithPattern("^[0-9a-f]{64}(/[^/]{3,120})?$")).WithUniqueItems(true)
	case record.USCC:
		return str.WithPattern("^[0-9A-HJ-NPQRTUWXY]{18}$")
	case record.Number:
		return str.WithPattern("^-?[0-9]+([.][0-9]+|/[0-9]+)?$")
	case record.ORCID:
		return str.WithPattern("^([0-9]{4}-){3}[0-9]{3}[0-9X]$")
	}
	return openapi3.NewSchema()
}

func codesAsAny(codes record.Codes) []any {
	var list []any
	for _, code := range codes.All() {
		list = append(list, code)
	}
	return list
}
