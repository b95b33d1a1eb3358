package paper

import (
	"io"
	"testing"

	"heitu/internal/kinds"
	"heitu/internal/text"
)

func BenchmarkBriefPNG(b *testing.B) {
	brief := BriefOf(kinds.Achievement, achievement, origin(text.ZH))
	for b.Loop() {
		if err := brief.PNG(io.Discard); err != nil {
			b.Fatal(err)
		}
	}
}
