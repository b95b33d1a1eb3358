package journal

import "encoding/json"

// Evidence shows one revision of a record, as far as somebody may see it, with
// what proves that the journal holds exactly that.
type Evidence struct {
	Header json.RawMessage            `json:"header"` // canonical
	Fields map[string]json.RawMessage `json:"fields"` // canonical values, by name
	By     json.RawMessage            `json:"by,omitempty"`
	Disclosure
	Proof Proof `json:"proof"`
}

// Slots returns what the evidence shows, as the leaf commits to it.
func (e Evidence) Slots() Slots {
	slots := Slots{HeaderSlot: e.Header}
	for name, v := range e.Fields {
		slots[name] = v
	}
	if e.By != nil {
		slots[AuthorSlot] = e.By
	}
	return slots
}

// Check reports why the evidence does not belong to the log of the checkpoint.
func (e Evidence) Check(c Checkpoint) error {
	leaf, err := e.Leaf(e.Slots())
	if err != nil {
		return err
	}
	return e.Proof.Check(c, leaf)
}

// Proven is evidence under one signed checkpoint.
type Proven struct {
	Checkpoint string     `json:"checkpoint"`
	Records    []Evidence `json:"records"`
}
