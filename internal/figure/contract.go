package figure

import (
	"heitu/internal/kinds"
	"heitu/internal/report"
	"heitu/internal/text"
)

// contractCuts are what contracts are cut by, besides the region of the seller.
var contractCuts = []string{
	kinds.ContractType.Name, kinds.ContractField.Name, kinds.ContractSellerType.Name, kinds.ContractBuyerType.Name,
	kinds.ContractProperty.Name, kinds.ContractPlan.Name,
}

// registered is a figure over the register, by the day of registration and the region of the seller.
func registered(f report.Figure) report.Figure {
	f.Kind, f.States, f.Day, f.Cuts = kinds.Contract.Name, []string{"registered"}, kinds.ContractRegistered.Name, contractCuts
	if f.Region == "" {
		f.Region = kinds.ContractRegion.Name
	}
	f.Measure, f.Unit = report.Count, text.Label{ZH: "份", EN: "contracts"}
	if f.Of != "" {
		f.Measure, f.Unit, f.Places = report.Sum, text.Label{ZH: "元", EN: "yuan"}, 2
	}
	return add(f)
}

// between is a ratio of two figures over the register.
func between(f report.Figure) report.Figure {
	f.Kind, f.Region, f.Cuts, f.Places = kinds.Contract.Name, kinds.ContractRegion.Name, contractCuts, 2
	return add(f)
}

// crossing holds of a contract whose parties are in different provinces.
var crossing = []report.Test{{Field: kinds.ContractRegion.Name, Is: report.Apart, Other: kinds.ContractBuyerRegion.Name}}

// locating holds of a contract of which both regions are known.
var locating = []report.Test{{Field: kinds.ContractBuyerRegion.Name, Is: report.Given}}

// firms are the natures of buyers that are enterprises.
var firms = []report.Test{{Field: kinds.ContractBuyerType.Name, Is: report.OneOf, Codes: []string{"110", "150", "160", "170", "200", "300"}}}

// The figures of the contract register.
var (
	ContractsRegistered = registered(report.Figure{
		Name:  "contracts-registered",
		Label: text.Label{ZH: "登记技术合同", EN: "Technology contracts registered"},
		Help:  text.Label{ZH: "统计期内登记、目前未注销的技术合同数，按登记日期和卖方所在地区归类。", EN: "Technology contracts registered within the period and not cancelled since, by the day of registration and the region of the seller."},
	})
	ContractTurnover = registered(report.Figure{
		Name: "contract-turnover", Of: kinds.ContractTotal.Name,
		Label: text.Label{ZH: "技术合同成交额", EN: "Contract turnover"},
		Help:  text.Label{ZH: "统计期内登记、目前未注销的技术合同的成交额之和，按登记日期和卖方所在地区归类。", EN: "The sum of the totals of technology contracts registered within the period and not cancelled since, by the day of registration and the region of the seller."},
	})
	ContractTechnical = registered(report.Figure{
		Name: "contract-technical", Of: kinds.ContractTechnical.Name,
		Label: text.Label{ZH: "技术交易额", EN: "Technical amount"},
		Help:  text.Label{ZH: "统计期内登记、目前未注销的技术合同的技术交易额之和。", EN: "The sum of the technical amounts of technology contracts registered within the period and not cancelled since."},
	})
	ContractTechnicalShare = between(report.Figure{
		Name: "contract-technical-share", Unit: percent,
		Label: text.Label{ZH: "技术交易额占比", EN: "Technical share"},
		Help:  text.Label{ZH: "技术交易额占技术合同成交额的比重。", EN: "The technical amount out of the turnover."},
		Ratio: &report.Ratio{Over: "contract-technical", Under: "contract-turnover", Scale: 10000, Share: true},
	})
	ContractAverage = between(report.Figure{
		Name: "contract-average", Unit: text.Label{ZH: "元/份", EN: "yuan a contract"},
		Label: text.Label{ZH: "平均每份合同成交额", EN: "Average turnover"},
		Help:  text.Label{ZH: "技术合同成交额与登记技术合同数之比。", EN: "The turnover by the number of contracts registered."},
		Ratio: &report.Ratio{Over: "contract-turnover", Under: "contracts-registered", Scale: 1},
	})
	ContractsCrossing = registered(report.Figure{
		Name: "contracts-crossing", Where: crossing,
		Label: text.Label{ZH: "跨省技术合同", EN: "Contracts across provinces"},
		Help:  text.Label{ZH: "登记技术合同中，买卖双方所在地区均已知且不在同一省份的合同数。", EN: "Contracts registered whose seller and buyer are known to be in different provinces."},
	})
	ContractsLocated = registered(report.Figure{
		Name: "contracts-located", Where: locating,
		Label: text.Label{ZH: "买方地区已知的技术合同", EN: "Contracts whose buyer is located"},
		Help:  text.Label{ZH: "登记技术合同中，买方所在地区已知的合同数，是跨省占比的分母。", EN: "Contracts registered whose buyer's region is known; the share across provinces is out of these."},
	})
	ContractsCrossingShare = between(report.Figure{
		Name: "contracts-crossing-share", Unit: percent,
		Label: text.Label{ZH: "跨省合同占比", EN: "Share across provinces"},
		Help:  text.Label{ZH: "跨省技术合同占买方地区已知的技术合同的比重。", EN: "Contracts across provinces out of those whose buyer is located."},
		Ratio: &report.Ratio{Over: "contracts-crossing", Under: "contracts-located", Scale: 10000, Share: true},
	})
	TurnoverCrossing = registered(report.Figure{
		Name: "turnover-crossing", Of: kinds.ContractTotal.Name, Where: crossing,
		Label: text.Label{ZH: "输出省外技术合同成交额", EN: "Turnover sold to other provinces"},
		Help:  text.Label{ZH: "跨省技术合同的成交额之和，按卖方所在地区归类。", EN: "The turnover of contracts across provinces, by the region of the seller."},
	})
	TurnoverAbsorbed = registered(report.Figure{
		Name: "turnover-absorbed", Of: kinds.ContractTotal.Name, Region: kinds.ContractBuyerRegion.Name, Where: locating,
		Label: text.Label{ZH: "吸纳技术合同成交额", EN: "Turnover absorbed"},
		Help:  text.Label{ZH: "买方地区已知的技术合同的成交额之和，按买方所在地区归类。", EN: "The turnover of contracts whose buyer is located, by the region of the buyer."},
	})
	ContractsByFirms = registered(report.Figure{
		Name: "contracts-by-firms", Where: firms,
		Label: text.Label{ZH: "企业购买的技术合同", EN: "Contracts bought by enterprises"},
		Help:  text.Label{ZH: "登记技术合同中，买方为企业的合同数。", EN: "Contracts registered whose buyer is an enterprise."},
	})
	ContractsByFirmsShare = between(report.Figure{
		Name: "contracts-by-firms-share", Unit: percent,
		Label: text.Label{ZH: "企业购买合同占比", EN: "Share bought by enterprises"},
		Help:  text.Label{ZH: "买方为企业的技术合同占登记技术合同的比重。", EN: "Contracts bought by enterprises out of all registered."},
		Ratio: &report.Ratio{Over: "contracts-by-firms", Under: "contracts-registered", Scale: 10000, Share: true},
	})
)
