package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"

	"github.com/spf13/cobra"

	"heitu/internal/fault"
	"heitu/internal/node"
	"heitu/internal/text"
)

func (c *cli) match() *cobra.Command {
	cmd := &cobra.Command{Use: "match", Short: c.say(text.CLIMatch)}
	cmd.PersistentFlags().StringVar(&c.glossary, "glossary", os.Getenv("HEITU_GLOSSARY"), c.say(text.FlagGlossary))
	cmd.AddCommand(c.matchRun(), c.matchExplain(), c.matchEval(), c.matchAssign())
	return cmd
}

// matchRun matches one record, or all needs with all achievements.
func (c *cli) matchRun() *cobra.Command {
	kind, run := "", node.MatchRun{}
	one := c.get("run KIND ID", text.CLIMatchRun, 2, func(args []string) string {
		return recordPath(args) + "/matches?kind=" + url.QueryEscape(kind)
	})
	cmd := &cobra.Command{Use: "run [KIND ID]", Short: c.say(text.CLIMatchRun), RunE: func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			if err := one.Args(cmd, args); err != nil {
				return err
			}
			return one.RunE(cmd, args)
		}
		return c.with(cmd.Context(), func(cl *client) error {
			if cl.node == nil {
				return fault.Busy(text.MatchRunInside, c.folder)
			}
			done, err := cl.node.Match(cmd.Context(), run)
			if err != nil {
				return err
			}
			if c.json {
				return json.NewEncoder(os.Stdout).Encode(done)
			}
			if done.Learned {
				fmt.Println(text.SaidLearned.In(c.lang, done.Decisions))
			} else {
				fmt.Println(text.SaidNotLearned.In(c.lang, done.Decisions))
			}
			fmt.Println(text.SaidMatched.In(c.lang, done.Needs, done.Achievements, done.Pairs, done.Proposed))
			return nil
		})
	}}
	cmd.Flags().StringVar(&kind, "with", "achievement", c.say(text.FlagKind))
	cmd.Flags().BoolVar(&run.All, "all", false, c.say(text.FlagMatchAll))
	cmd.Flags().Float64Var(&run.Least, "least", node.LeastScore, c.say(text.FlagLeast))
	return cmd
}

func (c *cli) matchExplain() *cobra.Command {
	return c.get("explain NEED ACHIEVEMENT", text.CLIMatchExplain, 2, func(args []string) string {
		return recordPath([]string{"need", args[0]}) + "/matches?" + url.Values{"kind": {"achievement"}, "with": {args[1]}}.Encode()
	})
}
