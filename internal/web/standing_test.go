package web_test

import (
	"context"
	"net/url"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/office"
)

// TestStanding shows how far a publication is to those who have a hand in it, and does
// not claim a review that there was not.
func TestStanding(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	r, at := w.visit("broker", "zh"), "/records/need/"+w.need.ID
	r.get(at).has(t, "发布进度", "评审（进入“已评审”）", "由技术经理人办理")
	r.get(at+"?step=review").has(t, "同行能懂", "没有指标")
	w.open()
	r.get(at).has(t, "未在本机构评审", "届满后系统自动办理")
	w.visit("", "zh").get(at).hasNot(t, "发布进度")
	_, err := w.node.Office.Take(context.Background(), access.Actor{Node: true}, "", office.Move{Kind: "need", ID: w.need.ID, Rev: 2, Step: "withdraw"})
	if err != nil {
		t.Fatal(err)
	}
	r.get(at).has(t, "发布进度", "已撤回")
}

// TestSumInWords reckons with what is typed, before anything is saved.
func TestSumInWords(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	c := w.put("contract", map[string]any{"title": "合同", "seller": w.firm.ID, "total": int64(100_000_00), "technical": int64(60_000_00)})
	w.put("deduction", map[string]any{"contract": c.ID, "what": "设备", "amount": int64(30_000_00)})
	r := w.visit("registrar", "zh")
	r.get("/records/contract/"+c.ID).has(t, "减去应扣除 30,000.00 元，技术交易额应为 70,000.00 元", "不相符，相差 10,000.00 元", "由技术合同登记机构认定")
	for _, tt := range []struct {
		name, path string
		form       url.Values
		want       string
	}{
		{"one more line", "kind=deduction&id=", url.Values{"contract": {c.ID}, "amount": {"10000"}}, "应扣除 40,000.00 元，技术交易额应为 60,000.00 元"},
		{"a sample", "kind=deduction&id=", url.Values{"contract": {c.ID}, "amount": {"10000"}, "sample": {"yes"}}, "应扣除 30,000.00 元"},
		{"too much", "kind=deduction&id=", url.Values{"contract": {c.ID}, "amount": {"90000"}}, "超过成交额"},
		{"the total", "kind=contract&id=" + c.ID, url.Values{"total": {"90000"}, "technical": {"60000"}}, "金额相符"},
		{"no total", "kind=contract&id=" + c.ID, url.Values{"technical": {"60000"}}, "填写成交额后"},
	} {
		if a := r.post("/records/contract/"+c.ID, "/amounts?"+tt.path, tt.form); !strings.Contains(a.body, tt.want) {
			t.Errorf("%s: %d %s, want %q", tt.name, a.status, a.body, tt.want)
		}
	}
	if a := w.visit("", "zh").post("/signin", "/amounts?kind=contract&id="+c.ID, url.Values{"total": {"1"}}); a.status != 404 {
		t.Errorf("a visitor asks for a draft's sum: %d", a.status)
	}
}
