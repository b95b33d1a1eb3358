package office_test

import (
	"testing"
	"time"

	"heitu/internal/access"
	"heitu/internal/record"
)

// TestExperts keeps a large contract from being registered before experts were heard.
func TestExperts(t *testing.T) {
	d := open(t)
	buyer := d.buyer()
	big := map[string]any{"total": int64(500_000_000), "technical": int64(500_000_000)}
	c := d.walk(d.contract(buyer, big))
	if _, err := d.at(registrar, c, "register", number()); codes(err) != "conflict" {
		t.Fatalf("registered without experts: %v", err)
	}
	c = d.must(registrar, c, "refer", nil)
	if _, err := d.at(registrar, c, "register", number()); codes(err) != "opinion:invalid" {
		t.Errorf("registered without an opinion: %v", err)
	}
	given := number()
	given["opinion"] = "同意"
	if c = d.must(registrar, c, "register", given); c.State != "registered" || c.Fields["decided"] != "outside" || c.Fields["due"] != nil {
		t.Errorf("got %s, decided %v, due %v", c.State, c.Fields["decided"], c.Fields["due"])
	}

	big["title"], big["signed"] = "另一合同", "2026-05-01"
	other := d.walk(d.contract(buyer, big))
	d.answer(other, []string{"large"}) // the rule is unverified: a person may overrule it, with reasons
	given = number()
	given["number"] = "2026210000000002"
	if other = d.must(registrar, other, "register", given); other.State != "registered" {
		t.Errorf("got %s", other.State)
	}
}

// TestSheetIsAnsweredByAPerson refuses half an answer, and registration on it.
func TestSheetIsAnsweredByAPerson(t *testing.T) {
	d := open(t)
	c := d.contract(d.buyer(), map[string]any{"signed": "2026-02-28", "sealed": false})
	for _, step := range []string{"sign", "submit", "accept"} {
		c = d.must(registrar, c, step, nil)
	}
	sheet := d.sheet(c)
	asks := sheet.Fields["asks"].([]string)
	if sheet.Fields["outcome"] != "supplement" || sheet.Fields["unmet"].([]string)[0] != "seals" {
		t.Fatalf("got %v, not met %v", sheet.Fields["outcome"], sheet.Fields["unmet"])
	}
	all := append([]string{"seals"}, asks...)
	for _, tt := range []struct {
		name   string
		fields map[string]any
		want   string
	}{
		{"nothing", nil, "fulfilled:invalid"},
		{"half", map[string]any{"fulfilled": asks[:2]}, "fulfilled:invalid"},
		{"one rule twice", map[string]any{"fulfilled": all, "failed": []string{"seals"}, "grounds": "g"}, "fulfilled:invalid"},
		{"what was not asked", map[string]any{"fulfilled": append([]string{"written"}, all...), "grounds": "g"}, "fulfilled:invalid"},
		{"against the sheet without grounds", map[string]any{"fulfilled": all}, "grounds:invalid"},
		{"no rule", map[string]any{"fulfilled": []string{"no such rule"}}, "fulfilled:invalid"},
		{"a seal that is missing", map[string]any{"fulfilled": asks, "failed": []string{"seals"}}, "ok"},
	} {
		_, err := d.at(registrar, sheet, "answer", tt.fields)
		if got := codes(err); got != tt.want {
			t.Errorf("%s: got %s (%v), want %s", tt.name, got, err, tt.want)
		}
	}
	if _, err := d.at(broker, sheet, "answer", nil); codes(err) != "denied" {
		t.Errorf("answered by a broker: %v", err)
	}
	if _, err := d.at(registrar, c, "register", number()); codes(err) != "conflict" {
		t.Errorf("registered against the answer: %v", err)
	}
	d.must(registrar, sheet, "answer", map[string]any{"fulfilled": all, "failed": nil, "grounds": "印章在附件二"})
	c = d.must(registrar, c, "register", number())
	if _, err := d.at(registrar, sheet, "answer", map[string]any{"failed": all, "fulfilled": nil}); codes(err) != "conflict" {
		t.Errorf("answered again on a %s contract: %v", c.State, err)
	}
}

