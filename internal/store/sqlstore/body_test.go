package sqlstore

import (
	"reflect"
	"testing"

	"heitu/internal/record"
)

// The short reader may only ever say what the full one says.
func FuzzBody(f *testing.F) {
	for _, s := range []string{
		`{}`, `{"a":1}`, `{"a":"x","b":["y","z"],"c":{"en":"e","zh":"黑"},"d":true,"e":false,"f":-9223372036854775808}`,
		`{"a":[]}`, `{"a":{}}`, `{"a":null}`, `{"a":1.0}`, `{"a":01}`, `{"a":"\u0001"}`, `{"b":1,"a":2}`, `{"a":1,"a":2}`, `{"a":1}x`,
		`{"a":{"b":1}}`, `{"a":[1]}`, `{"a" :1}`, "{\"a\":\"\xff\"}", `{"":""}`, `{"a":1,}`, `{"a":truefalse}`, `{"a":-0}`, `{"a":+1}`, ``, `{`, `[]`,
	} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		got, ok := canonical(body)
		if !ok {
			return
		}
		want, err := record.ParseKept(body)
		if err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: got %#v, want %#v, %v", body, got, want, err)
		}
	})
}

func TestBodyIsReadTheShortWay(t *testing.T) {
	fields := map[string]any{"a": int64(-5), "b": "黑土", "c": []string{"x", "y"}, "d": true, "e": record.Variants{"en": "soil", "zh": "土"}, "f": false}
	got, ok := canonical(record.CanonicalFields(fields))
	if !ok || !reflect.DeepEqual(got, fields) {
		t.Errorf("got %#v, %v, want %#v", got, ok, fields)
	}
}
