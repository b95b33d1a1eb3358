package kinds

import (
	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of a need.
var (
	NeedTitle     = record.TextField{Name: "title", Label: record.Label{ZH: "需求名称", EN: "Title"}, Also: []string{"技术难题名称", "榜单名称", "榜题", "榜单", "需求项目", "名称", "项目名称", "技术需求名称", "需求题目", "需求标题", "题目", "标题", "技术名称", "难题名称", "课题名称", "需求项目名称", "项目", "Name", "Need", "Need title", "Project title", "Subject"}, Required: true, Match: 3, Type: record.Text{Max: 500, Both: true}}
	NeedProblem   = record.TextField{Name: "problem", Label: record.Label{ZH: "待解决的问题", EN: "Problem"}, Also: []string{"需求描述", "需求内容", "技术需求描述", "问题描述", "难题描述", "需求说明", "需求简介", "技术难题", "存在问题", "主要问题", "需解决的问题", "拟解决的技术问题", "需求背景", "详细描述", "具体需求", "Description", "Need description", "Problem description", "Details"}, Match: 1, Help: record.Label{ZH: "现状、难点和已试过的办法。", EN: "Where things stand, what is hard, what was tried."}, Type: record.Text{Max: 50000, Lines: true, Both: true}}
	NeedTarget    = record.TextField{Name: "target", Label: record.Label{ZH: "预期指标", EN: "Target"}, Also: []string{"拟达到的技术指标", "达到的指标", "技术指标", "预期目标", "主要技术指标", "指标要求", "预期成果", "期望目标", "目标", "考核指标", "拟达到的指标", "预期效果", "Goal", "Objectives", "Expected result", "Indicators"}, Match: 1, Type: record.Text{Max: 1000, Lines: true, Both: true}}
	NeedKeywords  = record.ListField{Name: "keywords", Label: record.Label{ZH: "关键词", EN: "Keywords"}, Also: []string{"关键字", "关键词汇", "技术关键词", "标签", "Key words", "Tags"}, Match: 2}
	NeedField     = record.ChoiceField{Name: "field", Label: record.Label{ZH: "技术领域", EN: "Technology field"}, Also: []string{"所属领域", "领域", "技术类别", "所属技术领域", "技术方向", "需求领域", "Field", "Area", "Domain", "Technical field"}, Filter: true, Type: record.Choice{From: vocab.Fields}}
	NeedReadiness = record.ChoiceField{Name: "readiness", Label: record.Label{ZH: "期望的就绪度", EN: "Readiness wanted"}, Also: []string{"就绪度", "技术就绪度", "成熟度", "技术成熟度", "TRL", "期望成熟度", "期望技术成熟度", "成熟度要求", "Readiness", "Readiness level"}, Type: record.Choice{From: vocab.Readiness}}
	NeedFirm      = record.ReferenceField{Name: "firm", Label: record.Label{ZH: "需求单位", EN: "Firm"}, Also: []string{"发榜单位", "出题单位", "需求单位名称", "单位名称", "单位", "企业名称", "企业", "公司名称", "公司", "申报单位", "需求方", "需求企业", "发布单位", "填报单位", "所属单位", "需求单位全称", "提出单位", "需求方名称", "委托单位", "Company", "Organisation", "Organization", "Enterprise", "Company name"}, Required: true, Filter: true, Type: record.Reference{To: "organisation"}}
	NeedRegion    = record.ChoiceField{Name: "region", Label: record.Label{ZH: "所在地区", EN: "Region"}, Also: []string{"所在市", "所在地市", "所在省", "所在区市", "行政区划代码", "地区代码", "地区", "所在地", "区域", "所属地区", "省份", "所属地市", "地市", "城市", "所在城市", "行政区划", "所在省市", "单位所在地", "所属区域", "所在区域", "Location", "City", "Province", "Area code"}, Filter: true, Type: record.Choice{From: vocab.Regions}}
	NeedBudget    = record.MoneyField{Name: "budget", Label: record.Label{ZH: "预算（元）", EN: "Budget (yuan)"}, Also: []string{"资助额度", "榜额", "榜单金额", "悬赏金额", "拟投入", "投入资金", "预算", "预算金额", "金额", "意向投入", "拟投入资金", "投入预算", "资金预算", "计划投入", "意向投入金额", "拟投入金额", "经费预算", "项目预算", "预计投入", "投资预算", "意向金额", "合作预算", "Budget", "Amount", "Planned budget", "Investment"}, See: record.Owners}
	NeedOpens     = record.DateField{Name: "opens", Label: record.Label{ZH: "发布日期", EN: "Opens"}, Also: []string{"发布时间", "提出时间", "开始日期", "征集日期", "征集时间", "提出日期", "填报日期", "填报时间", "发布日", "起始日期", "开始时间", "登记时间", "Opening date", "Start date", "Published", "Published on", "Date published", "Posted"}, Filter: true}
	NeedCloses    = record.DateField{Name: "closes", Label: record.Label{ZH: "截止日期", EN: "Closes"}, Also: []string{"截止时间", "结束日期", "有效期至", "到期日期", "结束时间", "揭榜截止日期", "征集截止日期", "有效期", "截至日期", "截至时间", "截止日", "Closing date", "End date", "Deadline", "Due date", "Valid until"}, Filter: true}
	NeedSource    = record.TextField{Name: "source", Label: record.Label{ZH: "来源编号", EN: "Source id"}, Also: []string{"需求编号", "项目编号", "来源", "编号", "外部编号", "原编号", "Source", "Need no", "Reference no"}, Filter: true, Type: record.Text{Max: 120}}
	NeedIndustry  = record.ChoiceField{Name: "industry", Label: record.Label{ZH: "所属行业（GB/T 4754）", EN: "Industry (GB/T 4754)"}, Type: record.Choice{From: vocab.Industries}}
	NeedEmerging  = record.ChoiceField{Name: "emerging", Label: record.Label{ZH: "战略性新兴产业", EN: "Strategic emerging industry"}, Type: record.Choice{From: vocab.Emerging}}
	NeedSecrecy   = record.ChoiceField{Name: "secrecy", Label: record.Label{ZH: "保密要求", EN: "Confidentiality"}, Type: record.Choice{From: vocab.Secrecy}}
	NeedFiles     = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}, See: record.Insiders}
	NeedNote      = record.TextField{Name: "note", Label: record.Label{ZH: "备注", EN: "Note"}, Also: []string{"说明", "附注", "备注说明", "其他", "其他说明", "Notes", "Remark", "Remarks", "Comment", "Comments"}, Type: record.Text{Max: 500, Lines: true}}
)

