package web_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/kinds"
	"heitu/internal/record"
)

const reportText = "发布时间:2024-11-05\n今年上半年,辽宁省转化科技成果1528项,同比增长22.4%;吉林省将实施258个科技创新项目。"

// TestClaims reads a report, changes one figure, keeps it, leaves another for later, and shows what contradicts it.
func TestClaims(t *testing.T) {
	w := newWorld(t)
	document := url.Values{"text": {reportText}, "source": {"半年观察"}, "url": {""}, "published": {""}}
	v := w.visit("broker", "zh")
	read := v.post("/claims", "/claims", document)
	read.has(t, "<mark>1528项</mark>", `value="1528"`, "共读出 2 条", `id="t-c0"`)

	judged := url.Values{
		"text": {reportText}, "source": {"半年观察"}, "published": {"2024-11-05"}, "key": {"k1"},
		"c0.choice": {"confirm"}, "c0.subject": {"辽宁省高校院所"}, "c0.region": {"210000"}, "c0.indicator": {"转化科技成果"}, "c0.value": {"abc"}, "c0.unit": {"项"}, "c0.period": {"2024-H1"},
		"c0.qualifier": {"done"}, "c0.growth_kind": {"rate"}, "c0.growth": {"22.4"}, "c0.growth_unit": {"%"}, "c0.quotation": {"今年上半年,辽宁省转化科技成果1528项"},
		"c1.choice": {"later"}, "c1.subject": {"吉林省"}, "c1.indicator": {"实施科技创新项目"}, "c1.value": {"258"}, "c1.unit": {"个"}, "c1.quotation": {"吉林省将实施258个科技创新项目"},
	}
	wrong := v.post("/claims", "/claims/keep", judged)
	if wrong.status != http.StatusUnprocessableEntity {
		t.Errorf("a value that is no number: got %d", wrong.status)
	}
	wrong.has(t, `value="abc"`, "辽宁省高校院所")
	judged.Set("c0.value", "1528")
	kept := v.post("/claims", "/claims/keep", judged)
	if !strings.HasPrefix(kept.path, "/statements") {
		t.Fatalf("keep: %d %s", kept.status, kept.path)
	}
	kept.has(t, "辽宁省高校院所", "1528 项", "已确认 1 条，暂存 1 条", "1248 项", "待确认")
	v.post("/claims", "/claims/keep", judged)
	all, err := w.node.Office.List(context.Background(), access.Actor{Node: true}, record.Query{Kind: kinds.Statement.Name})
	if err != nil || len(all.Records) != 2 {
		t.Fatalf("sent twice: %d statements, %v", len(all.Records), err)
	}

	second := url.Values{}
	for name, values := range judged {
		second[name] = values
	}
	second.Set("key", "k2")
	second.Set("source", "另一篇")
	second.Set("c0.value", "1600")
	second.Set("c1.choice", "drop")
	v.post("/claims", "/claims/keep", second).has(t, "相互矛盾", "1600 项")

	visitor := w.visit("", "en").get("/statements")
	visitor.has(t, "Contradicting", "1600 项", "quoted, not computed")
	if strings.Contains(visitor.body, "258") || strings.Contains(strings.ToLower(visitor.body), "verified</") {
		t.Error("a visitor sees what waits, or is told that a statement is verified")
	}
	if a := w.visit("", "en").post("/signin", "/claims", document); a.status == http.StatusOK && strings.Contains(a.body, "claims-list") {
		t.Error("a visitor has a report read")
	}
}

func TestClaimsOfNothing(t *testing.T) {
	w := newWorld(t)
	v := w.visit("broker", "en")
	v.post("/claims", "/claims", url.Values{"text": {"电话0431-12345678。"}, "source": {"x"}}).has(t, "The text names no figures.")
	if a := v.post("/claims", "/claims", url.Values{"text": {" "}, "source": {"x"}}); a.status != http.StatusUnprocessableEntity {
		t.Errorf("no text: got %d", a.status)
	}
	if a := v.post("/claims", "/claims", url.Values{"text": {"1项"}}); a.status != http.StatusUnprocessableEntity {
		t.Errorf("no title: got %d", a.status)
	}
}
