package record_test

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
)

// soils is a code list for tests.
type soils struct{}

func (soils) Label() text.Label    { return text.Label{ZH: "土类", EN: "Soil"} }
func (soils) All() []string        { return []string{"1", "2"} }
func (soils) Also(string) []string { return nil }
func (soils) Lookup(code string) (text.Label, bool) {
	label, ok := map[string]text.Label{"1": {ZH: "黑土", EN: "Black soil"}, "2": {ZH: "黑钙土", EN: "Chernozem"}}[code]
	return label, ok
}
func (s soils) Find(name string) (string, bool) {
	for _, code := range s.All() {
		if label, _ := s.Lookup(code); label.ZH == name || label.EN == name {
			return code, true
		}
	}
	return "", false
}

const (
	id1  = "0198c1a2-0000-7000-8000-000000000001"
	id2  = "0198c1a2-0000-7000-8000-000000000002"
	blob = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
)

var accepted text.Message

// complaint is the message of the one fault that err holds; no message for nil.
func complaint(t *testing.T, err error) text.Message {
	t.Helper()
	if err == nil {
		return accepted
	}
	all := fault.All(err)
	if len(all) != 1 || all[0].Code != fault.CodeInvalid || all[0].Field != "" {
		t.Fatalf("got %#v, want one invalid fault that names no field", err)
	}
	for _, lang := range text.Langs() {
		if said := all[0].In(lang); strings.Contains(said, "%!") {
			t.Errorf("the message does not fit its arguments: %s", said)
		}
	}
	return all[0].Msg
}