// Need is a technical problem that a firm will pay to have solved (技术需求).
var Need = add(record.Kind{
	Name:   "need",
	Label:  record.Label{ZH: "技术需求", EN: "Technology need"},
	Listed: true, Offered: true,
	Owner:  "firm",
	Create: record.Insiders,
	Change: record.Insiders,
	Check:  checkNeed,
	Advise: adviseNeed,
	Alike:  []string{"title", "firm"},
	Fields: record.Fields(NeedTitle, NeedProblem, NeedTarget, NeedKeywords, NeedField, NeedReadiness, NeedFirm, NeedRegion, NeedBudget, NeedOpens, NeedCloses, NeedSource,
		NeedSecrecy, NeedIndustry, NeedEmerging, PublicationContact, PublicationDetail,
		PublicationClear, PublicationMeasurable, PublicationComplete, PublicationEvidenced, PublicationRemark, PublicationBasis, PublicationExpires, PublicationWarns,
		NeedFiles, NeedNote),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草稿", EN: "Draft"}, See: record.Insiders},
		{Name: "reviewed", Label: record.Label{ZH: "已评审", EN: "Reviewed"}, See: record.Insiders, Fixed: true},
		{Name: "open", Label: record.Label{ZH: "征集中", EN: "Open"}, See: record.Public},
		{Name: "expiring", Label: record.Label{ZH: "即将到期", EN: "Expiring"}, See: record.Public},
		{Name: "expired", Label: record.Label{ZH: "已到期", EN: "Expired"}, See: record.Insiders},
		{Name: "closed", Label: record.Label{ZH: "已结束", EN: "Closed"}, See: record.Public, Fixed: true},
		{Name: "withdrawn", Label: record.Label{ZH: "已撤回", EN: "Withdrawn"}, See: record.Insiders, Fixed: true},
	},
})

func checkNeed(r record.Record) error {
	if NeedCloses.In(r) && NeedOpens.In(r) && NeedCloses.Of(r) < NeedOpens.Of(r) {
		return fault.Invalid(NeedCloses.Name, text.ClosesBeforeOpening)
	}
	return nil
}
