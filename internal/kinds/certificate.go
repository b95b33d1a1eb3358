package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of a certificate.
var (
	CertificateNumber       = record.TextField{Name: "number", Label: record.Label{ZH: "证书编号", EN: "Number"}, Required: true, Filter: true, Type: record.Text{Max: 60}}
	CertificateOrganisation = record.ReferenceField{Name: "organisation", Label: record.Label{ZH: "持证单位", EN: "Holder"}, Required: true, Filter: true, Type: record.Reference{To: "organisation"}}
	CertificateRung         = record.ChoiceField{Name: "rung", Label: record.Label{ZH: "企业梯次", EN: "Rung of the ladder"}, Required: true, Filter: true, Type: record.Choice{From: vocab.Ladder}}
	CertificateIssued       = record.DateField{Name: "issued", Label: record.Label{ZH: "发证日期", EN: "Issued"}, Required: true}
	CertificateExpires      = record.DateField{Name: "expires", Label: record.Label{ZH: "有效期至", EN: "Valid until"}, Required: true, Filter: true}
	CertificateFiles        = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "扫描件", EN: "Scans"}}
)

// Certificate says on which rung of the ladder a firm stands (企业资质证书).
var Certificate = add(record.Kind{
	Name:   "certificate",
	Label:  record.Label{ZH: "企业资质证书", EN: "Certificate of a firm"},
	Listed: true,
	Owner:  "organisation",
	Create: record.Insiders,
	Change: record.Staff,
	Check:  checkCertificate,
	Alike:  []string{"number", "rung"},
	Fields: record.Fields(CertificateNumber, CertificateOrganisation, CertificateRung, CertificateIssued, CertificateExpires, CertificateFiles),
	States: []record.State{
		{Name: "claimed", Label: record.Label{ZH: "待核实", EN: "Claimed"}, See: record.Insiders},
		{Name: "valid", Label: record.Label{ZH: "有效", EN: "Valid"}, See: record.Insiders},
		{Name: "expired", Label: record.Label{ZH: "已过期", EN: "Expired"}, See: record.Insiders, Fixed: true},
	},
})

func checkCertificate(r record.Record) error {
	if CertificateExpires.Of(r) < CertificateIssued.Of(r) {
		return fault.Invalid(CertificateExpires.Name, text.ClosesBeforeOpening)
	}
	return nil
}
