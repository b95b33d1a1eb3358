package main

import (
	"encoding/json"
	"net/http/httptest"
	"os"
	"os/exec"
	"testing"

	"heitu/internal/demo"
)

// TestBrowser plays the flows of test/browser in a real Chromium on the
// demonstration: accessibility of every screen, keyboard, no script, typing.
func TestBrowser(t *testing.T) {
	if os.Getenv("HEITU_TEST_BROWSER") == "" {
		t.Skip("HEITU_TEST_BROWSER is not set; make test sets it")
	}
	p, err := demo.Open(t.Context(), demo.Options{Folder: t.TempDir(), Password: "browser test 1"})
	if err != nil {
		t.Fatal(err)
	}
	defer p.Node.Close()
	if err := p.Play(t.Context()); err != nil {
		t.Fatal(err)
	}
	p.Node.Run(t.Context())
	server := httptest.NewServer(p.Node.Handler())
	defer server.Close()
	signIns := map[string]map[string]string{}
	for _, a := range demo.Accounts() {
		signIns[a.Role] = map[string]string{"login": a.Login, "password": p.Options.Password}
	}
	given, err := json.Marshal(signIns)
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", "browser/run.mjs", server.URL, string(given))
	cmd.Dir = "../../test"
	out, err := cmd.CombinedOutput()
	t.Logf("%s", out)
	if err != nil {
		t.Fatal(err)
	}
}
