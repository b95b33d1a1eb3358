package record_test

import (
	"testing"

	"heitu/internal/record"
)

func TestFold(t *testing.T) {
	for said, want := range map[string]string{
		"哈工（大）研究院 A": "哈工大研究院a", "ＡＢＣ１２３": "abc123", "": "", "——·": "", "Ⅲ型": "iii型", "É cole": "école", "e\u0301cole": "école",
	} {
		if got := record.Fold(said); got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
}

func TestAlikeKey(t *testing.T) {
	k := record.Kind{Alike: []string{"name", "at"}, Fields: []record.Field{{Name: "name", Type: record.Text{}}, {Name: "at", Type: record.Reference{To: "x"}}}}
	key := func(name, at any) string { return k.AlikeKey(map[string]any{"name": name, "at": at}) }
	for _, tt := range []struct {
		what  string
		a, b  string
		equal bool
	}{
		{"one name", key("甲 ", "1"), key("甲", "1"), true},
		{"two places", key("甲", "1"), key("甲", "2"), false},
		{"one without a place", key("甲", nil), key("甲", "2"), false},
		{"both without", key("甲", nil), key("甲", ""), true},
		{"in one language and in two", key("甲", nil), key(record.Variants{"zh": "甲", "en": "A"}, nil), true},
		{"what is before the limit and behind", key("甲1", nil), key("甲", "1"), false},
	} {
		if (tt.a == tt.b) != tt.equal {
			t.Errorf("%s: got %s and %s", tt.what, tt.a, tt.b)
		}
	}
	if got := key(nil, "1"); got != "" {
		t.Errorf("without a name: got %s", got)
	}
	if got := (record.Kind{}).AlikeKey(map[string]any{"name": "甲"}); got != "" {
		t.Errorf("of a kind that does not say: got %s", got)
	}
}

func TestVoidIsEveryKinds(t *testing.T) {
	open := record.Kind{States: []record.State{{Name: "kept", See: record.Public}}}
	if s, ok := open.State(record.Void); !ok || !s.Fixed || s.See != record.Insiders {
		t.Errorf("got %+v", s)
	}
	secret := record.Kind{States: []record.State{{Name: "active", See: record.Security | record.Self}}}
	if s, _ := secret.State(record.Void); s.See != record.Security|record.Self {
		t.Errorf("a void record is seen by %b, a new one by fewer", s.See)
	}
}
