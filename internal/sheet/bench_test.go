package sheet

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"heitu/internal/kinds"
)

const (
	benchRows    = 100_000
	benchColumns = 20
)

// benchHeader is the columns of a need, and some that are none.
var benchHeader = []any{"序号", "需求名称", "待解决的问题", "预期指标", "关键词", "技术领域", "期望的就绪度", "需求单位", "所在地区", "预算（万元）", "发布日期", "截止日期", "来源编号", "备注", "填报人", "审核人", "批次", "渠道", "得分", "版次"}

func benchRow(i int) []any {
	return []any{
		i, fmt.Sprintf("第 %d 项需求", i), fmt.Sprintf("现场温度 %d 度，密封件寿命不足三个月", i%90), "寿命提高到一年以上", "密封；轴承、稀土", "新材料及其应用", i%9 + 1,
		"包头示例永磁材料有限公司", "辽宁省沈阳市", float64(i%500) + 0.5, 45000 + i%1000, "2026年3月1日", fmt.Sprintf("X-%06d", i), "", "某人", "某人", i % 7, "网站", float64(i%100) / 10, i,
	}
}

// benchFile writes a file once for all runs.
func benchFile(b *testing.B, name string, write func(io.Writer) error) *os.File {
	b.Helper()
	f, err := os.Create(filepath.Join(b.TempDir(), name))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { f.Close() })
	if err := write(f); err != nil {
		b.Fatal(err)
	}
	return f
}

func BenchmarkXLSX(b *testing.B) {
	benchRead(b, benchFile(b, "a.xlsx", func(w io.Writer) error {
		f := excelize.NewFile()
		defer f.Close()
		s, err := f.NewStreamWriter("Sheet1")
		if err != nil {
			return err
		}
		if err := s.SetRow("A1", benchHeader); err != nil {
			return err
		}
		for i := range benchRows {
			if err := s.SetRow(fmt.Sprintf("A%d", i+2), benchRow(i)); err != nil {
				return err
			}
		}
		if err := s.Flush(); err != nil {
			return err
		}
		return f.Write(w)
	}))
}

func BenchmarkCSV(b *testing.B) {
	benchRead(b, benchFile(b, "a.csv", func(w io.Writer) error {
		out := bufio.NewWriter(w)
		line := func(cells []any) {
			for i, c := range cells {
				if i > 0 {
					out.WriteByte(',')
				}
				fmt.Fprint(out, c)
			}
			out.WriteByte('\n')
		}
		line(benchHeader)
		for i := range benchRows {
			line(benchRow(i))
		}
		return out.Flush()
	}))
}

// benchRead reports rows a second, and the most memory that the heap took meanwhile.
func benchRead(b *testing.B, f *os.File) {
	info, err := f.Stat()
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(benchColumns, "columns")
	runtime.GC()
	stop, peak := make(chan bool), make(chan uint64)
	go func() {
		var most uint64
		m := []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}, {Name: "/memory/classes/heap/unused:bytes"}}
		for {
			select {
			case <-stop:
				peak <- most
				return
			case <-time.After(5 * time.Millisecond):
				metrics.Read(m) // unlike ReadMemStats, it does not stop the world
				most = max(most, m[0].Value.Uint64()+m[1].Value.Uint64())
			}
		}
	}()
	b.ResetTimer()
	rows := 0
	for b.Loop() {
		book, err := OpenBook(f.Name(), f, info.Size())
		if err != nil {
			b.Fatal(err)
		}
		layouts, err := book.Guess(kinds.Need)
		if err != nil {
			b.Fatal(err)
		}
		for it, err := range book.Rows(kinds.Need, layouts[0], known) {
			if err != nil || it.Err != nil {
				b.Fatal(err, it.Err)
			}
			rows++
		}
	}
	b.StopTimer()
	close(stop)
	b.ReportMetric(float64(<-peak)/(1<<20), "peak-MB")
	b.ReportMetric(float64(rows)/b.Elapsed().Seconds(), "rows/s")
	if rows != b.N*benchRows {
		b.Fatalf("%d rows, want %d", rows, b.N*benchRows)
	}
}

// BenchmarkXLSXByExcelize is how the library that writes workbooks would read them.
func BenchmarkXLSXByExcelize(b *testing.B) {
	var data bytes.Buffer
	f := excelize.NewFile()
	s, _ := f.NewStreamWriter("Sheet1")
	for i := range benchRows / 10 {
		s.SetRow(fmt.Sprintf("A%d", i+1), benchRow(i))
	}
	s.Flush()
	f.Write(&data)
	n := 0
	for b.Loop() {
		f, _ := excelize.OpenReader(bytes.NewReader(data.Bytes()), excelize.Options{UnzipXMLSizeLimit: 1 << 20})
		rows, _ := f.Rows("Sheet1")
		for rows.Next() {
			rows.Columns()
			n++
		}
		rows.Close()
		f.Close()
	}
	b.ReportMetric(float64(n)/b.Elapsed().Seconds(), "rows/s")
}
