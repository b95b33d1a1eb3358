package report

import (
	"bytes"
	"encoding/json"
	"fmt"
)

// Text is the card as it is frozen: JSON, a figure on each line.
func (c Card) Text() (string, error) {
	lines := c.Lines
	c.Lines = []Line{}
	head, err := json.Marshal(c)
	if err != nil {
		return "", fmt.Errorf("write card: %w", err)
	}
	var b bytes.Buffer
	b.Write(bytes.TrimSuffix(head, []byte("]}")))
	for i, l := range lines {
		line, err := json.Marshal(l)
		if err != nil {
			return "", fmt.Errorf("write line %s: %w", l.Figure, err)
		}
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n")
		b.Write(line)
	}
	b.WriteString("\n]}")
	return b.String(), nil
}

// ParseCard reads what Text wrote.
func ParseCard(s string) (Card, error) {
	var c Card
	err := json.Unmarshal([]byte(s), &c)
	if err == nil && (c.Version < 1 || c.Version > CardVersion) {
		err = fmt.Errorf("version %d", c.Version)
	}
	return c, err
}
