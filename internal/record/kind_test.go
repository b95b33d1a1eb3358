package record_test

import (
	"reflect"
	"strings"
	"testing"

	"heitu/internal/record"
	"heitu/internal/text"
)

var (
	soilName = record.TextField{Name: "name", Label: record.Label{ZH: "名称", EN: "Name"}, Required: true}
	soilFirm = record.ReferenceField{Name: "firm", Label: record.Label{ZH: "单位", EN: "Firm"}, Type: record.Reference{To: "organisation"}}
	soilArea = record.IntegerField{Name: "area", Label: record.Label{ZH: "面积", EN: "Area"}, Type: record.Integer{Max: 9}}
)

// soil is a kind for tests, complete until change has altered it.
func soil(change func(*record.Kind)) record.Kind {
	k := record.Kind{
		Name: "soil", Label: record.Label{ZH: "土", EN: "Soil"}, Owner: "firm", Fields: record.Fields(soilName, soilFirm, soilArea),
		States: []record.State{
			{Name: "kept", Label: record.Label{ZH: "在册", EN: "Kept"}, See: record.Public},
			{Name: "gone", Label: record.Label{ZH: "注销", EN: "Gone"}, See: record.Staff},
		},
	}
	change(&k)
	return k
}

func TestKindValid(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*record.Kind)
		want   string // part of the error
	}{
		{"complete", func(*record.Kind) {}, ""},
		{"no owner", func(k *record.Kind) { k.Owner = "" }, ""},
		{"no name", func(k *record.Kind) { k.Name = "" }, "lower-case name"},
		{"upper case", func(k *record.Kind) { k.Name = "Soil" }, "lower-case name"},
		{"hyphen", func(k *record.Kind) { k.Name = "black-soil" }, "lower-case name"},
		{"line end", func(k *record.Kind) { k.Name = "soil\n" }, "lower-case name"},
		{"long name", func(k *record.Kind) { k.Name = strings.Repeat("s", 32) }, "lower-case name"},
		{"no Chinese", func(k *record.Kind) { k.Label.ZH = "" }, "label in both"},
		{"no English", func(k *record.Kind) { k.Label.EN = "" }, "label in both"},
		{"no field", func(k *record.Kind) { k.Fields = nil }, "at least one field"},
		{"no state", func(k *record.Kind) { k.States = nil }, "at least one field and one state"},
		{"field twice", func(k *record.Kind) { k.Fields[2].Name = "name" }, `field "name"`},
		{"field named wrongly", func(k *record.Kind) { k.Fields[2].Name = "Area" }, `field "Area"`},
		{"field without label", func(k *record.Kind) { k.Fields[2].Label.EN = "" }, `field "area"`},
		{"field without type", func(k *record.Kind) { k.Fields[2].Type = nil }, `field "area"`},
		{"state without name", func(k *record.Kind) { k.States[1].Name = "" }, "a name of its own"},
		{"void declared", func(k *record.Kind) { k.States[1].Name = "void" }, "already"},
		{"alike in nothing", func(k *record.Kind) { k.Alike = []string{"shape"} }, "which is no field"},
		{"a field called alike", func(k *record.Kind) { k.Fields[0].Name = "alike" }, `field "alike"`},
		{"state twice", func(k *record.Kind) { k.States[1].Name = "kept" }, "a name of its own"},
		{"state without label", func(k *record.Kind) { k.States[1].Label.ZH = "" }, `state "gone"`},
		{"state that nobody sees", func(k *record.Kind) { k.States[1].See = record.Nobody }, `state "gone"`},
		{"owner unknown", func(k *record.Kind) { k.Owner = "company" }, `owner "company"`},
		{"owner no reference", func(k *record.Kind) { k.Owner = "name" }, `owner "name"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			err := soil(tt.change).Valid()
			if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want an error with %q", err, tt.want)
			}
		})
	}
}

func TestKindLooksUp(t *testing.T) {
	k := soil(func(*record.Kind) {})
	if f, ok := k.Field("firm"); !ok || f.Label.EN != "Firm" {
		t.Errorf("field firm: got %+v, %t", f, ok)
	}
	if _, ok := k.Field(""); ok {
		t.Error("there is a field without a name")
	}
	if s, ok := k.State("gone"); !ok || s.See != record.Staff {
		t.Errorf("state gone: got %+v, %t", s, ok)
	}
	if _, ok := k.State("open"); ok {
		t.Error("there is a state that was not declared")
	}
	if k.First() != "kept" || k.TitleField().Name != "name" {
		t.Errorf("got first state %s and title field %s", k.First(), k.TitleField().Name)
	}
	r := record.Record{Fields: map[string]any{"name": record.Variants{"zh": "黑土", "en": "Black soil"}}}
	if zh, en, none := k.Title(r, text.ZH), k.Title(r, text.EN), k.Title(record.Record{}, text.ZH); zh != "黑土" || en != "Black soil" || none != "" {
		t.Errorf("titles: got %q, %q and %q", zh, en, none)
	}
}

func TestHandle(t *testing.T) {
	r := record.Record{Fields: map[string]any{"name": "黑土", "area": int64(3), "firm": int64(1)}}
	if soilName.Of(r) != "黑土" || soilArea.Of(r) != 3 || !soilArea.In(r) {
		t.Errorf("got %q, %d", soilName.Of(r), soilArea.Of(r))
	}
	if soilFirm.Of(r) != "" || soilArea.Of(record.Record{}) != 0 || soilArea.In(record.Record{}) {
		t.Error("a value of another type, or none, is not the zero value")
	}
	full := record.MoneyField{
		Name: "price", Label: record.Label{ZH: "价", EN: "Price"}, Help: record.Label{ZH: "元", EN: "Yuan"}, See: record.Staff,
		Required: true, Filter: true, Match: 2, Personal: true, Step: true,
	}
	want := record.Field{
		Name: "price", Label: full.Label, Help: full.Help, See: record.Staff,
		Required: true, Filter: true, Match: 2, Personal: true, Step: true, Type: record.Money{},
	}
	if got := full.Field(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestRefers(t *testing.T) {
	for _, tt := range []struct {
		of   record.Type
		kind string
		ok   bool
	}{
		{record.Reference{To: "need"}, "need", true},
		{record.References{To: "person"}, "person", true},
		{record.Text{}, "", false},
	} {
		if kind, ok := record.Refers(tt.of); kind != tt.kind || ok != tt.ok {
			t.Errorf("%+v: got %q, %t", tt.of, kind, ok)
		}
	}
	if got := len(record.Ids(id1)) + len(record.Ids([]string{id1, id2})) + len(record.Ids(nil)); got != 3 {
		t.Errorf("got %d ids, want 3", got)
	}
}

func TestClone(t *testing.T) {
	r := record.Record{Fields: map[string]any{"name": "a"}}
	c := r.Clone()
	c.Fields["name"] = "b"
	if soilName.Of(r) != "a" {
		t.Error("the original changed with its clone")
	}
	if (record.Record{}).Clone().Fields == nil {
		t.Error("a clone cannot be written to")
	}
}

func TestAudiences(t *testing.T) {
	for _, tt := range []struct {
		a, who record.Audience
		want   bool
	}{
		{record.Public, record.Visitor | record.Member, true},
		{record.Nobody, ^record.Nobody, false},
		{record.Staff, record.Visitor | record.Member | record.Owner, false},
		{record.Insiders, record.Owner, true},
		{record.Admins, record.Staff, false},
	} {
		if got := tt.a.Admits(tt.who); got != tt.want {
			t.Errorf("%b admits %b: got %t, want %t", tt.a, tt.who, got, tt.want)
		}
	}
	var seen record.Audience
	names := map[string]bool{}
	for _, c := range record.Classes() {
		if seen.Admits(c.Class) || names[c.Name] || c.Label.ZH == "" || c.Label.EN == "" {
			t.Errorf("class %s: its class, name or label is missing or taken", c.Name)
		}
		seen |= c.Class
		names[c.Name] = true
	}
	if seen != record.Delegate<<1-1 {
		t.Errorf("classes without words: %b", (record.Delegate<<1-1)&^seen)
	}
}