// TestAgency lets a market that is authorised decide without an outside scan.
func TestAgency(t *testing.T) {
	d := open(t)
	market := d.put(node, record.Draft{Kind: "market", Fields: map[string]any{"name": "市场"}})
	c := d.walk(d.contract(d.buyer(), nil))
	given := number()
	delete(given, "certificate")
	if _, err := d.at(registrar, c, "register", given); codes(err) != "certificate:invalid" {
		t.Errorf("registered without the scan: %v", err)
	}
	authorised := map[string]any{"authorised_agency": true}
	if err := d.change(market, authorised); codes(err) != "denied" {
		t.Errorf("the registrar authorised himself: %v", err)
	}
	if _, err := d.Put(t.Context(), security, "", record.Draft{Kind: "market", ID: market.ID, Rev: 1, Fields: authorised}); err != nil {
		t.Fatal(err)
	}
	if c = d.must(registrar, c, "register", given); c.Fields["decided"] != "here" {
		t.Errorf("decided %v", c.Fields["decided"])
	}
}

// TestAmendment changes a registered contract the only way there is.
func TestAmendment(t *testing.T) {
	d := open(t)
	c := d.must(registrar, d.walk(d.contract(d.buyer(), nil)), "register", number())
	if err := d.change(c, map[string]any{"total": int64(1)}); codes(err) != "conflict" {
		t.Errorf("a registered contract was changed: %v", err)
	}
	if _, err := d.Put(t.Context(), registrar, "", record.Draft{Kind: "deduction", Fields: map[string]any{"contract": c.ID, "what": "设备", "amount": int64(1)}}); codes(err) != "conflict" {
		t.Errorf("a deduction came behind the registration: %v", err)
	}
	a := d.put(registrar, record.Draft{Kind: "amendment", Fields: map[string]any{
		"contract": c.ID, "title": "增加经费", "signed": "2026-07-01", "reason": "扩大试验", "files": []string{scan}, "total": int64(150_000_00), "technical": int64(120_000_00), "ends": "2028-06-01",
	}})
	if _, err := d.at(registrar, c, "change", map[string]any{"amendment": a.ID}); codes(err) != "amendment:invalid" {
		t.Errorf("a draft was entered: %v", err)
	}
	if _, err := d.at(registrar, a, "submit", nil); codes(err) != "technical:invalid" {
		t.Errorf("handed in without its deductions: %v", err)
	}
	line := d.put(registrar, record.Draft{Kind: "deduction", Fields: map[string]any{"contract": c.ID, "amendment": a.ID, "what": "设备", "amount": int64(30_000_00)}})
	d.must(registrar, a, "submit", nil)
	if err := d.change(line, map[string]any{"amount": int64(1)}); codes(err) != "amendment:invalid" {
		t.Errorf("a deduction was changed behind the amendment: %v", err)
	}
	if _, err := d.at(registrar, a, "enter", nil); codes(err) != "conflict" {
		t.Errorf("entered before the contract took it over: %v", err)
	}
	c = d.must(registrar, c, "change", map[string]any{"amendment": a.ID})
	if c.State != "registered" || c.Fields["total"] != int64(150_000_00) || c.Fields["technical"] != int64(120_000_00) || c.Fields["ends"] != "2028-06-01" || c.Fields["title"] != "永磁电机控制研发" {
		t.Errorf("%s %v", c.State, c.Fields)
	}
	if _, err := d.at(registrar, c, "change", map[string]any{"amendment": a.ID}); codes(err) != "amendment:invalid" {
		t.Errorf("entered twice: %v", err)
	}
	if _, err := d.at(registrar, a, "refuse", map[string]any{"answer": "不"}); codes(err) != "conflict" {
		t.Errorf("refused after it was entered: %v", err)
	}
	if got := d.must(registrar, a, "enter", nil); got.State != "entered" {
		t.Errorf("got %s", got.State)
	}
}

