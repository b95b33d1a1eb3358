package record

import (
	"regexp"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Attachments names files kept beside the record, each by the salted hash under
// which it is stored: a file is stored before the record that names it.
type Attachments struct{}

// AttachmentsField is a field that names files.
type AttachmentsField = Handle[[]string, Attachments]

var blobName = regexp.MustCompile(`^[0-9a-f]{64}$`)

// Name implements Type.
func (Attachments) Name() string { return "attachments" }

// Column implements Type.
func (Attachments) Column() Column { return TextColumn }

// Check accepts names of stored files; whether they are stored is the office's to know.
func (Attachments) Check(v any) error {
	return eachItem(v, func(item any) error {
		if !blobName.MatchString(item.(string)) {
			return fault.Invalid("", text.BadAttachment)
		}
		return nil
	})
}

// Parse reads names separated by semicolons.
func (Attachments) Parse(s string) (any, error) { return parseItems(s, Text{}.Parse) }

// Format writes the names.
func (Attachments) Format(v any, lang text.Lang) string { return List{}.Format(v, lang) }
