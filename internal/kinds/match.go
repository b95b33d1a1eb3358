package kinds

import "heitu/internal/record"

// The fields of a match.
var (
	MatchNeed        = record.ReferenceField{Name: "need", Label: record.Label{ZH: "技术需求", EN: "Need"}, Also: []string{"需求", "需求名称", "Need title"}, Required: true, Filter: true, Type: record.Reference{To: "need"}}
	MatchAchievement = record.ReferenceField{Name: "achievement", Label: record.Label{ZH: "科技成果", EN: "Achievement"}, Also: []string{"成果", "成果名称", "Achievement title"}, Required: true, Filter: true, Type: record.Reference{To: "achievement"}}
	MatchScore       = record.IntegerField{Name: "score", Label: record.Label{ZH: "匹配分（千分）", EN: "Score (thousandths)"}, Filter: true, Type: record.Integer{Min: 0, Max: 1_000_000}}
	MatchReasons     = record.ListField{Name: "reasons", Label: record.Label{ZH: "匹配理由", EN: "Reasons"}}
	MatchAnswer      = record.TextField{Name: "answer", Label: record.Label{ZH: "处理意见", EN: "Answer"}, Step: true, Type: record.Text{Max: 500}}
	MatchFiles       = record.AttachmentsField{Name: "files", Label: record.Label{ZH: "附件", EN: "Attachments"}}
	MatchAssigned    = record.ReferenceField{Name: "assigned", Label: record.Label{ZH: "承办人", EN: "In charge"}, Filter: true, Step: true, Type: record.Reference{To: "account", Unseen: true}}
	MatchQuestion    = record.TextField{Name: "question", Label: record.Label{ZH: "询问内容", EN: "Question"}, Step: true, Type: record.Text{Max: 1000, Lines: true}}
	MatchReply       = record.TextField{Name: "reply", Label: record.Label{ZH: "答复", EN: "Reply"}, Step: true, Type: record.Text{Max: 1000, Lines: true}}
)

// Match is a proposal that an achievement may solve a need (供需匹配), for a broker to judge.
var Match = add(record.Kind{
	Name:    "match",
	Label:   record.Label{ZH: "供需匹配", EN: "Match"},
	Listed:  true,
	Derived: true,
	Create:  record.Broker,
	Change:  record.Broker,
	Alike:   []string{"need", "achievement"},
	Fields:  record.Fields(MatchNeed, MatchAchievement, MatchScore, MatchReasons, MatchAssigned, MatchQuestion, MatchReply, MatchAnswer, MatchFiles),
	States: []record.State{
		{Name: "proposed", Label: record.Label{ZH: "待处理", EN: "Proposed"}, See: record.Staff},
		{Name: "asked", Label: record.Label{ZH: "询问中", EN: "Asked"}, See: record.Staff},
		{Name: "accepted", Label: record.Label{ZH: "已采纳", EN: "Accepted"}, See: record.Staff, Fixed: true},
		{Name: "declined", Label: record.Label{ZH: "未采纳", EN: "Declined"}, See: record.Staff, Fixed: true},
	},
})
