package report

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"heitu/internal/record"
	"heitu/internal/text"
)

// The interval covers as often as it says, on series with a season, a trend and noise.
func TestForecastCovers(t *testing.T) {
	for _, tt := range []struct {
		name           string
		season, length int
		slope, swing   float64
	}{
		{"half-years", 2, 22, 30, 200}, {"quarters", 4, 24, 10, 150}, {"months", 12, 40, 3, 100}, {"years", 1, 20, 50, 0}, {"flat", 2, 22, 0, 0},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(7, uint64(tt.season)))
			const series = 3000
			covered := 0
			for range series {
				var past []float64
				for i := range tt.length + 1 {
					past = append(past, 1000+tt.slope*float64(i)+tt.swing*math.Sin(2*math.Pi*float64(i)/float64(tt.season))+40*r.NormFloat64())
				}
				value, width, _, ok := Ahead(past[:tt.length], tt.season)
				if !ok {
					t.Fatal("too few")
				}
				if math.Abs(past[tt.length]-value) <= width {
					covered++
				}
			}
			share := float64(covered) / series
			t.Logf("covers %.1f %% of what comes", 100*share)
			if share < .77 || share > .89 {
				t.Errorf("the interval covers %.1f %%, and says %d %%", 100*share, Level)
			}
		})
	}
}

func TestTooFewPeriods(t *testing.T) {
	for season, least := range map[int]int{1: 6, 2: 7, 4: 9, 12: 17} {
		past := make([]float64, least)
		if _, _, _, ok := Ahead(past[:least-1], season); ok {
			t.Errorf("season %d: %d periods are enough", season, least-1)
		}
		if _, _, _, ok := Ahead(past, season); !ok {
			t.Errorf("season %d: %d periods are too few", season, least)
		}
	}
}

var deals = Figure{
	Name: "deals", Label: text.Label{ZH: "成交额", EN: "Turnover"}, Unit: text.Label{ZH: "元", EN: "yuan"}, Places: 2, Kind: "deal", States: []string{"done"}, Day: "day", Region: "region",
	Measure: Sum, Of: "amount", Cuts: []string{"type"},
}

func put(c *Columns, n int, day string, amount int64) string {
	id := fmt.Sprintf("0197c8f0-5c00-7000-8000-%012d", n)
	c.Follow(int64(n), id, dealOf(id, day, amount), true)
	return id
}

func dealOf(id, day string, amount int64) record.Record {
	return record.Record{Key: record.Key{ID: id}, Kind: "deal", State: "done", Fields: map[string]any{"day": day, "region": "210100", "amount": amount, "type": "x"}}
}

func TestCardLine(t *testing.T) {
	c := New([]Figure{deals})
	for year := 2016; year <= 2026; year++ {
		put(c, 2*year, fmt.Sprintf("%d-03-01", year), int64(year-2000)*100_00)
		put(c, 2*year+1, fmt.Sprintf("%d-09-01", year), int64(year-2000)*50_00)
	}
	q := CardQuery{Period: Half(2026, 1), Region: "210000", Today: "2026-07-02", Home: "x"}
	q.Targets = []Target{
		{ID: "a", Figure: "deals", Region: "210000", Period: Years(2026, 2026), Value: "4000"},
		{ID: "b", Figure: "deals", Region: "210000", Period: Years(2026, 2026), Value: "8000.5"},
		{ID: "c", Figure: "deals", Region: "210000", Period: Years(2026, 2026)},
		{ID: "d", Figure: "deals", Region: "210000", Period: Half(2026, 1), Value: "2600.01"},
		{ID: "e", Figure: "deals", Region: "210000", Period: Half(2026, 1), Value: "2600"},
		{ID: "f", Figure: "deals", Region: "230000", Period: Half(2026, 1), Value: "1"},
	}
	card, err := c.Card(q)
	if err != nil {
		t.Fatal(err)
	}
	l := card.Lines[0]
	if *l.Value != 2600_00 || *l.Base != 2500_00 || *l.Amount != 100_00 || math.Abs(*l.Rate-.04) > 1e-9 || card.Interim {
		t.Errorf("got %+v", l)
	}
	if len(l.Past) != 21 || l.Past[0].Period != "2016-H1" || l.Past[20].Period != "2026-H1" {
		t.Errorf("past: %v", l.Past)
	}
	if f := l.Forecast; f.Period != "2026-H2" || f.Value == nil || *f.Low > *f.Value || *f.High < *f.Value || f.Tests < leastTests {
		t.Errorf("forecast: %+v", f)
	}
	var stand []string
	for _, p := range l.Targets {
		stand = append(stand, p.ID+" "+string(p.Stands))
	}
	if want := []string{"a on-track", "b late", "c unquantified", "d missed", "e met"}; !slices.Equal(stand, want) {
		t.Errorf("targets stand as %v, want %v", stand, want)
	}
	if !l.Late() {
		t.Error("the line is not late")
	}
	said, err := card.Text()
	if err != nil || strings.Count(said, "\n") != 2 {
		t.Errorf("%q %v", said, err)
	}
	again, err := ParseCard(said)
	if back, _ := again.Text(); err != nil || back != said {
		t.Errorf("read back: %v", err)
	}
}

