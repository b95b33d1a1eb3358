package main

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/mod/sumdb/note"

	"heitu/internal/fault"
	"heitu/internal/journal"
	"heitu/internal/node"
	"heitu/internal/text"
)

func (c *cli) peer() *cobra.Command {
	cmd := &cobra.Command{Use: "peer", Short: c.say(text.CLIPeer)}
	cmd.AddCommand(
		c.peerAdd(),
		c.get("ls", text.CLIPeerList, 0, func([]string) string { return "/api/peers" }),
		c.get("show HOME", text.CLIPeerShow, 1, peerPath),
		c.peerPull(),
		c.peerStep("pin HOME KEY", "pin", "key", text.CLIPeerPin, 2),
		c.peerStep("quarantine HOME REASON", "quarantine", "reason", text.CLIPeerQuarantine, 2),
		c.peerStep("rm HOME", "leave", "", text.CLIPeerRemove, 1),
		c.peerEvidence(), c.rotate(),
	)
	return cmd
}

// rotate gives a stopped node a new key.
func (c *cli) rotate() *cobra.Command {
	return &cobra.Command{Use: "rotate", Short: c.say(text.CLIRotate), Args: exactly(0), RunE: func(cmd *cobra.Command, _ []string) error {
		key, err := node.RotateKey(c.folder, rand.Reader)
		if err != nil {
			return err
		}
		n, err := node.Open(cmd.Context(), node.Config{Folder: c.folder, Postgres: os.Getenv("HEITU_POSTGRES")})
		if err != nil {
			return err
		}
		fmt.Println(key)
		return n.Close()
	}}
}

func peerPath(args []string) string { return "/api/peers/" + url.PathEscape(args[0]) }

func (c *cli) peerAdd() *cobra.Command {
	var body struct {
		URL    string `json:"url"`
		Inside bool   `json:"inside,omitempty"`
		Public bool   `json:"public_only,omitempty"`
		Quota  int64  `json:"quota,omitempty"`
	}
	cmd := &cobra.Command{Use: "add URL", Short: c.say(text.CLIPeerAdd), Args: exactly(1), RunE: func(cmd *cobra.Command, args []string) error {
		body.URL = args[0]
		return c.with(cmd.Context(), func(cl *client) error {
			data, err := cl.send(cmd.Context(), "POST", "/api/peers", body)
			if err != nil {
				return err
			}
			return c.print(data)
		})
	}}
	f := cmd.Flags()
	f.BoolVar(&body.Inside, "inside", false, c.say(text.FlagPeerInside))
	f.BoolVar(&body.Public, "public-only", false, c.say(text.FlagPeerPublic))
	f.Int64Var(&body.Quota, "quota", 0, c.say(text.FlagPeerQuota))
	return cmd
}

func (c *cli) peerPull() *cobra.Command {
	return &cobra.Command{Use: "pull HOME", Short: c.say(text.CLIPeerPull), Args: exactly(1), RunE: func(cmd *cobra.Command, args []string) error {
		return c.with(cmd.Context(), func(cl *client) error {
			data, err := cl.send(cmd.Context(), "POST", peerPath(args)+"/pull", struct{}{})
			if err != nil {
				return err
			}
			return c.print(data)
		})
	}}
}

// peerStep takes a step with the record of an ally. What is given with it is the second argument.
func (c *cli) peerStep(use, step, field string, label text.Label, args int) *cobra.Command {
	return &cobra.Command{Use: use, Short: c.say(label), Args: exactly(args), RunE: func(cmd *cobra.Command, args []string) error {
		return c.with(cmd.Context(), func(cl *client) error {
			id, rev, err := onePeer(cmd.Context(), cl, args[0])
			if err != nil {
				return err
			}
			fields := map[string]string{}
			if field != "" {
				fields[field] = args[1]
			}
			data, err := cl.send(cmd.Context(), "POST", "/api/records/peer/"+id+"/steps/"+step, map[string]any{"rev": rev, "fields": fields})
			if err != nil {
				return err
			}
			return c.print(data)
		})
	}}
}

func onePeer(ctx context.Context, cl *client, home string) (id string, rev int64, err error) {
	data, err := cl.call(ctx, "GET", peerPath([]string{home}), nil)
	if err != nil {
		return "", 0, err
	}
	var p struct {
		ID  string `json:"id"`
		Rev int64  `json:"rev"`
	}
	err = json.Unmarshal(data, &p)
	return p.ID, p.Rev, err
}

// peerEvidence writes what is kept against an ally, one file for each fork.
func (c *cli) peerEvidence() *cobra.Command {
	return &cobra.Command{Use: "evidence HOME", Short: c.say(text.CLIPeerEvidence), Args: exactly(1), RunE: func(cmd *cobra.Command, args []string) error {
		return c.with(cmd.Context(), func(cl *client) error {
			data, err := cl.call(cmd.Context(), "GET", peerPath(args), nil)
			if err != nil {
				return err
			}
			var d struct {
				Evidence []json.RawMessage `json:"evidence"`
			}
			if err := json.Unmarshal(data, &d); err != nil {
				return err
			}
			for i, e := range d.Evidence {
				name := fmt.Sprintf("fork-%s-%d.json", args[0], i+1)
				if err := os.WriteFile(name, append(e, '\n'), 0o644); err != nil {
					return err
				}
				fmt.Println(name)
			}
			return nil
		})
	}}
}

// verifyFork judges evidence of a fork. It reports false for any other file.
func (c *cli) verifyFork(path, key string) (bool, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return false, nil // whoever reads it next says why
	}
	f, err := journal.ParseFork(data)
	if err != nil {
		return false, nil
	}
	if key == "" {
		key = f.Key
		fmt.Fprintln(os.Stderr, text.SaidOwnKey.In(c.lang, path))
	}
	v, err := note.NewVerifier(strings.TrimSpace(key))
	if err != nil {
		return true, fault.Invalid("key", text.KeyUnreadable, err.Error())
	}
	if err := f.Check(v); err != nil {
		return true, fault.Invalid("", text.SaidNoFork, err.Error())
	}
	if c.json {
		return true, json.NewEncoder(os.Stdout).Encode(map[string]any{"fork": true, "home": v.Name(), "key": key})
	}
	fmt.Println(text.SaidFork.In(c.lang, v.Name()))
	return true, nil
}
