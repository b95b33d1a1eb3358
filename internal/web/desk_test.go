package web_test

import (
	"net/url"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/record"
)

// What two texts share is marked in both; taken out of one of them, mark and match vanish.
func TestDesk(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.put("match", map[string]any{"need": w.need.ID, "achievement": w.goods.ID, "score": int64(5000)})
	w.settle()
	r := w.visit("broker", "zh")
	r.get("/desk").has(t, "磁体减重", "稀土磁体工艺", "尚未分派")
	r.get("/desk/"+m.ID).has(t, "<mark>稀土", "匹配依据", "采纳并起草合同")
	if a := w.visit("", "zh").get("/desk/" + m.ID); !strings.HasPrefix(a.path, "/signin") {
		t.Errorf("a visitor got %d %s", a.status, a.path)
	}

	_, err := w.node.Office.Put(t.Context(), access.Actor{Node: true}, "", record.Draft{
		Kind: "need", ID: w.need.ID, Rev: w.need.Rev, Fields: map[string]any{"title": "齿轮降噪", "problem": "噪声", "region": nil},
	})
	if err != nil {
		t.Fatal(err)
	}
	w.settle()
	if a := r.get("/desk"); strings.Contains(a.body, "齿轮降噪") {
		t.Error("a match without reasons is still listed")
	}
	r.get("/desk").has(t, "另有 1 条")
	if a := r.get("/desk/" + m.ID); strings.Contains(a.body, "<mark>") {
		t.Error("still marked")
	}
	r.get("/desk/"+m.ID).has(t, "没有共同之处")
}

// TestDeskClash lets two brokers act at once: the second is told who was faster, and
// keeps his words.
func TestDeskClash(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	m := w.put("match", map[string]any{"need": w.need.ID, "achievement": w.goods.ID, "score": int64(5000)})
	w.settle()
	r, at := w.visit("broker", "zh"), "/desk/"+m.ID
	first := r.post(at, at+"?step=decline", url.Values{"rev": {"1"}, "key": {"one"}, "answer": {"太远"}})
	if first.status != 200 || !strings.HasPrefix(first.path, "/desk?") {
		t.Fatalf("the first: %d %s", first.status, first.path)
	}
	second := r.post(at, at+"?step=decline", url.Values{"rev": {"1"}, "key": {"two"}, "answer": {"太贵了"}})
	if second.status != 409 {
		t.Errorf("the second: %d", second.status)
	}
	second.has(t, "有人先您一步", "张三", "太贵了")
}

// TestPostANeed says what is missing, keeps what is whole, and tells nothing else.
func TestPostANeed(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r := w.visit("", "zh")
	need := url.Values{"title": {"降噪"}, "problem": {"齿轮噪声大"}, "firm": {"沈阳示例公司"}, "contact": {"某人"}, "phone": {"024-1"}}
	if a := r.post("/post-a-need", "/post-a-need", need); a.status != 422 {
		t.Errorf("without consent: %d", a.status)
	}
	need.Set("consent", "yes")
	known := r.post("/post-a-need", "/post-a-need", need)
	known.has(t, "已收到您的需求")
	need.Set("firm", "从未听说的公司")
	if other := r.post("/post-a-need", "/post-a-need", need); other.status != known.status || other.path != known.path {
		t.Errorf("a firm on file: %d %s, another: %d %s", known.status, known.path, other.status, other.path)
	}
	w.settle()
	w.visit("broker", "zh").get("/records/inquiry").has(t, "沈阳示例公司", "从未听说的公司")
}