func TestCheck(t *testing.T) {
	for _, tt := range []struct {
		of    record.Type
		value any
		want  text.Message
	}{
		{record.Text{}, "黑土", accepted},
		{record.Text{}, strings.Repeat("土", 200), accepted},
		{record.Text{}, strings.Repeat("土", 201), text.TooLong},
		{record.Text{Max: 2}, "黑土地", text.TooLong},
		{record.Text{Max: 2}, record.Variants{"zh": "黑土", "en": "Black"}, text.TooLong},
		{record.Text{}, record.Variants{"zh": "黑土", "en": "Black soil"}, accepted},
		{record.Text{}, "a\nb", text.BadCharacters},
		{record.Text{}, "a\x00b", text.BadCharacters},
		{record.Text{}, "a\x7fb", text.BadCharacters},
		{record.Text{}, "a\u0085b", text.BadCharacters},
		{record.Text{}, "a\xff", text.BadCharacters},
		{record.Text{Lines: true}, "a\n\tb", accepted},
		{record.Text{Lines: true}, "a\rb", text.BadCharacters},
		{record.Text{}, int64(1), text.NotText},
		{record.Text{}, nil, text.NotText},

		{record.Integer{Min: 1, Max: 9}, int64(1), accepted},
		{record.Integer{Min: 1, Max: 9}, int64(9), accepted},
		{record.Integer{Min: 1, Max: 9}, int64(0), text.OutOfRange},
		{record.Integer{Min: 1, Max: 9}, int64(10), text.OutOfRange},
		{record.Integer{Min: 1, Max: 9}, 5, text.NotInteger},
		{record.Integer{Min: 1, Max: 9}, "5", text.NotInteger},

		{record.Money{}, int64(0), accepted},
		{record.Money{}, int64(record.MaxFen), accepted},
		{record.Money{}, int64(record.MaxFen + 1), text.OutOfRange},
		{record.Money{}, int64(-1), text.NegativeMoney},
		{record.Money{}, 1.5, text.NotMoney},
		{record.Money{}, "1", text.NotMoney},

		{record.Number{}, "8.24", accepted},
		{record.Number{}, "-0.50", accepted},
		{record.Number{}, "1/3", accepted},
		{record.Number{}, "1088", accepted},
		{record.Number{}, "08", text.NotNumber},
		{record.Number{}, "1/0", text.NotNumber},
		{record.Number{}, "1e3", text.NotNumber},
		{record.Number{}, "1,088", text.NotNumber},
		{record.Number{}, int64(1), text.NotNumber},
		{record.Number{}, strings.Repeat("9", 41), text.NumberTooLong},

		{record.Date{}, "2026-03-01", accepted},
		{record.Date{}, "2024-02-29", accepted},
		{record.Date{}, "2026-02-29", text.NotDate},
		{record.Date{}, "2026-3-1", text.NotDate},
		{record.Date{}, "1899-12-31", text.NotDate},
		{record.Date{}, "2199-12-31", accepted},
		{record.Date{}, "2200-01-01", text.NotDate},
		{record.Date{}, "", text.NotDate},
		{record.Date{}, int64(20260301), text.NotDate},

		{record.YesNo{}, true, accepted},
		{record.YesNo{}, false, accepted},
		{record.YesNo{}, "true", text.NotYesNo},
		{record.YesNo{}, int64(1), text.NotYesNo},

		{record.Choice{From: soils{}}, "1", accepted},
		{record.Choice{From: soils{}}, "3", text.NotInList},
		{record.Choice{From: soils{}}, "黑土", text.NotInList},
		{record.Choice{From: soils{}}, []string{"1"}, text.NotText},
		{record.Choices{From: soils{}}, []string{"2", "1"}, accepted},
		{record.Choices{From: soils{}}, []string{"1", "3"}, text.NotInList},
		{record.Choices{From: soils{}}, []string{"1", "1"}, text.ItemTwice},
		{record.Choices{From: soils{}}, "1", text.NotText},

		{record.List{}, []string{"稀土", "乳业"}, accepted},
		{record.List{}, []string{}, accepted},
		{record.List{}, []string{"稀土", ""}, text.ItemTwice},
		{record.List{}, []string{"稀土", "稀土"}, text.ItemTwice},
		{record.List{}, []string{"a\nb"}, text.BadCharacters},
		{record.List{}, []string{strings.Repeat("土", 201)}, text.TooLong},
		{record.List{Max: 1}, []string{"a", "b"}, text.TooManyItems},
		{record.List{}, strings.Split(strings.Repeat("a", 51), ""), text.TooManyItems},
		{record.List{}, "稀土", text.NotText},

		{record.Reference{To: "need"}, id1, accepted},
		{record.Reference{To: "need"}, strings.ToUpper(id1), text.NotReference},
		{record.Reference{To: "need"}, id1 + "\n", text.NotReference},
		{record.Reference{To: "need"}, "", text.NotReference},
		{record.Reference{To: "need"}, int64(1), text.NotReference},
		{record.References{To: "need"}, []string{id1, id2}, accepted},
		{record.References{To: "need"}, []string{id1, id1}, text.ItemTwice},
		{record.References{To: "need"}, []string{"org-1"}, text.NotReference},
		{record.References{To: "need"}, id1, text.NotText},

		{record.Attachments{}, []string{blob}, accepted},
		{record.Attachments{}, []string{blob, blob}, text.ItemTwice},
		{record.Attachments{}, []string{blob + "/扫描件 1.pdf"}, accepted},
		{record.Attachments{}, []string{blob + "/" + strings.Repeat("长", 116) + ".pdf"}, accepted},
		{record.Attachments{}, []string{blob + "/" + strings.Repeat("长", 117) + ".pdf"}, text.BadAttachment},
		{record.Attachments{}, []string{blob, blob + "/a.pdf"}, text.ItemTwice},
		{record.Attachments{}, []string{blob + "/a.pdf", blob + "/b.pdf"}, text.ItemTwice},
		{record.Attachments{}, []string{blob + "/"}, text.BadAttachment},
		{record.Attachments{}, []string{blob + "/.pdf"}, text.BadAttachment},
		{record.Attachments{}, []string{blob + "/a"}, text.BadAttachment},
		{record.Attachments{}, []string{blob + "/a.p df"}, text.BadAttachment},
		{record.Attachments{}, []string{blob + "/x/a.pdf"}, text.BadAttachment},
		{record.Attachments{}, []string{blob + "/x\\a.pdf"}, text.BadAttachment},
		{record.Attachments{}, []string{blob + "/a；b.pdf"}, text.BadAttachment},
		{record.Attachments{}, []string{blob + "/a\nb.pdf"}, text.BadAttachment},
		{record.Attachments{}, []string{blob + "/ a.pdf"}, text.BadAttachment},
		{record.Attachments{}, []string{"/a.pdf"}, text.BadAttachment},
		{record.Attachments{}, []string{strings.ToUpper(blob)}, text.BadAttachment},
		{record.Attachments{}, []string{"../" + blob[3:]}, text.BadAttachment},
		{record.Attachments{}, blob, text.NotText},

		{record.Email{}, "name@example.org", accepted},
		{record.Email{}, "a.b+c@mail.example.org", accepted},
		{record.Email{}, "name@localhost", text.BadEmail},
		{record.Email{}, "Name <name@example.org>", text.BadEmail},
		{record.Email{}, " name@example.org", text.BadEmail},
		{record.Email{}, "a@example.org, b@example.org", text.BadEmail},
		{record.Email{}, "example.org", text.BadEmail},
		{record.Email{}, strings.Repeat("a", 250) + "@example.org", text.BadEmail},
		{record.Email{}, "", text.BadEmail},
		{record.Email{}, int64(1), text.BadEmail},
	} {
		if got := complaint(t, tt.of.Check(tt.value)); got != tt.want {
			t.Errorf("%s%+v.Check(%#v): got %q, want %q", tt.of.Name(), tt.of, tt.value, got.EN, tt.want.EN)
		}
	}
}

