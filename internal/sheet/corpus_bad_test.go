package sheet_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"testing"
	"unicode"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/sheet"
	"heitu/internal/text"
)

// peak is how much memory a process may use that reads one file, in bytes.
const peak = 300 << 20

// outcome is what became of a bad file.
type outcome struct {
	Refused [2]string   // in Chinese and in English
	Remarks [][2]string // likewise
	Sheets  int         // that hold a table
	Rows    int
	Faults  int    // rows with a fault, and what ended the reading
	Said    string // the first of them
	Peak    int64  // of the process
}

// told reports whether the person hears that something is amiss.
func (o outcome) told() bool { return o.Refused[0] != "" || len(o.Remarks) > 0 || o.Faults > 0 }

// TestBadFiles opens every bad file in a process of its own, which must stay small.
func TestBadFiles(t *testing.T) {
	large := t.TempDir()
	for _, tt := range []struct {
		name string
		want string // refused; told: refused, or read and remarked upon; clear: refused or read; or the number of rows that must be read
		says string // what the person must be told of, in Chinese
		make func(*testing.T, string)
	}{
		{"encrypted.xlsx", "refused", "密码", nil},
		{"encrypted.xls", "refused", "密码", nil},
		{"html.xls", "told", "网页", nil},
		{"csv.xlsx", "told 2", "文本", nil},
		{"truncated.xlsx", "refused", "不完整|损坏", nil},
		{"entities.xlsx", "refused", "异常|损坏", nil},
		{"external-entity.xlsx", "refused", "异常|损坏", nil},
		{"claims-a-lot.xlsx", "refused", "过大|损坏", nil},
		{"empty.xlsx", "refused", "空", nil},
		{"empty.csv", "told", "空", nil},
		{"header-only.xlsx", "0", "", nil},
		{"image.xlsx", "refused", "不是表格", nil},
		{"image.csv", "refused", "不是表格", nil},
		{"macro.xlsm", "told 1", "宏", nil},
		{"external-links.xlsx", "1", "", nil},
		{"document.xlsx", "refused", "Word", nil},
		{"broken-utf8.csv", "told", "编码", nil},
		{"mixed-encodings.csv", "told", "编码", nil},
		{"card.xlsx", "nothing", "", nil},
		{"quote-never-closed.csv", "told", "引号", nil},
		{"zeros.csv", "refused", "不是表格", nil},
		{"lines.jsonl", "told 1", "JSON", nil},
		{"truncated.xls", "refused", "不完整|损坏", nil},
		{"columns-2000.xlsx", "clear", "列", bigColumns},
		{"cell-10mb.xlsx", "told", "MiB", bigCell},
		{"cell-10mb.csv", "told", "MiB", bigCellCSV},
		{"rows-1048576.xlsx", "refused", "行", bigRows},
		{"rows-1048576.csv", "refused", "行", bigRowsCSV},
		{"bomb-sheet.xlsx", "refused", "过大|损坏", bombSheet},
		{"bomb-shared.xlsx", "refused", "过大|损坏", bombShared},
		{"bomb-style.xlsx", "refused", "过大|损坏", bombStyles},
		{"bomb-lies.xlsx", "refused", "过大|损坏", bombLies},
		{"merged-all.xlsx", "read", "", mergedAll},
		{"one-line-60mb.csv", "told", "MiB|列", longLine},
	} {
		t.Run(tt.name, func(t *testing.T) {
			file := filepath.Join(corpus, "bad", tt.name)
			if tt.make != nil {
				file = filepath.Join(large, tt.name)
				tt.make(t, file)
				defer os.Remove(file)
			}
			o := openApart(t, file)
			t.Logf("%d MB, %d sheets, %d rows, %d faults %s; refused %q; %q", o.Peak>>20, o.Sheets, o.Rows, o.Faults, o.Said, o.Refused[0], o.Remarks)
			if o.Peak > peak && runtime.GOOS == "linux" {
				t.Errorf("%d MB of memory, want at most %d", o.Peak>>20, peak>>20)
			}
			o.judge(t, tt.want)
			if tt.says != "" && !regexp.MustCompile(tt.says).MatchString(fmt.Sprint(o.Refused, o.Remarks, o.Said)) && (tt.want != "clear" || o.told()) {
				t.Errorf("nobody is told of %s", tt.says)
			}
			if strings.Contains(fmt.Sprint(o.Remarks), "多种编码") && tt.says != "编码" {
				t.Error("the file does not mix encodings")
			}
		})
	}
}

