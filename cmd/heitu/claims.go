package main

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"heitu/internal/claims"
	"heitu/internal/fault"
	"heitu/internal/text"
	"heitu/internal/vocab"
)

// claims proposes statements for the figures of a report. It needs no node.
func (c *cli) claims() *cobra.Command {
	var published string
	cmd := &cobra.Command{Use: "claims FILE", Short: c.say(text.CLIClaims), Args: exactly(1), RunE: func(_ *cobra.Command, args []string) error {
		var day time.Time
		if published != "" {
			var err error
			if day, err = time.Parse(time.DateOnly, published); err != nil {
				return usage{fault.Invalid("published", text.NotDate)}
			}
		}
		said, err := readReport(args[0])
		if err != nil {
			return err
		}
		return c.printClaims(claims.Read(said, day))
	}}
	cmd.Flags().StringVar(&published, "published", "", c.say(text.FlagPublished))
	return cmd
}

// readReport reads a file, or what is typed where its name is a dash.
func readReport(name string) (string, error) {
	in := os.Stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return "", err
		}
		defer file.Close()
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, claims.MaxFile+1))
	if err != nil {
		return "", err
	}
	return claims.Text(data)
}

func (c *cli) printClaims(list []claims.Claim) error {
	if c.json {
		e := json.NewEncoder(os.Stdout)
		e.SetEscapeHTML(false)
		e.SetIndent("", "  ")
		return e.Encode(list)
	}
	if len(list) == 0 {
		fmt.Println(c.say(text.NoClaims))
		return nil
	}
	head := []text.Label{text.ClaimSubject, text.ClaimRegion, text.ClaimIndicator, text.ClaimValue, text.ClaimPeriod, text.ClaimGrowth, text.ClaimQualifier}
	rows := [][]string{{}}
	for _, h := range head {
		rows[0] = append(rows[0], c.say(h))
	}
	for _, l := range list {
		growth := ""
		if l.Growth != nil {
			growth = l.Growth.Value + " " + l.Growth.Unit
		}
		qualifier, _ := vocab.Qualifiers.Lookup(l.Qualifier)
		region, _ := vocab.Regions.Lookup(l.Region)
		rows = append(rows, []string{l.Subject, c.say(region), l.Indicator, l.Amount(c.lang), l.Period, growth, c.say(qualifier)})
	}
	printColumns(rows)
	fmt.Println(text.CountClaims.In(c.lang, len(list)))
	return nil
}

// printColumns writes rows below each other; Chinese characters are two columns wide.
func printColumns(rows [][]string) {
	widths := make([]int, len(rows[0]))
	for _, row := range rows {
		for i, cell := range row {
			widths[i] = max(widths[i], columnsOf(cell))
		}
	}
	for _, row := range rows {
		var b strings.Builder
		for i, cell := range row {
			b.WriteString(cell + strings.Repeat(" ", widths[i]-columnsOf(cell)+2))
		}
		fmt.Println(strings.TrimRight(b.String(), " "))
	}
}

func columnsOf(s string) int {
	n := 0
	for _, c := range s {
		n++
		if c >= 0x2e80 || c == '“' || c == '”' {
			n++
		}
	}
	return n
}
