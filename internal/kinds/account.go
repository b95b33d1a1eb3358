package kinds

import (
	"regexp"
	"slices"

	"heitu/internal/fault"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// The fields of an account. The password is no field: its hash lies apart from
// the records and enters no history.
var (
	AccountLogin        = record.TextField{Name: "login", Label: record.Label{ZH: "登录名", EN: "Sign-in name"}, Also: []string{"账号", "用户名", "登录账号", "账户", "Login", "User name", "Username", "Account"}, Required: true, Filter: true, Unique: true, Personal: true, Type: record.Text{Max: 32}}
	AccountName         = record.TextField{Name: "name", Label: record.Label{ZH: "姓名", EN: "Name"}, Also: []string{"名字", "用户姓名", "真实姓名", "Full name", "Display name"}, Required: true, Personal: true, Type: record.Text{Max: 60}}
	AccountRoles        = record.ChoicesField{Name: "roles", Label: record.Label{ZH: "岗位", EN: "Roles"}, Also: []string{"角色", "权限", "岗位角色", "Role", "Permissions"}, Required: true, Type: record.Choices{From: vocab.Roles}}
	AccountOrganisation = record.ReferenceField{Name: "organisation", Label: record.Label{ZH: "所属单位", EN: "Organisation"}, Also: []string{"单位", "单位名称", "所在单位", "工作单位", "Organization", "Company"}, Filter: true, Type: record.Reference{To: "organisation"}}
)

// Account is somebody who can sign in (账户). The security administrator makes accounts
// and gives roles; the delegate of an organisation makes plain members of his own.
// Each change is journalled like any record's.
var Account = add(record.Kind{
	Name:   "account",
	Label:  record.Label{ZH: "账户", EN: "Account"},
	Listed: true,
	Owner:  "organisation",
	Create: record.Security | record.Delegate,
	Change: record.Security | record.Delegate,
	Check:  checkAccount,
	Fields: record.Fields(AccountLogin, AccountName, AccountRoles, AccountOrganisation),
	States: []record.State{
		{Name: "active", Label: record.Label{ZH: "启用", EN: "Active"}, See: record.Security | record.Audit | record.Self | record.Delegate},
		{Name: "suspended", Label: record.Label{ZH: "停用", EN: "Suspended"}, See: record.Security | record.Audit | record.Self | record.Delegate},
		{Name: "erased", Label: record.Label{ZH: "个人信息已删除", EN: "Erased"}, See: record.Security | record.Audit, Fixed: true},
	},
})

var loginForm = regexp.MustCompile(`^[a-z][a-z0-9.-]{2,31}$`)

// checkAccount keeps the three administrators apart, whatever mode the node is in.
func checkAccount(r record.Record) error {
	if AccountLogin.In(r) && !loginForm.MatchString(AccountLogin.Of(r)) {
		return fault.Invalid(AccountLogin.Name, text.LoginForm)
	}
	roles := AccountRoles.Of(r)
	admins := 0
	for _, role := range []string{"system", "security", "audit"} {
		if slices.Contains(roles, role) {
			admins++
		}
	}
	if admins > 1 {
		return fault.Invalid(AccountRoles.Name, text.RolesExclusive)
	}
	if (slices.Contains(roles, "member") || slices.Contains(roles, "delegate")) && !AccountOrganisation.In(r) {
		return fault.Invalid(AccountOrganisation.Name, text.MemberNeedsOrg)
	}
	return nil
}
