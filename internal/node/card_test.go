package node_test

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"heitu/internal/access"
	"heitu/internal/audit"
	"heitu/internal/figure"
	"heitu/internal/journal"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/testkit"
	"heitu/internal/text"
)

// sharedSome puts so many shared achievements into the node, in two provinces.
func sharedSome(b *testkit.Bench, count int) []record.Record {
	b.T.Helper()
	var list []record.Record
	for i := range count {
		region := []string{"210100", "230100", "210200"}[i%3]
		r := b.Put("broker", record.Draft{Kind: kinds.Achievement.Name, Fields: map[string]any{"title": "成果" + strings.Repeat("甲", i+1), "summary": "技术", "owner": b.Mine, "region": region}})[0]
		list = append(list, b.Take("broker", r, "share", testkit.Direct())[0])
	}
	b.SettleNow()
	return list
}

// frozen makes a card and freezes it.
func frozen(b *testkit.Bench, fields map[string]any) record.Record {
	b.T.Helper()
	r := b.Put("officer", record.Draft{Kind: kinds.Card.Name, Fields: fields})[0]
	b.Take("officer", r, "freeze", nil)
	if err := b.Work(b.T.Context()); err != nil {
		b.T.Fatal(err)
	}
	r, err := b.Office.Record(b.T.Context(), b.People["officer"], kinds.Card.Name, r.ID)
	if err != nil || r.State != "frozen" {
		b.T.Fatalf("the card is %q: %v", r.State, err)
	}
	return r
}

func exported(b *testkit.Bench, q report.CardQuery, id string) fstest.MapFS {
	b.T.Helper()
	files, err := b.Export(b.T.Context(), b.People["officer"], q, id)
	if err != nil {
		b.T.Fatal(err)
	}
	folder := fstest.MapFS{}
	for _, f := range files {
		folder[f.Name] = &fstest.MapFile{Data: f.Data}
	}
	return folder
}

func findings(t *testing.T, folder fs.FS, key string) []string {
	t.Helper()
	r, err := audit.Card(folder, key, figure.All())
	if err != nil {
		t.Fatal(err)
	}
	said := []string{}
	for _, f := range r.Findings {
		said = append(said, f.In(text.EN))
	}
	return said
}

func TestCardIsFrozenAndStays(t *testing.T) {
	b := testkit.Open(t, nil)
	list := sharedSome(b, 6)
	r := frozen(b, map[string]any{"title": "成绩单", "period": "2026-H2"})
	if !kinds.CardInterim.Of(r) {
		t.Error("a card of a period not over is not called interim")
	}
	if folder := exported(b, report.CardQuery{}, r.ID); len(findings(t, folder, b.Key)) != 0 {
		t.Errorf("as frozen: %v", findings(t, folder, b.Key))
	}
	b.Take("broker", list[0], "withdraw", nil)
	b.SettleNow()
	_, card, changes, err := b.Frozen(t.Context(), access.Actor{}, r.ID)
	if err != nil {
		t.Fatal(err)
	}
	if l, _ := card.Line("achievements-shared"); l.Value == nil || *l.Value != 6 {
		t.Errorf("the frozen number is %v, want 6", l.Format(l.Value))
	}
	if len(changes) == 0 || changes[0].Figure != "achievements-shared" || *changes[0].Now != 5 || len(changes[0].Gone) != 1 || changes[0].Gone[0] != list[0].ID {
		t.Errorf("the withdrawn record is not named: %+v", changes)
	}
	folder := exported(b, report.CardQuery{}, r.ID)
	if said := findings(t, folder, b.Key); len(said) != 0 {
		t.Errorf("after the withdrawal, the frozen card no longer verifies: %v", said)
	}
	if page := folder["figure/achievements-shared.html"].Data; !bytes.Contains(page, []byte("−"+list[0].ID)) {
		t.Error("the page does not name the record that was withdrawn")
	}
}

