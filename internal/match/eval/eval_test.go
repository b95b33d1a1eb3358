package eval

import (
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"heitu/internal/fault"
)

// The figures are computed by hand: log2(2)=1, log2(3)=1.585, log2(4)=2.
func TestJudge(t *testing.T) {
	for _, tt := range []struct {
		name    string
		ranking string
		grades  Grades
		want    Measures
	}{
		{"first of one", "a b c", Grades{"a": 1}, Measures{1, 1, 1, 1, 1}},
		{"second of one", "b a c", Grades{"a": 1}, Measures{1 / math.Log2(3), 1, 0.5, 0.5, 1}},
		{"first and third of two", "a x b", Grades{"a": 1, "b": 1}, Measures{(1 + 0.5) / (1 + 1/math.Log2(3)), 1, (1 + 2.0/3) / 2, 1, 1}},
		{"grades turned round", "a b", Grades{"a": 1, "b": 2}, Measures{(1 + 2/math.Log2(3)) / (2 + 1/math.Log2(3)), 1, 1, 1, 1}},
		{"half is found", "a", Grades{"a": 1, "b": 1}, Measures{1 / (1 + 1/math.Log2(3)), 0.5, 0.5, 1, 1}},
		{"not relevant", "a b", Grades{"b": 1, "a": 0, "c": -1}, Measures{1 / math.Log2(3), 1, 0.5, 0.5, 1}},
		{"nothing found", "", Grades{"a": 1}, Measures{Queries: 1}},
		{"nothing relevant", "a", Grades{"a": 0}, Measures{}},
		{"tenth and eleventh", "1 2 3 4 5 6 7 8 9 a b", Grades{"a": 1, "b": 1}, Measures{(1 / math.Log2(11)) / (1 + 1/math.Log2(3)), 1, (0.1 + 2.0/11) / 2, 0.1, 1}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := Judge(map[string][]string{"q": strings.Fields(tt.ranking)}, map[string]Grades{"q": tt.grades})
			for _, pair := range [][2]float64{{got.NDCG10, tt.want.NDCG10}, {got.Recall100, tt.want.Recall100}, {got.MAP, tt.want.MAP}, {got.MRR, tt.want.MRR}} {
				if math.Abs(pair[0]-pair[1]) > 1e-12 || got.Queries != tt.want.Queries {
					t.Fatalf("got %+v, want %+v", got, tt.want)
				}
			}
		})
	}
}

func TestJudgeMeansOverQueries(t *testing.T) {
	got := Judge(map[string][]string{"q": {"a"}, "unjudged": {"a"}}, map[string]Grades{"q": {"a": 1}, "unanswered": {"a": 1}})
	if want := (Measures{0.5, 0.5, 0.5, 0.5, 2}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func folder(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "qrels"), 0o700); err != nil {
		t.Fatal(err)
	}
	for name, data := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(data), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

const corpus = `{"_id":"a","title":"Soil","text":"Sensors for wet soil."}
{"_id":"b","title":"","text":"Robots that plough soil."}

{"_id":"c","title":"Lasers","text":"Laser radar."}
`

func TestBench(t *testing.T) {
	dir := folder(t, map[string]string{
		"corpus.jsonl":  corpus,
		"queries.jsonl": `{"_id":"a#q","text":"Soil. Sensors for wet soil."}` + "\n" + `{"_id":"c#t","text":"radar"}`,
		"qrels/dev.tsv": "query-id\tcorpus-id\tscore\na#q\tb\t1\nc#t\tc\t1\r\n",
	})
	b, err := Open(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	rankings := b.Rankings()
	var run strings.Builder
	if err := b.Write(&run, rankings); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(run.String()), "\n")
	if len(lines) != 2 || !strings.HasPrefix(lines[0], "a#q Q0 b 1 ") || !strings.HasPrefix(lines[1], "c#t Q0 c 1 ") || !strings.HasSuffix(lines[1], " heitu") {
		t.Errorf("a whole text must not find itself, a title its text; got\n%s", run.String())
	}
	judgements, err := Judgements(dir, "dev")
	if err != nil {
		t.Fatal(err)
	}
	if got, want := b.Measure(rankings, judgements), (Measures{1, 1, 1, 1, 2}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestBadFolders(t *testing.T) {
	good := map[string]string{"corpus.jsonl": corpus, "queries.jsonl": `{"_id":"q","text":"soil"}`, "qrels/dev.tsv": "q\ta\t1\n"}
	for _, tt := range []struct{ name, file, data, want string }{
		{"no object", "corpus.jsonl", "[]\n", "corpus.jsonl: line 1"},
		{"no id", "queries.jsonl", `{"text":"x"}`, "queries.jsonl: line 1"},
		{"two cells", "qrels/dev.tsv", "q\ta\t1\nq\tb\n", "dev.tsv: line 2"},
		{"no grade", "qrels/dev.tsv", "q\ta\t1\nq\tb\tgood\n", "dev.tsv: line 2"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			files := map[string]string{}
			for name, data := range good {
				files[name] = data
			}
			files[tt.file] = tt.data
			dir := folder(t, files)
			_, err := Open(dir, nil)
			if err == nil {
				_, err = Judgements(dir, "dev")
			}
			if !fault.Is(err, fault.CodeInvalid) || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want a fault that says %q", err, tt.want)
			}
		})
	}
	if _, err := Open(t.TempDir(), nil); !fault.Is(err, fault.CodeMissing) {
		t.Errorf("an empty folder: got %v, want a fault", err)
	}
}
