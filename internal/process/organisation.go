package process

import (
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Organisation is how an organisation stays on file.
var Organisation = add(flow.Process{
	Kind:    kinds.Organisation.Name,
	Version: 1,
	Check:   identityStays,
	Steps: []flow.Step{
		{Name: "retire", Label: text.Label{ZH: "停用", EN: "Retire"}, From: []string{"kept"}, To: "retired", By: record.Staff},
		{Name: "restore", Label: text.Label{ZH: "恢复", EN: "Restore"}, From: []string{"retired"}, To: "kept", By: record.Staff},
	},
})

// identityStays leaves name, code and nature of an organisation on file to staff: its
// contracts and figures rest on them.
func identityStays(s flow.Scene) error {
	if s.Step != "" || s.Class&record.Staff != 0 {
		return nil
	}
	was, err := s.Reader.Record(s.Record.ID)
	if err != nil {
		return err
	}
	var wrong []error
	for _, f := range []string{kinds.OrganisationName.Name, kinds.OrganisationUSCC.Name, kinds.OrganisationType.Name} {
		if s.Record.Fields[f] != was.Fields[f] {
			wrong = append(wrong, fault.Invalid(f, text.IdentityStays))
		}
	}
	return fault.Join(wrong...)
}
