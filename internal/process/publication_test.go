package process_test

import (
	"maps"
	"testing"

	"heitu/internal/flow"
	"heitu/internal/process"
	"heitu/internal/record"
)

// scored is what a review of an achievement or a need gives.
func scored(clear, measurable, complete, evidenced int64) map[string]any {
	return map[string]any{"clear": clear, "measurable": measurable, "complete": complete, "evidenced": evidenced}
}

func with(fields map[string]any, name string, v any) map[string]any {
	all := maps.Clone(fields)
	if all == nil {
		all = map[string]any{}
	}
	all[name] = v
	return all
}

// TestPublication plays every step of publishing, for achievements and needs alike.
func TestPublication(t *testing.T) {
	alone := []record.Record{made("account", "actor", map[string]any{"roles": []string{"broker"}})}
	alone[0].State = "active"
	other := made("account", "colleague", map[string]any{"roles": []string{"broker"}})
	other.State = "active"
	two := append(alone, other)
	contract := func(state string) []record.Record {
		c := made("contract", "c", map[string]any{"achievement": "r", "need": "r", "match": "m"})
		c.State = state
		return []record.Record{c}
	}
	others := contract("draft")
	others[0].Fields = map[string]any{"achievement": "r", "need": "r", "seller": "o9"}
	good := scored(3, 2, 3, 2)
	for _, tt := range []struct {
		name, state, last, step, by string
		fields                      map[string]any
		world                       []record.Record
		want                        string // what is refused, or the state after
	}{
		{"a review", "draft", "", "review", "colleague", good, two, "reviewed"},
		{"without a score", "draft", "", "review", "colleague", map[string]any{"clear": int64(1)}, two, "measurable:scores"},
		{"of one's own", "draft", "", "review", "actor", good, two, ":author"},
		{"of one's own, alone", "draft", "", "review", "actor", good, alone, "reviewed"},
		{"of what was sent back and not changed", "draft", "return", "review", "colleague", good, two, ":unchanged"},
		{"a bad review is kept", "draft", "", "review", "colleague", scored(0, 0, 0, 0), two, "reviewed"},
		{"ten points", "reviewed", "review", "publish", "", good, nil, "published"},
		{"nine points", "reviewed", "review", "publish", "", scored(3, 2, 3, 1), nil, ":low"},
		{"one at zero", "reviewed", "review", "publish", "", scored(5, 5, 5, 0), nil, ":low"},
		{"directly", "draft", "", "publish", "", nil, nil, "basis:basis"},
		{"directly, scored by hand", "draft", "", "publish", "", good, nil, "basis:basis"},
		{"directly, said to be reviewed", "draft", "", "publish", "", map[string]any{"basis": "review"}, nil, "basis:reviewed"},
		{"directly, by another's word", "draft", "", "publish", "", map[string]any{"basis": "ally"}, nil, "published"},
		{"until yesterday", "reviewed", "review", "publish", "", with(good, "expires", "2026-06-30"), nil, "expires:passed"},
		{"for ever", "reviewed", "review", "publish", "", with(good, "expires", "2036-06-30"), nil, "expires:far"},
		{"renewed", "expiring", "warn", "renew", "", map[string]any{"expires": "2026-07-20"}, nil, "published"},
		{"renewed when expired", "expired", "expire", "renew", "", map[string]any{"expires": "2026-01-20"}, nil, "published"},
		{"expiring", "published", "", "warn", "", nil, nil, "expiring"},
		{"expired", "expiring", "", "expire", "", nil, contract("cancelled"), "expired"},
		{"expiring while negotiated", "expiring", "", "expire", "", nil, contract("draft"), ":contract"},
		{"withdrawn while negotiated", "expiring", "", "withdraw", "", nil, contract("submitted"), ":contract"},
		{"withdrawn when the contract has ended", "expiring", "", "withdraw", "", nil, contract("cancelled"), "withdrawn"},
		{"withdrawn under a stranger's draft", "expiring", "", "withdraw", "", nil, others, "withdrawn"},
	} {
		for _, p := range []struct {
			flow.Process
			publish, published string
		}{{process.Achievement, "share", "shared"}, {process.Need, "open", "open"}} {
			t.Run(p.Kind+" "+tt.name, func(t *testing.T) {
				named := func(s, publish, published string) string {
					return map[string]string{"publish": publish, "published": published}[s]
				}
				r := made(p.Kind, "r", maps.Clone(tt.fields))
				if r.Fields == nil {
					r.Fields = map[string]any{}
				}
				r.State, r.Step, r.By = tt.state, tt.last, tt.by
				if s := named(r.State, "", p.published); s != "" {
					r.State = s
				}
				step, want := tt.step, tt.want
				if s := named(step, p.publish, ""); s != "" {
					step = s
				}
				if s := named(want, "", p.published); s != "" {
					want = s
				}
				out, said, err := judge(p.Process, r, step, world{records: tt.world})
				if err == nil {
					said = out.State
				}
				if said != want {
					t.Fatalf("got %q (%v), want %q", said, err, want)
				}
				if ends := out.Set["expires"]; step == "renew" && (ends != "2027-07-01" || out.Set["warns"] != "2027-06-01") {
					t.Errorf("renewed until %v", ends)
				}
				if by := out.Set["basis"]; tt.state == "reviewed" && err == nil && by != "review" {
					t.Errorf("published on the basis %v", by)
				}
			})
		}
	}
	late := made("need", "n", map[string]any{"basis": "ally", "closes": "2026-06-30"})
	late.State = "draft"
	if _, said, _ := judge(process.Need, late, "open", world{}); said != "closes:passed" {
		t.Errorf("a deadline that has passed: got %q", said)
	}
}

// TestEarlierVersions lets old records go on as they began.
func TestEarlierVersions(t *testing.T) {
	for _, tt := range []struct {
		p    flow.Process
		step string
	}{{process.Achievement, "share"}, {process.Need, "open"}} {
		old, ok := tt.p.At(1)
		r := made(tt.p.Kind, "r", map[string]any{})
		r.State = "draft"
		if _, said, err := judge(old, r, tt.step, world{}); !ok || err != nil {
			t.Errorf("version 1 of %s: %t, %q", tt.p.Kind, ok, said)
		}
	}
}
