package text

// Words of the desk where matches are judged.
var (
	DeskName      = Label{"撮合台", "Match desk"}
	DeskIntro     = Label{"逐条处理待办匹配：对照需求与成果，看清匹配依据，再采纳、询问、分派或不采纳。", "Judge what waits: need and achievement side by side, with the reasons for which they were matched."}
	DeskOrder     = Label{"排序", "Order"}
	DeskByScore   = Label{"按匹配分", "By score"}
	DeskByAge     = Label{"按提出时间", "By age"}
	DeskByValue   = Label{"按金额", "By value"}
	DeskWhose     = Label{"承办", "In charge"}
	DeskAll       = Label{"全部", "All"}
	DeskMine      = Label{"由我承办", "Mine"}
	DeskFree      = Label{"尚未分派", "Unassigned"}
	DeskEmpty     = Label{"没有符合条件的匹配。", "No match fits."}
	DeskShow      = Label{"查看", "Show"}
	DeskGone      = Message{"另有 %d 条，文字修改后已无匹配依据，未列出。", "%d more have lost their reasons since the texts were changed, and are not listed."}
	DeskShowGone  = Label{"显示这些匹配", "Show them"}
	DeskOpen      = Label{"对照处理", "Compare"}
	DeskAge       = Message{"%d 天", "%d days"}
	DeskAgeHead   = Label{"已等待", "Waiting"}
	DeskScoreHead = Label{"匹配分", "Score"}
	DeskPoints    = Message{"%s 分", "%s points"}
	DeskPair      = Label{"对照", "Side by side"}
	DeskWhy       = Label{"匹配依据", "Reasons"}
	YuanAmount    = Message{"%s 元", "%s yuan"}
	DeskShare     = Label{"得分", "Share"}
	DeskWord      = Label{"共有词", "Shared term"}
	DeskLesser    = Message{"另有 %d 个共有词", "%d more shared terms"}
	DeskNoWhy     = Label{"两份文字现在没有共同之处：当初的匹配依据已被改掉。", "The two have nothing in common any more: the reasons have been edited away."}
	DeskAgree     = Label{"条件对照", "Terms compared"}
	DeskWhat      = Label{"项目", "Item"}
	DeskFits      = Label{"比较", "Result"}
	DeskSame      = Label{"一致", "the same"}
	DeskNear      = Label{"同省（区）", "same province"}
	DeskDiffers   = Label{"不同", "different"}
	DeskAbove     = Label{"达到或高于期望", "as wanted or higher"}
	DeskBelow     = Label{"低于期望", "lower than wanted"}
	DeskWithin    = Label{"在预算之内", "within the budget"}
	DeskBeyond    = Label{"超出预算", "beyond the budget"}
	DeskNoTerms   = Label{"双方没有都填写的项目，无从比较。", "No item is filled in on both sides."}
	DeskPrice     = Label{"预算与意向价格", "Budget and price"}
	DeskUpTo      = Message{"%s 至 %s", "%s to %s"}
	DeskPrevious  = Label{"上一条", "Previous"}
	DeskFollowing = Label{"下一条", "Next"}
	DeskBack      = Label{"返回队列", "Back to the queue"}
	DeskDone      = Message{"已登记：%s。", "Entered: %s."}
	DeskNobody    = Label{"尚未分派", "nobody yet"}
	DeskRecord    = Label{"匹配记录与历史", "The match with its history"}
	DeskTalk      = Label{"记一笔联系", "Note a contact"}
	DeskRest      = Label{"阅读全文", "Read the whole"}
	ClashTitle    = Label{"有人先您一步", "Somebody was faster"}
	ClashWho      = Message{"%[1]s 已于 %[2]s 处理这条匹配（%[3]s），现在是“%[4]s”。", "%[1]s dealt with this match at %[2]s (%[3]s); it is now “%[4]s”."}
	ClashSomebody = Label{"另一位同事", "A colleague"}
	ClashLost     = Label{"您的操作没有保存，也没有覆盖对方的处理。您填写的内容如下，可复制：", "Nothing of yours was saved, and nothing of theirs was overwritten. This is what you wrote, to be copied:"}
	ClashNothing  = Label{"您的操作没有保存，也没有覆盖对方的处理。", "Nothing of yours was saved, and nothing of theirs was overwritten."}
	ClashSee      = Label{"查看现在的情况", "See how it stands"}
	ClashNext     = Label{"继续下一条", "Go on to the next"}
)

