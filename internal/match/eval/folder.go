package eval

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Document is one line of corpus.jsonl or, without a title, of queries.jsonl.
type Document struct {
	ID    string `json:"_id"`
	Title string `json:"title"`
	Text  string `json:"text"`
}

// Files of a folder in the BEIR layout.
const (
	CorpusFile  = "corpus.jsonl"
	QueriesFile = "queries.jsonl"
)

// longestLine bounds a line of a folder's files, so that a file without lines cannot fill memory.
const longestLine = 16 << 20

// EachDocument calls visit with the lines of one file of a folder, in their
// order. A line that is no document is a fault that names file and line.
func EachDocument(folder, name string, visit func(Document) error) error {
	path := filepath.Join(folder, name)
	return eachLine(path, func(n int, line []byte) error {
		var d Document
		if err := json.Unmarshal(line, &d); err != nil || d.ID == "" {
			return fault.Invalid("", text.BenchLine, path, n)
		}
		return visit(d)
	})
}

// Judgements reads qrels/NAME.tsv: a line of headings, then query, document and grade.
func Judgements(folder, name string) (map[string]Grades, error) {
	path := filepath.Join(folder, "qrels", name+".tsv")
	all := map[string]Grades{}
	err := eachLine(path, func(n int, line []byte) error {
		cells := strings.Split(strings.TrimRight(string(line), "\r"), "\t")
		if len(cells) != 3 {
			return fault.Invalid("", text.BenchLine, path, n)
		}
		grade, err := strconv.Atoi(cells[2])
		if n == 1 && err != nil {
			return nil
		}
		if err != nil {
			return fault.Invalid("", text.BenchLine, path, n)
		}
		if all[cells[0]] == nil {
			all[cells[0]] = Grades{}
		}
		all[cells[0]][cells[1]] = grade
		return nil
	})
	return all, err
}

func eachLine(path string, visit func(n int, line []byte) error) error {
	file, err := os.Open(path)
	if err != nil {
		return fault.Missing(text.BenchFile, path)
	}
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(make([]byte, 1<<16), longestLine)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		if err := visit(n, lines.Bytes()); err != nil {
			return err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return fault.Invalid("", text.BenchLong, path, longestLine>>20)
	}
	return lines.Err()
}

// Scored is a document with its score.
type Scored struct {
	ID    string
	Score float64
}

// WriteRun writes the ranking of one query in the run format of TREC.
func WriteRun(w io.Writer, query string, ranking []Scored) error {
	for i, d := range ranking {
		if _, err := fmt.Fprintf(w, "%s Q0 %s %d %.6f heitu\n", query, d.ID, i+1, d.Score); err != nil {
			return err
		}
	}
	return nil
}
