// Package vocab holds the code lists of the field: regions, technology fields,
// readiness levels, contract types and the like, each with its edition and source.
//
// Codes change over time and lists are replaced by newer editions: a record keeps
// its code for ever, and a list keeps every code it ever had. Never remove a line.
package vocab

import (
	"embed"
	"encoding/csv"
	"fmt"
	"strings"

	"heitu/internal/text"
)

//go:embed *.csv
var files embed.FS

// The lists. A line of a file is: code, Chinese name, English name and, where there are
// any, what else people call it, parted by semicolons.
var (
	Regions       = load("region", text.Label{ZH: "行政区划", EN: "Region"})
	Fields        = load("field", text.Label{ZH: "技术领域", EN: "Technology field"})
	Readiness     = load("readiness", text.Label{ZH: "技术就绪度", EN: "Readiness level"})
	ContractTypes = load("contract_type", text.Label{ZH: "技术合同类别", EN: "Type of technology contract"})
	OrgTypes      = load("organisation_type", text.Label{ZH: "单位性质", EN: "Nature of the organisation"})
	Property      = load("property", text.Label{ZH: "知识产权类别", EN: "Type of intellectual property"})
	PartyRoles    = load("party_role", text.Label{ZH: "合同当事人", EN: "Party to a contract"})
	Terms         = load("terms", text.Label{ZH: "转化方式", EN: "Way of transfer"})
	Plans         = load("plan", text.Label{ZH: "计划类别", EN: "Plan category"})
	Aims          = load("aim", text.Label{ZH: "社会经济目标", EN: "Socio-economic aim"})
	Payments      = load("payment", text.Label{ZH: "支付方式", EN: "Way of payment"})
	Industries    = load("industry", text.Label{ZH: "国民经济行业", EN: "Industry"})
	Countries     = load("country", text.Label{ZH: "国别（地区）", EN: "Country or region"})
	Roles         = load("role", text.Label{ZH: "岗位", EN: "Role"})
	Refusals      = load("refusal_reason", text.Label{ZH: "不予登记理由", EN: "Reason for refusing registration"})
	Supplements   = load("supplement_reason", text.Label{ZH: "补正事项", EN: "What is to be supplemented"})
	ContractForms = load("contract_form", text.Label{ZH: "合同形式", EN: "Form of a contract"})
	Currencies    = load("currency", text.Label{ZH: "外币币种", EN: "Foreign currency"})
	Outcomes      = load("prereview_outcome", text.Label{ZH: "预审结论", EN: "Outcome of the pre-review"})
	Deciders      = load("decision_place", text.Label{ZH: "认定主体", EN: "Who decided"})
	PricingWays   = load("pricing_way", text.Label{ZH: "定价方式", EN: "Way of pricing"})
	ShareRoles    = load("share_role", text.Label{ZH: "收益分配对象", EN: "Who shares in the income"})
	Bases         = load("publication_basis", text.Label{ZH: "发布依据", EN: "Basis of publication"})
	IPStatus      = load("property_status", text.Label{ZH: "知识产权状态", EN: "Status of intellectual property"})
	Secrecy       = load("secrecy", text.Label{ZH: "保密要求", EN: "Confidentiality"})
	Ladder        = load("ladder", text.Label{ZH: "企业梯次", EN: "Ladder of technology firms"})
	Emerging      = load("emerging", text.Label{ZH: "战略性新兴产业", EN: "Strategic emerging industry"})
	Qualifiers    = load("statement_qualifier", text.Label{ZH: "数字性质", EN: "How a reported figure stands"})
	Growths       = load("statement_growth", text.Label{ZH: "增长方式", EN: "Kind of growth"})
	Bounds        = load("statement_bound", text.Label{ZH: "精确程度", EN: "How exactly a figure is meant"})
	ContactWays   = load("contact_way", text.Label{ZH: "联系方式", EN: "Way of contact"})
	Conversions   = load("conversion_way", text.Label{ZH: "成果转化方式", EN: "Way of conversion"})
)

// List is one code list. It implements record.Codes.
type List struct {
	label text.Label
	codes []string
	names map[string]text.Label
	also  map[string][]string
}

// load reads an embedded file. The files are part of the program, so a broken
// one stops it at once.
func load(name string, label text.Label) *List {
	data, err := files.ReadFile(name + ".csv")
	if err != nil {
		panic(err)
	}
	r := csv.NewReader(strings.NewReader(string(data)))
	r.Comment = '#'
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		panic(fmt.Sprintf("vocab: %s.csv: %v", name, err))
	}
	l := &List{label: label, names: make(map[string]text.Label, len(rows)), also: map[string][]string{}}
	for _, row := range rows {
		if len(row) < 3 || len(row) > 4 {
			panic(fmt.Sprintf("vocab: %s.csv: %q", name, row))
		}
		if len(row) == 4 {
			l.also[row[0]] = strings.Split(row[3], ";")
		}
		l.codes = append(l.codes, row[0])
		l.names[row[0]] = text.Label{ZH: row[1], EN: row[2]}
	}
	return l
}

// Label is the name of the list.
func (l *List) Label() text.Label { return l.label }

// Lookup returns the name of a code.
func (l *List) Lookup(code string) (text.Label, bool) {
	label, ok := l.names[code]
	return label, ok
}

// Also returns what else people call a code, apart from its name.
func (l *List) Also(code string) []string { return l.also[code] }

// Find returns the first code with this name, in either language.
func (l *List) Find(name string) (string, bool) {
	for _, code := range l.codes {
		if label := l.names[code]; label.ZH == name || strings.EqualFold(label.EN, name) {
			return code, true
		}
	}
	return "", false
}

// Span implements record.Spanning: a province stands for all that lies in it (GB/T
// 2260), and a section of industries for its divisions (GB/T 4754).
func (l *List) Span(code string) (first, last string) {
	if province, ok := strings.CutSuffix(code, "0000"); ok && l == Regions && len(province) == 2 {
		return code, province + "9999"
	}
	if l == Industries && len(code) == 1 {
		return code, code + "99"
	}
	return code, code
}

// All returns every code, in the list's order.
func (l *List) All() []string { return l.codes }

// Province returns the code of the province that a region lies in.
func Province(region string) string {
	if len(region) != 6 {
		return region
	}
	return region[:2] + "0000"
}