// Words of what waits for somebody, and how he is reminded.
var (
	WorkName      = Label{"我的待办", "My work"}
	WorkIntro     = Message{"今天是 %s。", "Today is %s."}
	WorkOverdue   = Label{"已逾期", "Overdue"}
	WorkToday     = Label{"今日到期", "Due today"}
	WorkOpen      = Label{"待办理（无期限）", "Waiting, without a date"}
	WorkComing    = Label{"即将到期", "Coming"}
	WorkNone      = Label{"目前没有待您办理的事项。", "Nothing waits for you at present."}
	WorkMore      = Label{"待办较多，只列出了一部分；其余请在相应栏目中查看。", "There is more than is listed here; look for the rest in the lists."}
	WorkDue       = Message{"期限 %s", "due %s"}
	WorkSince     = Message{"自 %s 起", "since %s"}
	WorkMine      = Label{"指定由您办理", "assigned to you"}
	WorkReminders = Label{"提醒设置与日历订阅", "Reminders and calendar"}
	WorkRest      = Message{"另有 %d 项“%s”", "%[1]d more: %[2]s"}
	WorkAll       = Label{"查看全部待办", "All that waits"}

	ChannelsName    = Label{"提醒设置", "Reminders"}
	ChannelsIntro   = Label{"每天上午 8:30 后发送当天的待办摘要。摘要只写件数，不含业务内容；发送失败会保留并重试。", "A digest is sent after 8:30 in the morning. It tells how much waits and nothing of what; what fails is kept and tried again."}
	ChannelsNone    = Label{"尚未设置提醒方式。", "No way of reminding is set."}
	ChannelAdd      = Label{"增加提醒方式", "Add a way"}
	ChannelWayField = Label{"方式", "Way"}
	ChannelTo       = Label{"地址", "Address"}
	ChannelToHelp   = Label{"邮箱地址；群机器人则填写它给出的完整 Webhook 地址。", "A mailbox, or the whole webhook address that the robot of the chat was given."}
	ChannelSecret   = Label{"签名密钥", "Signing secret"}
	ChannelHelp     = Label{"机器人启用加签时填写，保存后不再显示。", "Where the robot wants posts signed. It is not shown again."}
	ChannelFrom     = Label{"免打扰开始", "Quiet from"}
	ChannelUntil    = Label{"免打扰结束", "Quiet until"}
	ChannelHours    = Label{"例如 21:00；两项都不填为不设。", "Such as 21:00; leave both empty for none."}
	ChannelTest     = Label{"发送测试", "Send a test"}
	ChannelDrop     = Label{"删除", "Remove"}
	ChannelSigned   = Label{"已加签", "signed"}
	ChannelQuietAt  = Message{"免打扰 %s–%s", "quiet %s–%s"}
	ChannelGood     = Label{"正常", "fine"}
	ChannelWaiting  = Message{"待发送 %d 条", "%d waiting"}
	ChannelFailed   = Message{"发送失败 %d 条", "%d failed"}
	ChannelTested   = Label{"测试消息已发出，请在对方查看。", "The test was sent; look for it there."}
	WayMail         = Label{"电子邮件", "E-mail"}
	WayWecom        = Label{"企业微信群机器人", "WeCom robot"}
	WayDingtalk     = Label{"钉钉群机器人", "DingTalk robot"}
	WayFeishu       = Label{"飞书群机器人", "Feishu robot"}
	WayHook         = Label{"通用 Webhook", "Plain webhook"}
	TrySubject      = Label{"测试提醒", "Test reminder"}
	TryText         = Label{"这是一条测试消息，说明提醒可以送达。", "This is a test: reminders arrive here."}
	TryFailed       = Message{"没有发出：%s。请核对地址和密钥。", "It could not be sent: %s. Check the address and the secret."}

	CalendarTitle   = Label{"日历订阅", "Calendar"}
	CalendarIntro   = Label{"把待办期限订阅到手机或电脑的日历（iCalendar）。持有地址者即可查看您的待办标题，请勿转发；遗失时请撤销。", "Subscribe to the due dates in a calendar program (iCalendar). Whoever has the address reads the titles of your work; do not pass it on, and revoke it when lost."}
	CalendarMake    = Label{"生成订阅地址", "Make an address"}
	CalendarRenew   = Label{"更换订阅地址（旧地址作废）", "Make a new address (the old one ends)"}
	CalendarRevoke  = Label{"撤销订阅", "Revoke"}
	CalendarOn      = Label{"已生成订阅地址，出于安全不再显示。", "An address has been made; it is not shown again."}
	CalendarAddress = Label{"订阅地址（仅显示这一次）", "The address, shown this once"}
)

// Words of the menu.
var (
	MoreMenu = Label{"更多栏目", "More"}
)

