package flow_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/record"
	"heitu/internal/text"
)

var lamp = record.Kind{
	Name: "lamp", Label: text.Label{ZH: "灯", EN: "Lamp"},
	Fields: []record.Field{
		{Name: "name", Label: text.Label{ZH: "名称", EN: "Name"}, Type: record.Text{}},
		{Name: "until", Label: text.Label{ZH: "截止", EN: "Until"}, Type: record.Date{}, Filter: true},
		{Name: "since", Label: text.Label{ZH: "起始", EN: "Since"}, Type: record.Date{}},
	},
	States: []record.State{
		{Name: "off", Label: text.Label{ZH: "关", EN: "Off"}, See: record.Public},
		{Name: "on", Label: text.Label{ZH: "开", EN: "On"}, See: record.Public},
	},
}

var on = text.Label{ZH: "打开", EN: "Switch on"}

func steps(change func(*flow.Step)) flow.Process {
	step := flow.Step{Name: "switch", Label: on, From: []string{"off"}, To: "on", By: record.Public}
	if change != nil {
		change(&step)
	}
	return flow.Process{Kind: "lamp", Version: 1, Steps: []flow.Step{step, {Name: "switch", Label: text.Label{ZH: "关闭", EN: "Switch off"}, From: []string{"on"}, To: "off", By: record.Public}}}
}

func TestValid(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*flow.Step)
		want   string // part of the error
	}{
		{"as it is", nil, ""},
		{"all that a step can name", func(s *flow.Step) { s.Asks, s.Needs, s.Due = []string{"name"}, []string{"since"}, "until" }, ""},
		{"an unknown state left", func(s *flow.Step) { s.From = append(s.From, "broken") }, `unknown state "broken"`},
		{"an unknown state entered", func(s *flow.Step) { s.To = "broken" }, `unknown state "broken"`},
		{"an unknown field asked for", func(s *flow.Step) { s.Asks = []string{"colour"} }, `unknown field "colour"`},
		{"an unknown field needed", func(s *flow.Step) { s.Needs = []string{"colour"} }, `unknown field "colour"`},
		{"due on no field", func(s *flow.Step) { s.Due = "colour" }, "filterable date"},
		{"due on a text", func(s *flow.Step) { s.Due = "name" }, "filterable date"},
		{"due on a date without a column", func(s *flow.Step) { s.Due = "since" }, "filterable date"},
		{"one language", func(s *flow.Step) { s.Label.EN = "" }, "both languages"},
	} {
		err := steps(tt.change).Valid(lamp)
		if (err == nil) != (tt.want == "") || err != nil && !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want an error with %q", tt.name, err, tt.want)
		}
	}
}

func TestNext(t *testing.T) {
	refused := errors.New("refused")
	refuse := func(flow.Scene) error { return refused }
	for _, tt := range []struct {
		name, step, state string
		process           flow.Process
		want              string // state entered
		err               error
		code              fault.Code
	}{
		{"a step", "switch", "off", steps(nil), "on", nil, ""},
		{"a step of the same name from elsewhere", "switch", "on", steps(nil), "off", nil, ""},
		{"no such step", "smash", "off", steps(nil), "", nil, fault.CodeConflict},
		{"no such state", "switch", "broken", steps(nil), "", nil, fault.CodeConflict},
		{"no process", "switch", "off", flow.Process{}, "", nil, fault.CodeConflict},
		{"a guard refuses", "switch", "off", steps(func(s *flow.Step) { s.Guard = refuse }), "", refused, ""},
		{"the check of all refuses", "switch", "off", flow.Process{Steps: steps(nil).Steps, Check: refuse}, "", refused, ""},
		{"an effect fails", "switch", "off", steps(func(s *flow.Step) {
			s.Effect = func(flow.Scene) (flow.Effects, error) { return flow.Effects{Rules: "x"}, refused }
		}), "", refused, ""},
	} {
		out, err := tt.process.Next(flow.Scene{Record: record.Record{State: tt.state}, Step: tt.step})
		switch {
		case tt.err != nil && !errors.Is(err, tt.err), tt.code != "" && !fault.Is(err, tt.code), (err == nil) != (tt.err == nil && tt.code == ""):
			t.Errorf("%s: got %v, want %v %s", tt.name, err, tt.err, tt.code)
		case out.State != tt.want || err != nil && out.Rules != "":
			t.Errorf("%s: got %+v, want state %q", tt.name, out, tt.want)
		}
	}
}

func TestNextReturnsEffects(t *testing.T) {
	p := steps(func(s *flow.Step) {
		s.Effect = func(s flow.Scene) (flow.Effects, error) {
			return flow.Effects{Set: map[string]any{"since": s.Today()}, Jobs: []string{"j"}, Make: []flow.Made{{ID: s.NewID("lamp"), Kind: "lamp"}}}, nil
		}
	})
	night := time.Date(2026, 6, 30, 16, 0, 0, 0, time.UTC) // midnight at +08:00
	out, err := p.Next(flow.Scene{Record: record.Record{State: "off"}, Step: "switch", Now: night, NewID: func(kind string) string { return kind + "-1" }})
	if err != nil || out.State != "on" || out.Set["since"] != "2026-07-01" || len(out.Jobs) != 1 || out.Make[0].ID != "lamp-1" {
		t.Errorf("got %+v, %v", out, err)
	}
}

func TestLeaving(t *testing.T) {
	p := steps(nil)
	for state, want := range map[string]string{"off": "Switch on", "on": "Switch off", "broken": ""} {
		var got []string
		for _, s := range p.Leaving(state) {
			got = append(got, s.Label.EN)
		}
		if strings.Join(got, ",") != want {
			t.Errorf("leaving %s: got %q, want %q", state, got, want)
		}
	}
	if len(p.Steps) != 2 || p.Steps[0].To != "on" {
		t.Errorf("the table itself was changed: %+v", p.Steps)
	}
	if step, err := p.Find("switch", "on"); err != nil || step.To != "off" {
		t.Errorf("find: got %+v, %v", step, err)
	}
}

func TestDiagram(t *testing.T) {
	want := "stateDiagram-v2\n    off : Off\n    on : On\n    [*] --> off\n    off --> on : Switch on\n    on --> off : Switch off\n"
	if got := flow.Diagram(steps(nil), lamp, text.EN); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := flow.Diagram(steps(nil), lamp, text.ZH); !strings.Contains(got, "off --> on : 打开") {
		t.Errorf("in Chinese: got\n%s", got)
	}
}
