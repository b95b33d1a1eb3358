package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"heitu/internal/fault"
	"heitu/internal/node"
	"heitu/internal/text"
)

func (c *cli) user() *cobra.Command {
	cmd := &cobra.Command{Use: "user", Short: c.say(text.CLIUser)}
	invite := &cobra.Command{Use: "invite ID", Short: c.say(text.CLIUserInvite), Args: exactly(1), RunE: func(cmd *cobra.Command, args []string) error {
		return c.with(cmd.Context(), func(cl *client) error {
			data, err := cl.send(cmd.Context(), "POST", "/api/accounts/"+url.PathEscape(args[0])+"/invite", map[string]string{})
			if err != nil {
				return err
			}
			return c.print(data)
		})
	}}
	reset := &cobra.Command{Use: "reset LOGIN", Short: c.say(text.CLIUserReset), Args: exactly(1), RunE: func(cmd *cobra.Command, args []string) error {
		n, err := node.Open(cmd.Context(), node.Config{Folder: c.folder, Postgres: os.Getenv("HEITU_POSTGRES")})
		if err != nil {
			return err
		}
		token, err := n.Accounts.Recovery(cmd.Context(), args[0])
		if err == nil {
			fmt.Println("/invite/" + token)
		}
		return errors.Join(err, n.Close())
	}}
	cmd.AddCommand(invite, reset)
	return cmd
}

// doctor looks over the folder of a stopped node without recomputing everything.
func (c *cli) doctor() *cobra.Command {
	return &cobra.Command{Use: "doctor", Short: c.say(text.CLIDoctor), Args: exactly(0), RunE: func(cmd *cobra.Command, _ []string) error {
		if _, err := os.Stat(c.folder); err != nil {
			return fault.Missing(text.NotAnAddress, c.folder)
		}
		t, err := node.Examine(cmd.Context(), c.folder, os.Getenv("HEITU_POSTGRES"))
		if err != nil {
			return err
		}
		if c.json {
			return json.NewEncoder(os.Stdout).Encode(map[string]int64{"records": t.Records, "revisions": t.Revisions, "entries": t.Entries})
		}
		fmt.Println(text.SaidHealthy.In(c.lang, t.Records, t.Entries))
		return nil
	}}
}

func (c *cli) version() *cobra.Command {
	return &cobra.Command{Use: "version", Short: c.say(text.CLIVersion), Args: exactly(0), RunE: func(*cobra.Command, []string) error {
		build, _ := debug.ReadBuildInfo()
		if c.json {
			return json.NewEncoder(os.Stdout).Encode(map[string]string{"version": node.Version, "go": build.GoVersion})
		}
		fmt.Println("heitu", node.Version, build.GoVersion)
		return nil
	}}
}
