package rules_test

import (
	"strings"
	"testing"
	"time"

	"heitu/internal/rules"
)

func TestWorkingDays(t *testing.T) {
	for _, tt := range []struct {
		day   string
		works bool
	}{
		{"2026-01-01", false}, {"2026-01-02", false}, {"2026-01-04", true}, // New Year, its make-up Sunday
		{"2026-02-14", true}, {"2026-02-16", false}, {"2026-02-23", false}, {"2026-02-28", true}, {"2026-03-01", false},
		{"2026-05-09", true}, {"2026-06-19", false}, {"2026-09-20", true}, {"2026-10-07", false}, {"2026-10-08", true}, {"2026-10-10", true},
		{"2025-01-26", true}, {"2025-10-08", false}, {"2025-10-11", true}, {"2024-02-18", true}, {"2024-09-29", true}, {"2024-06-10", false},
		{"2026-07-01", true}, {"2026-07-04", false}, {"2030-01-01", true}, {"2030-01-05", false},
	} {
		day, err := time.Parse(time.DateOnly, tt.day)
		if err != nil {
			t.Fatal(err)
		}
		if got := rules.WorkingDays.Works(day); got != tt.works {
			t.Errorf("%s: got %t, want %t", tt.day, got, tt.works)
		}
	}
}

// TestYearsCountOut compares the working days of each year with those that its
// notice leaves: 366 or 365 days less weekends and holidays, make-up days added.
func TestYearsCountOut(t *testing.T) {
	want := map[int]int{2024: 251, 2025: 248, 2026: 248}
	for _, y := range rules.WorkingDays.Years() {
		if y.Status != rules.Verified || y.Source == "" {
			t.Errorf("%d: %q from %q", y.Year, y.Status, y.Source)
		}
		got := 0
		for day := time.Date(y.Year, 1, 1, 0, 0, 0, 0, time.UTC); day.Year() == y.Year; day = day.AddDate(0, 0, 1) {
			if rules.WorkingDays.Works(day) {
				got++
			}
		}
		if got != want[y.Year] {
			t.Errorf("%d has %d working days, want %d", y.Year, got, want[y.Year])
		}
		delete(want, y.Year)
	}
	if len(want) != 0 {
		t.Errorf("no data for %v", want)
	}
}

func TestDue(t *testing.T) {
	old, now := rules.Registration[0].Clock, rules.Registration[1].Clock
	for _, tt := range []struct {
		name     string
		clock    rules.Clock
		accepted string
		experts  bool
		due      string
		says     string
	}{
		{"fifteen working days", now, "2026-07-01", false, "2026-07-22", "15 working days"},
		{"over a holiday", now, "2026-09-18", false, "2026-10-15", "15 working days"},
		{"a make-up day counts", now, "2026-05-08", false, "2026-05-28", "15 working days"},
		{"experts have thirty", now, "2026-07-01", true, "2026-08-12", "30 working days"},
		{"accepted on a day off", now, "2026-07-04", false, "2026-07-24", "15 working days"},
		{"thirty days", old, "2026-03-02", false, "2026-04-01", "30 days"},
		{"thirty days that end on a holiday", old, "2026-04-03", false, "2026-05-06", "30 days"},
		{"into a year without data", now, "2026-12-28", false, "2027-01-18", "no data on the holidays of 2027"},
		{"no day", now, "", false, "", ""},
	} {
		got := tt.clock.Due(tt.accepted, tt.experts)
		if got.Day != tt.due || !strings.Contains(got.Basis.EN, tt.says) {
			t.Errorf("%s: got %s (%s), want %s (%s)", tt.name, got.Day, got.Basis.EN, tt.due, tt.says)
		}
	}
}
