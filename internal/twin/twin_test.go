package twin_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"heitu/internal/twin"
)

func TestNear(t *testing.T) {
	for _, tt := range []struct {
		held, asked string
		want        bool
	}{
		{"沈阳鼓风机集团股份有限公司", "沈阳鼓风机集团有限公司", true},
		{"沈阳鼓风机集团股份有限公司", "沈阳鼓风机集团", true},
		{"沈阳鼓风机（集团）有限公司", "沈阳鼓风机集团有限责任公司", true},
		{"沈阳市远大智能工业集团", "远大智能工业集团", true},
		{"辽宁省沈阳市远大智能工业集团", "沈阳远大智能工业集团", true},
		{"远大智能工业集团", "沈阳市远大智能工业集团有限公司", true},
		{"稀土永磁电机高效控制方法", "稀土永磁电机的高效控制方法", true},
		{"ＡＢＣ Tech Co., Ltd.", "abc tech", true},
		{"沈阳大学", "大连大学", false},
		{"沈阳远大智能工业集团", "大连远大智能工业集团", false},
		{"东北大学", "东北师范大学", false},
		{"中国医科大学", "中国医科大学附属第一医院", false},
		{"沈阳市第一中学", "沈阳市第二中学", false},
		{"王小明", "王晓明", false},
		{"王小明", "王小明", true},
		{"", "", false},
		{"公司", "公司", true},
	} {
		x := twin.New()
		x.Add("held", tt.held)
		if got := len(x.Near(tt.asked)) > 0; got != tt.want {
			t.Errorf("%q held, %q asked: near is %v, want %v (%q, %q)", tt.held, tt.asked, got, tt.want, twin.Normal(tt.held), twin.Normal(tt.asked))
		}
	}
}

// The likest comes first, and a title is found among many like it.
// What was removed is found no more, and can come back under another title.
func TestRemove(t *testing.T) {
	x := twin.New()
	x.Add("a", "沈阳示例公司")
	x.Add("b", "沈阳示例有限公司")
	x.Remove("b")
	if got := x.Near("沈阳示例公司"); len(got) != 1 || got[0].ID != "a" {
		t.Errorf("got %v", got)
	}
	x.Add("b", "大连机床厂")
	if got := x.Near("大连机床厂"); len(got) != 1 || got[0].ID != "b" {
		t.Errorf("got %v", got)
	}
}

func TestNearOrder(t *testing.T) {
	x := twin.New()
	for i, title := range []string{"辽宁恒泰环保设备制造", "辽宁恒泰环保设备制造厂", "吉林恒通环保工程"} {
		x.Add(fmt.Sprint(i), title)
	}
	got := x.Near("辽宁恒泰环保设备制造有限公司")
	if len(got) != 2 || got[0].ID != "0" || got[0].Share != 1 || got[1].ID != "1" {
		t.Errorf("got %v", got)
	}
}

func titles(n int) []string {
	r := rand.New(rand.NewPCG(1, 2))
	places, words := []string{"沈阳", "大连市", "长春", "哈尔滨", "吉林省", "包头"}, []string{"恒泰", "鼎新", "华锐", "东方", "远大", "金川", "万通", "天工", "瑞丰", "北科", "中创", "盛达", "宏图", "精诚", "联合", "永固"}
	trades, legal := []string{"环保", "机械", "生物", "材料", "电子", "软件", "化工", "农业"}, []string{"科技有限公司", "股份有限公司", "设备制造有限责任公司", "研究院"}
	list := make([]string, n)
	for i := range list {
		list[i] = places[r.IntN(len(places))] + words[r.IntN(len(words))] + words[r.IntN(len(words))] + string(rune(0x4e00+r.IntN(2000))) + trades[r.IntN(len(trades))] + legal[r.IntN(len(legal))]
	}
	return list
}

func BenchmarkNear(b *testing.B) {
	x := twin.New()
	all := titles(100_000)
	for i, title := range all {
		x.Add(fmt.Sprint(i), title)
	}
	for i := 0; b.Loop(); i++ {
		x.Near(all[i%len(all)])
	}
}
