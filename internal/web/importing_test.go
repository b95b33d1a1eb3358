package web_test

import (
	"context"
	"errors"
	"fmt"
	"html"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"heitu/internal/intake"
	"heitu/internal/store"
)

// work lets the clerk do what waits, and the follower follow.
func (w *world) work() {
	w.t.Helper()
	if err := w.node.Clerk.Work(context.Background()); err != nil {
		w.t.Fatal(err)
	}
	w.settle()
}

// An import as somebody without scripts lives it: pasted, tried, brought in, brought
// again, taken back; and as nobody else does.
func TestImport(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("broker", "zh")
	table := "需求名称\t需求单位\t待解决的问题\n导入的需求\t沈阳示例公司\t难\n\t沈阳示例公司\t没有名称\n另一个\t没有这家单位\t难\n"
	a := r.post("/imports", "/imports", url.Values{"kind": {"need"}, "pasted": {table}})
	page := a.path
	if !strings.HasPrefix(page, "/imports/") {
		t.Fatalf("paste: %d %s\n%s", a.status, a.path, a.body)
	}
	w.work()
	if a = r.get(page); strings.Contains(a.body, page+"/arrange") && !strings.Contains(a.body, page+"/start") {
		form := url.Values{"mode": {"change"}}
		for _, m := range regexp.MustCompile(`name="(s0\.[^"]+)" value="([^"]*)"`).FindAllStringSubmatch(a.body, -1) {
			form.Set(m[1], m[2])
		}
		for i, field := range []string{"title", "firm", "problem"} {
			form.Set(fmt.Sprintf("s0.%d", i), field)
		}
		r.post(page, page+"/arrange", form)
		w.work()
	}
	r.get(page).has(t, "试运行结果", "第 3 行", "A列", "表中为空", "没有这家单位", "立即导入 1 行", page+"/marked")
	r.get(page+"?show=made").has(t, "导入的需求", "<dt>待解决的问题</dt><dd>难</dd>", "<dt>需求单位</dt><dd>沈阳示例公司</dd>")
	if a := r.get(page + "/marked"); a.status != 200 || !strings.Contains(a.header.Get("Content-Disposition"), ".xlsx") {
		t.Errorf("marked workbook: %d %s", a.status, a.header.Get("Content-Disposition"))
	}
	other := w.visit("registrar", "zh")
	for _, path := range []string{page, page + "/marked", page + "/progress", "/deeds/" + strings.TrimPrefix(page, "/imports/")} {
		if a := other.get(path); a.status != 404 {
			t.Errorf("another's %s: got %d, want 404", path, a.status)
		}
	}
	if a := other.post("/imports", page+"/start", url.Values{}); a.status != 404 {
		t.Errorf("another starts it: got %d, want 404", a.status)
	}
	r.post(page, page+"/start", url.Values{})
	w.work()
	r.get(page).has(t, "导入完成", "导入的需求", page+"/undo")
	if n := strings.Count(r.get("/records/need").body, ">导入的需求<"); n != 1 {
		t.Errorf("listed %d times, want 1", n)
	}
	again := r.post("/imports", "/imports", url.Values{"kind": {"need"}, "pasted": {"需求名称\t需求单位\t待解决的问题\n导入的需求\t沈阳示例公司\t难\n"}})
	w.work()
	r.get(again.path).hasNot(t, again.path+"/start\"><button")
	r.post(page, page+"/undo", url.Values{})
	w.work()
	r.get(page).has(t, "本次导入已撤销")
	r.get("/records/need").hasNot(t, ">导入的需求<")
	if a := r.post("/imports", "/imports", url.Values{"kind": {"need"}}); a.status != http.StatusUnprocessableEntity {
		t.Errorf("nothing sent: got %d, want 422", a.status)
	}
}