func TestParse(t *testing.T) {
	for _, tt := range []struct {
		of    record.Type
		typed string
		want  any // the value, or the message of the fault
	}{
		{record.Text{}, "  黑土 ", "黑土"},
		{record.Text{}, "a\r\nb", "a\nb"},
		{record.Text{}, " \n", nil},

		{record.Integer{}, " 12 ", int64(12)},
		{record.Integer{}, "-3", int64(-3)},
		{record.Integer{}, "", nil},
		{record.Integer{}, "1.0", text.NotInteger},
		{record.Integer{}, "9223372036854775808", text.NotInteger},

		{record.Money{}, "120000.50", int64(12000050)},
		{record.Money{}, "120,000.5", int64(12000050)},
		{record.Money{}, "￥1，200 元", int64(120000)},
		{record.Money{}, "¥5.", int64(500)},
		{record.Money{}, "-0.50", int64(-50)},
		{record.Money{}, "", nil},
		{record.Money{}, "元", nil},
		{record.Money{}, "12元50", text.NotMoney},
		{record.Money{}, "12万元", int64(12000000)},
		{record.Money{}, "1.23456万", int64(1234560)},
		{record.Money{}, "０．５亿元", int64(5000000000)},
		{record.Money{}, "1.2345678万", text.NotMoney},
		{record.Money{}, "万元", text.NotMoney},
		{record.Money{}, "50万美元", text.NotMoney},
		{record.Money{}, "1.234", text.NotMoney},
		{record.Money{}, ".5", text.NotMoney},
		{record.Money{}, "1.-5", text.NotMoney},
		{record.Money{}, "1.2.", text.NotMoney},
		{record.Money{}, "1e5", text.NotMoney},
		{record.Money{}, "99999999999999999999", text.NotMoney},

		{record.Number{}, " １,088.50 ", "1088.50"},
		{record.Number{}, "+22.4", "22.4"},
		{record.Number{}, "", nil},
		{record.Number{}, "1,08", text.NotNumber},
		{record.Number{}, "约 8", text.NotNumber},

		{record.Date{}, "2026-03-01", "2026-03-01"},
		{record.Date{}, "2026/3/1", "2026-03-01"},
		{record.Date{}, "2026.3.1", "2026-03-01"},
		{record.Date{}, "20260301", "2026-03-01"},
		{record.Date{}, " 2026年3月1日 ", "2026-03-01"},
		{record.Date{}, "", nil},
		{record.Date{}, "2026-02-30", text.NotDate},
		{record.Date{}, "3/1/2026", text.NotDate},
		{record.Date{}, "2026年3月", text.NotDate},

		{record.YesNo{}, "是", true},
		{record.YesNo{}, " YES ", true},
		{record.YesNo{}, "√", true},
		{record.YesNo{}, "否", false},
		{record.YesNo{}, "0", false},
		{record.YesNo{}, "", nil},
		{record.YesNo{}, "也许", text.NotYesNo},

		{record.Choice{From: soils{}}, " 1 ", "1"},
		{record.Choice{From: soils{}}, "黑钙土", "2"},
		{record.Choice{From: soils{}}, "Black soil", "1"},
		{record.Choice{From: soils{}}, "", nil},
		{record.Choice{From: soils{}}, "沙", text.NotInList},
		{record.Choices{From: soils{}}, "黑钙土；1;Chernozem", []string{"2", "1"}},
		{record.Choices{From: soils{}}, "；", nil},
		{record.Choices{From: soils{}}, "1;沙", text.NotInList},

		{record.List{}, "稀土；乳业; 稀土\n农机,农艺", []string{"稀土", "乳业", "农机,农艺"}},
		{record.List{}, " ; ", nil},

		{record.Reference{To: "need"}, " " + strings.ToUpper(id1), id1},
		{record.Reference{To: "need"}, "", nil},
		{record.Reference{To: "need"}, "1", text.NotReference},
		{record.References{To: "need"}, id1 + ";" + id2, []string{id1, id2}},
		{record.References{To: "need"}, id1 + ";2", text.NotReference},

		{record.Attachments{}, blob + "；" + blob, []string{blob}},
		{record.Attachments{}, "", nil},

		{record.Email{}, " name＠example．org ", "name@example.org"},
		{record.Email{}, "", nil},
		{record.Email{}, "name", text.BadEmail},

		{record.USCC{}, " 9135 ", text.LengthUSCC},
		{record.USCC{}, "91350100m000100y43", "91350100M000100Y43"},
		{record.USCC{}, "９１３５０１００Ｍ０００１００Ｙ４３　", "91350100M000100Y43"},
		{record.USCC{}, "", nil},

		{record.ORCID{}, "https://orcid.org/0000-0002-1694-233x", "0000-0002-1694-233X"},
		{record.ORCID{}, "http://orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"},
		{record.ORCID{}, "orcid.org/0000-0002-1825-0097", "0000-0002-1825-0097"},
		{record.ORCID{}, "0000000218250097", "0000-0002-1825-0097"},
		{record.ORCID{}, "0000000218250096", text.BadORCID},
		{record.ORCID{}, "", nil},
	} {
		got, err := tt.of.Parse(tt.typed)
		if err != nil {
			got = complaint(t, err)
		}
		if !reflect.DeepEqual(got, tt.want) {
			t.Errorf("%s.Parse(%q): got %#v, want %#v", tt.of.Name(), tt.typed, got, tt.want)
		}
	}
}

