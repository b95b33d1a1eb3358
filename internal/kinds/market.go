package kinds

import "heitu/internal/record"

// The fields of the market that runs the node.
var (
	MarketName   = record.TextField{Name: "name", Label: record.Label{ZH: "机构名称", EN: "Name"}, Required: true, Type: record.Text{Max: 120, Both: true}}
	MarketSmall  = record.YesNoField{Name: "small_office", Label: record.Label{ZH: "小型机构模式", EN: "Small-office mode"}, Help: record.Label{ZH: "允许管理员兼任业务岗位，三人即可办公；三个管理员岗位仍须分设。", EN: "Administrators may also hold business roles, so that three people can run a market; the three administrators stay apart."}}
	MarketAgency = record.YesNoField{Name: "authorised_agency", Label: record.Label{ZH: "授权登记机构", EN: "Authorised registration agency"}, Help: record.Label{ZH: "本机构为授权的技术合同登记机构，由本机构作出认定决定；开启和关闭均留有记录。", EN: "This market is an authorised registration agency and decides itself; switching it on or off is recorded."}}
	MarketFiles  = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}, See: record.Staff | record.Admins}
)

// Market is the organisation that runs this node, with the settings it answers
// for (本机构). There is one.
var Market = add(record.Kind{
	Name:   "market",
	Label:  record.Label{ZH: "本机构", EN: "This market"},
	Listed: true,
	Create: record.Security,
	Change: record.Security,
	Fields: record.Fields(MarketName, MarketSmall, MarketAgency, MarketFiles),
	States: []record.State{
		{Name: "kept", Label: record.Label{ZH: "在用", EN: "In use"}, See: record.Public},
	},
})