func TestCardIsCorrected(t *testing.T) {
	b := testkit.Open(t, nil)
	sharedSome(b, 3)
	b.Clock.Move(200 * 24 * time.Hour)
	first := frozen(b, map[string]any{"title": "成绩单", "period": "2026-H2"})
	if kinds.CardInterim.Of(first) {
		t.Error("a card of a period that is over is called interim")
	}
	second := frozen(b, map[string]any{"title": "成绩单（更正）", "period": "2026-H2", "corrects": first.ID, "reason": "漏登"})
	was, err := b.Office.Record(t.Context(), access.Actor{}, kinds.Card.Name, first.ID)
	if err != nil || was.State != "corrected" || kinds.CardSuperseded.Of(was) != second.ID {
		t.Errorf("the card corrected is %q and names %q: %v", was.State, kinds.CardSuperseded.Of(was), err)
	}
	for name, fields := range map[string]map[string]any{
		"without a reason":  {"title": "x", "period": "2026-H2", "corrects": second.ID},
		"of another period": {"title": "x", "period": "2026-H1", "corrects": second.ID, "reason": "x"},
		"a second time":     {"title": "x", "period": "2026-H2", "corrects": first.ID, "reason": "x"},
		"of no period":      {"title": "x", "period": "2026-13"},
		"with own content":  {"title": "x", "period": "2026-H2", "frozen": "{}"},
	} {
		if _, err := b.Office.Put(t.Context(), b.People["officer"], "", record.Draft{Kind: kinds.Card.Name, Fields: fields}); err == nil {
			t.Errorf("a card %s is taken", name)
		}
	}
}

func TestBadCardFolders(t *testing.T) {
	b := testkit.Open(t, nil)
	sharedSome(b, 6)
	q := report.CardQuery{Period: report.Half(2026, 2)}
	_, other, err := journal.GenerateKey(testkit.NewRandom(9), b.Home)
	if err != nil {
		t.Fatal(err)
	}
	const bundle, page = "bundle/achievements-shared.json", "figure/achievements-shared.html"
	for _, tt := range []struct {
		name  string
		alter func(fstest.MapFS)
		key   string
		want  []string
	}{
		{"as it is", func(fstest.MapFS) {}, b.Key, nil},
		{"one digit on a page", func(f fstest.MapFS) { f[page].Data = bytes.Replace(f[page].Data, []byte(">6 "), []byte(">7 "), 1) }, b.Key, []string{page, "achievements-shared"}},
		{"one digit in a bundle", func(f fstest.MapFS) {
			f[bundle].Data = bytes.Replace(f[bundle].Data, []byte(`"value":6`), []byte(`"value":7`), 1)
		}, b.Key, []string{bundle, "achievements-shared"}},
		{"one digit on the card", func(f fstest.MapFS) {
			f[report.CardFile].Data = bytes.Replace(f[report.CardFile].Data, []byte(`"value":6`), []byte(`"value":7`), 1)
		}, b.Key, []string{report.CardFile, "achievements-shared"}},
		{"a bundle missing", func(f fstest.MapFS) { delete(f, bundle) }, b.Key, []string{bundle, "achievements-shared"}},
		{"a bundle cut short", func(f fstest.MapFS) { f[bundle].Data = f[bundle].Data[:100] }, b.Key, []string{bundle, "achievements-shared", "cut short"}},
		{"a file more", func(f fstest.MapFS) { f["more.html"] = &fstest.MapFile{} }, b.Key, []string{"more.html"}},
		{"another key", func(fstest.MapFS) {}, other, []string{report.ManifestFile}},
		{"a digit in the manifest", func(f fstest.MapFS) {
			f[report.ManifestFile].Data = bytes.Replace(f[report.ManifestFile].Data, []byte(" 1"), []byte(" 2"), 1)
		}, b.Key, []string{report.ManifestFile}},
		{"the manifest missing", func(f fstest.MapFS) { delete(f, report.ManifestFile) }, b.Key, []string{report.ManifestFile}},
		{"a future version", func(f fstest.MapFS) {
			f[report.ManifestFile].Data = bytes.Replace(f[report.ManifestFile].Data, []byte("heitu/card/1"), []byte("heitu/card/2"), 1)
		}, b.Key, []string{report.ManifestFile, "version 2"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			folder := exported(b, q, "")
			tt.alter(folder)
			said := strings.Join(findings(t, folder, tt.key), "\n")
			for _, word := range tt.want {
				if !strings.Contains(said, word) {
					t.Errorf("got %q, want it to name %q", said, word)
				}
			}
			if tt.want == nil && said != "" {
				t.Errorf("got %q, want nothing", said)
			}
		})
	}
}