// TestObjection gives a contract back to experts when an objection is upheld, and cancels it.
func TestObjection(t *testing.T) {
	d := open(t)
	buyer := d.buyer()
	c := d.must(registrar, d.walk(d.contract(buyer, nil)), "register", number())
	o := d.put(registrar, record.Draft{Kind: "objection", Fields: map[string]any{"title": "类别不符", "contract": c.ID, "by": buyer, "reason": "实为技术服务"}})
	if _, err := d.at(registrar, c, "recheck", map[string]any{"objection": o.ID}); codes(err) != "objection:invalid" {
		t.Errorf("rechecked before it was answered: %v", err)
	}
	if _, err := d.at(officer, o, "uphold", nil); codes(err) != "answer:invalid" {
		t.Errorf("upheld without an answer: %v", err)
	}
	d.must(officer, o, "uphold", map[string]any{"answer": "属实"})
	c = d.must(registrar, c, "recheck", map[string]any{"objection": o.ID})
	if c.State != "expert" || c.Fields["due"] != "2026-08-13" || c.Fields["opinion"] != nil {
		t.Errorf("%s until %v", c.State, c.Fields["due"])
	}
	if _, err := d.at(d.member(), c, "withdraw", nil); codes(err) != "conflict" {
		t.Errorf("the seller took it away: %v", err)
	}
	d.recheckedForPapers(c, buyer)
	d.answer(c, nil)
	given := map[string]any{"confirmed": true, "certificate": []string{scan}, "opinion": "维持"}
	c = d.must(registrar, c, "register", given)
	if c.Fields["number"] != "2026210000000001" {
		t.Errorf("the number became %v", c.Fields["number"])
	}
	if _, err := d.at(registrar, c, "recheck", map[string]any{"objection": o.ID}); codes(err) != "objection:invalid" {
		t.Errorf("rechecked twice: %v", err)
	}
	if _, err := d.at(registrar, c, "cancel", map[string]any{"cause": "解除", "benefit": true}); codes(err) != "told:invalid" {
		t.Errorf("cancelled behind the tax authority: %v", err)
	}
	if c = d.must(registrar, c, "cancel", map[string]any{"cause": "解除", "benefit": true, "told": true}); c.State != "cancelled" {
		t.Errorf("got %s", c.State)
	}
}

// TestRefusal wants reasons with their codes.
func TestRefusal(t *testing.T) {
	d := open(t)
	c := d.walk(d.contract(d.buyer(), nil))
	for _, tt := range []struct {
		fields map[string]any
		want   string
	}{
		{nil, "reasons:invalid explanation:invalid"},
		{map[string]any{"reasons": []string{"whim"}, "explanation": "x"}, "reasons:invalid"},
		{map[string]any{"reasons": []string{"not_technology"}}, "explanation:invalid"},
		{map[string]any{"reasons": []string{"not_technology", "price"}, "explanation": "实为采购"}, "ok"},
	} {
		got, err := d.at(registrar, c, "refuse", tt.fields)
		if said := codes(err); said != tt.want || err == nil && (got.State != "refused" || got.Rules == "") {
			t.Errorf("%v: got %s (%v), %s", tt.fields, said, err, got.State)
		}
	}
}

