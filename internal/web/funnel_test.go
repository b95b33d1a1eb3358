package web_test

import (
	"html"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"heitu/internal/access"
	"heitu/internal/office"
	"heitu/internal/record"
)

var (
	numbered = regexp.MustCompile(`<a href="(/funnel/records\?[^"]*)">(\d+)</a>`)
	listed   = regexp.MustCompile(`(?s)<tr>\s*<th scope="row">.*?</tr>`)
	looked   = regexp.MustCompile(`data-label="浏览">(\d+)</td>`)
	onward   = regexp.MustCompile(`<a[^>]*href="(/funnel/records\?[^"]*after=[^"]*)"`)
)

// behindNumber counts the records that a number of the funnel leads to.
func behindNumber(r *reader, path string) int {
	n := 0
	for path != "" {
		a := r.get(path)
		if strings.Contains(path, "stage=views") {
			for _, m := range looked.FindAllStringSubmatch(a.body, -1) {
				times, _ := strconv.Atoi(m[1])
				n += times
			}
		} else {
			n += len(listed.FindAllString(a.body, -1))
		}
		path = ""
		if m := onward.FindStringSubmatch(a.body); m != nil {
			path = html.UnescapeString(m[1])
		}
	}
	return n
}

// TestFunnelNumbers follows every number of the funnel: as many records are listed.
func TestFunnelNumbers(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	w.open()
	broker := access.Actor{Account: w.broker.ID, Roles: record.Broker}
	take := func(m record.Record, step string, fields map[string]any) {
		t.Helper()
		if _, err := w.node.Office.Take(t.Context(), broker, "", office.Move{Kind: m.Kind, ID: m.ID, Rev: m.Rev, Step: step, Fields: fields}); err != nil {
			t.Fatal(err)
		}
	}
	for range 3 {
		w.visit("", "zh").get("/records/achievement/" + w.goods.ID)
	}
	w.visit("", "zh").get("/records/need/" + w.need.ID)
	m := w.put("match", map[string]any{"need": w.need.ID, "achievement": w.goods.ID, "score": int64(5000)})
	take(m, "accept", nil)
	for i := range 120 { // more than stand on one page
		goods := w.put("achievement", map[string]any{"title": "其他工艺" + strconv.Itoa(i), "owner": w.firm.ID})
		take(w.put("match", map[string]any{"need": w.need.ID, "achievement": goods.ID, "score": int64(1000)}), "decline", map[string]any{"answer": "不合适"})
	}
	w.put("contract", map[string]any{"title": "没有匹配的合同", "seller": w.firm.ID})
	w.settle()
	r := w.visit("broker", "zh")
	for _, period := range []string{"", "?period=2020-H1"} {
		page := r.get("/funnel" + period)
		numbers := numbered.FindAllStringSubmatch(page.body, -1)
		if period == "" && len(numbers) < 5 {
			t.Errorf("only %d numbers lead to records", len(numbers))
		}
		for _, m := range numbers {
			path := html.UnescapeString(m[1])
			if want, _ := strconv.Atoi(m[2]); behindNumber(r, path) != want {
				t.Errorf("%s lists %d records, the number is %d", path, behindNumber(r, path), want)
			}
		}
	}
	r.get("/funnel").has(t, ">121</a>", ">2</a>", ">4</a>")
	for login, status := range map[string]int{"": 200, "security": 403} { // a visitor is asked to sign in
		if a := w.visit(login, "zh").get("/funnel/records?stage=interest"); a.status != status || login == "" && !strings.HasPrefix(a.path, "/signin") {
			t.Errorf("%q: %d %s", login, a.status, a.path)
		}
	}
	if a := r.get("/funnel/records?stage=nothing"); a.status != 404 {
		t.Errorf("an unknown stage: %d", a.status)
	}
}

// TestDeskByAge lists what has waited longest first, and goes on from there.
func TestDeskByAge(t *testing.T) {
	t.Parallel()
	w := newWorld(t)
	var ids []string
	for i := range 3 {
		need := w.put("need", map[string]any{"title": "稀土磁体需求" + strconv.Itoa(i), "problem": "稀土磁体太重", "firm": w.firm.ID})
		ids = append(ids, w.put("match", map[string]any{"need": need.ID, "achievement": w.goods.ID, "score": int64(1000 * (i + 1))}).ID)
	}
	w.settle()
	r := w.visit("broker", "zh")
	body := r.get("/desk?order=age").body
	at := []int{strings.Index(body, ids[0]), strings.Index(body, ids[1]), strings.Index(body, ids[2])}
	if at[0] < 0 || at[0] > at[1] || at[1] > at[2] {
		t.Errorf("by age: the matches made in order stand at %v", at)
	}
	r.get("/desk/"+ids[0]+"?order=age").has(t, `rel="next" href="/desk/`+ids[1])
}
