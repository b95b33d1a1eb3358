package text

// What the demonstration says, and its tour.
var (
	CLITamper       = Label{"演示篡改：绕过系统，直接改动演示数据库中一份登记合同的金额（仅限演示节点）", "Alter the amount of a registered contract in the database of a demonstration, behind its node's back"}
	NothingToTamper = Message{"%s 不是演示节点的文件夹，或其中没有登记合同；未作改动。请用 --folder 指定演示节点的文件夹。", "%s is no folder of a demonstration, or holds no registered contract; nothing was altered. Name the demonstration's folder with --folder."}
	SaidTampered    = Message{"已绕过系统改动合同 %s 的成交额。", "The total of contract %s was altered behind the node's back."}
	SaidDemoCard    = Message{"成绩单：%s/card", "Report card: %s/card"}
	SaidDemoTamper  = Message{"改动一个数并发现它（演示运行时另开终端）：\n  heitu --folder %[1]s demo tamper\n  heitu --folder %[1]s report recheck contract-turnover", "Change one number and see it found (in another terminal, while this runs):\n  heitu --folder %[1]s demo tamper\n  heitu --folder %[1]s report recheck contract-turnover"}

	TourName   = Label{"演示导览", "Guided tour"}
	TourAt     = Message{"演示导览 · 第 %d 步，共 %d 步", "Guided tour · step %d of %d"}
	TourColon  = Label{"：", ": "}
	TourHide   = Label{"收起导览", "Hide the tour"}
	TourShow   = Label{"显示演示导览", "Show the guided tour"}
	TourSheet  = Label{"下载示例表格", "Download the sample sheet"}
	TourReport = Label{"下载示例报道", "Download the sample report"}

	TourImport      = Label{"导入表格", "Drop a sheet"}
	TourImportSays  = Label{"以 broker 登录，把示例表格拖入导入中心，系统自动识别各列。", "Sign in as broker and drop the sample sheet into the import centre; its columns are recognised."}
	TourMatch       = Label{"跟踪匹配", "Follow a match"}
	TourMatchSays   = Label{"在撮合工作台打开一条供需匹配，查看匹配理由并作出判断。", "Open a match on the desk, see why it was proposed, and judge it."}
	TourProof       = Label{"查验证明", "Open a proof"}
	TourProofSays   = Label{"打开“技术合同成交额”，查看数字所依据的记录及其证明。", "Open the contract turnover and see the records behind the number, with their proof."}
	TourTamper      = Label{"改动一个数", "Change one number"}
	TourTamperSays  = Label{"另开终端运行下列命令，绕过系统改动一份合同的金额，再在指标页复核，被改动的记录即被指出。", "Run this command in a terminal to alter one contract behind the node's back, then recheck the figure: it names the record."}
	TourReading     = Label{"粘贴报道", "Paste a news report"}
	TourReadingSays = Label{"粘贴示例报道，逐条确认系统读出的数字，并与登记记录对照。", "Paste the sample report, confirm the figures read from it one by one, and compare them with the records."}
)
