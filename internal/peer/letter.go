package peer

import (
	"context"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"net/http"
	"strconv"
	"time"

	"golang.org/x/mod/sumdb/note"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Headers by which an ally says who he is. There is no secret among them.
const (
	headerHome      = "Heitu-Node"
	headerTime      = "Heitu-Time"
	headerSignature = "Heitu-Signature"
)

// fresh is how far the time of a request may lie from ours.
const fresh = 60 * time.Second

// letter is what the signature of a request covers. It begins with a word that no
// checkpoint begins with, and names the addressee by his permanent name, so that he
// cannot pass the request on to somebody else. The target is as the node sees it,
// without what a proxy in front of it may strip.
func letter(from, to, method, target, at string, body []byte) []byte {
	sum := sha256.Sum256(body)
	return fmt.Appendf(nil, "heitu/request/1\n%s\n%s\n%s %s\n%s\n%x\n", from, to, method, target, at, sum)
}

// sign signs a request to an ally.
func (a *Alliance) sign(r *http.Request, to, target string, body []byte) error {
	at := strconv.FormatInt(a.Now().UnixMilli(), 10)
	sig, err := a.Signer.Sign(letter(a.Home, to, r.Method, target, at, body))
	if err != nil {
		return fmt.Errorf("sign request: %w", err)
	}
	r.Header.Set(headerHome, a.Home)
	r.Header.Set(headerTime, at)
	r.Header.Set(headerSignature, base64.StdEncoding.EncodeToString(sig))
	return nil
}

// Sign signs a request without a body to an ally.
func (a *Alliance) Sign(r *http.Request, to string) error {
	return a.sign(r, to, r.URL.RequestURI(), nil)
}

// Admit returns the ally that has signed a request. Whatever is wrong with it, the
// answer is the same, and takes one verification.
func (a *Alliance) Admit(ctx context.Context, r *http.Request, body []byte) (Peer, error) {
	refused := fault.Denied(text.NotAnAlly)
	home, at := r.Header.Get(headerHome), r.Header.Get(headerTime)
	if home == "" {
		return Peer{}, fault.SignedOut()
	}
	p, err := a.Peer(ctx, home)
	if err != nil && !fault.Is(err, fault.CodeMissing) {
		return Peer{}, err
	}
	known := err == nil && p.State == "pinned"
	v, err := p.verifier()
	if err != nil {
		known = false
		if v, err = a.nobody(); err != nil {
			return Peer{}, err
		}
	}
	sig, err := base64.StdEncoding.DecodeString(r.Header.Get(headerSignature))
	signed := v.Verify(letter(home, a.Home, r.Method, r.URL.RequestURI(), at, body), sig) && err == nil
	ms, err := strconv.ParseInt(at, 10, 64)
	age := a.Now().Sub(time.UnixMilli(ms)).Abs()
	if !known || !signed || err != nil || age > fresh {
		return Peer{}, refused
	}
	return p, nil
}

// nobody verifies what no ally has signed, so that an unknown name takes as long as a known one.
func (a *Alliance) nobody() (note.Verifier, error) {
	key, err := note.NewEd25519VerifierKey("nobody", make([]byte, 32))
	if err != nil {
		return nil, fmt.Errorf("make a verifier: %w", err)
	}
	return note.NewVerifier(key)
}