func TestInterimCard(t *testing.T) {
	c := New([]Figure{deals})
	put(c, 1, "2026-03-01", 100)
	card, err := c.Card(CardQuery{Period: Half(2026, 1), Today: "2026-06-30"})
	if err != nil || !card.Interim || card.Lines[0].Forecast.Period != "2026-H1" || card.Lines[0].Forecast.Note.EN == "" {
		t.Errorf("got %+v, %v", card, err)
	}
}

func TestNoRateWithoutABase(t *testing.T) {
	for _, tt := range []struct {
		base int64
		note string
	}{{0, text.ZeroBase.EN}, {-5, text.NegativeBase.EN}} {
		c := New([]Figure{deals})
		put(c, 1, "2025-03-01", tt.base)
		put(c, 2, "2026-03-01", 100)
		card, err := c.Card(CardQuery{Period: Half(2026, 1), Today: "2026-07-02"})
		if l := card.Lines[0]; err != nil || l.Rate != nil || *l.Amount != 100-tt.base || l.Note.EN != tt.note {
			t.Errorf("base %d: %+v %v", tt.base, l, err)
		}
	}
}

func TestStatementsBeside(t *testing.T) {
	c := New([]Figure{deals})
	put(c, 1, "2024-03-01", 824_120_000_00)
	s := Statement{ID: "s", Region: "210000", Indicator: "成交额", Period: "2024-H1", Unit: "亿元", Value: "8.24", Qualifier: "done"}
	with := func(change func(*Statement)) Statement { s := s; change(&s); return s }
	for _, tt := range []struct {
		name    string
		s       Statement
		there   bool
		agrees  bool
		differs bool // whether a difference is given
		why     int
	}{
		{"as rounded", s, true, true, true, 1},
		{"another number", with(func(s *Statement) { s.Value = "8.25" }), true, false, true, 0},
		{"over", with(func(s *Statement) { s.Value, s.Bound = "8", "over" }), true, true, true, 1},
		{"about", with(func(s *Statement) { s.Value, s.Bound = "8", "about" }), true, true, true, 1},
		{"planned", with(func(s *Statement) { s.Qualifier = "planned" }), true, true, true, 2},
		{"名 for 元", with(func(s *Statement) { s.Unit = "名" }), true, false, false, 1},
		{"no number", with(func(s *Statement) { s.Value = "" }), true, false, false, 1},
		{"another period", with(func(s *Statement) { s.Period = "2023" }), false, false, false, 0},
		{"another region", with(func(s *Statement) { s.Region = "220000" }), false, false, false, 0},
	} {
		card, err := c.Card(CardQuery{Period: Half(2024, 1), Region: "210000", Today: "2026-07-02", Statements: []Statement{tt.s}})
		if err != nil {
			t.Fatal(err)
		}
		list := card.Lines[0].Statements
		if (len(list) == 1) != tt.there {
			t.Errorf("%s: got %+v", tt.name, list)
			continue
		}
		if tt.there && (list[0].Agrees != tt.agrees || (list[0].Difference != nil) != tt.differs || len(list[0].Why) != tt.why) {
			t.Errorf("%s: got %+v", tt.name, list[0])
		}
	}
}

