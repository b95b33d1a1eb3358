package process

import (
	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// Payment is how the terms of payment are followed.
var Payment = add(flow.Process{
	Kind:    kinds.Payment.Name,
	Version: 1,
	Check:   paymentsFit,
	Steps: []flow.Step{{
		Name: "receive", Label: text.Label{ZH: "登记到账", EN: "Enter the payment"}, From: []string{"planned"}, To: "paid", By: record.Broker | record.Registrar,
		Asks:  []string{kinds.PaymentPaid.Name, kinds.PaymentReceived.Name, kinds.PaymentFiles.Name},
		Needs: []string{kinds.PaymentPaid.Name, kinds.PaymentReceived.Name}, Guard: func(s flow.Scene) error { return notAfterToday(s, kinds.PaymentPaid) },
	}},
})

// paymentsFit refuses lines that together exceed the total, once that is known.
func paymentsFit(s flow.Scene) error {
	contract, err := s.Reader.Record(kinds.PaymentContract.Of(s.Record))
	if err != nil || s.Step != "" || !kinds.ContractTotal.In(contract) {
		return err
	}
	others, err := s.Reader.Having(kinds.Payment.Name, kinds.PaymentContract.Name, contract.ID)
	if err != nil {
		return err
	}
	sum := kinds.PaymentAmount.Of(s.Record)
	for _, o := range others {
		if o.ID != s.Record.ID {
			sum += kinds.PaymentAmount.Of(o)
		}
	}
	if total := kinds.ContractTotal.Of(contract); sum > total {
		return fault.Invalid(kinds.PaymentAmount.Name, text.PaymentsAboveTotal, record.Yuan(sum), record.Yuan(total))
	}
	return nil
}
