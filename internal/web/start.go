package web

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"heitu/internal/account"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// administrators are the three people that a new node needs, with what each answers for.
var administrators = []struct {
	role string
	duty text.Label
}{
	{"system", text.SystemDuty}, {"security", text.SecurityDuty}, {"audit", text.AuditDuty},
}

// startForm asks a new node's name and its first people.
func (f *face) startForm(w http.ResponseWriter, r *http.Request) error {
	return f.showStart(w, r, http.StatusOK, nil)
}

// start sets the node up.
func (f *face) start(w http.ResponseWriter, r *http.Request) error {
	setup, err := setupOf(r)
	if err == nil {
		err = f.Start.Run(r.Context(), r.PathValue("token"), setup)
	}
	if fault.Is(err, fault.CodeInvalid) {
		return f.showStart(w, r, http.StatusUnprocessableEntity, atPeople(setup, err))
	}
	if err != nil {
		return err
	}
	return f.saved(w, r, "/signin?after=start")
}

// setupOf reads the form. What is missing is reported here, since a name that is
// not there cannot name its field.
func setupOf(r *http.Request) (account.Setup, error) {
	s := account.Setup{Market: trimmed(r.PostFormValue("market")), Small: r.PostFormValue("small") != ""}
	var wrong []error
	need := func(name, value string, label text.Label) {
		if value == "" {
			wrong = append(wrong, fault.Invalid(name, text.Required, label))
		}
	}
	need("market", s.Market, kinds.MarketName.Label)
	for i, a := range administrators {
		n := func(name string) string { return fmt.Sprintf("p%d.%s", i, name) }
		p := account.Newcomer{
			Login: trimmed(r.PostFormValue(n("login"))), Name: trimmed(r.PostFormValue(n("name"))), Password: r.PostFormValue(n("password")),
			Roles: []string{a.role},
		}
		if s.Small {
			p.Roles = append(p.Roles, slices.DeleteFunc(slices.Clone(r.PostForm[n("roles")]), notBusiness)...)
		}
		need(n("name"), p.Name, kinds.AccountName.Label)
		need(n("login"), p.Login, text.LoginLabel)
		need(n("password"), p.Password, text.PasswordLabel)
		s.People = append(s.People, p)
	}
	return s, fault.Join(wrong...)
}

// business are the roles that an administrator may hold as well in a small office.
func business() []record.Role {
	return slices.DeleteFunc(record.Roles(), func(r record.Role) bool { return !record.Staff.Admits(r.Class) })
}

func notBusiness(name string) bool {
	return !slices.ContainsFunc(business(), func(r record.Role) bool { return r.Name == name })
}

// atPeople turns the fields of faults into those of the form: "2.login" is the
// first person's, "wang.password" that of the person called wang.
func atPeople(s account.Setup, err error) error {
	var list []error
	for _, e := range fault.All(err) {
		there := *e
		item, name, ok := strings.Cut(e.Field, ".")
		number, notNumber := strconv.Atoi(item)
		at := slices.IndexFunc(s.People, func(p account.Newcomer) bool { return p.Login == item })
		switch {
		case !ok:
		case notNumber == nil && number == 1:
			there.Field = "market"
		case notNumber == nil:
			there.Field = fmt.Sprintf("p%d.%s", number-2, name)
		case at >= 0:
			there.Field = fmt.Sprintf("p%d.%s", at, name)
		}
		list = append(list, &there)
	}
	return fault.Join(list...)
}

func (f *face) showStart(w http.ResponseWriter, r *http.Request, status int, wrong error) error {
	if !f.Start.Valid(r.PathValue("token")) {
		return fault.Denied(text.StartLinkUsed)
	}
	lang := door.Lang(r)
	inputs := startInputs(r, lang)
	faults := placed(inputs, wrong, lang)
	shown := page.Starting{
		Action: "/start/" + r.PathValue("token"), Market: inputs[0], Faults: faults,
		Small: page.Option{Label: kinds.MarketSmall.Label.In(lang), Chosen: r.PostFormValue("small") != ""},
	}
	each := (len(inputs) - 1) / len(administrators)
	for i, a := range administrators {
		shown.People = append(shown.People, page.Newcomer{
			Role: roleName(a.role, lang), Duty: a.duty.In(lang), Inputs: inputs[1+i*each : 1+(i+1)*each],
		})
	}
	frame, err := f.frame(r, text.StartTitle.In(lang))
	if err != nil {
		return err
	}
	return f.show(w, r, status, page.StartPage(frame, shown))
}

// startInputs are the controls: the market's name, then as many for each person.
func startInputs(r *http.Request, lang text.Lang) []page.Input {
	list := []page.Input{{Name: "market", Label: kinds.MarketName.Label.In(lang), Form: page.FormLine, Value: r.PostFormValue("market"), Required: true, Attrs: "organization"}}
	for i := range administrators {
		n := func(name string) string { return fmt.Sprintf("p%d.%s", i, name) }
		roles := page.Input{Name: n("roles"), Label: text.BusinessRoles.In(lang), Help: text.BusinessHelp.In(lang), Form: page.FormChecks}
		for _, role := range business() {
			roles.Options = append(roles.Options, page.Option{Value: role.Name, Label: role.Label.In(lang), Chosen: slices.Contains(r.PostForm[roles.Name], role.Name)})
		}
		list = append(list,
			page.Input{Name: n("name"), Label: kinds.AccountName.Label.In(lang), Form: page.FormLine, Value: r.PostFormValue(n("name")), Required: true},
			page.Input{Name: n("login"), Label: text.LoginLabel.In(lang), Form: page.FormLine, Value: r.PostFormValue(n("login")), Required: true},
			passwordInput(n("password"), lang), roles)
	}
	return list
}

func roleName(name string, lang text.Lang) string {
	for _, r := range record.Roles() {
		if r.Name == name {
			return r.Label.In(lang)
		}
	}
	return name
}
