package record

import (
	"path"
	"regexp"
	"strings"
	"unicode/utf8"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Attachments names files kept beside the record, each by the salted hash under
// which it is stored and, after a stroke, by what the file is called: a file is stored
// before the record that names it.
type Attachments struct{}

// AttachmentsField is a field that names files.
type AttachmentsField = Handle[[]string, Attachments]

var (
	blobName  = regexp.MustCompile(`^[0-9a-f]{64}$`)
	extension = regexp.MustCompile(`^\.[0-9A-Za-z]{1,8}$`)
)

// longestFile is the most characters that the name of a file has.
const longestFile = 120

// Name implements Type.
func (Attachments) Name() string { return "attachments" }

// Column implements Type.
func (Attachments) Column() Column { return TextColumn }

// Check accepts names of stored files, each file once; whether they are stored, and are
// what they are called, is the office's to know.
func (Attachments) Check(v any) error {
	seen := map[string]bool{}
	return eachItem(v, func(item any) error {
		hash, name := File(item.(string))
		if !blobName.MatchString(hash) || name == "" && item != hash || name != "" && !FileName(name) {
			return fault.Invalid("", text.BadAttachment)
		}
		if seen[hash] {
			return fault.Invalid("", text.ItemTwice)
		}
		seen[hash] = true
		return nil
	})
}

// FileName reports whether a file can be called so: at most 120 characters of one line, with
// an extension, and with nothing that a path or a list of names is parted by.
func FileName(name string) bool {
	ext := path.Ext(name)
	return extension.MatchString(ext) && len(name) > len(ext) && clean(name, false) && utf8.RuneCountInString(name) <= longestFile &&
		!strings.ContainsAny(name, `/\`+separators) && strings.TrimSpace(name) == name
}

// File takes apart how a record names a file: the hash under which it is stored, and
// what it is called, "" where nothing is known but the hash.
func File(item string) (hash, name string) {
	hash, name, _ = strings.Cut(item, "/")
	return hash, name
}

// Parse reads names separated by semicolons.
func (Attachments) Parse(s string) (any, error) { return parseItems(s, Text{}.Parse) }

// Format writes what the files are called.
func (Attachments) Format(v any, lang text.Lang) string {
	list, _ := v.([]string)
	names := make([]string, len(list))
	for i, item := range list {
		hash, name := File(item)
		if names[i] = name; name == "" {
			names[i] = hash
		}
	}
	return List{}.Format(names, lang)
}
