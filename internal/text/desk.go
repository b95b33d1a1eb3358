package text

// What is said at the broker's desk.
var (
	// Publication.
	ScoresRequired = Message{"请给出全部四项评分（0–5 分）。", "Give all four scores, 0 to 5."}
	ScoreTooLow    = Message{"评审得分 %d 分：合计不足 %d 分或有单项为零，不能发布；请退回修改并写明意见。", "The scores add up to %d: below %d in all, or one of them is zero. It cannot be published; send it back with a remark."}
	OwnReview      = Message{"撰写人不得评审本人的记录，请由其他技术经理人评审。", "Whoever wrote a record does not review it; let another broker do so."}
	ChangeFirst    = Message{"退回后尚未修改，不能再次评审。", "It has not been changed since it was sent back, so there is nothing to review again."}
	BasisRequired  = Message{"未经本机构评审的，请选择发布依据；否则请先评审。", "It has not been reviewed here: say on what basis it is published, or have it reviewed first."}
	BasisReviewed  = Message{"“本机构评审”由系统在评审通过后填写，请选择其他依据或先评审。", "This basis is entered by the node after a review; choose another or have it reviewed first."}
	DayPassed      = Message{"日期已过（今天是 %s），请改为以后的日期。", "That day has passed (today is %s); choose a later one."}
	ExpiryTooFar   = Message{"有效期最长 %d 个月，请改为 %s 或更早。", "It can stay published for %d months at most: choose %s or earlier."}
	PriceRange     = Message{"价格上限不得低于下限。", "The upper price lies below the lower."}
	// Inquiries and contacts.
	ConsentRequired = Message{"请勾选同意联系，否则我们无法对接您的需求。", "Tick that we may contact you; otherwise we cannot follow your need up."}
	ReachRequired   = Message{"请至少填写电话或邮箱中的一项。", "Give a telephone number or an e-mail address."}
	FirmAmbiguous   = Message{"名为“%s”的单位有 %d 家，请先选定对应单位。", "There are %[2]d organisations called “%[1]s”; choose the one meant."}
	NextBeforeDay   = Message{"下次联系日期早于本次联系日期。", "The next date lies before this one."}
	NotABroker      = Message{"承办人须为在岗的业务人员。", "Whoever is put in charge must be active staff of the market."}
	NotAssigned     = Message{"该匹配已分派给其他经理人；如需接办，请先改派给本人。", "The match is assigned to another broker; assign it to yourself first."}
	// Members.
	MembersOnly = Message{"单位管理员只能管理本单位的普通成员账户，不能授予或变更其他岗位。", "A delegate keeps plain members of his own organisation; he gives no other role."}
	// Flags.
	FlagURL    = Label{"本节点的网址，用于提醒中的链接（也可用 HEITU_URL；邮件服务器用 HEITU_SMTP_HOST、_PORT、_USER、_PASSWORD、_FROM 设置）", "where the node is reached, for links in reminders (or HEITU_URL; the mail server is set by HEITU_SMTP_HOST, _PORT, _USER, _PASSWORD, _FROM)"}
	FlagRobots = Label{"允许提醒发往内网地址的机器人", "let reminders go to robots within the own network"}
	// Reminders.
	ChannelWay     = Message{"提醒方式应为以下之一：%s。", "The way must be one of %s."}
	ChannelAddress = Message{"请填写群机器人给出的完整地址。", "Enter the whole address that the robot of the chat was given."}
	ChannelQuiet   = Message{"免打扰时段请按“22:00”的形式填写起止时间。", "Write both ends of the quiet hours like 22:00."}
	CalendarName   = Label{"黑土待办", "Heitu work"}
	RemindSubject  = Message{"%s 待办 %d 项", "%s: %d items wait"}
	RemindText     = Message{"您有 %d 项工作待办，其中 %d 项已到期。请登录查看。", "%d items wait for you, %d of them due. Sign in to see them."}
	// Advice to the writer.
	AdviceTitle      = Label{"名称写明技术和用途（8 字以上）", "The title names technology and use"}
	AdviceProblem    = Label{"说明现状、难点和已试过的办法（60 字以上）", "Where things stand, what is hard and what was tried"}
	AdviceSummary    = Label{"简介写明解决的问题、达到的指标和应用场景（60 字以上）", "The summary says what it solves, reaches and serves"}
	AdviceMeasurable = Label{"指标含可检验的数值", "A figure that can be tested"}
	AdviceField      = Label{"已选技术领域和地区", "Field and region are chosen"}
	AdviceTerms      = Label{"写明转化方式和价格", "Terms and price are stated"}
	AdviceBudget     = Label{"写明预算和截止日期", "Budget and deadline are stated"}
	AdviceReadiness  = Label{"就绪度附有依据和评价单位", "Readiness has its evidence and assessor"}
	AdviceProperty   = Label{"写明知识产权类别和状态", "Intellectual property and its status are stated"}
	AdviceKeywords   = Label{"关键词不少于三个", "Three keywords or more"}
	// What waits for somebody.
	TaskReview  = Label{"待评审", "To be reviewed"}
	TaskPublish = Label{"已评审，待发布", "Reviewed, to be published"}
	TaskInquiry = Label{"来访需求待处理", "An inquiry to be answered"}
	TaskContact = Label{"到期联系", "To be contacted"}
	TaskMatch   = Label{"匹配待处理", "A match to be judged"}
	TaskAsked   = Label{"已询问，待答复", "Asked, to be answered"}
	TaskSign    = Label{"合同待登记签订", "A contract to be signed"}
	TaskSubmit  = Label{"合同待提交登记", "A contract to be submitted"}
	TaskAccept  = Label{"登记申请待受理", "An application to be accepted"}
	TaskDecide  = Label{"合同待认定", "A contract to be decided on"}
	TaskRenew   = Label{"即将到期，待续期", "About to expire, to be renewed"}
)
