package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"heitu/internal/audit"
	"heitu/internal/fault"
	"heitu/internal/figure"
	"heitu/internal/node"
	"heitu/internal/text"
)

func (c *cli) verify() *cobra.Command {
	key := ""
	cmd := &cobra.Command{Use: "verify TARGET", Short: c.say(text.CLIVerify), Args: exactly(1), RunE: func(cmd *cobra.Command, args []string) error {
		if fork, err := c.verifyFork(args[0], key); fork {
			return err
		}
		r, own, err := verifyTarget(cmd.Context(), args[0], key)
		if err != nil {
			return err
		}
		if own != "" && !c.json {
			fmt.Fprintln(os.Stderr, text.SaidOwnKey.In(c.lang, own))
		}
		return c.printReport(r)
	}}
	cmd.Flags().StringVar(&key, "key", "", c.say(text.FlagKey))
	return cmd
}

// verifyTarget audits whatever the target is. It returns the key it had to take
// from the target itself, "" if the auditor gave one.
func verifyTarget(ctx context.Context, target, key string) (r audit.Report, own string, err error) {
	if strings.HasPrefix(target, "http://") || strings.HasPrefix(target, "https://") {
		r, err = audit.Remote(ctx, &http.Client{Timeout: 5 * time.Minute}, target, key, figure.All())
		if key == "" {
			own = target + "/log/key"
		}
		return r, own, err
	}
	info, err := os.Stat(target)
	if errors.Is(err, fs.ErrNotExist) {
		return r, "", fault.Missing(text.NotAnAddress, target)
	}
	if err != nil {
		return r, "", err
	}
	if key == "" {
		own = filepath.Join(target, node.PublicFile)
	}
	if _, err := os.Stat(filepath.Join(target, node.PublicFile)); info.IsDir() && errors.Is(err, fs.ErrNotExist) {
		return verifyCard(target, key)
	}
	if info.IsDir() {
		r, err = node.Audit(ctx, target, os.Getenv("HEITU_POSTGRES"), key)
		return r, own, err
	}
	file, err := os.Open(target)
	if err != nil {
		return r, "", err
	}
	defer file.Close()
	if key == "" {
		own = target
	}
	r, err = audit.Bundle(file, key, figure.All())
	return r, own, err
}

// verifyCard audits an exported card.
func verifyCard(target, key string) (r audit.Report, own string, err error) {
	folder := os.DirFS(target)
	if key == "" {
		own = filepath.Join(target, "key")
		if key = audit.CardKey(folder); key == "" {
			return r, "", fault.Missing(text.NotAnAddress, target)
		}
	}
	r, err = audit.Card(folder, key, figure.All())
	return r, own, err
}

// printReport says what was found and returns an altered fault if anything was.
func (c *cli) printReport(r audit.Report) error {
	if c.json {
		if err := json.NewEncoder(os.Stdout).Encode(reportJSON(r, c.lang)); err != nil {
			return err
		}
	} else if len(r.Findings) == 0 {
		fmt.Println(text.SaidAllAgrees.In(c.lang, r.Home, r.Entries, r.Records, len(r.Figures)))
	}
	if len(r.Findings) == 0 {
		return nil
	}
	if !c.json {
		for _, f := range r.Findings {
			fmt.Println(f.In(c.lang))
		}
	}
	return fault.Altered(text.SaidAltered, len(r.Findings))
}

func reportJSON(r audit.Report, lang text.Lang) map[string]any {
	findings := []map[string]any{}
	for _, f := range r.Findings {
		findings = append(findings, map[string]any{"record": f.Record, "message": f.In(lang)})
	}
	figures := []map[string]any{}
	for _, v := range r.Figures {
		figures = append(figures, map[string]any{"id": v.Figure.Name, "region": v.Region, "period": v.Period.String(), "value": v.Value})
	}
	return map[string]any{
		"verified": len(findings) == 0, "home": r.Home, "entries": r.Entries, "records": r.Records, "erased": r.Erased,
		"figures": figures, "findings": findings,
	}
}