// Words of the way from views to contracts.
var (
	FunnelName     = Label{"转化漏斗", "Funnel"}
	FunnelIntro    = Label{"从浏览、意向、洽谈到合同，各环节数量和中位用时。数字按各环节发生的日期计入时段。", "How many came how far, from views to contracts, and how long it took at the median. Each stage counts on its own day."}
	FunnelViews    = Label{"浏览", "Views"}
	FunnelInterest = Label{"意向", "Interest"}
	FunnelTalks    = Label{"洽谈", "Negotiation"}
	FunnelDone     = Label{"合同", "Contracts"}
	FunnelDays     = Message{"中位 %d 天", "%d days at the median"}
	FunnelStage    = Label{"环节", "Stage"}
	FunnelCount    = Label{"数量", "Count"}
	FunnelTime     = Label{"距上一环节", "Since the stage before"}
	FunnelBroker   = Label{"经理人", "Broker"}
	FunnelBrokers  = Label{"按经理人", "By broker"}
	FunnelMarket   = Label{"全机构", "The market"}
	FunnelAllTime  = Label{"全部时间", "All time"}
	FunnelNoBroker = Label{"这一时段没有经理人的记录。", "No broker has an entry in this period."}
	FunnelToTalks  = Label{"意向至洽谈", "Interest to negotiation"}
	FunnelToDone   = Label{"洽谈至合同", "Negotiation to contract"}
	FunnelChart    = Message{"转化漏斗：浏览 %d，意向 %d，洽谈 %d，合同 %d。", "Funnel: views %d, interest %d, negotiation %d, contracts %d."}
)

// Words of the page of a contract.
var (
	RegisterSum    = Message{"成交额合计 %s 元，技术交易额合计 %s 元（当前筛选，共 %d 份）。", "Totals add up to %s yuan, technical amounts to %s yuan (%d contracts of this list)."}
	RegisterMost   = Message{"筛选结果超过 %d 份，不显示合计；请缩小范围。", "More than %d contracts are listed; narrow the list to see their sum."}
	RegisterPath   = Label{"办理进度", "Progress"}
	RegisterNext   = Label{"下一步", "next"}
	RegisterDone   = Label{"已完成", "done"}
	RegisterLacks  = Label{"还缺：", "Still missing: "}
	RegisterTwins  = Label{"疑似重复登记", "This may be a duplicate"}
	RegisterTwinOf = Label{"以下合同与本合同名称和卖方相同，请先核对，避免重复登记：", "These contracts have the same title and seller. Check before it is registered twice:"}

	PartParties  = Label{"当事人", "Parties"}
	PartContract = Label{"合同要素", "Essentials"}
	PartAmounts  = Label{"金额与扣除", "Amounts and deductions"}
	PartPayments = Label{"付款", "Payments"}
	PartPapers   = Label{"附件材料", "Papers"}
	PartSubmit   = Label{"提交登记", "Submission"}
	PartSheet    = Label{"预审单", "Pre-review sheet"}
	PartDecision = Label{"认定登记", "Decision"}
	PartContent  = Label{"合同内容", "Content"}
	PartBrokers  = Label{"撮合与中介", "Brokers"}
	PartOther    = Label{"其他", "Other"}

	PartySeller   = Label{"卖方", "a seller"}
	PartyBuyer    = Label{"买方", "a buyer"}
	PartyNone     = Label{"尚未登记当事人。", "No party has been entered."}
	PartyCodeNone = Label{"缺少信用代码", "no credit code"}
	PaymentNone   = Label{"尚未登记付款约定。", "No payment has been agreed."}
	PaymentLine   = Label{"一笔付款", "a payment"}
	SumTotal      = Label{"成交额", "Total"}
	SumLess       = Label{"减：", "less: "}
	SumKept       = Label{"不扣除：", "not deducted: "}
	SumDeducted   = Label{"应扣除额合计", "Deductions"}
	SumIs         = Label{"应得技术交易额", "Technical amount, as it follows"}
	SumStated     = Label{"填报技术交易额", "Technical amount, as it is stated"}
	SumAgrees     = Label{"金额相符", "the amounts agree"}
	SumDiffers    = Message{"不相符，相差 %s 元", "they differ by %s yuan"}
	SumUnknown    = Label{"金额未填齐，无法核对", "an amount is missing"}
	SumPaid       = Message{"约定合计 %s 元，已到账 %s 元。", "Agreed: %s yuan. Received: %s yuan."}
	DueOn         = Message{"办理期限：%s", "Decision due: %s"}
	DueLeft       = Message{"还有 %d 个工作日", "%d working days left"}
	DueToday      = Label{"今日到期", "due today"}
	DueMissed     = Label{"已逾期", "overdue"}

	SheetNone     = Label{"提交登记后生成预审单。", "The sheet is made when the contract is submitted."}
	SheetPack     = Message{"适用：%s", "By: %s"}
	SheetCount    = Message{"符合 %d 条，不符合 %d 条，须人工判断 %d 条", "%d met, %d not met, %d for a person to judge"}
	SheetRule     = Label{"规则", "Rule"}
	SheetResult   = Label{"结论", "Result"}
	SheetSource   = Message{"来源：%s（%s）", "Source: %s (%s)"}
	SheetDoubt    = Label{"现有材料不支持", "the facts speak against it"}
	SheetJudged   = Message{"人工核对：%s", "judged: %s"}
	SheetGood     = Label{"符合", "met"}
	SheetBad      = Label{"不符合", "not met"}
	SheetOver     = Label{"不予采纳", "overruled"}
	SheetMetRules = Message{"已符合的 %d 条", "The %d rules that are met"}
	SheetAnswer   = Label{"核对预审单", "Answer the sheet"}
	SheetOnly     = Label{"只列出须人工判断和不符合的规则；每条只归入一类。", "Only rules that are not met or left to a person are listed. Put each under one answer."}
	SheetHead     = Label{"一般规则", "Rules"}
	LineWhat      = Label{"款项", "What"}
	LineDue       = Label{"约定日期", "Due"}
	LineAmount    = Label{"金额（元）", "Yuan"}
	LinePaid      = Label{"到账", "Received"}
	LineRole      = Label{"身份", "Role"}
	LineUnit      = Label{"单位", "Organisation"}
	LineCode      = Label{"统一社会信用代码", "Credit code"}
)

