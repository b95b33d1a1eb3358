package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strconv"

	"github.com/spf13/cobra"

	"heitu/internal/text"
)

// get prints what the interface answers under a path.
func (c *cli) get(use string, label text.Label, args int, path func(args []string) string) *cobra.Command {
	return &cobra.Command{Use: use, Short: c.say(label), Args: exactly(args), RunE: func(cmd *cobra.Command, args []string) error {
		return c.with(cmd.Context(), func(cl *client) error {
			data, err := cl.call(cmd.Context(), "GET", path(args), nil)
			if err != nil {
				return err
			}
			return c.print(data)
		})
	}}
}

func (c *cli) list() *cobra.Command {
	limit := 0
	cmd := c.get("list KIND", text.CLIList, 1, func(args []string) string {
		return "/api/records/" + url.PathEscape(args[0]) + "?limit=" + strconv.Itoa(limit)
	})
	cmd.Flags().IntVar(&limit, "limit", 50, c.say(text.FlagLimit))
	return cmd
}

func recordPath(args []string) string {
	return "/api/records/" + url.PathEscape(args[0]) + "/" + url.PathEscape(args[1])
}

func (c *cli) show() *cobra.Command { return c.get("show KIND ID", text.CLIShow, 2, recordPath) }

func (c *cli) history() *cobra.Command {
	return c.get("history KIND ID", text.CLIHistory, 2, func(args []string) string { return recordPath(args) + "/history" })
}

func (c *cli) search() *cobra.Command {
	kind, limit := "", 0
	cmd := c.get("search QUERY", text.CLISearch, 1, func(args []string) string {
		q := url.Values{"q": {args[0]}, "limit": {strconv.Itoa(limit)}}
		if kind != "" {
			q.Set("kind", kind)
		}
		return "/api/search?" + q.Encode()
	})
	cmd.Flags().StringVar(&kind, "kind", "", c.say(text.FlagKind))
	cmd.Flags().IntVar(&limit, "limit", 20, c.say(text.FlagLimit))
	return cmd
}

// figureQuery is the region and period of a figure as flags.
type figureQuery struct{ period, region string }

func (q *figureQuery) flags(c *cli, cmd *cobra.Command) {
	cmd.Flags().StringVar(&q.period, "period", "", c.say(text.FlagPeriod))
	cmd.Flags().StringVar(&q.region, "region", "", c.say(text.FlagRegion))
}

func (q *figureQuery) String() string {
	return "?" + url.Values{"period": {q.period}, "region": {q.region}}.Encode()
}

// newest chooses the newest period that a figure has, where none was asked for.
func (q *figureQuery) newest(ctx context.Context, cl *client, figure string) error {
	if q.period != "" {
		return nil
	}
	data, err := cl.call(ctx, "GET", "/api/figures", nil)
	if err != nil {
		return err
	}
	var known struct {
		Figures []struct {
			Name  string
			Cells []struct{ Period string }
		}
	}
	if err := json.Unmarshal(data, &known); err != nil {
		return err
	}
	for _, f := range known.Figures {
		if f.Name == figure && len(f.Cells) > 0 {
			q.period = f.Cells[0].Period
		}
	}
	return nil
}

func (c *cli) figures() *cobra.Command {
	var q figureQuery
	cmd := &cobra.Command{Use: "figures [NAME]", Short: c.say(text.CLIFigures), Args: cobra.MaximumNArgs(1), RunE: func(cmd *cobra.Command, args []string) error {
		path := "/api/figures"
		if len(args) == 1 {
			path += "/" + url.PathEscape(args[0]) + q.String()
		}
		return c.with(cmd.Context(), func(cl *client) error {
			data, err := cl.call(cmd.Context(), "GET", path, nil)
			if err != nil {
				return err
			}
			return c.print(data)
		})
	}}
	q.flags(c, cmd)
	return cmd
}

func (c *cli) bundle() *cobra.Command {
	var q figureQuery
	out := ""
	cmd := &cobra.Command{Use: "bundle FIGURE", Short: c.say(text.CLIBundle), Args: exactly(1), RunE: func(cmd *cobra.Command, args []string) error {
		return c.with(cmd.Context(), func(cl *client) error {
			return cl.save(cmd.Context(), "/api/figures/"+url.PathEscape(args[0])+"/bundle"+q.String(), out)
		})
	}}
	q.flags(c, cmd)
	cmd.Flags().StringVarP(&out, "out", "o", "", c.say(text.FlagOut))
	return cmd
}

func (c *cli) export() *cobra.Command {
	as, out := "", ""
	cmd := &cobra.Command{Use: "export KIND", Short: c.say(text.CLIExport), Args: exactly(1), RunE: func(cmd *cobra.Command, args []string) error {
		return c.with(cmd.Context(), func(cl *client) error {
			return cl.save(cmd.Context(), "/api/export/"+url.PathEscape(args[0])+"?as="+url.QueryEscape(as), out)
		})
	}}
	cmd.Flags().StringVar(&as, "as-format", "jsonl", c.say(text.FlagAs2))
	cmd.Flags().StringVarP(&out, "out", "o", "", c.say(text.FlagOut))
	return cmd
}

func (c *cli) openapi() *cobra.Command {
	return c.get("openapi", text.CLIOpenAPI, 0, func([]string) string { return "/api/openapi.json" })
}

func (c *cli) log() *cobra.Command {
	cmd := &cobra.Command{Use: "log", Short: c.say(text.CLILog)}
	cmd.AddCommand(&cobra.Command{Use: "checkpoint", Short: c.say(text.CLICheckpoint), Args: exactly(0), RunE: func(cmd *cobra.Command, _ []string) error {
		return c.with(cmd.Context(), func(cl *client) error { return cl.save(cmd.Context(), "/log/checkpoint", "") })
	}})
	return cmd
}

// print writes an answer: as it came with --json, indented for reading otherwise.
func (c *cli) print(data []byte) error {
	if c.json {
		_, err := os.Stdout.Write(data)
		return err
	}
	var v any
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	fmt.Print(outline(v, 0))
	return nil
}
