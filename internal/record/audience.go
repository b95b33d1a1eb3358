package record

import "heitu/internal/text"

// Audience is a set of classes of readers. Somebody sees a thing if one of the
// classes he belongs to, with regard to that record, is in its audience.
// The empty audience is nobody.
type Audience uint32

// The classes. All but Visitor, Member, Owner and Ally are roles that an account holds.
const (
	Visitor   Audience = 1 << iota // anybody, signed in or not
	Member                         // somebody who is signed in
	Owner                          // a member of the organisation that owns the record
	Self                           // the account that the record describes
	Ally                           // another node of the alliance
	Broker                         // 技术经理人
	Registrar                      // 登记员
	Officer                        // 主管人员
	System                         // 系统管理员
	Security                       // 安全管理员
	Audit                          // 审计管理员
	Delegate                       // 单位管理员, with regard to records of his own organisation
)

// The audiences that kinds name.
const (
	Nobody   Audience = 0
	Public            = Visitor
	SignedIn          = Member | Ally
	Staff             = Broker | Registrar | Officer
	Owners            = Owner
	Insiders          = Staff | Owner
	Admins            = System | Security | Audit
)

// Admits reports whether a reader who belongs to the classes in who is in a.
func (a Audience) Admits(who Audience) bool { return a&who != 0 }

// Role is a class that an account can hold.
type Role struct {
	Name  string
	Class Audience
	Label text.Label
}

// Roles lists the roles an account can hold, in the order in which they are shown.
func Roles() []Role {
	return []Role{
		{"member", Member, text.Label{ZH: "单位成员", EN: "Member of an organisation"}},
		{"delegate", Delegate, text.Label{ZH: "单位管理员", EN: "Delegate of an organisation"}},
		{"broker", Broker, text.Label{ZH: "技术经理人", EN: "Broker"}},
		{"registrar", Registrar, text.Label{ZH: "登记员", EN: "Registrar"}},
		{"officer", Officer, text.Label{ZH: "主管人员", EN: "Officer"}},
		{"system", System, text.Label{ZH: "系统管理员", EN: "System administrator"}},
		{"security", Security, text.Label{ZH: "安全管理员", EN: "Security administrator"}},
		{"audit", Audit, text.Label{ZH: "审计管理员", EN: "Audit administrator"}},
	}
}

// Classes lists, for "who can see this", every class with the words for it.
func Classes() []Role {
	return append([]Role{
		{"visitor", Visitor, text.Label{ZH: "所有人", EN: "Everybody"}},
		{"owner", Owner, text.Label{ZH: "记录所属单位的成员", EN: "Members of the owning organisation"}},
		{"self", Self, text.Label{ZH: "本人", EN: "The person concerned"}},
		{"ally", Ally, text.Label{ZH: "联盟成员节点", EN: "Allied nodes"}},
	}, Roles()...)
}