func TestFormat(t *testing.T) {
	both := record.Variants{"zh": "黑土", "en": "Black soil"}
	for _, tt := range []struct {
		of     record.Type
		value  any
		zh, en string
	}{
		{record.Text{}, "黑土", "黑土", "黑土"},
		{record.Text{}, both, "黑土", "Black soil"},
		{record.Text{}, record.Variants{"en": "Black soil"}, "Black soil", "Black soil"},
		{record.Text{}, record.Variants{"zh": "黑土", "en": ""}, "黑土", "黑土"},
		{record.Text{}, nil, "", ""},
		{record.Integer{}, int64(-12), "-12", "-12"},
		{record.Money{}, int64(123456789), "1,234,567.89", "1,234,567.89"},
		{record.Money{}, int64(5), "0.05", "0.05"},
		{record.Money{}, int64(100_000), "1,000.00", "1,000.00"},
		{record.Money{}, int64(99_999), "999.99", "999.99"},
		{record.Money{}, int64(-50), "-0.50", "-0.50"},
		{record.Money{}, int64(-1 << 63), "-92,233,720,368,547,758.08", "-92,233,720,368,547,758.08"},
		{record.Date{}, "2026-03-01", "2026-03-01", "2026-03-01"},
		{record.YesNo{}, true, "是", "Yes"},
		{record.YesNo{}, false, "否", "No"},
		{record.Choice{From: soils{}}, "2", "黑钙土", "Chernozem"},
		{record.Choice{From: soils{}}, "9", "9", "9"},
		{record.Choices{From: soils{}}, []string{"2", "1"}, "黑钙土；黑土", "Chernozem; Black soil"},
		{record.List{}, []string{"稀土", "乳业"}, "稀土；乳业", "稀土; 乳业"},
		{record.Reference{}, id1, id1, id1},
		{record.References{}, []string{id1, id2}, id1 + "；" + id2, id1 + "; " + id2},
		{record.Attachments{}, []string{blob}, blob, blob},
		{record.Email{}, "name@example.org", "name@example.org", "name@example.org"},
		{record.USCC{}, "91350100M000100Y43", "91350100M000100Y43", "91350100M000100Y43"},
		{record.ORCID{}, "0000-0002-1825-0097", "0000-0002-1825-0097", "0000-0002-1825-0097"},
	} {
		if zh, en := tt.of.Format(tt.value, text.ZH), tt.of.Format(tt.value, text.EN); zh != tt.zh || en != tt.en {
			t.Errorf("%s.Format(%#v): got %q and %q, want %q and %q", tt.of.Name(), tt.value, zh, en, tt.zh, tt.en)
		}
		back, err := tt.of.Parse(tt.of.Format(tt.value, text.ZH))
		_, variants := tt.value.(record.Variants)
		if known := tt.of.Format(tt.value, text.ZH) != "9"; known && !variants && (err != nil || !reflect.DeepEqual(back, tt.value)) {
			t.Errorf("%s: %#v written and read again: got %#v, %v", tt.of.Name(), tt.value, back, err)
		}
	}
}

