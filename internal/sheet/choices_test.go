package sheet

import (
	"slices"
	"testing"

	"heitu/internal/vocab"
)

// The whole name of one code is not what another is called for short.
func TestWholeNames(t *testing.T) {
	m := newMeanings(vocab.Industries)
	for said, want := range map[string]string{"Education": "P", "教育": "P", "Education (division)": "P83", "教育（大类）": "P83", "房地产业": "K", "K70": "K70"} {
		if codes, ok := m.exact(said); !ok || !slices.Equal(codes, []string{want}) {
			t.Errorf("%s: got %v, want %s", said, codes, want)
		}
	}
}
