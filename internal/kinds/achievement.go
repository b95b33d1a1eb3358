package kinds

import (
	"heitu/internal/record"
	"heitu/internal/vocab"
)

// The fields of an achievement.
var (
	AchievementTitle     = record.TextField{Name: "title", Label: record.Label{ZH: "成果名称", EN: "Title"}, Also: []string{"名称", "项目名称", "技术名称", "科技成果名称", "题目", "标题", "成果标题", "专利名称", "成果", "项目", "Name", "Achievement", "Project title", "Technology"}, Required: true, Match: 3, Type: record.Text{Max: 500, Both: true}}
	AchievementSummary   = record.TextField{Name: "summary", Label: record.Label{ZH: "成果简介", EN: "Summary"}, Also: []string{"简介", "成果介绍", "成果描述", "项目简介", "摘要", "内容简介", "成果说明", "技术简介", "成果内容", "主要内容", "成果概述", "技术描述", "Abstract", "Description", "Introduction"}, Match: 1, Help: record.Label{ZH: "解决什么问题、达到什么指标、用在哪里。", EN: "What it solves, what it reaches, where it is used."}, Type: record.Text{Max: 8000, Lines: true, Both: true}}
	AchievementKeywords  = record.ListField{Name: "keywords", Label: record.Label{ZH: "关键词", EN: "Keywords"}, Also: []string{"关键字", "技术关键词", "标签", "关键词汇", "Key words", "Tags"}, Match: 2}
	AchievementField     = record.ChoiceField{Name: "field", Label: record.Label{ZH: "技术领域", EN: "Technology field"}, Also: []string{"所属领域", "领域", "技术类别", "所属技术领域", "技术方向", "成果领域", "应用领域", "学科领域", "Field", "Area", "Domain", "Technical field"}, Filter: true, Type: record.Choice{From: vocab.Fields}}
	AchievementReadiness = record.ChoiceField{Name: "readiness", Label: record.Label{ZH: "技术就绪度", EN: "Readiness"}, Also: []string{"就绪度", "成熟度", "技术成熟度", "TRL", "成果成熟度", "就绪度等级", "技术就绪度等级", "TRL等级", "TRL级别", "技术就绪度TRL", "Readiness level", "TRL level"}, Filter: true, Type: record.Choice{From: vocab.Readiness}}
	AchievementOwner     = record.ReferenceField{Name: "owner", Label: record.Label{ZH: "完成单位", EN: "Owner"}, Also: []string{"单位名称", "单位", "成果单位", "持有单位", "所属单位", "所有权人", "第一完成单位", "申报单位", "权利人", "专利权人", "依托单位", "研发单位", "成果持有单位", "所在单位", "学校", "高校", "成果完成单位", "主要完成单位", "Organisation", "Organization", "Institution", "University", "Holder", "Completed by"}, Required: true, Filter: true, Type: record.Reference{To: "organisation"}}
	AchievementPeople    = record.ReferencesField{Name: "people", Label: record.Label{ZH: "完成人", EN: "Completers"}, Also: []string{"研发团队", "团队", "完成人姓名", "负责人", "发明人", "主要完成人", "成果负责人", "项目负责人", "研发人员", "团队成员", "完成人员", "成果完成人", "第一完成人", "Inventors", "People", "Authors", "Researchers", "Team"}, See: record.Insiders, Type: record.References{To: "person"}}
	AchievementRegion    = record.ChoiceField{Name: "region", Label: record.Label{ZH: "所在地区", EN: "Region"}, Also: []string{"所在市", "所在地市", "所在省", "所在区市", "行政区划代码", "地区代码", "地区", "所在地", "区域", "所属地区", "省份", "所属地市", "地市", "城市", "所在城市", "行政区划", "所在省市", "单位所在地", "所属区域", "所在区域", "Location", "City", "Province"}, Filter: true, Type: record.Choice{From: vocab.Regions}}
	AchievementProperty  = record.ChoiceField{Name: "property", Label: record.Label{ZH: "知识产权类别", EN: "Intellectual property"}, Also: []string{"知识产权", "知识产权类型", "知识产权形式", "专利类型", "专利类别", "知识产权情况", "成果形式", "Intellectual property type", "IP", "IP type", "Patent type"}, Type: record.Choice{From: vocab.Property}}
	AchievementTerms     = record.ChoicesField{Name: "terms", Label: record.Label{ZH: "拟转化方式", EN: "Terms wanted"}, Also: []string{"转化方式", "合作方式", "意向合作方式", "转让方式", "拟合作方式", "交易方式", "意向转化方式", "Terms", "Transfer", "Way of transfer", "Cooperation"}, Type: record.Choices{From: vocab.Terms}}
	AchievementPrice     = record.MoneyField{Name: "price", Label: record.Label{ZH: "意向价格（元，区间下限）", EN: "Price wanted (yuan, from)"}, Also: []string{"意向价格", "价格", "转让价格", "报价", "金额", "拟转让价格", "意向金额", "转让费", "期望价格", "挂牌价", "拟转化价格", "意向价", "Price", "Asking price", "Amount"}, See: record.Insiders}
	AchievementShared    = record.DateField{Name: "shared", Label: record.Label{ZH: "共享日期", EN: "Shared on"}, Also: []string{"公开日期", "共享时间", "发布日期", "发布时间", "Shared", "Date shared"}, Filter: true, Step: true, Help: record.Label{ZH: "向联盟公开的日期，报告按此日期归入统计期。", EN: "The day it was opened to the alliance; reports count it by this day."}}
	AchievementSource    = record.TextField{Name: "source", Label: record.Label{ZH: "来源编号", EN: "Source id"}, Also: []string{"成果编号", "项目编号", "来源", "编号", "登记号", "成果登记号", "原编号", "外部编号", "Source", "Reference no"}, Filter: true, Type: record.Text{Max: 120}}
	AchievementPriceTo   = record.MoneyField{Name: "price_to", Label: record.Label{ZH: "意向价格上限（元）", EN: "Price wanted (yuan, to)"}, See: record.Insiders}
	AchievementEvidence  = record.TextField{Name: "readiness_basis", Label: record.Label{ZH: "就绪度依据", EN: "Evidence of readiness"}, Help: record.Label{ZH: "检测报告、样机试用、工程应用等，写明时间和结论。", EN: "Test reports, trial use, application: when, and with what result."}, Type: record.Text{Max: 2000, Lines: true}}
	AchievementProof     = record.AttachmentsField{Name: "readiness_files", Label: record.Label{ZH: "就绪度证明材料", EN: "Documents on readiness"}, See: record.Insiders}
	AchievementAssessor  = record.TextField{Name: "assessor", Label: record.Label{ZH: "就绪度评价单位", EN: "Assessor of readiness"}, Type: record.Text{Max: 200}}
	AchievementStatus    = record.ChoiceField{Name: "property_status", Label: record.Label{ZH: "知识产权状态", EN: "Status of the intellectual property"}, Type: record.Choice{From: vocab.IPStatus}}
	AchievementEmerging  = record.ChoiceField{Name: "emerging", Label: record.Label{ZH: "战略性新兴产业", EN: "Strategic emerging industry"}, Type: record.Choice{From: vocab.Emerging}}
	AchievementIPNumber  = record.TextField{Name: "property_number", Label: record.Label{ZH: "知识产权编号", EN: "Number of the intellectual property"}, Type: record.Text{Max: 120}}
	AchievementFiles     = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}, See: record.Insiders}
	AchievementNote      = record.TextField{Name: "note", Label: record.Label{ZH: "备注", EN: "Note"}, Also: []string{"说明", "附注", "备注说明", "其他", "其他说明", "Notes", "Remark", "Remarks", "Comment", "Comments"}, Type: record.Text{Max: 500, Lines: true}}
)

