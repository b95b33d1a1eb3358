package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"heitu/internal/record"
	"heitu/internal/report"
	"heitu/internal/text"
)

// report shows what the report card is made of.
func (c *cli) report() *cobra.Command {
	cmd := &cobra.Command{Use: "report", Short: c.say(text.CLIReport)}
	cmd.AddCommand(c.reportShow(), c.reportBuild(), c.reportDiff(), c.reportRecheck())
	return cmd
}

func (c *cli) reportShow() *cobra.Command {
	var q figureQuery
	by := ""
	cmd := &cobra.Command{Use: "show FIGURE", Short: c.say(text.CLIReportShow), Args: exactly(1), RunE: func(cmd *cobra.Command, args []string) error {
		asked := url.Values{"period": {q.period}, "region": {q.region}}
		if by != "" {
			asked.Set("by", by)
		}
		return c.with(cmd.Context(), func(cl *client) error {
			data, err := cl.call(cmd.Context(), "GET", "/api/figures/"+url.PathEscape(args[0])+"?"+asked.Encode(), nil)
			if err != nil || c.json {
				if err == nil {
					_, err = os.Stdout.Write(data)
				}
				return err
			}
			return c.printFigure(data)
		})
	}}
	q.flags(c, cmd)
	cmd.Flags().StringVar(&by, "by", "", c.say(text.FlagBy))
	return cmd
}

// numbers are a value and its growth, as the interface answers.
type numbers struct {
	Value  *int64     `json:"value"`
	Base   *int64     `json:"base"`
	Growth *float64   `json:"growth"`
	Amount *int64     `json:"growth_amount"`
	Note   text.Label `json:"growth_note"`
	Count  int        `json:"count"`
}

// printFigure writes a figure as a table: the total, then its groups.
func (c *cli) printFigure(data []byte) error {
	var v struct {
		numbers
		Label, Unit text.Label
		Places      int
		Period      string
		Entry       int64
		Groups      []struct {
			Codes []string
			numbers
		}
	}
	if err := json.Unmarshal(data, &v); err != nil {
		return err
	}
	period, err := report.ParsePeriod(v.Period)
	if err != nil {
		return err
	}
	fmt.Println(text.SaidFigure.In(c.lang, v.Label, v.Unit, period.In(c.lang), v.Entry))
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, text.FigureColumns.In(c.lang))
	c.line(w, c.say(text.FigureTotal), v.numbers, v.Places)
	for _, g := range v.Groups {
		c.line(w, strings.Join(g.Codes, " / "), g.numbers, v.Places)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if note := v.Note.In(c.lang); note != "" {
		fmt.Println(note)
	}
	return nil
}

func (c *cli) line(w *tabwriter.Writer, label string, n numbers, places int) {
	rate := "–"
	if n.Growth != nil {
		rate = strconv.FormatFloat(*n.Growth*100, 'f', 1, 64) + "%"
	}
	fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\t%d\n", label, amountOf(n.Value, places), amountOf(n.Base, places), amountOf(n.Amount, places), rate, n.Count)
}

func amountOf(n *int64, places int) string {
	if n == nil {
		return "–"
	}
	if places == 0 {
		return strings.TrimSuffix(record.Yuan(*n*100), ".00")
	}
	return strings.TrimSuffix(record.Yuan(*n), ".00")
}