// TestPricing publishes an agreed price for its days, hears an objection, and lets the clock settle it.
func TestPricing(t *testing.T) {
	d := open(t)
	achievement := d.put(broker, record.Draft{Kind: "achievement", Fields: map[string]any{"title": "成果", "owner": d.firm}})
	price := func(way string, fen int64) record.Record {
		return d.put(d.member(), record.Draft{Kind: "pricing", Fields: map[string]any{"achievement": achievement.ID, "unit": d.firm, "way": way, "price": fen}})
	}
	if _, err := d.Put(t.Context(), d.member(), "", record.Draft{Kind: "pricing", Fields: map[string]any{"achievement": achievement.ID, "unit": d.firm, "way": "auction", "price": int64(-1)}}); codes(err) != "price:invalid" {
		t.Errorf("a price below zero: %v", err)
	}
	buyer := d.buyer()
	outsider := access.Actor{Account: "x", Organisation: buyer, Roles: record.Member}
	shared := d.put(broker, record.Draft{Kind: "achievement", Fields: map[string]any{"title": "共享成果", "summary": "简介", "region": "210100", "owner": d.firm}})
	d.must(broker, shared, "share", direct)
	if _, err := d.Put(t.Context(), outsider, "", record.Draft{Kind: "pricing", Fields: map[string]any{"achievement": shared.ID, "unit": buyer, "way": "agreement", "price": int64(1)}}); codes(err) != "unit:invalid" {
		t.Errorf("an outsider prices it: %v", err)
	}
	p := price("agreement", 100)
	for _, tt := range []struct {
		name   string
		fields map[string]any
		want   string
	}{
		{"nowhere", map[string]any{"until": "2026-07-30"}, "place:invalid"},
		{"from yesterday", map[string]any{"from": "2026-07-01", "until": "2026-07-30", "place": "公告栏"}, "from:invalid"},
		{"for ever", map[string]any{"place": "公告栏"}, "until:invalid"},
		{"for fourteen days", map[string]any{"until": "2026-07-16", "place": "公告栏"}, "until:invalid"},
		{"for fifteen days", map[string]any{"until": "2026-07-17", "place": "公告栏"}, "ok"},
	} {
		if _, err := d.at(d.member(), p, "publish", tt.fields); codes(err) != tt.want {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := d.at(d.member(), p, "settle", nil); codes(err) != "conflict" {
		t.Errorf("settled before its days were over: %v", err)
	}
	o := d.put(broker, record.Draft{Kind: "objection", Fields: map[string]any{"title": "价格过低", "pricing": p.ID, "by": d.firm, "reason": "低于评估值"}})
	d.now = time.Date(2026, 7, 18, 1, 0, 0, 0, time.UTC)
	if n, err := d.Due(t.Context()); n != 0 || err != nil {
		t.Errorf("the clock settled a contested price: %d, %v", n, err)
	}
	if _, err := d.Put(t.Context(), broker, "", record.Draft{Kind: "objection", Fields: map[string]any{"title": "迟到", "pricing": p.ID, "by": d.firm, "reason": "x"}}); codes(err) != "conflict" {
		t.Errorf("an objection after the days: %v", err)
	}
	d.must(officer, o, "reject", map[string]any{"answer": "有评估报告"})
	if _, err := d.at(d.member(), p, "settle", map[string]any{"price": int64(90)}); codes(err) != "price:invalid" {
		t.Errorf("settled at another price: %v", err)
	}
	if n, err := d.Due(t.Context()); n != 1 || err != nil || d.anew(p).State != "settled" || d.anew(p).Fields["settled"] != "2026-07-18" {
		t.Errorf("the clock took %d steps (%v), %s", n, err, d.anew(p).State)
	}

	a := price("auction", 0)
	if _, err := d.at(d.member(), a, "publish", map[string]any{"until": "2026-07-17", "place": "拍卖行"}); codes(err) != "until:invalid" {
		t.Errorf("until a day that is past: %v", err)
	}
	d.must(d.member(), a, "publish", map[string]any{"place": "拍卖行"})
	if got := d.must(d.member(), a, "settle", map[string]any{"price": int64(300)}); got.Fields["price"] != int64(300) {
		t.Errorf("the auction made %v", got.Fields["price"])
	}
}

// TestPriceIsPublishedAnew lets an upheld objection block the old price, not the new one.
func TestPriceIsPublishedAnew(t *testing.T) {
	d := open(t)
	achievement := d.put(broker, record.Draft{Kind: "achievement", Fields: map[string]any{"title": "成果", "owner": d.firm}})
	p := d.put(broker, record.Draft{Kind: "pricing", Fields: map[string]any{"achievement": achievement.ID, "unit": d.firm, "way": "agreement", "price": int64(100)}})
	d.must(broker, p, "publish", map[string]any{"until": "2026-07-20", "place": "公告栏"})
	d.now = d.now.Add(time.Hour)
	o := d.put(broker, record.Draft{Kind: "objection", Fields: map[string]any{"title": "价格过低", "pricing": p.ID, "by": d.firm, "reason": "低于评估值"}})
	d.must(officer, o, "uphold", map[string]any{"answer": "重新定价"})
	d.now = time.Date(2026, 7, 21, 1, 0, 0, 0, time.UTC)
	if _, err := d.at(broker, p, "settle", nil); codes(err) != "conflict" {
		t.Errorf("settled against an upheld objection: %v", err)
	}
	d.must(broker, p, "revise", nil)
	if err := d.change(p, map[string]any{"price": int64(150)}); err != nil {
		t.Fatal(err)
	}
	d.must(broker, p, "publish", map[string]any{"from": "2026-07-21", "until": "2026-08-05", "place": "公告栏"})
	d.now = time.Date(2026, 8, 6, 1, 0, 0, 0, time.UTC)
	if n, err := d.Due(t.Context()); n != 1 || err != nil {
		t.Errorf("the clock took %d steps, %v", n, err)
	}
}

// TestIncomeShares asks for grounds where people receive less than the rule says.
func TestIncomeShares(t *testing.T) {
	d := open(t)
	c := d.contract(d.buyer(), nil)
	person := d.put(broker, record.Draft{Kind: "person", Fields: map[string]any{"name": "完成人", "organisation": d.firm}})
	share := func(role string, parts int64) record.Draft {
		fields := map[string]any{"contract": c.ID, "unit": d.firm, "role": role, "share": parts}
		if role != "unit" {
			fields["person"] = person.ID
		}
		return record.Draft{Kind: "income_share", Fields: fields}
	}
	unit, completer := d.put(broker, share("unit", 6_000)), d.put(broker, share("completer", 4_000))
	if _, err := d.Put(t.Context(), broker, "", share("contributor", 1)); codes(err) != "share:invalid" {
		t.Errorf("more than the whole: %v", err)
	}
	if _, err := d.at(d.member(), completer, "agree", nil); codes(err) != "grounds:invalid" {
		t.Errorf("less than half without grounds: %v", err)
	}
	d.must(d.member(), completer, "agree", map[string]any{"grounds": "双方约定"})
	if err := d.change(unit, map[string]any{"share": int64(5_000)}); err != nil {
		t.Fatal(err)
	}
	more := d.put(broker, share("contributor", 1_000))
	if got := d.must(d.member(), more, "agree", nil); got.State != "agreed" { // with the completer, half
		t.Errorf("got %s", got.State)
	}
	if _, err := d.at(d.member(), more, "pay", map[string]any{"paid": "2026-07-02"}); codes(err) != "amount:invalid" {
		t.Errorf("paid without an amount: %v", err)
	}
}

// TestIncomeOfOthers keeps whoever does not sell from shares in the income.
func TestIncomeOfOthers(t *testing.T) {
	d := open(t)
	buyer := d.buyer()
	c := d.walk(d.contract(buyer, nil))
	c = d.must(registrar, c, "register", number())
	for _, tt := range []struct {
		name, unit, contract string
		by                   access.Actor
		want                 string
	}{
		{"an outsider", buyer, c.ID, access.Actor{Account: "x", Organisation: buyer, Roles: record.Member}, "contract:invalid"},
		{"a registrar for the buyer", buyer, c.ID, registrar, "contract:invalid"},
		{"a contract that is not there", d.firm, "nowhere", d.member(), "contract:invalid"},
		{"the seller", d.firm, c.ID, d.member(), "ok"},
	} {
		_, err := d.Put(t.Context(), tt.by, "", record.Draft{Kind: "income_share", Fields: map[string]any{"contract": tt.contract, "unit": tt.unit, "role": "unit", "share": int64(10_000)}})
		if got := codes(err); got != tt.want {
			t.Errorf("%s: got %s (%v), want %s", tt.name, got, err, tt.want)
		}
	}
}

// recheckedForPapers asks for more while c is checked again, and wants all but papers refused.
func (d *desk) recheckedForPapers(c record.Record, buyer string) {
	d.t.Helper()
	d.must(registrar, c, "supplement", map[string]any{"shortcomings": []string{"seals"}})
	for _, tt := range []struct {
		fields map[string]any
		want   string
	}{
		{map[string]any{"title": "另一合同"}, "title:invalid"},
		{map[string]any{"total": int64(900_000_00), "technical": int64(1)}, "total:invalid technical:invalid"},
		{map[string]any{"seller": nil}, "seller:invalid"},
		{map[string]any{"currency": "USD", "foreign_amount": int64(5)}, "currency:invalid foreign_amount:invalid"},
		{map[string]any{"files": []string{scan}, "acceptance": "专家验收"}, "ok"},
	} {
		if err := d.change(c, tt.fields); codes(err) != tt.want {
			d.t.Errorf("%v on a contract with a number: %v, want %s", tt.fields, err, tt.want)
		}
	}
	for kind, fields := range map[string]map[string]any{"party": {"organisation": buyer, "role": "buyer"}, "deduction": {"what": "设备", "amount": int64(1)}} {
		fields["contract"] = c.ID
		if _, err := d.Put(d.t.Context(), registrar, "", record.Draft{Kind: kind, Fields: fields}); codes(err) != "conflict" {
			d.t.Errorf("a %s of a contract with a number: %v", kind, err)
		}
	}
	for _, step := range []string{"submit", "accept"} {
		d.must(registrar, c, step, nil)
	}
	d.must(registrar, c, "refer", nil)
}
