// Command heitu runs a node, talks to one, and verifies one.
//
// Its subcommands hold flags and no logic. Exit codes: 0 done, 1 failed, 2 wrong
// usage, 3 something was found altered, 4 not witnessed.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/spf13/cobra"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// Exit codes.
const (
	exitFailed  = 1
	exitUsage   = 2
	exitAltered = 3
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(run(ctx, os.Args[1:]))
}

// run executes one command line and returns its exit code.
func run(ctx context.Context, args []string) int {
	c := &cli{lang: langOf(args)}
	root := c.root()
	root.SetArgs(args)
	err := root.ExecuteContext(ctx)
	if err == nil {
		return 0
	}
	for _, f := range shown(err) {
		fmt.Fprintln(os.Stderr, "heitu:", f.line(c.lang))
	}
	switch {
	case fault.Is(err, fault.CodeAltered):
		return exitAltered
	case errors.As(err, new(usage)):
		return exitUsage
	}
	return exitFailed
}

// said is one line of an error as a person reads it.
type said struct {
	fault *fault.Error
	other error
}

func shown(err error) []said {
	all := fault.All(err)
	if all == nil {
		return []said{{other: err}}
	}
	lines := make([]said, len(all))
	for i, f := range all {
		lines[i].fault = f
	}
	return lines
}

func (s said) line(lang text.Lang) string {
	switch {
	case s.fault == nil:
		return s.other.Error()
	case s.fault.Field != "":
		return s.fault.Field + ": " + s.fault.In(lang)
	}
	return s.fault.In(lang)
}

// usage is an error of the command line itself.
type usage struct{ error }

// cli is what all subcommands share.
type cli struct {
	lang   text.Lang
	folder string
	server string
	as     string
	json   bool

	glossary string
}

// langOf finds the language before flags are parsed, since help is written in it.
func langOf(args []string) text.Lang {
	for i, a := range args {
		if v, ok := strings.CutPrefix(a, "--lang="); ok {
			return text.Parse(v)
		}
		if a == "--lang" && i+1 < len(args) {
			return text.Parse(args[i+1])
		}
	}
	for _, name := range []string{"HEITU_LANG", "LC_ALL", "LANG"} {
		if v := os.Getenv(name); v != "" {
			if strings.HasPrefix(v, "zh") {
				return text.ZH
			}
			return text.EN
		}
	}
	return text.EN
}

func (c *cli) say(l text.Label) string { return l.In(c.lang) }

func (c *cli) root() *cobra.Command {
	root := &cobra.Command{Use: "heitu", Short: c.say(text.CLIRoot), SilenceErrors: true, SilenceUsage: true}
	f := root.PersistentFlags()
	f.StringVar(&c.folder, "folder", "heitu-data", c.say(text.FlagFolder))
	f.StringVar(&c.server, "server", "", c.say(text.FlagServer))
	f.StringVar(&c.as, "as", "", c.say(text.FlagAs))
	f.BoolVar(&c.json, "json", false, c.say(text.FlagJSON))
	f.String("lang", string(c.lang), c.say(text.FlagLang))
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return usage{err} })
	root.AddCommand(
		c.serve(), c.demo(), c.verify(), c.doctor(), c.version(),
		c.list(), c.show(), c.history(), c.search(), c.match(), c.figures(), c.report(), c.bundle(),
		c.put(), c.take(), c.importFile(), c.harvest(), c.export(), c.erase(), c.user(), c.openapi(), c.log(), c.peer(), c.claims(),
	)
	return root
}

// exactly demands a number of arguments, as a usage error.
func exactly(n int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if err := cobra.ExactArgs(n)(cmd, args); err != nil {
			return usage{err}
		}
		return nil
	}
}
