package flow

import (
	"fmt"
	"slices"
	"strings"

	"heitu/internal/record"
	"heitu/internal/text"
)

// Diagram draws a process as Mermaid text, states and steps in one language.
func Diagram(p Process, k record.Kind, lang text.Lang) string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n")
	for _, s := range k.States {
		fmt.Fprintf(&b, "    %s : %s\n", s.Name, s.Label.In(lang))
	}
	if void, _ := k.State(record.Void); slices.ContainsFunc(p.Steps, func(s Step) bool { return s.To == record.Void }) {
		fmt.Fprintf(&b, "    %s : %s\n", void.Name, void.Label.In(lang))
	}
	fmt.Fprintf(&b, "    [*] --> %s\n", k.First())
	for _, step := range p.Steps {
		for _, from := range step.From {
			fmt.Fprintf(&b, "    %s --> %s : %s\n", from, step.To, step.Label.In(lang))
		}
	}
	return b.String()
}
