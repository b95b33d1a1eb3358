package notify

import (
	"context"
	"fmt"
	"strings"

	"github.com/wneessen/go-mail"
)

// Server is a mail server that sends for the node.
type Server struct {
	Host     string
	Port     int
	User     string // "" where the server asks for none
	Password string
	From     string // address of the sender
	Plain    bool   // whether it may be reached without TLS, as on the same machine
}

// Mail sends a message to one address.
type Mail struct {
	Server Server
	To     string
}

// Send delivers a message once. An error says why it did not arrive, without
// address or secret.
func (m Mail) Send(ctx context.Context, msg Message) error {
	letter := mail.NewMsg(mail.WithNoDefaultUserAgent())
	if err := letter.From(m.Server.From); err != nil {
		return fmt.Errorf("mail: the sender's address is wrong")
	}
	if err := letter.To(m.To); err != nil {
		return fmt.Errorf("mail: the recipient's address is wrong")
	}
	letter.Subject(oneLine(msg.Subject))
	letter.SetBodyString(mail.TypeTextPlain, msg.Text+"\n\n"+msg.Link+"\n")
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	client, err := mail.NewClient(m.Server.Host, m.Server.options()...)
	if err == nil {
		err = client.DialAndSendWithContext(ctx, letter)
	}
	if err != nil {
		return fmt.Errorf("mail: %s", m.without(err.Error()))
	}
	return nil
}

func (s Server) options() []mail.Option {
	list := []mail.Option{mail.WithPort(s.Port), mail.WithTimeout(patience)}
	if s.Plain {
		list = append(list, mail.WithTLSPolicy(mail.NoTLS))
	} else {
		list = append(list, mail.WithTLSPolicy(mail.TLSMandatory))
	}
	if s.User != "" {
		list = append(list, mail.WithSMTPAuth(mail.SMTPAuthAutoDiscover), mail.WithUsername(s.User), mail.WithPassword(s.Password))
	}
	return list
}

// without takes out of an error what a server may have echoed.
func (m Mail) without(said string) string {
	for _, secret := range []string{m.To, m.Server.Password, m.Server.User} {
		if secret != "" {
			said = strings.ReplaceAll(said, secret, "…")
		}
	}
	return said
}

// oneLine keeps a subject from ending the header it stands in.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }
