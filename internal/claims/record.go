package claims

import "heitu/internal/record"

// Of reads a record of the kind statement.
func Of(r record.Record) Statement {
	word := func(name string) string {
		s, _ := r.Fields[name].(string)
		return s
	}
	s := Statement{ID: r.ID, Claim: Claim{
		Subject: word("subject"), Region: word("region"), Indicator: word("indicator"), Value: word("value"), Upper: word("upper"), Unit: word("unit"), Bound: word("bound"),
		Period: word("period"), AsOf: word("as_of"), Base: word("base"), Qualifier: word("qualifier"), Quotation: word("quotation"),
	}}
	if s.Value == "" {
		s.Value = word("structure")
	}
	if kind := word("growth_kind"); kind != "" {
		s.Growth = &Growth{Kind: kind, Value: word("growth"), Unit: word("growth_unit")}
	}
	return s
}

// Fields are the fields of a record of the kind statement that says the same.
func (c Claim) Fields() map[string]any {
	fields := map[string]any{}
	for name, v := range map[string]string{
		"subject": c.Subject, "region": c.Region, "indicator": c.Indicator, "upper": c.Upper, "unit": c.Unit, "bound": c.Bound, "period": c.Period, "as_of": c.AsOf,
		"base": c.Base, "qualifier": c.Qualifier, "quotation": c.Quotation,
	} {
		if v != "" {
			fields[name] = v
		}
	}
	value := "value"
	if (record.Number{}).Check(c.Value) != nil {
		value = "structure"
	}
	fields[value] = c.Value
	if c.Growth != nil {
		fields["growth_kind"], fields["growth"], fields["growth_unit"] = c.Growth.Kind, c.Growth.Value, c.Growth.Unit
	}
	return fields
}
