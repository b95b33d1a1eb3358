package rules

import (
	_ "embed"
	"encoding/json"
	"fmt"
)

//go:embed invention/service.json
var serviceInvention []byte

// Invention is what the law asks of dealings in service inventions (职务科技成果).
type Invention struct {
	Status      string `json:"status"`
	Publication struct {
		Days   int    `json:"days"` // for which an agreed price is published, at least
		Source string `json:"source"`
	} `json:"publication"`
	Reward struct {
		Share  int64  `json:"share"` // of 10,000 parts of the net income, at least, for the people
		Source string `json:"source"`
	} `json:"reward"`
}

// ServiceInvention is the rule in force.
var ServiceInvention = loadInvention()

func loadInvention() (v Invention) {
	if err := json.Unmarshal(serviceInvention, &v); err != nil {
		panic(fmt.Sprintf("rules: service.json: %v", err))
	}
	return v
}
