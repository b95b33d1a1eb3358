package record

import (
	"strings"
	"time"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Date is a civil day, kept as "2026-03-01".
type Date struct{}

// DateField is a field of civil days; days compare as texts do.
type DateField = Handle[string, Date]

// Zone is the civil zone of the field, +08:00: days begin and periods close at midnight there.
var Zone = time.FixedZone("+08:00", 8*60*60)

// Day is the civil day of an instant.
func Day(t time.Time) string { return t.In(Zone).Format(time.DateOnly) }

// Name implements Type.
func (Date) Name() string { return "date" }

// Column implements Type.
func (Date) Column() Column { return TextColumn }

// Check accepts a day of the calendar, from 1900 to 2199.
func (Date) Check(v any) error {
	s, ok := v.(string)
	day, err := time.Parse(time.DateOnly, s)
	if !ok || err != nil || day.Year() < 1900 || day.Year() > 2199 {
		return fault.Invalid("", text.NotDate)
	}
	return nil
}

var dashes = strings.NewReplacer("年", "-", "月", "-", "日", "", "/", "-", ".", "-")

// Parse reads 2026-03-01, 2026/3/1, 2026.3.1, 20260301 and 2026年3月1日.
func (Date) Parse(s string) (any, error) {
	s = dashes.Replace(strings.TrimSpace(HalfWidth(s)))
	if s == "" {
		return nil, nil
	}
	for _, layout := range []string{"2006-1-2", "20060102"} {
		if t, err := time.Parse(layout, s); err == nil {
			return t.Format(time.DateOnly), nil
		}
	}
	return nil, fault.Invalid("", text.NotDate)
}

// Format writes the day as it is kept.
func (Date) Format(v any, _ text.Lang) string {
	s, _ := v.(string)
	return s
}