// An import that has not begun is discarded; one that was stopped shows what came in,
// and goes on or is taken back.
func TestImportHalted(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("broker", "zh")
	const table = "需求名称\t需求单位\t待解决的问题\n导入的需求\t沈阳示例公司\t难\n"
	send := func() string {
		a := r.post("/imports", "/imports", url.Values{"kind": {"need"}, "pasted": {table}})
		w.work()
		return a.path
	}
	page := send()
	r.get(page).has(t, "放弃本次导入")
	if a := w.visit("registrar", "zh").post("/imports", page+"/discard", url.Values{}); a.status != 404 {
		t.Errorf("another discards it: got %d, want 404", a.status)
	}
	if a := r.post(page, page+"/discard", url.Values{}); a.path != "/imports" || a.status != 200 {
		t.Errorf("discard: %d %s", a.status, a.path)
	}
	if a := r.get(page); a.status != 404 {
		t.Errorf("still there: %d", a.status)
	}
	page = send()
	r.post(page, page+"/start", url.Values{}).has(t, "停止导入")
	a := r.post(page, page+"/discard", url.Values{})
	a.has(t, "已按您的要求停止", "继续导入", "中止前已导入的内容")
	r.post(page, page+"/start", url.Values{})
	w.work()
	r.get(page).has(t, "导入完成", page+"/undo")
	w.halt(strings.TrimPrefix(page, "/imports/"))
	r.get(page).has(t, "中止前已导入的内容", "导入的需求", page+"/undo")
	if a := r.post(page, page+"/discard", url.Values{}); a.status != 200 {
		t.Errorf("discarded when halted: %d", a.status)
	}
	r.post(page, page+"/undo", url.Values{})
	w.work()
	r.get(page).has(t, "本次导入已撤销")
}

// halt makes an import one that could not go on.
func (w *world) halt(id string) {
	w.t.Helper()
	err := w.node.Store.Update(context.Background(), func(tx store.Tx) error {
		d, err := tx.Deed(context.Background(), id)
		d.State = intake.Failed
		return errors.Join(err, tx.PutDeed(context.Background(), d))
	})
	if err != nil {
		w.t.Fatal(err)
	}
}

// Another row for the header shows its columns and samples, to be confirmed.
func TestImportHeader(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("broker", "zh")
	a := r.post("/imports", "/imports", url.Values{"kind": {"need"}, "pasted": {"需求名称\t备注\n丙\t丁\n题目\t某某\n深冷泵\t沈阳示例公司\n"}})
	page := a.path
	r.get(page).has(t, `name="s0.header" value="1"`, "丙")
	form := url.Values{"mode": {"change"}, "s0.use": {"yes"}, "s0.header": {"3"}, "s0.0": {"title"}, "s0.1": {"note"}}
	a = r.post(page, page+"/arrange", form)
	a.has(t, `name="s0.header" value="3"`, "题目", "某某", "深冷泵", "待核对列", `<option value="title" selected>`)
	a.hasNot(t, "丙")
	form.Set("s0.header", "9")
	r.post(page, page+"/arrange", form).has(t, "第 9 行没有列名")
	form.Set("s0.header", "3")
	form.Set("s0.0", "title")
	form.Set("s0.1", "firm")
	r.post(page, page+"/arrange", form)
	w.work()
	r.get(page).has(t, "立即导入 1 行")
}

