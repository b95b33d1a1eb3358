package report_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/text"
)

func TestPeriod(t *testing.T) {
	for _, tt := range []struct{ form, from, to, before, next, zh, en string }{
		{"2026-03", "2026-03-01", "2026-03-31", "2025-03", "2026-04", "2026 年 3 月", "month 3 of 2026"},
		{"2024-02", "2024-02-01", "2024-02-29", "2023-02", "2024-03", "2024 年 2 月", "month 2 of 2024"},
		{"2026-Q1", "2026-01-01", "2026-03-31", "2025-Q1", "2026-Q2", "2026 年第 1 季度", "quarter 1 of 2026"},
		{"2026-Q4", "2026-10-01", "2026-12-31", "2025-Q4", "2027-Q1", "2026 年第 4 季度", "quarter 4 of 2026"},
		{"2026-H1", "2026-01-01", "2026-06-30", "2025-H1", "2026-H2", "2026 年上半年", "first half of 2026"},
		{"1900-H2", "1900-07-01", "1900-12-31", "1899-H2", "1901-H1", "1900 年下半年", "second half of 1900"},
		{"2026", "2026-01-01", "2026-12-31", "2025", "2027", "2026 年", "2026"},
		{"2018..2023", "2018-01-01", "2023-12-31", "2012..2017", "2024..2029", "2018—2023 年", "2018 to 2023"},
		{"..2026-06-30", "", "2026-06-30", "..2025-06-30", "", "截至 2026 年 6 月 30 日累计", "up to 2026-06-30"},
		{"..2024-02-29", "", "2024-02-29", "..2023-02-28", "", "截至 2024 年 2 月 29 日累计", "up to 2024-02-29"},
	} {
		p, err := report.ParsePeriod(tt.form)
		if err != nil || p.From != tt.from || p.To != tt.to || p.String() != tt.form {
			t.Errorf("%s: read as %+v, %v, written %s", tt.form, p, err, p)
		}
		if p.Before().String() != tt.before || p.Next().String() != tt.next || p.In(text.ZH) != tt.zh || p.In(text.EN) != tt.en {
			t.Errorf("%s: before %s, next %s, %q, %q", p, p.Before(), p.Next(), p.In(text.ZH), p.In(text.EN))
		}
		if p.Over(tt.to) || !p.Over("2999-01-01") || !p.Holds(tt.to) {
			t.Errorf("%s: over on its last day, or never, or without it", p)
		}
	}
	for _, s := range []string{
		"", "2026-H0", "2026-H3", "2026-h1", "2026H1", "26-H1", " 2026-H1", "2026-H1 ", "1899-H1", "2026-H１", "+026-H1", "2026-13", "2026-00", "2026-3",
		"2026-Q5", "2023..2018", "2018..2018", "2018..", "..2026", "..2026-02-30", "..2026-6-30", "2018...2023", "2999", "9999..9999", "0000",
	} {
		if p, err := report.ParsePeriod(s); !fault.Is(err, fault.CodeInvalid) {
			t.Errorf("%q: got %v, %v", s, p, err)
		}
	}
	midnight := time.Date(2026, 6, 30, 16, 0, 0, 0, time.UTC) // at +08:00
	if a, b := report.PeriodOf(record.Day(midnight.Add(-1))), report.PeriodOf(record.Day(midnight)); a != report.Half(2026, 1) || b != report.Half(2026, 2) {
		t.Errorf("around midnight: got %s and %s", a, b)
	}
}

// TestPeriodReadsWhatItWrites draws periods of every form.
func TestPeriodReadsWhatItWrites(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		year := rapid.IntRange(1901, 2100).Draw(r, "year")
		part := rapid.IntRange(1, 12).Draw(r, "part")
		p := rapid.SampledFrom([]report.Period{
			report.Month(year, part), report.Quarter(year, (part+2)/3), report.Half(year, (part+5)/6), report.Years(year, year+part), report.Years(year, year),
			report.Upto(report.Month(year, part).To),
		}).Draw(r, "period")
		if again, err := report.ParsePeriod(p.String()); err != nil || again != p {
			r.Fatalf("%s: read as %+v, %v", p, again, err)
		}
		if before := p.Before(); p.From != "" && (before.To >= p.From || before.Next() != p && len(p.String()) > 7) {
			r.Errorf("%s: before it is %s", p, before)
		}
	})
}
