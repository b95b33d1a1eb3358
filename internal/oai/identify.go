package oai

import (
	"net/http"
	"regexp"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/store"
	"heitu/internal/text"
)

// domainName is what the guideline on identifiers allows as the name of a repository.
var domainName = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9-]*(\.[A-Za-z][A-Za-z0-9-]*)+$`)

// identify answers Identify.
func (a *answering) identify() error {
	name, err := a.market()
	if err != nil {
		return err
	}
	var first int64
	some := false
	err = a.Office.Store.View(a.ctx, func(tx store.Tx) (err error) {
		first, some, err = tx.FirstShown(a.ctx)
		return err
	})
	if err != nil {
		return err
	}
	if !some {
		first = a.Now().Unix()
	}
	a.out.open("Identify")
	a.out.element("repositoryName", name.ZH)
	a.out.element("baseURL", a.origin+Path)
	a.out.element("protocolVersion", "2.0")
	a.out.element("adminEmail", a.mail())
	a.out.element("earliestDatestamp", stamp(first))
	a.out.element("deletedRecord", "persistent")
	a.out.element("granularity", "YYYY-MM-DDThh:mm:ssZ")
	if domainName.MatchString(a.Home) {
		a.out.open("description")
		a.out.open("oai-identifier", "xmlns", "http://www.openarchives.org/OAI/2.0/oai-identifier", "xsi:schemaLocation",
			"http://www.openarchives.org/OAI/2.0/oai-identifier http://www.openarchives.org/OAI/2.0/oai-identifier.xsd")
		a.out.element("scheme", "oai")
		a.out.element("repositoryIdentifier", a.Home)
		a.out.element("delimiter", ":")
		a.out.element("sampleIdentifier", "oai:"+a.Home+":01980000-0000-7000-8000-000000000000")
		a.out.close("oai-identifier")
		a.out.close("description")
	}
	a.out.close("Identify")
	return nil
}

// market is the name of whoever runs the node.
func (a *answering) market() (text.Label, error) {
	p, err := a.Office.List(a.ctx, access.Actor{}, record.Query{Kind: kinds.Market.Name, Limit: 1})
	if err != nil || len(p.Records) == 0 {
		return text.Product, err
	}
	return text.Label{ZH: kinds.Market.Title(p.Records[0], text.ZH), EN: kinds.Market.Title(p.Records[0], text.EN)}, nil
}

// mail is where whoever runs the node is reached, by the custom of RFC 2142.
func (a *answering) mail() string {
	if domainName.MatchString(a.Home) {
		return "postmaster@" + a.Home
	}
	return "postmaster@heitu.invalid"
}

func (a *answering) formats(q request) (*problem, error) {
	if q.identifier != "" {
		i, ok, err := a.found(q.identifier)
		if err != nil {
			return nil, err
		}
		if !ok {
			return wrong(badID, "There is no record of that identifier."), nil
		}
		if !i.kind.Offered {
			return wrong(noSuchFormat, "The record is given in no format."), nil
		}
	}
	a.out.open("ListMetadataFormats")
	for _, prefix := range prefixes {
		f := formats[prefix]
		schema := f.schema
		if prefix == "heitu" {
			schema = a.origin + schemaPath
		}
		a.out.open("metadataFormat")
		a.out.element("metadataPrefix", prefix)
		a.out.element("schema", schema)
		a.out.element("metadataNamespace", f.namespace)
		a.out.close("metadataFormat")
	}
	a.out.close("ListMetadataFormats")
	return nil, nil
}

// schema answers GET /oai/heitu.xsd.
func (p *provider) schema(w http.ResponseWriter, _ *http.Request) error {
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	_, _ = w.Write([]byte(ownSchema)) // fails only where the reader has gone
	return nil
}
