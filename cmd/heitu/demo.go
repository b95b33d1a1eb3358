package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"time"

	"github.com/spf13/cobra"

	"heitu/internal/account"
	"heitu/internal/demo"
	"heitu/internal/text"
)

func (c *cli) demo() *cobra.Command {
	var once bool
	var data, keep, listen string
	cmd := &cobra.Command{Use: "demo", Short: c.say(text.CLIDemo), Args: exactly(0), RunE: func(cmd *cobra.Command, _ []string) error {
		folder := keep
		if folder == "" {
			tmp, err := os.MkdirTemp("", "heitu-demo-")
			if err != nil {
				return err
			}
			defer os.RemoveAll(tmp)
			folder = tmp
		}
		return c.play(cmd.Context(), demo.Options{Folder: folder, Data: data}, once, listen)
	}}
	cmd.AddCommand(c.tamper())
	f := cmd.Flags()
	f.BoolVar(&once, "once", false, c.say(text.FlagOnce))
	f.StringVar(&data, "data", "", c.say(text.FlagData))
	f.StringVar(&keep, "keep", "", c.say(text.FlagKeep))
	f.StringVar(&listen, "listen", "127.0.0.1:8080", c.say(text.FlagListen))
	return cmd
}

// tamper alters one number of a demonstration, running or not.
func (c *cli) tamper() *cobra.Command {
	return &cobra.Command{Use: "tamper", Short: c.say(text.CLITamper), Args: exactly(0), RunE: func(cmd *cobra.Command, _ []string) error {
		id, err := demo.Tamper(cmd.Context(), c.folder)
		if err != nil {
			return err
		}
		if c.json {
			return json.NewEncoder(os.Stdout).Encode(map[string]string{"record": id})
		}
		fmt.Println(text.SaidTampered.In(c.lang, id))
		return nil
	}}
}

// play plays the demonstration, prints what the node then holds and, unless once
// is set, stays up.
func (c *cli) play(ctx context.Context, o demo.Options, once bool, listen string) error {
	began := time.Now()
	password, err := account.NewToken()
	if err != nil {
		return err
	}
	o.Password = password[:12]
	p, err := demo.Open(ctx, o)
	if err != nil {
		return err
	}
	err = p.Play(ctx)
	var s demo.Summary
	if err == nil {
		s, err = p.Summarise(ctx)
		s.Seconds = time.Since(began).Seconds()
	}
	if err == nil {
		err = c.printSummary(s)
	}
	if err == nil && !once {
		fmt.Println(text.SaidDemoCard.In(c.lang, "http://"+listen))
		fmt.Println(text.SaidDemoTamper.In(c.lang, p.Node.Folder()))
		fmt.Println(text.SaidSignIns.In(c.lang, o.Password))
		for _, a := range demo.Accounts() {
			fmt.Printf("  %-10s %s\n", a.Login, a.Name)
		}
		fmt.Println(c.say(text.SaidStop))
		err = c.listen(ctx, p.Node, listen)
	}
	return errors.Join(err, p.Node.Close())
}

func (c *cli) printSummary(s demo.Summary) error {
	if c.json {
		return json.NewEncoder(os.Stdout).Encode(s)
	}
	state := text.SaidDisagree
	if s.Journal.Verified {
		state = text.SaidAgree
	}
	fmt.Println(text.SaidDemo.In(c.lang, s.Nodes[0].Achievements, s.Nodes[0].Needs, s.Matches.Made, s.Contracts.Registered, s.Journal.Entries, state))
	return nil
}
