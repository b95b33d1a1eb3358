package figure

import (
	"heitu/internal/kinds"
	"heitu/internal/report"
	"heitu/internal/text"
)

// ContractsRegistered is how many technology contracts came into the register.
var ContractsRegistered = add(report.Figure{
	Name:  "contracts-registered",
	Label: text.Label{ZH: "登记技术合同", EN: "Technology contracts registered"},
	Help:  text.Label{ZH: "统计期内登记、目前未注销的技术合同数，按登记日期和卖方所在地区归类。", EN: "Technology contracts registered within the period and not cancelled since, by the day of registration and the region of the seller."},
	Unit:  text.Label{ZH: "份", EN: "contracts"},
	Kind:  kinds.Contract.Name, States: []string{"registered"},
	Day: kinds.ContractRegistered.Name, Region: kinds.ContractRegion.Name,
})

// ContractTurnover is the total of these contracts (技术合同成交额).
var ContractTurnover = add(report.Figure{
	Name:  "contract-turnover",
	Label: text.Label{ZH: "技术合同成交额", EN: "Contract turnover"},
	Help:  text.Label{ZH: "统计期内登记、目前未注销的技术合同的成交额之和，按登记日期和卖方所在地区归类。", EN: "The sum of the totals of technology contracts registered within the period and not cancelled since, by the day of registration and the region of the seller."},
	Unit:  text.Label{ZH: "元", EN: "yuan"},
	Kind:  kinds.Contract.Name, States: []string{"registered"},
	Day: kinds.ContractRegistered.Name, Region: kinds.ContractRegion.Name, Sum: kinds.ContractTotal.Name,
})