func TestRecheckNamesTheRecord(t *testing.T) {
	b := testkit.Open(t, nil)
	list := sharedSome(b, 6)
	q := report.Query{Figure: "achievements-shared", Period: report.Half(2026, 2), Region: "210000"}
	if found, err := b.Recheck(t.Context(), q); err != nil || len(found) != 0 {
		t.Fatalf("nothing was altered: %v, %v", found, err)
	}
	alter(t, b, `UPDATE record SET body = replace(body, '210100', '230100') WHERE id = '`+list[0].ID+`'`)
	found, err := b.Recheck(t.Context(), q)
	if err != nil {
		t.Fatal(err)
	}
	var named, figure bool
	for _, f := range found {
		named = named || f.Record == list[0].ID
		figure = figure || strings.Contains(f.Says.EN, "Achievements shared")
	}
	if !named || !figure {
		t.Errorf("got %+v, want the record %s and the figure", found, list[0].ID)
	}
}

func TestCardOverHTTP(t *testing.T) {
	b := testkit.Open(t, nil)
	sharedSome(b, 3)
	r := frozen(b, map[string]any{"title": "成绩单", "period": "2026-H2"})
	for target, want := range map[string]int{
		"/api/card?period=2026-H2&region=210000": 200, "/api/card": 422, "/api/card?period=2026-H3": 422, "/api/cards": 200, "/api/cards/" + r.ID: 200, "/api/cards/no-id": 404,
		"/api/card/diff?a=" + r.ID + "&b=2026-H1": 200, "/api/card/export?card=" + r.ID: 200, "/api/card/export?period=2026-H2&as=docx": 200, "/api/card/export?period=2026-H2&as=odt": 422,
		"/api/figures/achievements-shared/recheck?period=2026-H2": 200,
	} {
		if got := b.Ask("", "GET", target, nil); got.Code != want {
			t.Errorf("%s: got %d, want %d: %.200s", target, got.Code, want, got.Body)
		}
	}
}

func TestErasureInFrozenCard(t *testing.T) {
	b := testkit.Open(t, nil)
	sharedSome(b, 3)
	r := frozen(b, map[string]any{"title": "成绩单", "period": "2026-H2"})
	before := exported(b, report.CardQuery{}, r.ID)
	account := b.Put("security", record.Draft{Kind: kinds.Account.Name, Fields: map[string]any{"login": "gone", "name": "王某", "roles": []string{"broker"}}})[0]
	b.SettleNow()
	if _, err := b.Office.Erase(t.Context(), b.People["security"], kinds.Account.Name, account.ID, "本人要求"); err != nil {
		t.Fatal(err)
	}
	b.SettleNow()
	if said := findings(t, exported(b, report.CardQuery{}, r.ID), b.Key); len(said) != 0 {
		t.Errorf("after an erasure: %v", said)
	}
	var card struct{ Lines []report.Line }
	if err := json.Unmarshal(before[report.CardFile].Data, &card); err != nil || len(card.Lines) != len(figure.All()) {
		t.Errorf("the card has %d lines: %v", len(card.Lines), err)
	}
}

// alter changes the database behind the node's back.
func alter(t *testing.T, b *testkit.Bench, statement string) {
	t.Helper()
	db, err := sql.Open("sqlite", filepath.Join(b.Folder(), node.DatabaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(statement); err != nil {
		t.Fatal(err)
	}
}