// TestIdentifiers has the identifiers of docs/domain.md, 4.9.
func TestIdentifiers(t *testing.T) {
	uscc, orcid := record.USCC{}, record.ORCID{}
	for _, tt := range []struct {
		of    record.Type
		value any
		want  bool
	}{
		{uscc, "91350100M000100Y43", true},
		{uscc, "91350100M000100Y4Z", false},
		{uscc, "91350100M000100Y44", false},
		{uscc, "11220000013544429K", true},
		{uscc, "11220200795219742W", true},
		{uscc, "91110000600037341L", true},
		{uscc, "91110000600037314L", false}, // two digits exchanged
		{uscc, "91210100MA0000001G", true},
		{uscc, "91230100MA0000001Q", true},
		{uscc, "91150100MA0000001A", true},
		{uscc, "91220101MA0Y00001G", true},
		{uscc, "91220101MA0O00001G", false}, // O is not in the alphabet
		{uscc, "91210100ma0000001g", false},
		{uscc, "91210100MA0000001", false},
		{uscc, "91210100MA0000001GG", false},
		{uscc, "91210100MA0000001\x00", false},
		{uscc, "", false},
		{uscc, int64(1), false},
		{orcid, "0000-0002-1825-0097", true},
		{orcid, "0000-0002-1694-233X", true},
		{orcid, "0000-0002-6378-6229", true},
		{orcid, "0000-0002-1825-0079", false}, // two digits exchanged
		{orcid, "0000-0002-1694-233x", false},
		{orcid, "0000-0002-1694-2330", false},
		{orcid, "0000 0001 2281 955X", false}, // an ISNI, grouped by spaces
		{orcid, "0000-0001-2281-955X", true},
		{orcid, "0000-0002-1825-009-", false},
		{orcid, "000X-0002-1825-0097", false},
		{orcid, "", false},
		{orcid, nil, false},
	} {
		if got := tt.of.Check(tt.value) == nil; got != tt.want {
			t.Errorf("%s %#v: got %t, want %t", tt.of.Name(), tt.value, got, tt.want)
		}
	}
}

func TestColumns(t *testing.T) {
	for _, of := range []record.Type{
		record.Text{}, record.Integer{}, record.Money{}, record.Date{}, record.YesNo{}, record.Choice{}, record.Choices{}, record.List{},
		record.Reference{}, record.References{}, record.Attachments{}, record.Email{}, record.USCC{}, record.ORCID{}, record.Number{},
	} {
		want := record.TextColumn
		if of.Name() == "integer" || of.Name() == "money" {
			want = record.IntColumn
		}
		if got := of.Column(); got != want {
			t.Errorf("%s: got column %d, want %d", of.Name(), got, want)
		}
	}
}

func TestDay(t *testing.T) {
	for _, tt := range []struct{ instant, want string }{
		{"2026-06-30T15:59:59Z", "2026-06-30"},
		{"2026-06-30T16:00:00Z", "2026-07-01"}, // midnight at +08:00
	} {
		at, err := time.Parse(time.RFC3339, tt.instant)
		if err != nil {
			t.Fatal(err)
		}
		if got := record.Day(at); got != tt.want {
			t.Errorf("day of %s: got %s, want %s", tt.instant, got, tt.want)
		}
	}
}

// FuzzMoneyParse reads what a person may type: what is written is read as the same amount.
func FuzzMoneyParse(f *testing.F) {
	for _, s := range []string{"120000.50", "￥1，200元", "-0.5", "12元50", "1.-5", "-92233720368547758.08", "92,233,720,368,547,758.07", ""} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		first, err := record.Money{}.Parse(s)
		if err != nil || first == nil {
			return
		}
		said := record.Money{}.Format(first, text.ZH)
		if second, err := (record.Money{}).Parse(said); err != nil || second != first {
			t.Errorf("%q: %d is written %q and read as %v, %v", s, first, said, second, err)
		}
	})
}

// Files are read by people under what they are called, which is not how records name them.
func TestFilesAreCalled(t *testing.T) {
	files := []string{blob + "/合同.pdf", blob}
	for lang, want := range map[text.Lang]string{text.ZH: "合同.pdf；" + blob, text.EN: "合同.pdf; " + blob} {
		if got := (record.Attachments{}).Format(files, lang); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
	if hash, name := record.File(files[0]); hash != blob || name != "合同.pdf" {
		t.Errorf("got %q, %q", hash, name)
	}
}