// Words of a need posted without signing in, and of the checklist.
var (
	PostName      = Label{"发布技术需求", "Post a need"}
	PostLead      = Label{"不用注册。请说明要解决的问题，技术经理人会尽快与您联系；需求经审核、您同意后才公开。", "No account is needed. Say what has to be solved, and a broker will contact you. Nothing is published before it was checked and you agree."}
	PostNeed      = Label{"您的需求", "Your need"}
	PostFirm      = Label{"您的单位", "Your firm"}
	PostContact   = Label{"如何联系您", "How to reach you"}
	PostConsent   = Label{"我同意技术经理人就此需求与我联系", "I agree that a broker contacts me about this need"}
	PostReach     = Label{"电话和邮箱至少填写一项。", "Give a telephone number or an e-mail address."}
	PostSend      = Label{"提交需求", "Send"}
	PostThanks    = Label{"已收到您的需求", "Your need has arrived"}
	PostThanksFor = Label{"技术经理人会审阅并与您联系。所留信息仅用于对接这项需求。", "A broker will read it and contact you. What you entered is used for this need only."}
	PostAnother   = Label{"再发布一项", "Post another"}
	PostHome      = Label{"有技术难题？", "A problem to be solved?"}
	PostHomeLead  = Label{"企业可直接发布需求，无需注册，由技术经理人对接。", "Firms post their needs without an account; a broker takes them up."}

	ChecklistName = Label{"填写核对", "Checklist"}
	ChecklistHelp = Label{"评审按这些要点打分，写得越全，匹配越准。", "Reviewers score by these points; the fuller the text, the better the match."}
	ChecklistMet  = Label{"已具备", "there"}
	ChecklistOpen = Label{"待补充", "to be added"}
	ChecklistSum  = Message{"已具备 %d / %d 项", "%d of %d are there"}

	HallsName  = Label{"大厅", "Halls"}
	HallNeed   = Label{"企业提出的技术难题和预算期限", "What firms want solved, and by when"}
	HallGoods  = Label{"可转让、许可、入股、合作的成果", "What can be bought, licensed or shared"}
	HallDeals  = Label{"已登记的技术合同", "Technology contracts on the register"}
	HallFirms  = Label{"高校院所和企业", "Universities, institutes and firms"}
	HallPeople = Label{"完成人、专家和技术经理人", "Inventors, experts and brokers"}
	HallRules  = Label{"条款、时效和适用对象", "Clauses, validity, and who qualifies"}
	HallPrice  = Label{"职务成果定价和公示", "Prices of service inventions, made public"}
)

// Words of policies at hand.
var (
	PoliciesName = Label{"适用政策", "Policies at hand"}
	PoliciesHelp = Label{"按政策条款所列条件逐条判断；缺少资料的为“待核实”，以主管部门认定为准。", "Judged by the stated conditions; what is not known stays open, and the authority decides."}
	PolicyYes    = Label{"符合", "qualifies"}
	PolicyNo     = Label{"不符合", "does not"}
	PolicyOpen   = Label{"待核实", "open"}
)
