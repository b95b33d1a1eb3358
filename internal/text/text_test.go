package text_test

import (
	"testing"

	"heitu/internal/text"
)

// half knows its own translation and takes no label.
type half int

func (half) In(lang text.Lang) string {
	return text.FirstHalf.In(lang, 2026)
}

func TestMessage(t *testing.T) {
	label := text.Label{ZH: "征集中", EN: "Open"}
	for _, tt := range []struct {
		m      text.Message
		args   []any
		zh, en string
	}{
		{text.Message{ZH: "百分之百 100%", EN: "100%"}, nil, "百分之百 100%", "100%"},
		{text.Message{ZH: "“%s”为 %d", EN: "%s is %d"}, []any{label, 3}, "“征集中”为 3", "Open is 3"},
		{text.Message{ZH: "%[2]s 之 %[1]s", EN: "%s of %s"}, []any{"a", label}, "征集中 之 a", "a of Open"},
		{text.Message{ZH: "于%s", EN: "in the %s"}, []any{half(1)}, "于2026 年上半年", "in the first half of 2026"},
		{text.NoSuchStep, []any{"open", label}, "“征集中”状态下没有“open”这一步骤。", `There is no step "open" from the state "Open".`},
	} {
		if zh, en := tt.m.In(text.ZH, tt.args...), tt.m.In(text.EN, tt.args...); zh != tt.zh || en != tt.en {
			t.Errorf("%q %v: got %q and %q, want %q and %q", tt.m.EN, tt.args, zh, en, tt.zh, tt.en)
		}
	}
	args := []any{label}
	text.NoSuchKind.In(text.EN, args...)
	if args[0] != label {
		t.Errorf("saying a message changed its arguments: %v", args)
	}
}

func TestLabel(t *testing.T) {
	l := text.Label{ZH: "土", EN: "Soil"}
	if l.In(text.ZH) != "土" || l.In(text.EN) != "Soil" || l.In("fr") != "土" || l.Empty() || !(text.Label{}).Empty() {
		t.Errorf("label: got %q, %q, %q", l.In(text.ZH), l.In(text.EN), l.In("fr"))
	}
}

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		s    string
		want text.Lang
	}{{"", text.ZH}, {"e", text.ZH}, {"en", text.EN}, {"en-GB,zh;q=0.5", text.EN}, {"EN", text.EN}, {"zh-CN", text.ZH}, {"fr", text.ZH}} {
		if got := text.Parse(tt.s); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.s, got, tt.want)
		}
	}
	if langs := text.Langs(); len(langs) != 2 || langs[0] != text.ZH {
		t.Errorf("languages: got %v", langs)
	}
}
