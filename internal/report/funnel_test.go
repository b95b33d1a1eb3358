package report

import (
	"reflect"
	"testing"
)

func TestFunnels(t *testing.T) {
	deals := []Deal{
		{Broker: "a", Interest: "2026-01-01", Negotiation: "2026-01-11", Contract: "2026-07-01"},
		{Broker: "a", Interest: "2026-02-01", Negotiation: "2026-02-03"},
		{Broker: "b", Interest: "2026-03-01"},
		{Negotiation: "2026-06-01", Contract: "2026-05-01"}, // entered afterwards
	}
	days := func(n int) *int { return &n }
	first, second := Half(2026, 1), Half(2026, 2)
	for _, tt := range []struct {
		name   string
		period *Period
		want   []Funnel
	}{
		{"all time", nil, []Funnel{
			{Views: 9, Interest: 3, Negotiation: 3, Contract: 2, ToNegotiation: days(2), ToRegistration: days(171)},
			{Broker: "a", Interest: 2, Negotiation: 2, Contract: 1, ToNegotiation: days(2), ToRegistration: days(171)},
			{Broker: "b", Interest: 1},
		}},
		{"first half", &first, []Funnel{
			{Views: 9, Interest: 3, Negotiation: 3, Contract: 1, ToNegotiation: days(2)},
			{Broker: "a", Interest: 2, Negotiation: 2, ToNegotiation: days(2)},
			{Broker: "b", Interest: 1},
		}},
		{"second half", &second, []Funnel{
			{Views: 9, Contract: 1, ToRegistration: days(171)},
			{Broker: "a", Contract: 1, ToRegistration: days(171)},
		}},
	} {
		if got := Funnels(deals, 9, tt.period); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %+v, want %+v", tt.name, got, tt.want)
		}
	}
	if got := Funnels(nil, 0, nil); !reflect.DeepEqual(got, []Funnel{{}}) {
		t.Errorf("of nothing: %+v", got)
	}
}
