package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/term"

	"heitu/internal/fault"
	"heitu/internal/node"
	"heitu/internal/text"
)

// socketFile is where a running node listens for commands on its own folder.
const socketFile = "heitu.sock"

// client speaks to a node: at an address, through the socket of its folder while it
// runs, or opened for this one command.
type client struct {
	base     string
	http     *http.Client
	node     *node.Node // nil unless opened here
	login    string
	password string
	lang     text.Lang
}

func (c *cli) connect(ctx context.Context) (*client, error) {
	cl := &client{http: http.DefaultClient, login: c.as, lang: c.lang}
	if c.as != "" {
		var err error
		if cl.password, err = c.askPassword(); err != nil {
			return nil, err
		}
	}
	if c.server != "" {
		cl.base = strings.TrimRight(c.server, "/")
		return cl, nil
	}
	if _, err := os.Stat(filepath.Join(c.folder, node.PublicFile)); err != nil {
		return nil, fault.Missing(text.NotAnAddress, c.folder)
	}
	n, err := node.Open(ctx, node.Config{Folder: c.folder, Postgres: os.Getenv("HEITU_POSTGRES"), Glossary: c.glossary})
	if err == nil {
		cl.base, cl.node, cl.http = "http://folder", n, &http.Client{Transport: inside{n.Handler()}}
		return cl, nil
	}
	socket := filepath.Join(c.folder, socketFile)
	if _, statErr := os.Stat(socket); !fault.Is(err, fault.CodeBusy) || statErr != nil {
		return nil, err
	}
	cl.base, cl.http = "http://folder", &http.Client{Transport: &http.Transport{DialContext: func(ctx context.Context, _, _ string) (net.Conn, error) {
		return new(net.Dialer).DialContext(ctx, "unix", socket)
	}}}
	return cl, nil
}

func (c *cli) askPassword() (string, error) {
	if p, ok := os.LookupEnv("HEITU_PASSWORD"); ok {
		return p, nil
	}
	fmt.Fprint(os.Stderr, text.AskPassword.In(c.lang, c.as))
	p, err := term.ReadPassword(int(os.Stdin.Fd()))
	fmt.Fprintln(os.Stderr)
	return string(p), err
}

// inside answers requests in this process.
type inside struct{ handler http.Handler }

// RoundTrip implements http.RoundTripper.
func (t inside) RoundTrip(r *http.Request) (*http.Response, error) {
	if r.Body == nil {
		r.Body = http.NoBody
	}
	if r.Body != http.NoBody && r.ContentLength == 0 { // of a length that is not known
		r.ContentLength = -1
	}
	r.RemoteAddr = "127.0.0.1:0"
	w := httptest.NewRecorder()
	t.handler.ServeHTTP(w, r)
	return w.Result(), nil
}

// close finishes what the command began, and lets go of the folder.
func (cl *client) close(ctx context.Context) error {
	if cl.node == nil {
		return nil
	}
	return errors.Join(cl.node.Work(ctx), cl.node.Close())
}

// call sends a request and returns the answer, or the fault that it holds.
func (cl *client) call(ctx context.Context, method, path string, body io.Reader) ([]byte, error) {
	req, err := http.NewRequestWithContext(ctx, method, cl.base+path, body)
	if err != nil {
		return nil, err
	}
	if cl.login != "" {
		req.SetBasicAuth(cl.login, cl.password)
	}
	req.Header.Set("Accept-Language", string(cl.lang))
	res, err := cl.http.Do(req)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= 300 {
		err = faultOf(data, res.Status)
	}
	return data, err
}

// send sends a value as JSON.
func (cl *client) send(ctx context.Context, method, path string, value any) ([]byte, error) {
	data, err := json.Marshal(value)
	if err != nil {
		return nil, err
	}
	return cl.call(ctx, method, path, bytes.NewReader(data))
}

// faultOf reads the error that the interface answered with.
func faultOf(data []byte, status string) error {
	type one struct {
		Code           fault.Code
		Field, Message string
	}
	var answer struct {
		Error struct {
			one
			Faults []one
		}
	}
	if json.Unmarshal(data, &answer) != nil || answer.Error.Message == "" {
		return errors.New(status)
	}
	faults := answer.Error.Faults
	if faults == nil {
		faults = []one{answer.Error.one}
	}
	var list []error
	for _, f := range faults {
		list = append(list, &fault.Error{Code: f.Code, Field: f.Field, Msg: text.Message{ZH: "%s", EN: "%s"}, Args: []any{f.Message}})
	}
	return fault.Join(list...)
}

// with connects, runs fn, and closes.
func (c *cli) with(ctx context.Context, fn func(*client) error) error {
	cl, err := c.connect(ctx)
	if err != nil {
		return err
	}
	return errors.Join(fn(cl), cl.close(ctx))
}
