package oai

import (
	"encoding/hex"
	"strconv"

	"heitu/internal/record"
	"heitu/internal/text"
)

const ownNamespace = "urn:heitu:oai:1"

// own writes all that the public sees of a record: where it lives, the revision by
// which the public view last changed, the leaf of that revision in the journal, and
// every field with its value as stored and as read.
func (a *answering) own(i item) {
	version, root := "", "" // a leaf is a byte that names its form, and a salted root
	if len(i.leaf) > 1 {
		version, root = strconv.Itoa(int(i.leaf[0])), hex.EncodeToString(i.leaf[1:])
	}
	a.out.open("record", "xmlns", ownNamespace, "xsi:schemaLocation", ownNamespace+" "+a.origin+schemaPath,
		"home", i.Home, "id", i.ID, "kind", i.Kind, "revision", strconv.FormatInt(i.Rev, 10), "state", i.view.State,
		"owner", i.view.Owner, "updated", stamp(i.At), "leafFormat", version, "leaf", root, "page", a.page(i.Kind, i.ID))
	for _, f := range i.kind.Fields {
		v, ok := i.view.Fields[f.Name]
		if !ok || record.Empty(v) {
			continue
		}
		a.out.open("field", "name", f.Name, "type", f.Type.Name())
		a.each("label", labels(f.Label))
		a.values(v)
		if codes := record.CodesOf(f.Type); codes != nil {
			a.each("said", variants(f, v))
		}
		if id, ok := v.(string); ok && f.Name == i.kind.Owner {
			a.each("said", labels(a.names[id]))
		}
		a.out.close("field")
	}
	a.out.close("record")
}

func (a *answering) values(v any) {
	switch v := v.(type) {
	case string:
		a.out.element("value", v)
	case record.Variants:
		for _, lang := range text.Langs() {
			a.out.given("value", v[string(lang)], "xml:lang", string(lang))
		}
	case int64:
		a.out.element("value", strconv.FormatInt(v, 10))
	case bool:
		a.out.element("value", strconv.FormatBool(v))
	case []string:
		for _, item := range v {
			a.out.element("value", item)
		}
	}
}

const ownSchema = `<?xml version="1.0" encoding="UTF-8"?>
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" targetNamespace="urn:heitu:oai:1" xmlns="urn:heitu:oai:1" elementFormDefault="qualified">
  <xs:import namespace="http://www.w3.org/XML/1998/namespace" schemaLocation="http://www.w3.org/2001/xml.xsd"/>
  <xs:complexType name="words"><xs:simpleContent><xs:extension base="xs:string"><xs:attribute ref="xml:lang"/></xs:extension></xs:simpleContent></xs:complexType>
  <xs:element name="record">
    <xs:complexType>
      <xs:sequence>
        <xs:element name="field" minOccurs="0" maxOccurs="unbounded">
          <xs:complexType>
            <xs:sequence>
              <xs:element name="label" type="words" maxOccurs="2"/>
              <xs:element name="value" type="words" maxOccurs="unbounded"/>
              <xs:element name="said" type="words" minOccurs="0" maxOccurs="unbounded"/>
            </xs:sequence>
            <xs:attribute name="name" type="xs:string" use="required"/>
            <xs:attribute name="type" type="xs:string" use="required"/>
          </xs:complexType>
        </xs:element>
      </xs:sequence>
      <xs:attribute name="home" type="xs:string" use="required"/>
      <xs:attribute name="id" type="xs:string" use="required"/>
      <xs:attribute name="kind" type="xs:string" use="required"/>
      <xs:attribute name="revision" type="xs:positiveInteger" use="required"/>
      <xs:attribute name="state" type="xs:string" use="required"/>
      <xs:attribute name="owner" type="xs:string"/>
      <xs:attribute name="updated" type="xs:dateTime" use="required"/>
      <xs:attribute name="leafFormat" type="xs:unsignedByte"/>
      <xs:attribute name="leaf" type="xs:hexBinary"/>
      <xs:attribute name="page" type="xs:anyURI" use="required"/>
    </xs:complexType>
  </xs:element>
</xs:schema>
`
