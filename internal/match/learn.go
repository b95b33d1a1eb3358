package match

import (
	"maps"
	"math"
	"slices"
)

// Weights say how much the parts of a score count, by kind of reason, against
// the words, which count 1. A part that is not listed counts 1 as well.
type Weights map[string]float64

func (w Weights) of(kind string) float64 {
	if weight, ok := w[kind]; ok {
		return weight
	}
	return 1
}

// Decision is what a broker said of a proposal.
type Decision struct {
	Accepted bool
	Parts    map[string]float64 // what each kind of reason added to the score
}

// PartsOf sums the shares of reasons by their kind.
func PartsOf(reasons []Reason) map[string]float64 {
	parts := map[string]float64{}
	for _, r := range reasons {
		parts[r.Kind] += r.Share
	}
	return parts
}

// Lesson tells what was learned, and from how much.
type Lesson struct {
	Weights   Weights // nil where nothing was learned
	Decisions int
	Accepted  int
	Before    float64 // loss on held-out decisions with equal weights; 0 where there were too few to look
	After     float64 // with the weights learned
}

// How much it takes to learn.
const (
	leastDecisions = 60
	leastOfAnswer  = 15 // accepted, and declined
	folds          = 5
	lessonRounds   = 500
	lessonRate     = 0.2
	lessonDecay    = 0.01
	mostWeight     = 8.0
)

// Learn fits a logistic regression to decisions: how the parts of the score bear
// on acceptance. It holds back a fifth at a time, and teaches nothing unless the
// held-out decisions are foretold better with the weights than without, and
// nothing from too few. The order of decisions matters for what is held back, so
// the same decisions always teach the same.
func Learn(decisions []Decision) Lesson {
	lesson := Lesson{Decisions: len(decisions)}
	kinds := map[string]bool{Term: true}
	for _, d := range decisions {
		if d.Accepted {
			lesson.Accepted++
		}
		for kind := range d.Parts {
			kinds[kind] = true
		}
	}
	if len(decisions) < leastDecisions || min(lesson.Accepted, len(decisions)-lesson.Accepted) < leastOfAnswer {
		return lesson
	}
	names := slices.Sorted(maps.Keys(kinds))
	for fold := range folds {
		var taught, held []Decision
		for i, d := range decisions {
			if i%folds == fold {
				held = append(held, d)
			} else {
				taught = append(taught, d)
			}
		}
		lesson.Before += loss(fit(taught, names, true), held) / folds
		lesson.After += loss(fit(taught, names, false), held) / folds
	}
	if lesson.After < lesson.Before {
		lesson.Weights = fit(decisions, names, false).weights()
	}
	return lesson
}

// model foretells acceptance from the parts of a score.
type model struct {
	names  []string
	means  []float64
	scales []float64 // how widely each part varies
	coeffs []float64 // by scale
	bias   float64
}

// fit descends the loss. A tied model sees the whole score as one part: it stands for equal weights.
func fit(decisions []Decision, names []string, tied bool) model {
	m := model{names: names, coeffs: make([]float64, len(names))}
	m.means, m.scales = spreads(decisions, names)
	if tied {
		widest := slices.Max(m.scales)
		for j := range m.scales {
			m.scales[j] = widest
		}
	}
	n := float64(len(decisions))
	for range lessonRounds {
		slopes, slope := make([]float64, len(names)), 0.0
		for _, d := range decisions {
			wrong := m.foretell(d)
			if d.Accepted {
				wrong--
			}
			slope += wrong / n
			for j := range names {
				slopes[j] += wrong * m.scaled(d, j) / n
			}
		}
		m.bias -= lessonRate * slope
		sum := 0.0
		for j := range slopes {
			sum += slopes[j]
		}
		for j := range names {
			if tied {
				slopes[j] = sum
			}
			m.coeffs[j] -= lessonRate * (slopes[j] + lessonDecay*m.coeffs[j])
		}
	}
	return m
}

// scaled is how far a part of the score lies from its mean.
func (m model) scaled(d Decision, j int) float64 {
	return (d.Parts[m.names[j]] - m.means[j]) / m.scales[j]
}

// spreads are the means and standard deviations of the parts.
func spreads(decisions []Decision, names []string) (means, out []float64) {
	means, out = make([]float64, len(names)), make([]float64, len(names))
	n := float64(len(decisions))
	for j, name := range names {
		sum, squares := 0.0, 0.0
		for _, d := range decisions {
			sum += d.Parts[name] / n
			squares += d.Parts[name] * d.Parts[name] / n
		}
		means[j], out[j] = sum, max(math.Sqrt(max(squares-sum*sum, 0)), 0.1)
	}
	return means, out
}

// foretell is the probability of acceptance.
func (m model) foretell(d Decision) float64 {
	z := m.bias
	for j := range m.names {
		z += m.coeffs[j] * m.scaled(d, j)
	}
	return 1 / (1 + math.Exp(-z))
}

// weights are the coefficients against that of the words. Where words hardly
// matter to the broker, the weightiest other part counts as much as a part may.
func (m model) weights() Weights {
	worth := make([]float64, len(m.names))
	words, most := 0.0, 0.0
	for j, name := range m.names {
		worth[j] = max(m.coeffs[j]/m.scales[j], 0)
		if name == Term {
			words = worth[j]
		}
		most = max(most, worth[j])
	}
	if most == 0 {
		return nil
	}
	words = max(words, most/mostWeight)
	w := Weights{}
	for j, name := range m.names {
		if name != Term {
			w[name] = worth[j] / words
		}
	}
	return w
}

// loss is the mean surprise at decisions.
func loss(m model, decisions []Decision) float64 {
	sum := 0.0
	for _, d := range decisions {
		p := m.foretell(d)
		if !d.Accepted {
			p = 1 - p
		}
		sum -= math.Log(max(p, 1e-9)) / float64(len(decisions))
	}
	return sum
}