// Views belong to whoever saved them; those shared are everybody's to use.
func TestViews(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r, other := w.visit("broker", "zh"), w.visit("registrar", "zh")
	save := func(name, shared string) string {
		form := url.Values{"name": {name}, "shown": {"columns=closes,firm&sort=-opens&region=210000&nonsense=1"}}
		if shared != "" {
			form.Set("shared", shared)
		}
		a := r.post("/records/need", "/records/need/views", form)
		if a.status != 200 {
			t.Fatalf("save %s: %d\n%s", name, a.status, a.body)
		}
		at, _ := url.Parse(a.path)
		if q := at.Query(); q.Get("columns") != "closes,firm" || q.Get("sort") != "-opens" || q.Get("region") != "210000" || q.Has("nonsense") {
			t.Errorf("the view leads to %s", a.path)
		}
		return at.Query().Get("view")
	}
	private, shared := save("自己的视图", ""), save("大家的视图", "yes")
	r.get("/records/need").has(t, "自己的视图", "大家的视图（共享）")
	seen := other.get("/records/need?view=" + private)
	seen.has(t, "大家的视图（共享）")
	seen.hasNot(t, "自己的视图")
	for _, id := range []string{private, shared, "none"} {
		if a := other.post("/records/need", "/records/need/views", url.Values{"act": {"forget"}, "view": {id}}); a.status != 404 {
			t.Errorf("another forgets %s: got %d, want 404", id, a.status)
		}
	}
	for _, shown := range []string{"sort=nonsense", "sort=-budget", "sort=problem", "opens.from=yesterday"} {
		if a := r.post("/records/need", "/records/need/views", url.Values{"name": {"坏视图"}, "shared": {"yes"}, "shown": {shown}}); a.status != 422 {
			t.Errorf("a view of %s was kept: %d %s", shown, a.status, a.path)
		}
	}
	r.post("/records/need", "/records/need/views", url.Values{"act": {"forget"}, "view": {shared}})
	other.get("/records/need").hasNot(t, "大家的视图")
}

// An export holds exactly what the page lists, whatever the list is narrowed by.
func TestListExports(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("broker", "zh")
	for region, opens := range map[string]string{"210000": "2026-01-05", "210200": "2026-02-05", "220100": "2026-03-05", "211400": "2026-04-05"} {
		w.put("need", map[string]any{"title": "需求" + region, "firm": w.firm.ID, "region": region, "opens": opens, "keywords": []string{"甲"}})
	}
	w.settle()
	row, line := regexp.MustCompile(`href="/records/need/([0-9a-f-]{36})"`), regexp.MustCompile(`"id":"([0-9a-f-]{36})"`)
	ids := func(found [][]string) string {
		list := []string{}
		for _, m := range found {
			list = append(list, m[1])
		}
		slices.Sort(list)
		return strings.Join(slices.Compact(list), " ")
	}
	for asked, want := range map[string]int{
		"region=210000": 4, "region=210100": 1, "opens.from=2026-02-01": 3, "opens.to=2026-02-05": 2, "region=210000&opens.from=2026-02-01&opens.to=2026-12-31": 2,
		"state=draft&region=220000": 1, "sort=-opens&region=210000": 4,
	} {
		page := r.get("/records/need?" + asked)
		address := regexp.MustCompile(`href="(/api/export/need\?[^"]*as=jsonl[^"]*)"`).FindStringSubmatch(page.body)
		if address == nil {
			t.Fatalf("%s: no export on the page", asked)
		}
		export := r.get(html.UnescapeString(address[1]))
		listed, exported := ids(row.FindAllStringSubmatch(page.body, -1)), ids(line.FindAllStringSubmatch(export.body, -1))
		if listed != exported || len(strings.Fields(listed)) != want {
			t.Errorf("%s: listed %s, exported %s, want %d", asked, listed, exported, want)
		}
	}
}

