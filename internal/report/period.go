package report

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Period is a span of whole civil days at +08:00: a month, a quarter, a half-year, a
// year, several years, or all time up to a day. The zero value is no period.
type Period struct {
	From string // 2026-01-01, "" for all time up to To
	To   string // the last day
}

// Month returns a month, 1 to 12.
func Month(year, month int) Period { return months(year, month, 1) }

// Quarter returns a quarter, 1 to 4.
func Quarter(year, quarter int) Period { return months(year, 3*quarter-2, 3) }

// Half returns a half-year, 1 or 2.
func Half(year, half int) Period { return months(year, 6*half-5, 6) }

// Years returns the years from one to another, both included.
func Years(first, last int) Period { return months(first, 1, 12*(last-first+1)) }

// Upto returns all time up to a day.
func Upto(day string) Period { return Period{To: day} }

func months(year, month, count int) Period {
	return Period{day(year, month, 1), day(year, month+count, 0)}
}

func day(year, month, of int) string {
	return time.Date(year, time.Month(month), of, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
}

// PeriodOf returns the half-year of a day written as 2026-03-01.
func PeriodOf(day string) Period {
	if len(day) != len(time.DateOnly) {
		return Period{}
	}
	year, _ := strconv.Atoi(day[:4])
	if day[5:7] <= "06" {
		return Half(year, 1)
	}
	return Half(year, 2)
}

var periodForm = regexp.MustCompile(`^(?:\.\.(\d{4}-\d\d-\d\d)|(\d{4})(?:-(\d\d)|-Q([1-4])|-H([12])|\.\.(\d{4}))?)$`)

// ParsePeriod reads what String writes.
func ParsePeriod(s string) (Period, error) {
	m := periodForm.FindStringSubmatch(s)
	if m == nil {
		return Period{}, fault.Invalid("period", text.PeriodForm)
	}
	n := make([]int, len(m))
	for i, part := range m[1:] {
		n[i+1], _ = strconv.Atoi(part)
	}
	p, year := Years(n[2], n[2]), n[2]
	switch {
	case m[1] != "":
		p = Upto(m[1])
	case m[3] != "":
		p = Month(year, n[3])
	case m[4] != "":
		p = Quarter(year, n[4])
	case m[5] != "":
		p = Half(year, n[5])
	case m[6] != "":
		p = Years(year, n[6])
	}
	date := record.Date{}
	if date.Check(p.To) != nil || p.From != "" && date.Check(p.From) != nil || p.From > p.To || p.String() != s {
		return Period{}, fault.Invalid("period", text.PeriodForm)
	}
	return p, nil
}

// shape is the parts of a period: its first year and month, and how many months it has.
func (p Period) shape() (year, month, count int) {
	if len(p.From) != len(time.DateOnly) || len(p.To) != len(time.DateOnly) {
		return 0, 0, 0
	}
	year, _ = strconv.Atoi(p.From[:4])
	month, _ = strconv.Atoi(p.From[5:7])
	lastYear, _ := strconv.Atoi(p.To[:4])
	lastMonth, _ := strconv.Atoi(p.To[5:7])
	return year, month, 12*(lastYear-year) + lastMonth - month + 1
}

// String writes 2026-03, 2026-Q1, 2026-H1, 2026, 2018..2023 or ..2026-06-30.
func (p Period) String() string {
	year, month, count := p.shape()
	switch {
	case p == Period{}:
		return ""
	case p.From == "":
		return ".." + p.To
	case count == 1:
		return p.From[:7]
	case count == 3:
		return fmt.Sprintf("%04d-Q%d", year, (month+2)/3)
	case count == 6:
		return fmt.Sprintf("%04d-H%d", year, (month+5)/6)
	case count == 12:
		return p.From[:4]
	}
	return p.From[:4] + ".." + p.To[:4]
}

// In writes the period as people say it.
func (p Period) In(lang text.Lang) string {
	year, month, count := p.shape()
	switch {
	case p == Period{}:
		return ""
	case p.From == "":
		t, _ := time.Parse(time.DateOnly, p.To)
		return text.PeriodUpto.In(lang, t.Year(), int(t.Month()), t.Day())
	case count == 1:
		return text.PeriodMonth.In(lang, year, month)
	case count == 3:
		return text.PeriodQuarter.In(lang, year, (month+2)/3)
	case count == 6 && month == 1:
		return text.FirstHalf.In(lang, year)
	case count == 6:
		return text.SecondHalf.In(lang, year)
	case count == 12:
		return text.PeriodYear.In(lang, year)
	}
	return text.PeriodYears.In(lang, year, year+count/12-1)
}

// Before is the base of growth: the same span a year before, and of several years as
// many years before them, so that no day lies in both.
func (p Period) Before() Period {
	year, month, count := p.shape()
	switch {
	case p == Period{}:
		return p
	case p.From == "":
		t, _ := time.Parse(time.DateOnly, p.To)
		if t.Month() == time.February && t.Day() == 29 {
			t = t.AddDate(0, 0, -1)
		}
		return Upto(t.AddDate(-1, 0, 0).Format(time.DateOnly))
	case count > 12:
		return Years(year-count/12, year-1)
	}
	return months(year-1, month, count)
}

// Next is the period of the same length that follows; of all time up to a day there is none.
func (p Period) Next() Period {
	year, month, count := p.shape()
	if count == 0 {
		return Period{}
	}
	return months(year, month+count, count)
}

// Previous is the period of the same length just before; of all time up to a day there is none.
func (p Period) Previous() Period {
	year, month, count := p.shape()
	if count == 0 {
		return Period{}
	}
	return months(year, month-count, count)
}

// Over reports whether the period is over on a civil day, so that its figures stand.
func (p Period) Over(today string) bool { return p.To < today }

// Holds reports whether a civil day lies in the period.
func (p Period) Holds(day string) bool { return p.From <= day && day <= p.To }
