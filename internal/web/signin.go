package web

import (
	"net/http"

	"heitu/internal/account"
	"heitu/internal/door"
	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/text"
	"heitu/internal/web/page"
)

// signInForm asks who is there.
func (f *face) signInForm(w http.ResponseWriter, r *http.Request) error {
	return f.showSignIn(w, r, http.StatusOK, nil)
}

// signIn begins a session and goes on to where the reader wanted to be.
func (f *face) signIn(w http.ResponseWriter, r *http.Request) error {
	err := f.door.SignIn(r, trimmed(r.PostFormValue("login")), r.PostFormValue("password"))
	switch {
	case fault.Is(err, fault.CodeDenied):
		return f.showSignIn(w, r, http.StatusUnprocessableEntity, err)
	case fault.Is(err, fault.CodeLimit):
		return f.showSignIn(w, r, http.StatusTooManyRequests, err)
	case err != nil:
		return err
	}
	http.Redirect(w, r, local(r.PostFormValue("next")), http.StatusSeeOther)
	return nil
}

func (f *face) showSignIn(w http.ResponseWriter, r *http.Request, status int, wrong error) error {
	lang := door.Lang(r)
	shown := page.Entering{
		Next:   local(r.FormValue("next")),
		Login:  page.Input{Name: "login", Label: text.LoginLabel.In(lang), Form: page.FormLine, Value: r.PostFormValue("login"), Required: true, Attrs: "username"},
		Secret: page.Input{Name: "password", Label: text.PasswordLabel.In(lang), Form: page.FormPassword, Required: true, Attrs: "current-password"},
	}
	switch r.URL.Query().Get("after") {
	case "start":
		shown.Notice = text.StartDone.In(lang)
	case "invite":
		shown.Notice = text.PasswordSet.In(lang)
	}
	for _, e := range fault.All(wrong) {
		shown.Login.Faults = append(shown.Login.Faults, e.In(lang))
		shown.Faults = append(shown.Faults, page.Fault{Anchor: shown.Login.ID(), Text: e.In(lang)})
	}
	frame, err := f.frame(r, text.SignIn.In(lang))
	if err != nil {
		return err
	}
	return f.show(w, r, status, page.SignInPage(frame, shown))
}

// signOut ends the session.
func (f *face) signOut(w http.ResponseWriter, r *http.Request) error {
	if err := f.door.SignOut(r); err != nil {
		return err
	}
	http.Redirect(w, r, "/", http.StatusSeeOther)
	return nil
}

// language keeps the language that the reader chose, and shows the same page in it.
func (f *face) language(w http.ResponseWriter, r *http.Request) error {
	http.SetCookie(w, &http.Cookie{
		Name: "lang", Value: string(text.Parse(r.PostFormValue("lang"))), Path: "/", MaxAge: 365 * 24 * 3600,
		HttpOnly: true, SameSite: http.SameSiteLaxMode, Secure: f.door.Secure,
	})
	http.Redirect(w, r, local(r.PostFormValue("back")), http.StatusSeeOther)
	return nil
}

// invite makes a link by which somebody chooses his password. It is shown now or never.
func (f *face) invite(w http.ResponseWriter, r *http.Request) error {
	actor, lang, id := door.Person(r).Actor, door.Lang(r), r.PathValue("id")
	rec, err := f.Office.Record(r.Context(), actor, kinds.Account.Name, id)
	if err != nil {
		return err
	}
	token, err := f.Accounts.Invite(r.Context(), actor, id)
	if err != nil {
		return err
	}
	frame, err := f.frame(r, text.InvitedTitle.In(lang))
	if err != nil {
		return err
	}
	frame.Back = address(kinds.Account.Name, id) // the link cannot be shown again
	return f.show(w, r, http.StatusOK, page.InvitedPage(frame, page.Invitation{
		Record: page.Link{Label: kinds.AccountName.Of(rec), Href: frame.Back},
		Link:   f.origin(r) + "/invite/" + token, Until: instant(f.Accounts.Now().Add(account.InviteLife)),
	}))
}

// inviteForm asks somebody who was invited for his password.
func (f *face) inviteForm(w http.ResponseWriter, r *http.Request) error {
	return f.showInvite(w, r, http.StatusOK, nil)
}

// accept sets the password.
func (f *face) accept(w http.ResponseWriter, r *http.Request) error {
	err := f.Accounts.Accept(r.Context(), r.PathValue("token"), r.PostFormValue("password"))
	if fault.Is(err, fault.CodeInvalid) {
		return f.showInvite(w, r, http.StatusUnprocessableEntity, err)
	}
	if err != nil {
		return err
	}
	http.Redirect(w, r, "/signin?after=invite", http.StatusSeeOther)
	return nil
}

func (f *face) showInvite(w http.ResponseWriter, r *http.Request, status int, wrong error) error {
	lang := door.Lang(r)
	inputs := []page.Input{passwordInput("password", lang)}
	shown := page.Entering{Action: "/invite/" + r.PathValue("token"), Faults: placed(inputs, wrong, lang)}
	shown.Secret = inputs[0]
	frame, err := f.frame(r, text.ChoosePassword.In(lang))
	if err != nil {
		return err
	}
	return f.show(w, r, status, page.InvitePage(frame, shown))
}

// passwordInput asks for a new password.
func passwordInput(name string, lang text.Lang) page.Input {
	return page.Input{
		Name: name, Label: text.NewPassword.In(lang), Help: text.PasswordHelp.In(lang, account.PasswordMin),
		Form: page.FormPassword, Required: true, Attrs: "new-password",
	}
}
