package notify

import (
	"bytes"
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"strconv"
	"syscall"
	"time"
)

// Robot posts a message to the address that a chat gave for its group, in the
// chat's own form, signed where the chat signs.
type Robot struct {
	Chat   string // wecom (企业微信), dingtalk (钉钉), feishu (飞书), or hook for a program of one's own
	URL    string
	Secret string // by which posts are signed, "" for none
	Now    func() time.Time
	Inside bool // whether addresses of the own network may be reached
}

// Chats are the forms that Robot knows.
func Chats() []string { return []string{"wecom", "dingtalk", "feishu", "hook"} }

// Send delivers a message once. An error says why it did not arrive, without
// address or secret.
func (r Robot) Send(ctx context.Context, m Message) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	req, err := r.request(ctx, m)
	if err != nil {
		return err
	}
	client := http.Client{
		Transport:     &http.Transport{DialContext: (&net.Dialer{Timeout: patience, Control: r.outside}).DialContext, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	answer, err := client.Do(req)
	if err != nil {
		var at *url.Error // its text holds the address, and the address its key
		if errors.As(err, &at) {
			err = at.Err
		}
		return fmt.Errorf("robot: %w", err)
	}
	defer answer.Body.Close()
	return accepted(answer)
}

// accepted reads whether the chat took the message; chats say no with status 200.
func accepted(answer *http.Response) error {
	if answer.StatusCode/100 != 2 {
		return fmt.Errorf("robot: answered %s", answer.Status)
	}
	body, err := io.ReadAll(io.LimitReader(answer.Body, 64<<10))
	if err != nil {
		return fmt.Errorf("robot: the answer broke off")
	}
	var said struct {
		ErrCode int `json:"errcode"` // 企业微信, 钉钉
		Code    int `json:"code"`    // 飞书
	}
	if json.Unmarshal(body, &said) == nil && said.ErrCode+said.Code != 0 {
		return fmt.Errorf("robot: refused with code %d", said.ErrCode+said.Code)
	}
	return nil
}

// request writes a message in the form of the chat.
func (r Robot) request(ctx context.Context, m Message) (*http.Request, error) {
	to, err := url.Parse(r.URL)
	if err != nil || to.Host == "" || to.Scheme != "https" && !(r.Inside && to.Scheme == "http") {
		return nil, fmt.Errorf("robot: the address is wrong")
	}
	words := m.Subject + "\n" + m.Text + "\n" + m.Link
	now := r.Now()
	var form any
	sum := ""
	switch r.Chat {
	case "wecom":
		form = map[string]any{"msgtype": "text", "text": map[string]any{"content": words}}
	case "dingtalk":
		form = map[string]any{"msgtype": "text", "text": map[string]any{"content": words}}
		if r.Secret != "" {
			at := strconv.FormatInt(now.UnixMilli(), 10)
			q := to.Query()
			q.Set("timestamp", at)
			q.Set("sign", base64.StdEncoding.EncodeToString(mac([]byte(r.Secret), []byte(at+"\n"+r.Secret))))
			to.RawQuery = q.Encode()
		}
	case "feishu":
		body := map[string]any{"msg_type": "text", "content": map[string]any{"text": words}}
		if r.Secret != "" {
			at := strconv.FormatInt(now.Unix(), 10)
			body["timestamp"], body["sign"] = at, base64.StdEncoding.EncodeToString(mac([]byte(at+"\n"+r.Secret), nil))
		}
		form = body
	case "hook":
		form = map[string]any{"subject": m.Subject, "text": m.Text, "link": m.Link, "at": now.UTC().Format(time.RFC3339)}
	default:
		return nil, fmt.Errorf("robot: unknown chat %q", r.Chat)
	}
	body, err := json.Marshal(form)
	if err != nil {
		return nil, fmt.Errorf("robot: %w", err)
	}
	if r.Chat == "hook" && r.Secret != "" {
		sum = "sha256=" + hex.EncodeToString(mac([]byte(r.Secret), body))
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, to.String(), bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("robot: the address is wrong")
	}
	req.Header.Set("Content-Type", "application/json")
	if sum != "" {
		req.Header.Set("X-Heitu-Signature", sum)
	}
	return req, nil
}

func mac(key, body []byte) []byte {
	h := hmac.New(sha256.New, key)
	h.Write(body)
	return h.Sum(nil)
}

// outside refuses addresses of the own network at the moment of connecting, when a
// name can no longer come to mean something else.
func (r Robot) outside(_, address string, _ syscall.RawConn) error {
	at, err := netip.ParseAddrPort(address)
	if err != nil {
		return errors.New("the address is wrong")
	}
	ip := at.Addr().Unmap()
	if !r.Inside && (!ip.IsGlobalUnicast() || ip.IsPrivate()) {
		return errors.New("the address lies within the own network")
	}
	return nil
}
