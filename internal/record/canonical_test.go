package record_test

import (
	"encoding/json"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"heitu/internal/record"
)

func TestCanonical(t *testing.T) {
	for _, tt := range []struct {
		value any
		want  string
	}{
		{"", `""`},
		{"黑土", `"黑土"`},
		{`"a\b"`, `"\"a\\b\""`},
		{"a\n\t\r\x00\x1f", `"a\u000a\u0009\u000d\u0000\u001f"`},
		{"</script>&\u2028\x7f😀", "\"</script>&\u2028\x7f😀\""},
		{int64(0), "0"},
		{int64(-1 << 63), "-9223372036854775808"},
		{int64(1<<63 - 1), "9223372036854775807"},
		{true, "true"},
		{false, "false"},
		{[]string{}, "[]"},
		{[]string{"b", "a"}, `["b","a"]`},
		{record.Variants{}, "{}"},
		{record.Variants{"zh": "黑土", "en": "Black soil"}, `{"en":"Black soil","zh":"黑土"}`},
	} {
		if got := string(record.Canonical(tt.value)); got != tt.want {
			t.Errorf("%#v: got %s, want %s", tt.value, got, tt.want)
		}
	}
}

func TestCanonicalFields(t *testing.T) {
	for _, tt := range []struct {
		fields map[string]any
		want   string
	}{
		{nil, "{}"},
		{map[string]any{"b": int64(1), "a": "x", "B": true, "a_b": []string{"y"}, "ab": record.Variants{"zh": "z"}}, `{"B":true,"a":"x","a_b":["y"],"ab":{"zh":"z"},"b":1}`},
		// Bytes of UTF-8, not the code units of UTF-16, give the order.
		{map[string]any{"😀": int64(1), "\uff5e": int64(2), "é": int64(3), "z": int64(4)}, `{"z":4,"é":3,"～":2,"😀":1}`},
		{map[string]any{"k\"\n": "v"}, `{"k\"\u000a":"v"}`},
	} {
		if got := string(record.CanonicalFields(tt.fields)); got != tt.want {
			t.Errorf("%#v: got %s, want %s", tt.fields, got, tt.want)
		}
	}
}

func TestCanonicalRefusesOtherTypes(t *testing.T) {
	for _, v := range []any{nil, 1, 1.5, []any{"a"}, []byte("a"), map[string]any{}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%#v has a canonical form", v)
				}
			}()
			record.Canonical(v)
		}()
	}
}

// TestHeader leaves out the author, and the owner, who stands among the fields.
func TestHeader(t *testing.T) {
	r := record.Record{
		Key: record.Key{Home: "jilin", ID: id1}, Kind: "need", Rev: 3, State: "open", Owner: id2, Process: 1,
		Rules: "r1", At: 1767225600000, By: "nobody", Step: "publish", Fields: map[string]any{"title": "x"},
	}
	want := `{"at":1767225600000,"home":"jilin","id":"` + id1 + `","kind":"need","process":1,"rev":3,"rules":"r1","state":"open","step":"publish"}`
	if got := string(r.Header()); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestParseFields(t *testing.T) {
	for _, tt := range []struct {
		data string
		want map[string]any // nil for an error
	}{
		{`{}`, map[string]any{}},
		{" {\n\t\"a\" : \"x\" } \n", map[string]any{"a": "x"}},
		{`{"a":1,"b":true,"c":["x"],"d":{"zh":"黑"},"e":[],"f":{}}`, map[string]any{
			"a": int64(1), "b": true, "c": []string{"x"}, "d": record.Variants{"zh": "黑"}, "e": []string{}, "f": record.Variants{}}},
		{`{"a":null}`, map[string]any{"a": nil}},
		{`{"a":"\u9ed1\u571f\n"}`, map[string]any{"a": "黑土\n"}},
		{`{"a":9223372036854775807,"b":-9223372036854775808}`, map[string]any{"a": int64(1<<63 - 1), "b": int64(-1 << 63)}},
		{`{"a":9223372036854775808}`, nil},
		{`{"a":1.0}`, nil},
		{`{"a":1e3}`, nil},
		{`{"a":[1]}`, nil},
		{`{"a":["x",null]}`, nil},
		{`{"a":[["x"]]}`, nil},
		{`{"a":{"zh":1}}`, nil},
		{`{"a":{"zh":null}}`, nil},
		{`{"a":{"b":{"c":"d"}}}`, nil},
		{`[]`, nil},
		{`"a"`, nil},
		{``, nil},
		{`{"a":1`, nil},
		{`{} {}`, nil},
		{`{}x`, nil},
		{`{}}`, nil},
		{`{}]`, nil},
		{"{\"a\":\"\xff\"}", nil},
	} {
		got, err := record.ParseFields([]byte(tt.data))
		if (err != nil) != (tt.want == nil) || tt.want != nil && !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s: got %#v, %v; want %#v", tt.data, got, err, tt.want)
		}
	}
}

// value draws any value that a record can hold.
func value() *rapid.Generator[any] {
	return rapid.OneOf(
		rapid.String().AsAny(),
		rapid.Int64().AsAny(),
		rapid.Bool().AsAny(),
		rapid.SliceOf(rapid.String()).AsAny(),
		rapid.Map(rapid.MapOf(rapid.String(), rapid.String()), func(m map[string]string) any { return record.Variants(m) }),
	)
}

func TestCanonicalRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fields := rapid.MapOf(rapid.String(), value()).Draw(t, "fields")
		form := record.CanonicalFields(fields)
		if !json.Valid(form) {
			t.Fatalf("%s is not JSON", form)
		}
		back, err := record.ParseFields(form)
		if err != nil || !reflect.DeepEqual(back, fields) {
			t.Fatalf("%#v: got %#v, %v", fields, back, err)
		}
	})
}

// TestCanonicalIsOneForm writes the same fields with other white space and
// escapes, as another program would, and expects the one form back.
func TestCanonicalIsOneForm(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		fields := rapid.MapOf(rapid.String(), value()).Draw(t, "fields")
		other, err := json.MarshalIndent(fields, " ", "\t")
		if err != nil {
			t.Fatal(err)
		}
		back, err := record.ParseFields(other)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := string(record.CanonicalFields(back)), string(record.CanonicalFields(fields)); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
	})
}

// FuzzParseFields reads what peers and clients send: what can be read has one
// canonical form, which reads as the same fields.
func FuzzParseFields(f *testing.F) {
	for _, s := range []string{
		`{"title":{"zh":"黑土","en":"Black soil"},"budget":100,"keywords":["a"],"ok":true}`, `{"a":null}`, `{"a":1e400}`, `{"a":"\ud83d"}`,
		`{"a":1,"a":2}`, `{}}`, `null`, `{"\u0000":-0}`, strings.Repeat("[", 100),
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		fields, err := record.ParseFields(data)
		if err != nil || slices.Contains(slices.Collect(maps.Values(fields)), nil) { // a null removes a field and has no form
			return
		}
		form := record.CanonicalFields(fields)
		back, err := record.ParseFields(form)
		if err != nil || !reflect.DeepEqual(back, fields) {
			t.Errorf("%s: canonical %s reads as %#v, %v", data, form, back, err)
		}
	})
}
