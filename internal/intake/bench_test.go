package intake_test

import (
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"heitu/internal/intake"
	"heitu/internal/record"
)

// achievements is a file of n achievements in twenty columns, of which the kind
// knows eleven.
func achievements(n int, owners ...string) string {
	var b strings.Builder
	b.WriteString("成果名称,成果简介,关键词,技术领域,技术就绪度,完成单位,所在地区,知识产权类别,意向价格（万元）,来源编号,备注,序号,处室,经办,批次,页码,甲列,乙列,丙列,丁列\n")
	for i := range n {
		fmt.Fprintf(&b, "第%d项%s材料的制备方法,用于解决第%d类问题，指标达到国内先进水平,稀土；永磁；电机,06,6,%s,沈阳市,发明专利,%d.5,S-%06d,无,%d,一处,张三,第一批,%d,a,b,c,d\n",
			i, string(rune(0x4e00+i*7%5000)), i, owners[i%len(owners)], i%900, i, i, i/50)
	}
	return b.String()
}

func BenchmarkTrial(b *testing.B) {
	o := open(b)
	file := achievements(10_000, "示例研究院", "示例企业")
	i, err := o.Clerk.Receive(o.ctx, o.People["broker"], "achievement", "x.csv", strings.NewReader(file))
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if i, err = o.Clerk.Arrange(o.ctx, o.People["broker"], i.ID, nil, "", ""); err != nil {
			b.Fatal(err)
		}
		i = o.work("broker", i.ID)
		o.state(i, intake.Tried)
	}
	if i.Counts["made"] != 10_000 {
		b.Errorf("%.1000s", o.said("broker", i))
	}
}

// BenchmarkBring brings 100,000 rows in while somebody else writes, and tells how
// long he waits.
func BenchmarkBring(b *testing.B) {
	for b.Loop() {
		o := open(b)
		rows := benchRows()
		file := achievements(rows, "示例研究院", "示例企业")
		i := o.send("broker", "achievement", "x.csv", file)
		o.state(i, intake.Tried)
		o.Run(o.ctx)
		var alone []time.Duration // waits without the import, on the same machine
		for n := range 100 {
			alone = append(alone, o.wait(fmt.Sprint("无人 ", n)))
		}
		began := time.Now()
		if _, err := o.Clerk.Start(o.ctx, o.People["broker"], i.ID); err != nil {
			b.Fatal(err)
		}
		var waits []time.Duration
		for i.State != intake.Done {
			waits = append(waits, o.wait(fmt.Sprint("另一人 ", len(waits))))
			if len(waits)%10 > 0 {
				continue
			}
			var err error
			if i, err = o.Clerk.Import(o.ctx, o.People["broker"], i.ID); err != nil || i.State == intake.Failed {
				b.Fatal(i, err)
			}
		}
		took := time.Since(began)
		slices.Sort(waits)
		slices.Sort(alone)
		b.ReportMetric(float64(alone[98].Milliseconds()), "alone-p99-ms")
		b.ReportMetric(float64(rows)/took.Seconds(), "rows/s")
		b.ReportMetric(float64(waits[len(waits)*99/100].Milliseconds()), "p99-ms")
		b.ReportMetric(float64(waits[len(waits)/2].Milliseconds()), "p50-ms")
		b.Logf("%v in %v; %d writes of somebody else, the longest %v", i.Counts, took, len(waits), waits[len(waits)-1])
	}
}

// wait writes a record as somebody else, and returns how long he waited.
func (o *office) wait(name string) time.Duration {
	at := time.Now()
	o.Put("registrar", record.Draft{Kind: "organisation", Fields: map[string]any{"name": name}})
	took := time.Since(at)
	time.Sleep(20 * time.Millisecond)
	return took
}

// benchRows is how many rows come in: 100,000, or what the environment says.
func benchRows() int {
	if n, err := strconv.Atoi(os.Getenv("HEITU_BENCH_ROWS")); err == nil {
		return n
	}
	return 100_000
}
