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
		Needs: []string{kinds.PaymentPaid.Name, kinds.PaymentReceived.Name}, Guard: mayReceive,
	}, strike("planned", func(s flow.Scene) error { return withContract(s, kinds.PaymentContract) })},
})

// mayReceive demands a contract that is signed, a day between its signing and today,
// and that what came does not exceed the total.
func mayReceive(s flow.Scene) error {
	contract, err := s.Reader.Record(kinds.PaymentContract.Of(s.Record))
	if err != nil {
		return err
	}
	if contract.State == kinds.Contract.First() || contract.State == "withdrawn" {
		return fault.Conflict(text.PaidUnsigned)
	}
	if signed := kinds.ContractSigned.Of(contract); kinds.PaymentPaid.Of(s.Record) < signed {
		return fault.Invalid(kinds.PaymentPaid.Name, text.PaidBeforeSigning, signed)
	}
	return fault.Join(notAfterToday(s, kinds.PaymentPaid), belowTotal(s, contract, kinds.PaymentReceived, text.ReceivedAboveTotal))
}

// paymentsFit refuses lines that together exceed the total, once that is known.
func paymentsFit(s flow.Scene) error {
	contract, err := s.Reader.Record(kinds.PaymentContract.Of(s.Record))
	if err != nil || s.Step != "" || !kinds.ContractTotal.In(contract) {
		return err
	}
	return belowTotal(s, contract, kinds.PaymentAmount, text.PaymentsAboveTotal)
}

// belowTotal refuses payments of a contract that together exceed its total.
func belowTotal(s flow.Scene, contract record.Record, amount record.MoneyField, above text.Message) error {
	others, err := s.Reader.Having(kinds.Payment.Name, kinds.PaymentContract.Name, contract.ID)
	if err != nil {
		return err
	}
	total, sum := kinds.ContractTotal.Of(contract), amount.Of(s.Record)
	for _, o := range others {
		if o.ID != s.Record.ID {
			sum += amount.Of(o)
		}
	}
	if sum > total {
		return fault.Invalid(amount.Name, above, record.Yuan(sum), record.Yuan(total))
	}
	return nil
}
