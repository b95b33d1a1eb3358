package process_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/process"
	"heitu/internal/record"
	"heitu/internal/text"
)

func kindOf(t *testing.T, name string) record.Kind {
	t.Helper()
	all := kinds.All()
	i := slices.IndexFunc(all, func(k record.Kind) bool { return k.Name == name })
	if i < 0 {
		t.Fatalf("no kind %s", name)
	}
	return all[i]
}

func TestProcessesFitTheirKinds(t *testing.T) {
	for name, p := range process.All() {
		k := kindOf(t, name)
		if err := p.Valid(k); err != nil {
			t.Error(err)
		}
		if p.Version < 1 || p.Kind != name {
			t.Errorf("%s: version %d of kind %q", name, p.Version, p.Kind)
		}
		reached := map[string]bool{k.First(): true, "erased": true} // an erasure needs no step
		rows := map[string]bool{}
		for _, s := range p.Steps {
			reached[s.To] = true
			ofNode := name == "account" && (s.Name == "invite" || s.Name == "password") || name == "peer" && s.Name == "rotate" ||
				name == "card" && (s.Name == "fix" || s.Name == "correct")
			if s.By == record.Nobody && s.Due == "" && !ofNode {
				t.Errorf("%s: nobody can take %s", name, s.Name)
			}
			for _, from := range s.From {
				if rows[from+s.Name] {
					t.Errorf("%s: two steps %s leave %s", name, s.Name, from)
				}
				rows[from+s.Name] = true
			}
		}
		for _, s := range k.States {
			if !reached[s.Name] {
				t.Errorf("%s: no step leads to %s", name, s.Name)
			}
		}
	}
	for _, k := range kinds.All() {
		if _, ok := process.All()[k.Name]; !ok && len(k.States) > 1 && k.States[1].Name != "erased" {
			t.Errorf("%s has states and no process", k.Name)
		}
	}
}

// TestProcessDocsGolden draws every process in both languages into docs/process.
func TestProcessDocsGolden(t *testing.T) {
	folder := "../../docs/process"
	written := map[string]bool{}
	for name, p := range process.All() {
		k := kindOf(t, name)
		path := filepath.Join(folder, name+".md")
		written[filepath.Base(path)] = true
		golden(t, path, page(p, k))
	}
	files, err := os.ReadDir(folder)
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range files {
		if !written[f.Name()] {
			t.Errorf("%s describes no process", f.Name())
		}
	}
}

func page(p flow.Process, k record.Kind) string {
	var b strings.Builder
	fmt.Fprintf(&b, "# %s · %s\n\nVersion %d. Generated from `internal/process`; `make golden` writes it anew.\n", k.Label.ZH, k.Label.EN, p.Version)
	for _, lang := range text.Langs() {
		fmt.Fprintf(&b, "\n```mermaid\n%s```\n", flow.Diagram(p, k, lang))
	}
	b.WriteString("\n| step | | from | to | by | asks | needs | due |\n|--|--|--|--|--|--|--|--|\n")
	for _, s := range p.Steps {
		var by []string
		for _, class := range record.Classes() {
			if s.By.Admits(class.Class) {
				by = append(by, class.Name)
			}
		}
		fmt.Fprintf(&b, "| `%s` | %s · %s | %s | %s | %s | %s | %s | %s |\n", s.Name, s.Label.ZH, s.Label.EN,
			strings.Join(s.From, ", "), s.To, strings.Join(by, ", "), strings.Join(s.Asks, ", "), strings.Join(s.Needs, ", "), s.Due)
	}
	return b.String()
}

func golden(t *testing.T, path, got string) {
	t.Helper()
	if os.Getenv("HEITU_GOLDEN") != "" {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s is out of date; HEITU_GOLDEN=1 writes it anew. It should be\n%s", path, got)
	}
}

// noon is 1 July 2026, noon at +08:00.
var noon = time.Date(2026, 7, 1, 4, 0, 0, 0, time.UTC)

// world is the other records of a scene.
type world struct {
	records []record.Record
	fail    error
}

func (w world) Record(id string) (record.Record, error) {
	for _, r := range w.records {
		if r.ID == id {
			return r, nil
		}
	}
	return record.Record{}, fault.Missing(text.NoSuchRecord, id)
}

func (w world) Having(kind, field, value string) ([]record.Record, error) {
	if w.fail != nil {
		return nil, w.fail
	}
	var list []record.Record
	for _, r := range w.records {
		if held := r.Fields[field]; r.Kind == kind && (held == value || field == "state" && r.State == value) {
			list = append(list, r)
		}
	}
	return list, nil
}

func made(kind, id string, fields map[string]any) record.Record {
	return record.Record{Key: record.Key{ID: id}, Kind: kind, State: "kept", Fields: fields}
}

// judge takes a step and returns the outcome, and what was refused as "field: message".
func judge(p flow.Process, r record.Record, step string, w world) (flow.Outcome, string, error) {
	ids := 0
	out, err := p.Next(flow.Scene{Record: r, Step: step, Actor: "actor", Now: noon, Reader: w, NewID: func(kind string) string {
		ids++
		return fmt.Sprintf("%s-%d", kind, ids)
	}})
	var said []string
	for _, f := range fault.All(err) {
		said = append(said, f.Field+":"+name(f.Msg))
	}
	return out, strings.Join(said, " "), err
}

// name is a short name for the messages of guards.
func name(m text.Message) string {
	for short, known := range map[string]text.Message{
		"total": text.TotalRequired, "signed": text.SignedRequired, "future": text.DateInFuture, "parties": text.NeedBothParties,
		"form": text.NumberForm, "unverified": text.RulesUnverified, "missing": text.NoSuchRecord, "own": text.OwnRoles,
		"separate": text.RolesSeparate, "scores": text.ScoresRequired, "low": text.ScoreTooLow, "author": text.OwnReview, "unchanged": text.ChangeFirst,
		"basis": text.BasisRequired, "reviewed": text.BasisReviewed, "passed": text.DayPassed, "far": text.ExpiryTooFar, "contract": text.UnderContract, "step": text.NoSuchStep, "amounts": text.AmountsDiffer, "scan": text.ScanRequired, "sheet": text.SheetOpen,
		"pair": text.PairUnderContract, "failed": text.SheetFailed, "experts": text.NeedsExperts, "self": text.SellerIsBuyer, "soon": text.RegisteredTooSoon,
	} {
		if m == known || m == text.NeedUnderContract && short == "contract" {
			return short
		}
	}
	return m.EN
}