func (o outcome) judge(t *testing.T, want string) {
	t.Helper()
	for _, said := range append(o.Remarks, o.Refused) {
		if said[0] != "" && (strings.IndexFunc(said[0], isHan) < 0 || said[1] == "" || strings.IndexFunc(said[1], isHan) >= 0) {
			t.Errorf("not in both languages: %q", said)
		}
	}
	refused := o.Refused[0] != ""
	word, count, counted := strings.Cut(want, " ")
	rows := -1
	if !counted {
		count = want
	}
	if _, err := fmt.Sscan(count, &rows); err == nil && (refused || o.Rows != rows) {
		t.Errorf("%d rows, want %d; refused: %v", o.Rows, rows, refused)
	}
	switch {
	case word == "refused" && !refused:
		t.Error("the file was not refused")
	case word == "told" && !o.told():
		t.Error("nobody is told that something is amiss")
	case word == "clear" && !refused && o.Rows == 0:
		t.Error("the file was neither refused nor read")
	case word == "read" && (refused || o.Rows == 0):
		t.Error("the file was not read")
	case word == "nothing" && !o.told() && o.Rows > 0:
		t.Error("what is no table was read as one")
	}
}

func isHan(c rune) bool { return unicode.Is(unicode.Han, c) }

// openApart opens a file in a child and returns what became of it.
func openApart(t *testing.T, file string) outcome {
	t.Helper()
	child := exec.Command(os.Args[0], "-test.run=^TestBadFileChild$", "-test.count=1")
	child.Env = append(os.Environ(), "HEITU_BAD_FILE="+file)
	out, err := child.CombinedOutput()
	var o outcome
	_, answer, ok := strings.Cut(string(out), "outcome: ")
	if err != nil || !ok {
		t.Fatalf("the reader broke down: %v: %.2000s", err, out)
	}
	if err := json.NewDecoder(strings.NewReader(answer)).Decode(&o); err != nil {
		t.Fatal(err)
	}
	return o
}

// TestBadFileChild is what the child runs.
func TestBadFileChild(t *testing.T) {
	file := os.Getenv("HEITU_BAD_FILE")
	if file == "" {
		return // TestBadFiles runs it in a process of its own
	}
	o := open(t, file)
	o.Peak = residentPeak()
	answer, err := json.Marshal(o)
	must(t, err)
	fmt.Printf("outcome: %s\n", answer)
}

func open(t *testing.T, file string) (o outcome) {
	t.Helper()
	f, err := os.Open(file)
	must(t, err)
	defer f.Close()
	info, err := f.Stat()
	must(t, err)
	refuse := func(err error) {
		for _, one := range fault.All(err) {
			o.Refused = [2]string{one.In(text.ZH), one.In(text.EN)}
		}
		if o.Refused[0] == "" {
			t.Fatalf("an error that is no fault: %v", err)
		}
	}
	book, err := sheet.OpenBook(filepath.Base(file), f, info.Size())
	if err != nil {
		refuse(err)
		return o
	}
	defer book.Close()
	for _, m := range book.Remarks {
		o.Remarks = append(o.Remarks, [2]string{m.ZH, m.EN})
	}
	layouts, err := book.Guess(kinds.Need)
	if err != nil {
		refuse(err)
		return o
	}
	o.Sheets = len(layouts)
	nobody := func(kind, said string) (string, error) { return identity(said), nil }
	for _, l := range layouts {
		for item, err := range book.Rows(kinds.Need, l, nobody) {
			if err == nil {
				o.Rows++
				err = item.Err
			} else if fault.All(err) == nil {
				t.Fatalf("an error that is no fault: %v", err)
			}
			if err != nil {
				if o.Faults++; o.Faults == 1 {
					o.Said = fmt.Sprintf("%.200s", fault.All(err)[0].In(text.ZH))
				}
			}
		}
	}
	return o
}

// residentPeak is the most memory that the process ever used, or what Go has taken where
// the system does not tell.
func residentPeak() int64 {
	if f, err := os.Open("/proc/self/status"); err == nil {
		defer f.Close()
		for lines := bufio.NewScanner(f); lines.Scan(); {
			var kb int64
			if _, err := fmt.Sscanf(lines.Text(), "VmHWM: %d kB", &kb); err == nil {
				return kb << 10
			}
		}
	}
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.Sys)
}
