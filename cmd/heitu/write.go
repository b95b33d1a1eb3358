package main

import (
	"bufio"
	"errors"
	"fmt"
	"net/url"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"heitu/internal/fault"
	"heitu/internal/kinds"
	"heitu/internal/record"
	"heitu/internal/text"
)

// fields reads field=value arguments as a form would read them.
func (c *cli) fields(kind string, args []string) (map[string]any, error) {
	i := slices.IndexFunc(kinds.All(), func(k record.Kind) bool { return k.Name == kind })
	if i < 0 {
		return nil, fault.Missing(text.NoSuchKind, kind)
	}
	fields := map[string]any{}
	var wrong []error
	for _, a := range args {
		name, value, ok := strings.Cut(a, "=")
		if !ok {
			return nil, usage{errors.New(text.NotAPair.In(c.lang, a))}
		}
		f, ok := kinds.All()[i].Field(name)
		if !ok {
			wrong = append(wrong, fault.Invalid(name, text.UnknownField, name))
			continue
		}
		v, err := f.Type.Parse(value)
		fields[name], wrong = v, append(wrong, fault.At(err, name))
	}
	return fields, fault.Join(wrong...)
}

func (c *cli) put() *cobra.Command {
	id, rev := "", int64(0)
	cmd := &cobra.Command{Use: "put KIND FIELD=VALUE…", Short: c.say(text.CLIPut), Args: cobra.MinimumNArgs(2), RunE: func(cmd *cobra.Command, args []string) error {
		fields, err := c.fields(args[0], args[1:])
		if err != nil {
			return err
		}
		method, path := "POST", "/api/records/"+url.PathEscape(args[0])
		if id != "" {
			method, path = "PATCH", recordPath([]string{args[0], id})
		}
		return c.change(cmd, method, path, rev, fields)
	}}
	cmd.Flags().StringVar(&id, "id", "", c.say(text.CLIShow))
	cmd.Flags().Int64Var(&rev, "rev", 0, c.say(text.FlagRev))
	return cmd
}

func (c *cli) take() *cobra.Command {
	rev := int64(0)
	cmd := &cobra.Command{Use: "take KIND ID STEP [FIELD=VALUE…]", Short: c.say(text.CLITake), Args: cobra.MinimumNArgs(3), RunE: func(cmd *cobra.Command, args []string) error {
		fields, err := c.fields(args[0], args[3:])
		if err != nil {
			return err
		}
		return c.change(cmd, "POST", recordPath(args)+"/steps/"+url.PathEscape(args[2]), rev, fields)
	}}
	cmd.Flags().Int64Var(&rev, "rev", 0, c.say(text.FlagRev))
	return cmd
}

// change sends fields, with the revision they were written on unless they make a new record.
func (c *cli) change(cmd *cobra.Command, method, path string, rev int64, fields map[string]any) error {
	body := map[string]any{"fields": fields}
	if rev > 0 {
		body["rev"] = rev
	}
	return c.with(cmd.Context(), func(cl *client) error {
		data, err := cl.send(cmd.Context(), method, path, body)
		if err != nil {
			return err
		}
		return c.print(data)
	})
}

func (c *cli) erase() *cobra.Command {
	reason, yes := "", false
	cmd := &cobra.Command{Use: "erase KIND ID", Short: c.say(text.CLIErase), Args: exactly(2), RunE: func(cmd *cobra.Command, args []string) error {
		if !yes {
			fmt.Fprint(os.Stderr, text.AskErase.In(c.lang, args[1]))
			answer, _ := bufio.NewReader(os.Stdin).ReadString('\n')
			if strings.TrimSpace(answer) != "yes" {
				fmt.Fprintln(os.Stderr, text.SaidNothingDone.In(c.lang))
				return nil
			}
		}
		return c.with(cmd.Context(), func(cl *client) error {
			data, err := cl.send(cmd.Context(), "POST", recordPath(args)+"/erase", map[string]string{"reason": reason})
			if err != nil {
				return err
			}
			return c.print(data)
		})
	}}
	cmd.Flags().StringVar(&reason, "reason", "", c.say(text.FlagReason))
	cmd.Flags().BoolVar(&yes, "yes", false, c.say(text.FlagYes))
	return cmd
}