// What is done with many says before what would be refused, and can be taken back.
func TestBatch(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("broker", "zh")
	second := w.put("need", map[string]any{"title": "第二个", "problem": "难", "firm": w.firm.ID})
	w.settle()
	asked := "/records/need/batch?scope=picked&pick=" + w.need.ID + "&pick=" + second.ID
	r.get(asked+"&act=step.open").has(t, `name="basis"`)
	open := url.Values{"act": {"step.open"}, "item": {w.need.ID + ":1", second.ID + ":1"}, "basis": {"sample"}}
	r.post("/records/need", "/records/need/batch", open).has(t, "可以办理 2 条", "确认办理 2 条")
	open.Set("basis", "review")
	r.post("/records/need", "/records/need/batch", open).has(t, "不能办理 2 条")
	if a := r.get(asked + "&act=edit.firm.x"); a.status != 422 {
		t.Errorf("no such field: got %d, want 422", a.status)
	}
	item := func(id string, rev int) string { return fmt.Sprintf("%s:%d", id, rev) }
	form := url.Values{"act": {"edit.region"}, "region": {"210200"}, "item": {item(w.need.ID, 1), item(second.ID, 9)}, "key": {"once"}, "confirm": {"yes"}}
	a := r.post("/records/need", "/records/need/batch", form)
	if !strings.HasPrefix(a.path, "/deeds/") {
		t.Fatalf("do: %d %s\n%s", a.status, a.path, a.body)
	}
	a.has(t, "修改 1", "未办理 1", "第二个")
	delete(form, "token")
	if b := r.post("/records/need", "/records/need/batch", form); b.path != a.path {
		t.Errorf("sent twice: %s, want %s", b.path, a.path)
	}
	if now := w.stored("need", w.need.ID); now.Fields["region"] != "210200" || now.Rev != 2 {
		t.Errorf("got %v in rev %d", now.Fields["region"], now.Rev)
	}
	if b := w.visit("registrar", "zh").get(a.path); b.status != 404 {
		t.Errorf("another's deed: got %d, want 404", b.status)
	}
	r.post(a.path, a.path+"/undo", url.Values{}).has(t, "本次操作已撤销")
	if now := w.stored("need", w.need.ID); now.Fields["region"] != "210100" {
		t.Errorf("after undoing: %v", now.Fields["region"])
	}
}

// Of two records one remains, with the values chosen; what became of the other is said.
func TestMerge(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("broker", "zh")
	twin := w.put("organisation", map[string]any{"name": "沈阳示例有限公司", "region": "210200"})
	w.settle()
	page := "/duplicates/organisation"
	r.get(page+"?a="+w.firm.ID+"&b="+twin.ID).has(t, "账户随之归属保留的单位", "不同", "沈阳示例公司", "沈阳示例有限公司", `name="v.region"`)
	pair := url.Values{"a": {w.firm.ID}, "b": {twin.ID}, "act": {"apart"}}
	r.get(page).has(t, "第 1 组", twin.ID)
	r.post(page, page, pair)
	r.get(page).has(t, "没有发现疑似重复的记录", "已判定不是同一对象：1 组")
	list := r.get(page + "?apart=")
	list.has(t, "沈阳示例有限公司", "撤回判定", "?a="+w.firm.ID+"&amp;b="+twin.ID)
	id := regexp.MustCompile(`name="apart" value="([^"]+)"`).FindStringSubmatch(list.body)
	other := w.visit("registrar", "zh")
	if a := other.post("/imports", page, url.Values{"act": {"together"}, "apart": {id[1]}}); a.status != 403 && a.status != 404 {
		t.Errorf("another's decision is taken back: %d", a.status)
	}
	r.post(page+"?apart=", page, url.Values{"act": {"together"}, "apart": {id[1]}})
	r.get(page).has(t, "第 1 组", twin.ID)
	a := r.post(page, page, url.Values{"a": {w.firm.ID}, "b": {twin.ID}, "rev.a": {"1"}, "rev.b": {"1"}, "keep": {"a"}, "v.region": {"b"}, "v.name": {"a"}, "act": {"merge"}})
	if !strings.HasPrefix(a.path, "/records/organisation/"+w.firm.ID) {
		t.Fatalf("merge: %d %s\n%s", a.status, a.path, a.body)
	}
	a.has(t, "合并完成", "/deeds/")
	r.get("/records/organisation/"+twin.ID).has(t, "本记录已并入", "/records/organisation/"+w.firm.ID)
	if now := w.stored("organisation", w.firm.ID); now.Fields["region"] != "210200" || now.Fields["name"] != "沈阳示例公司" {
		t.Errorf("kept: %v", now.Fields)
	}
}