// Achievement is a scientific or technical result that can be put to use (科技成果).
var Achievement = add(record.Kind{
	Name:   "achievement",
	Label:  record.Label{ZH: "科技成果", EN: "Achievement"},
	Listed: true, Offered: true,
	Owner:  "owner",
	Create: record.Insiders,
	Change: record.Insiders,
	Check:  checkPrice,
	Advise: adviseAchievement,
	Alike:  []string{"title", "owner"},
	Fields: record.Fields(AchievementTitle, AchievementSummary, AchievementKeywords, AchievementField, AchievementReadiness, AchievementOwner, AchievementPeople, AchievementRegion, AchievementProperty, AchievementTerms, AchievementPrice, AchievementShared, AchievementSource,
		AchievementPriceTo, AchievementEvidence, AchievementProof, AchievementAssessor, AchievementStatus, AchievementIPNumber, AchievementEmerging, PublicationContact, PublicationDetail,
		PublicationClear, PublicationMeasurable, PublicationComplete, PublicationEvidenced, PublicationRemark, PublicationBasis, PublicationExpires, PublicationWarns,
		AchievementFiles, AchievementNote),
	States: []record.State{
		{Name: "draft", Label: record.Label{ZH: "草稿", EN: "Draft"}, See: record.Insiders},
		{Name: "reviewed", Label: record.Label{ZH: "已评审", EN: "Reviewed"}, See: record.Insiders, Fixed: true},
		{Name: "shared", Label: record.Label{ZH: "已共享", EN: "Shared"}, See: record.Public},
		{Name: "expiring", Label: record.Label{ZH: "即将到期", EN: "Expiring"}, See: record.Public},
		{Name: "expired", Label: record.Label{ZH: "已到期", EN: "Expired"}, See: record.Insiders},
		{Name: "withdrawn", Label: record.Label{ZH: "已撤回", EN: "Withdrawn"}, See: record.Insiders, Fixed: true},
	},
})
