package text

// What is said about the alliance.
var (
	CopyReadOnly   = Message{"这是 %s 节点记录的只读副本，只能在该节点办理。", "This is a read-only copy of a record of %s. It can only be changed there."}
	OwnHome        = Message{"%s 是本节点自己的名称。", "%s is this node's own name."}
	ForeignHome    = Message{"记录属于 %s，不属于 %s：节点只可提供自己的记录。", "The record belongs to %s, not to %s: a node offers its own records only."}
	ExchangeMoved  = Message{"与 %s 的交换已由另一进程推进，请重试。", "The exchange with %s has moved on meanwhile; try again."}
	RevisionsClash = Message{"该记录的版本倒退或类型改变：已有第 %d 版，收到第 %d 版。", "The record's revisions go back or change kind: revision %d is here, revision %d came."}
	QuotaReached   = Message{"%s 的记录已达配额上限，未再接收。", "The quota for records of %s is reached; no more are taken."}
)

// What is wrong with the entry of a peer.
var (
	HomeForm    = Message{"节点名称只可含小写字母、数字、点和连字符，最长 63 个字符。", "The name of a node has lower-case letters, digits, dots and hyphens, at most 63."}
	PeerAddress = Message{"应为 http 或 https 网址，不含用户名、参数，例如 https://heitu.example.cn。", "This must be an address with http or https, without user name or parameters, such as https://heitu.example.org."}
	PeerKeyForm = Message{"应为 %s 的验证公钥，形如“名称+八位十六进制+Base64”。", "This must be a verifier key of %s, in the form name+8 hexadecimal digits+base64."}
)

// How an exchange goes wrong.
var (
	NoSuchPeer     = Message{"没有名为 %s 的联盟节点。", "There is no ally called %s."}
	NotAnAlly      = Message{"请求未由本节点认可的联盟节点有效签名。", "The request is not signed by an ally that this node accepts."}
	PeerNotPinned  = Message{"%s 的验证公钥尚未确认。", "The key of %s is not pinned."}
	PrivateAddress = Message{"%s 是内网或本机地址；确需连接的，由安全管理员在该节点上允许。", "%s is a private address. If it is meant, the security administrator allows it for this ally."}
	PeerTooMuch    = Message{"%s 发送的内容超过上限 %d。", "%s sent more than the limit of %d."}
	PeerSilent     = Message{"无法与 %s 通信：%s", "%s cannot be reached: %s"}
	PeerSays       = Message{"%s 答复：%s", "%s answered: %s"}
	PeerUnreadable = Message{"%s 发送的内容无法识别：%s", "What %s sent cannot be read: %s"}
	PeerForged     = Message{"%s 的检查点签名无效。", "The checkpoint of %s is not signed by its key."}
	PeerTiles      = Message{"%s 的日志块与其签名的检查点不符。", "The tiles of %s do not make the root that it signed."}
	PeerLeaf       = Message{"%s 的第 %d 条与其日志不符。", "Entry %[2]d of %[1]s is not what its log covers."}
	PeerGrowth     = Message{"%s 的日志一次增长 %d 条，超过上限 %d 条。", "The log of %s grew by %d entries; the limit is %d."}
	PeerForked     = Message{"%s 用同一密钥签署了互相矛盾的日志；证据已保存，与其的交换已停止。", "%s has signed logs that contradict each other. The evidence is kept, and exchange with it has stopped."}
	PeerBehind     = Message{"%s 出示的检查点早于已接受的检查点（%d 条，已接受 %d 条）。", "%s showed a checkpoint older than one it had signed before (%d entries; %d are known)."}
)

// The command heitu peer.
var (
	CLIPeer           = Label{"联盟节点：登记、确认、隔离、交换", "The allies: enter, pin, quarantine, exchange"}
	CLIPeerAdd        = Label{"登记一个联盟节点，公钥待确认", "Enter an ally, whose key is still to be pinned"}
	CLIPeerList       = Label{"列出联盟节点及交换情况", "List the allies and how exchange with them stands"}
	CLIPeerShow       = Label{"一个联盟节点：交换报告、争议、未收到的回执", "One ally: reports, disputes, receipts it owes"}
	CLIPeerPull       = Label{"立即与该节点交换", "Pull from an ally now"}
	CLIPeerPin        = Label{"确认节点的验证公钥（须经其他途径核对）", "Pin an ally's key, compared by another way"}
	CLIPeerQuarantine = Label{"隔离一个节点，停止与其交换", "Quarantine an ally: all exchange with it stops"}
	CLIPeerRemove     = Label{"使一个节点退出，停止与其交换，已有副本保留", "Let an ally go: exchange ends, copies stay"}
	CLIPeerEvidence   = Label{"导出某节点签署矛盾日志的证据文件", "Write the evidence of an ally's forked logs to files"}
	CLIRotate         = Label{"为已停止的本节点更换密钥，旧密钥签名声明新密钥", "Give this stopped node a new key, which the old one names"}
	FlagPeerInside    = Label{"允许该节点位于内网或本机", "let the ally lie in a private network"}
	FlagPeerPublic    = Label{"仅向其提供公开内容", "show it public content only"}
	FlagPeerQuota     = Label{"最多保存其多少条记录", "how many of its records are kept at most"}
	SaidFork          = Message{"证据成立：%s 的密钥签署了两份互相矛盾的日志。", "The evidence holds: the key of %s has signed two logs that contradict each other."}
	SaidNoFork        = Message{"证据不成立：%s", "The evidence does not hold: %s"}
)
