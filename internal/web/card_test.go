package web_test

import (
	"context"
	"database/sql"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/node"
	"heitu/internal/office"
	"heitu/internal/record"
	"heitu/internal/testkit"
)

// take takes a step as the node itself.
func (w *world) take(r record.Record, step string, fields map[string]any) record.Record {
	w.t.Helper()
	self := access.Actor{Node: true}
	done, err := w.node.Office.Take(context.Background(), self, "", office.Move{Kind: r.Kind, ID: r.ID, Rev: r.Rev, Step: step, Fields: fields})
	if err != nil {
		w.t.Fatal(err)
	}
	w.settle()
	return done[0]
}

// shareGoods counts one achievement as shared.
func (w *world) shareGoods() record.Record { return w.take(w.goods, "share", testkit.Direct()) }

// quote confirms a statement on the shared achievements of the present half-year.
func (w *world) quote(value, quotation string) {
	w.t.Helper()
	w.take(w.put(kinds.Statement.Name, map[string]any{
		"subject": "测试市场", "indicator": "共享科技成果", "value": value, "unit": "项", "period": presentHalf(w), "qualifier": "done", "source": "半年观察", "quotation": quotation,
	}), "confirm", nil)
}

func presentHalf(w *world) string {
	half, _, _ := strings.Cut(strings.SplitN(w.visit("", "zh").get("/card").body, `<option value="`, 2)[1], `"`)
	return half
}

func TestCardPage(t *testing.T) {
	w := newWorld(t)
	empty := w.visit("", "zh").get("/card")
	if empty.status != http.StatusOK {
		t.Fatalf("without records: %d", empty.status)
	}
	empty.has(t, "主要指标", "成交额", "上年同期没有记录")
	w.shareGoods()
	w.quote("5", "共享科技成果5项")
	for lang, want := range map[string][]string{
		"zh": {"共享科技成果", "引述，未经核验", "共享科技成果5项", "统计期尚未结束", "+4 项", "辽宁省", `<svg`, "/api/card/export?", "预测", "阶段性数据"},
		"en": {"Achievements shared", "Quoted, not verified", "共享科技成果5项", "The period is not over.", "Interim", "Forecast", "Region"},
	} {
		page := w.visit("", lang).get("/card")
		page.has(t, want...)
		if strings.Contains(page.body, "已核验") || strings.Contains(page.body, ">Verified<") {
			t.Error("something on the card looks verified that is quoted")
		}
		if strings.Contains(page.body, `class="hints"`) {
			t.Error("a visitor sees hints")
		}
	}
	v := w.visit("", "zh")
	for path, status := range map[string]int{
		"/card?period=2026-Q1&region=210000": 200, "/card?period=2026-03&base=2026-02": 200, "/card?period=2025&base=2026-H1": 200, "/card?period=2026-H3": 422,
		"/card?region=1": 422, "/card?period=2018..2023": 200, "/card?period=..2026-06-30": 200, "/card/kiosk?period=2026": 200, "/cards": 200, "/cards/no-id": 404,
	} {
		if got := v.get(path); got.status != status {
			t.Errorf("%s: got %d, want %d", path, got.status, status)
		}
	}
}

func TestKioskShowsWhatEverybodySees(t *testing.T) {
	w := newWorld(t)
	w.shareGoods()
	page := w.visit("broker", "en").get("/card/kiosk")
	if page.header.Get("Refresh") == "" {
		t.Error("the large screen never asks again")
	}
	page.has(t, "Achievements shared", "As of", "First ", "checkpoint ", "Back to the report card")
}

func TestFrozenCardPages(t *testing.T) {
	w := newWorld(t)
	goods := w.shareGoods()
	v := w.visit("", "zh")
	v.get("/cards").has(t, "尚无封存的成绩单")
	freeze := func(fields map[string]any) record.Record {
		r := w.put(kinds.Card.Name, fields)
		w.take(r, "freeze", nil)
		r, err := w.node.Office.Record(context.Background(), access.Actor{}, kinds.Card.Name, r.ID)
		if err != nil || r.State != "frozen" {
			t.Fatalf("the card is %q: %v", r.State, err)
		}
		return r
	}
	period := presentHalf(w)
	first := freeze(map[string]any{"title": "市场成绩单", "period": period})
	v.get("/cards/"+first.ID).has(t, "市场成绩单", "已封存", "没有变化", "card="+first.ID, "test.market")
	v.get("/records/card/"+first.ID).has(t, "/cards/"+first.ID)
	w.take(goods, "withdraw", nil)
	v.get("/cards/"+first.ID).has(t, "封存值不变", "不再计入")
	second := freeze(map[string]any{"title": "市场成绩单（更正）", "period": period, "corrects": first.ID, "reason": "漏登"})
	v.get("/cards/"+first.ID).has(t, "本成绩单已被更正", "/cards/"+second.ID)
	v.get("/cards/"+second.ID).has(t, "更正理由：漏登", "/cards/"+first.ID)
	v.get("/cards").has(t, "市场成绩单（更正）", "已更正")
}

func TestRecheckTurnsRed(t *testing.T) {
	w := newWorld(t)
	w.shareGoods()
	v := w.visit("", "zh")
	at := "/figures/achievements-shared?period=" + presentHalf(w)
	recheck := strings.Replace(at, "?", "/recheck?", 1)
	v.get(at).has(t, "立即核对", "证明路径", "日志第 ", "heitu verify")
	v.post(at, recheck, url.Values{}).has(t, "核对无误", `class="notice good"`, "1 条记录")
	db, err := sql.Open("sqlite", filepath.Join(w.node.Folder(), node.DatabaseFile))
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.Exec(`UPDATE record SET body = replace(body, '稀土磁体工艺', '稀土磁体新艺') WHERE id = ?`, w.goods.ID); err != nil {
		t.Fatal(err)
	}
	red := v.post(at, recheck, url.Values{})
	red.has(t, "核对不符", `class="notice bad"`, w.goods.ID, `role="alert"`)
	w.visit("", "en").post(at, recheck, url.Values{}).has(t, "Do not rely on this number", w.goods.ID)
	refused := w.visit("broker", "zh").post(at, recheck, url.Values{"token": {"forged"}})
	if refused.status != http.StatusForbidden {
		t.Errorf("a recheck that another site asks for: got %d", refused.status)
	}
}
