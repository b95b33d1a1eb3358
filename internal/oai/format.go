package oai

import (
	"slices"
	"strings"

	"heitu/internal/access"
	"heitu/internal/record"
	"heitu/internal/text"
)

// format is one form in which a record is given.
type format struct {
	namespace, schema string
	write             func(*answering, item)
}

// formats are all of them, by prefix.
var formats = map[string]format{
	"oai_dc":       {"http://www.openarchives.org/OAI/2.0/oai_dc/", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd", (*answering).dublinCore},
	"oai_datacite": {"http://schema.datacite.org/oai/oai-1.1/", "http://schema.datacite.org/oai/oai-1.1/oai.xsd", (*answering).dataCite},
	"heitu":        {ownNamespace, "", (*answering).own},
}

// prefixes are their names, in the order in which they are listed.
var prefixes = []string{"oai_dc", "oai_datacite", "heitu"}

// said is a text in one language, "" for a language that is not known.
type said struct{ words, lang string }

// variants are the texts of a value, in each of its languages.
func variants(f record.Field, v any) []said {
	if v, ok := v.(record.Variants); ok {
		var list []said
		for _, lang := range text.Langs() {
			if words := v[string(lang)]; words != "" {
				list = append(list, said{words, string(lang)})
			}
		}
		return list
	}
	if f.Type.Name() == "choice" || f.Type.Name() == "choices" {
		return labels(text.Label{ZH: f.Type.Format(v, text.ZH), EN: f.Type.Format(v, text.EN)})
	}
	return []said{{f.Type.Format(v, text.ZH), ""}}
}

func labels(l text.Label) []said {
	if l.EN == "" || l.EN == l.ZH {
		return []said{{l.ZH, ""}}
	}
	return []said{{l.ZH, "zh"}, {l.EN, "en"}}
}

// digest is what general formats say of a record, read off the types of its fields.
type digest struct {
	titles, subjects, about, places []said
	owner                           []said
	day                             string // when it was published, or else when it last changed
	source                          string
	langs                           []string
}

func (a *answering) digest(i item) digest {
	d := digest{day: stamp(i.At)[:len(days)]}
	dated := false
	for n, f := range i.kind.Fields {
		v, ok := i.view.Fields[f.Name]
		if !ok || record.Empty(v) {
			continue
		}
		t, isText := f.Type.(record.Text)
		switch {
		case n == 0:
			d.titles = variants(f, v)
		case isText && t.Lines && f.Match > 0:
			d.about = append(d.about, variants(f, v)...)
		case f.Name == i.kind.Owner:
			if id, ok := v.(string); ok {
				d.owner = labels(a.names[id])
			}
		case f.Name == "region":
			d.places = variants(f, v)
		case f.Name == "field":
			d.subjects = append(d.subjects, variants(f, v)...)
		case f.Name == "source":
			d.source, _ = v.(string)
		case f.Type.Name() == "list" && f.Match > 0:
			words, _ := v.([]string)
			for _, w := range words {
				d.subjects = append(d.subjects, said{w, ""})
			}
		case f.Type.Name() == "date" && !dated:
			d.day, dated = f.Type.Format(v, text.EN), true
			if day, ok := v.(string); ok {
				d.day = day
			}
		}
	}
	d.langs = languages(append(slices.Clone(d.titles), d.about...))
	return d
}

// languages are those of texts: what is not said is seen by its letters.
func languages(texts []said) []string {
	var list []string
	for _, t := range texts {
		lang := t.lang
		if lang == "" {
			lang = "en"
			if strings.IndexFunc(t.words, func(r rune) bool { return r >= 0x2e80 }) >= 0 {
				lang = "zh"
			}
		}
		if !slices.Contains(list, lang) {
			list = append(list, lang)
		}
	}
	return list
}

// learn looks up the names of the organisations that own some records, as visitors see them.
func (a *answering) learn(items []item) error {
	var ids []string
	for _, i := range items {
		if owner := i.view.Owner; owner != "" && !slices.Contains(ids, owner) {
			ids = append(ids, owner)
		}
	}
	if ids == nil {
		return nil
	}
	zh, err := a.Office.Titles(a.ctx, access.Actor{}, text.ZH, ids...)
	if err != nil {
		return err
	}
	en, err := a.Office.Titles(a.ctx, access.Actor{}, text.EN, ids...)
	for id := range zh {
		a.names[id] = text.Label{ZH: zh[id], EN: en[id]}
	}
	return err
}

func (a *answering) each(name string, texts []said, attributes ...string) {
	for _, t := range texts {
		a.out.given(name, t.words, append([]string{"xml:lang", t.lang}, attributes...)...)
	}
}

// dublinCore writes a record as simple Dublin Core.
func (a *answering) dublinCore(i item) {
	d := a.digest(i)
	a.out.open("oai_dc:dc", "xmlns:oai_dc", "http://www.openarchives.org/OAI/2.0/oai_dc/", "xmlns:dc", "http://purl.org/dc/elements/1.1/",
		"xsi:schemaLocation", "http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
	a.each("dc:title", d.titles)
	a.each("dc:creator", d.owner)
	a.each("dc:subject", d.subjects)
	a.each("dc:description", d.about)
	a.out.element("dc:publisher", i.Home)
	a.out.given("dc:date", d.day)
	a.each("dc:type", labels(i.kind.Label))
	a.out.element("dc:identifier", a.page(i.Kind, i.ID))
	a.out.element("dc:identifier", identifier(i.Key))
	a.out.given("dc:source", d.source)
	for _, lang := range d.langs {
		a.out.element("dc:language", lang)
	}
	a.each("dc:coverage", d.places)
	a.out.close("oai_dc:dc")
}

const kernel = "http://datacite.org/schema/kernel-4"

// dataCite writes a record as DataCite 4, wrapped as OAI-PMH asks for.
func (a *answering) dataCite(i item) {
	d, out := a.digest(i), &a.out
	out.open("oai_datacite", "xmlns", "http://schema.datacite.org/oai/oai-1.1/", "xsi:schemaLocation",
		"http://schema.datacite.org/oai/oai-1.1/ http://schema.datacite.org/oai/oai-1.1/oai.xsd")
	out.element("schemaVersion", "4.5")
	out.element("datacentreSymbol", i.Home)
	out.open("payload")
	out.open("resource", "xmlns", kernel, "xsi:schemaLocation", kernel+" http://schema.datacite.org/meta/kernel-4.5/metadata.xsd")
	out.element("identifier", a.page(i.Kind, i.ID), "identifierType", "URL")
	out.open("creators")
	creators := d.owner
	if len(creators) == 0 {
		creators = []said{{":unav", ""}} // DataCite's own word for unavailable
	}
	out.open("creator")
	out.element("creatorName", creators[0].words, "nameType", "Organizational", "xml:lang", creators[0].lang)
	out.close("creator")
	out.close("creators")
	out.open("titles")
	a.each("title", d.titles)
	out.close("titles")
	out.element("publisher", i.Home)
	out.element("publicationYear", d.day[:4])
	out.element("resourceType", i.kind.Label.EN, "resourceTypeGeneral", "Other")
	a.group("subjects", "subject", d.subjects)
	out.open("dates")
	out.element("date", d.day, "dateType", "Issued")
	out.element("date", stamp(i.At), "dateType", "Updated")
	out.close("dates")
	if len(d.langs) > 0 {
		out.element("language", d.langs[0])
	}
	out.open("alternateIdentifiers")
	out.element("alternateIdentifier", identifier(i.Key), "alternateIdentifierType", "OAI")
	out.given("alternateIdentifier", d.source, "alternateIdentifierType", "Local")
	out.close("alternateIdentifiers")
	a.group("descriptions", "description", d.about, "descriptionType", "Abstract")
	if len(d.places) > 0 {
		out.open("geoLocations")
		out.open("geoLocation")
		out.element("geoLocationPlace", d.places[0].words)
		out.close("geoLocation")
		out.close("geoLocations")
	}
	out.close("resource")
	out.close("payload")
	out.close("oai_datacite")
}

func (a *answering) group(name, each string, texts []said, attributes ...string) {
	if len(texts) == 0 {
		return
	}
	a.out.open(name)
	a.each(each, texts, attributes...)
	a.out.close(name)
}
