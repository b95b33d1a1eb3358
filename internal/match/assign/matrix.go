package assign

import (
	"encoding/csv"
	"io"
	"math"
	"strconv"
	"strings"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Billionths is how many units of weight a score of one becomes.
const Billionths = 1e9

// mostScore bounds a score, so that its weight is exact.
const mostScore = 1e6

// ReadMatrix reads scores as csv: a line for each person, a column for each task. An
// empty or negative score forbids the pair. Weights are billionths of the scores.
func ReadMatrix(r io.Reader) (pairs []Pair, tasks, people int, err error) {
	lines := csv.NewReader(r)
	lines.FieldsPerRecord = 0
	lines.ReuseRecord = true
	for ; ; people++ {
		line, err := lines.Read()
		if err == io.EOF {
			return pairs, tasks, people, nil
		}
		if err != nil {
			return nil, 0, 0, fault.Invalid("", text.AssignLine, people+1, err.Error())
		}
		tasks = len(line)
		for task, said := range line {
			said = strings.TrimSpace(strings.TrimPrefix(said, "\ufeff"))
			if said == "" {
				continue
			}
			score, err := strconv.ParseFloat(said, 64)
			if err != nil || math.IsNaN(score) || math.Abs(score) > mostScore {
				return nil, 0, 0, fault.Invalid("", text.AssignScore, people+1, task+1, said)
			}
			if score >= 0 {
				pairs = append(pairs, Pair{Task: task, Person: people, Weight: int64(math.Round(score * Billionths))})
			}
		}
	}
}
