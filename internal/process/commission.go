package process

import (
	"slices"

	"heitu/internal/fault"
	"heitu/internal/flow"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// whole is what all shares sum to.
const whole = 10_000

// Commission is how shares in a commission stand: never more than the whole, and
// fixed once the contract has been handed in.
var Commission = add(flow.Process{
	Kind:    kinds.Commission.Name,
	Version: 1,
	Check:   commissionFits,
})

func commissionFits(s flow.Scene) error {
	if err := withContract(s, kinds.CommissionContract); err != nil {
		return err
	}
	contract, err := s.Reader.Record(kinds.CommissionContract.Of(s.Record))
	if err != nil {
		return err
	}
	if !brokered(contract, kinds.CommissionWho.Of(s.Record)) {
		return fault.Invalid(kinds.CommissionWho.Name, text.NotBrokered)
	}
	others, err := s.Reader.Having(kinds.Commission.Name, kinds.CommissionContract.Name, kinds.CommissionContract.Of(s.Record))
	if err != nil {
		return err
	}
	return fits(s.Record, others, kinds.CommissionShare)
}

// brokered reports whether an organisation leads or assists in a contract.
func brokered(contract record.Record, who string) bool {
	return who == kinds.ContractLead.Of(contract) || slices.Contains(kinds.ContractAssisting.Of(contract), who)
}

// fits refuses a share that makes all of them more than the whole.
func fits(r record.Record, others []record.Record, share record.IntegerField) error {
	sum := share.Of(r)
	for _, o := range others {
		if o.ID != r.ID {
			sum += share.Of(o)
		}
	}
	if sum > whole {
		return fault.Invalid(share.Name, text.SharesAboveWhole, sum, whole)
	}
	return nil
}

// sharesWhole demands a commission within the total that those who brokered the contract
// share to the last part.
func sharesWhole(s flow.Scene) error {
	if kinds.ContractCommission.Of(s.Record) > kinds.ContractTotal.Of(s.Record) {
		return fault.Invalid(kinds.ContractCommission.Name, text.CommissionAboveTotal)
	}
	if kinds.ContractIntermediary.Of(s.Record) == s.Record.ID {
		return fault.Invalid(kinds.ContractIntermediary.Name, text.OwnIntermediary)
	}
	shares, err := s.Reader.Having(kinds.Commission.Name, kinds.CommissionContract.Name, s.Record.ID)
	if err != nil {
		return err
	}
	sum := int64(0)
	for _, c := range shares {
		if !brokered(s.Record, kinds.CommissionWho.Of(c)) {
			return fault.Invalid(kinds.ContractLead.Name, text.NotBrokered)
		}
		sum += kinds.CommissionShare.Of(c)
	}
	if (len(shares) > 0 || kinds.ContractCommission.Of(s.Record) > 0) && sum != whole {
		return fault.Conflict(text.SharesNotWhole, sum, whole)
	}
	return nil
}
