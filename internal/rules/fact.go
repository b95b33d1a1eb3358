package rules

// Facts is what the pre-review knows about a contract: what was entered, nothing guessed.
type Facts struct {
	Signed     string      `json:"signed"`    // day
	Submitted  string      `json:"submitted"` // day
	ValidFrom  string      `json:"valid_from"`
	ValidTo    string      `json:"valid_to"`
	Type       string      `json:"type"` // code of the type of contract
	Title      string      `json:"title"`
	Form       string      `json:"form"`       // code of the form
	Sellers    []string    `json:"sellers"`    // credit codes, "" for an organisation without one
	Buyers     []string    `json:"buyers"`     // likewise
	Total      int64       `json:"total"`      // fen
	Technical  int64       `json:"technical"`  // fen
	Deductions []Deduction `json:"deductions"` // lines of what is not technical
	Royalty    bool        `json:"royalty"`    // whether the price depends on later sales
	Sealed     string      `json:"sealed"`     // "yes", "no", "" where nobody said
	Files      int         `json:"files"`      // scans of the contract
	Mixed      bool        `json:"mixed"`      // whether it holds other than technology
	Foreign    Foreign     `json:"foreign"`
	Subject    string      `json:"subject"`
	Goal       string      `json:"goal"`
	Novelty    string      `json:"novelty"` // the solution not yet mastered, and what is new
	Targets    string      `json:"targets"`
	Acceptance string      `json:"acceptance"`
	Ownership  string      `json:"ownership"` // of the result, or scope of the right
	Property   string      `json:"property"`  // code of the intellectual property, "" or "none" for none
	Alike      []string    `json:"alike"`     // other contracts that may be the same
	Disputes   int         `json:"disputes"`  // open objections
}

// Deduction is one line of cost.
type Deduction struct {
	What   string `json:"what"`
	Amount int64  `json:"amount"` // fen
	Sample bool   `json:"sample"` // a reasonable quantity of the subject matter, which is not deducted
}

// Foreign is the price in foreign money.
type Foreign struct {
	Currency   string `json:"currency"` // "" for a contract in yuan
	Amount     int64  `json:"amount"`   // hundredths
	Rate       string `json:"rate"`     // how it was converted
	Translated string `json:"translated"`
}

// Deducted is the sum of what is to be deducted from the total.
func Deducted(lines []Deduction) int64 {
	var sum int64
	for _, d := range lines {
		if !d.Sample {
			sum += d.Amount
		}
	}
	return sum
}

// AmountsAgree reports whether 0 ≤ technical ≤ total, and total less deductions is technical.
func AmountsAgree(total, technical int64, lines []Deduction) bool {
	return technical >= 0 && technical <= total && total-Deducted(lines) == technical
}
