package record

import (
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// YesNo is a statement that holds or does not.
type YesNo struct{}

// YesNoField is a field of yes or no.
type YesNoField = Handle[bool, YesNo]

// Name implements Type.
func (YesNo) Name() string { return "yesno" }

// Column implements Type.
func (YesNo) Column() Column { return TextColumn }

// Check accepts a boolean.
func (YesNo) Check(v any) error {
	if _, ok := v.(bool); !ok {
		return fault.Invalid("", text.NotYesNo)
	}
	return nil
}

// Parse reads yes and no in both languages.
func (YesNo) Parse(s string) (any, error) {
	switch strings.ToLower(strings.TrimSpace(HalfWidth(s))) {
	case "":
		return nil, nil
	case "是", "有", "对", "yes", "y", "true", "1", "√", "✓", "✔", "☑":
		return true, nil
	case "否", "无", "没有", "不是", "错", "no", "n", "false", "0", "×", "✗", "✘", "☒":
		return false, nil
	}
	return nil, fault.Invalid("", text.NotYesNo)
}

// Format writes yes or no.
func (YesNo) Format(v any, lang text.Lang) string {
	if yes, _ := v.(bool); yes {
		return text.Yes.In(lang)
	}
	return text.No.In(lang)
}