func TestHints(t *testing.T) {
	amount := func(n int64) *int64 { return &n }
	var quiet, loud []Trace
	for i := range 40 {
		id := fmt.Sprintf("%03d", i)
		quiet = append(quiet, Trace{ID: id, Day: fmt.Sprintf("2026-%02d-%02d", 1+i%6, 1+i%28), Amount: amount(int64(1_234_567 + i)), Same: id, Seller: "a" + id, Buyer: "b" + id})
		loud = append(loud, Trace{ID: id, Day: "2026-06-29", Amount: amount(100_000_00 * int64(i+1)), Same: fmt.Sprint(i / 2), Seller: []string{"a", "b", "c"}[i%3], Buyer: []string{"b", "c", "a"}[i%3]})
	}
	if got := Hints(Half(2026, 1), quiet, true); len(got) != 0 {
		t.Errorf("nothing is there to hint at: %+v", got)
	}
	kinds := map[string]int{}
	for _, h := range Hints(Half(2026, 1), loud, true) {
		kinds[h.Kind]++
		if !slices.IsSorted(h.Records) || len(h.Records) == 0 || h.Staff != (h.Kind == "ring") {
			t.Errorf("%+v", h)
		}
	}
	if kinds["round"] != 1 || kinds["spike"] != 1 || kinds["duplicate"] != 20 || kinds["ring"] != 1 {
		t.Errorf("got %v", kinds)
	}
	for _, h := range Hints(Half(2026, 1), loud, false) {
		if h.Kind == "ring" {
			t.Error("a ring is told to everybody")
		}
	}
}

func TestSinceNamesRecords(t *testing.T) {
	c := New([]Figure{deals})
	kept, changed, added := put(c, 1, "2026-03-01", 100), put(c, 2, "2026-03-01", 300), put(c, 3, "2026-03-01", 50)
	now, err := c.Value(Query{Figure: "deals", Period: Half(2026, 1)})
	if err != nil {
		t.Fatal(err)
	}
	was, is, fresh, gone := dealOf(changed, "2026-03-01", 200), dealOf(changed, "2026-03-01", 300), dealOf(added, "2026-03-01", 50), dealOf("z", "2026-03-01", 7)
	touched := []Touch{{changed, &was, &is}, {added, nil, &fresh}, {"z", &gone, nil}}
	frozen := int64(307)
	got := Since(Line{Figure: "deals", Value: &frozen}, now, touched)
	if !got.Changed() || *got.Now != 450 || !slices.Equal(got.Differ, []string{changed}) || !slices.Equal(got.Added, []string{added}) || !slices.Equal(got.Gone, []string{"z"}) {
		t.Errorf("got %+v", got)
	}
	if behind := BehindThen(now, touched); !slices.Equal(behind, []string{kept, changed, "z"}) {
		t.Errorf("behind it stood %v", behind)
	}
}

// A series by one pass is what asking for each period gives.
func TestSeriesAgreesWithValues(t *testing.T) {
	stock, once := deals, deals
	stock.Name, stock.Stock = "stock", true
	once.Name, once.Measure, once.Of = "once", Distinct, "type"
	c := New([]Figure{deals, stock, once})
	r := rand.New(rand.NewPCG(3, 4))
	for i := range 500 {
		put(c, i, fmt.Sprintf("%d-%02d-%02d", 2020+r.IntN(7), 1+r.IntN(12), 1+r.IntN(28)), r.Int64N(1000))
	}
	for _, name := range []string{"deals", "stock", "once"} {
		for _, p := range []Period{Month(2026, 3), Quarter(2026, 2), Half(2026, 1), Years(2026, 2026)} {
			points, err := c.Series(Query{Figure: name, Period: p}, 5)
			if err != nil || len(points) == 0 {
				t.Fatal(err)
			}
			for _, point := range points {
				span, _ := ParsePeriod(point.Period)
				v, err := c.Value(Query{Figure: name, Period: span})
				if err != nil || v.Value != *point.Value {
					t.Errorf("%s in %s: got %d, want %d (%v)", name, point.Period, *point.Value, v.Value, err)
				}
			}
		}
	}
}

func FuzzOpenManifest(f *testing.F) {
	f.Add([]byte("heitu/card/1\nx\n1\nroot\n"))
	f.Add([]byte("heitu/card/2\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := OpenManifest(data, "demo.heitu+0805ed95+ASmsuuFBvMrwsi4alNNNC8c2HlJtC/4SyJeUvJMilm3X"); err == nil {
			t.Errorf("%+v is signed", m)
		}
	})
}
