package main

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// reportBuild writes a card into a folder, or as one document.
func (c *cli) reportBuild() *cobra.Command {
	var q figureQuery
	card, out, as := "", "", "folder"
	cmd := &cobra.Command{Use: "build", Short: c.say(text.CLIReportBuild), Args: exactly(0), RunE: func(cmd *cobra.Command, _ []string) error {
		if out == "" || (card == "") == (q.period == "") {
			return usage{errors.New(c.say(text.BuildUsage))}
		}
		asked := url.Values{}
		for name, value := range map[string]string{"card": card, "period": q.period, "region": q.region} {
			if value != "" {
				asked.Set(name, value)
			}
		}
		return c.with(cmd.Context(), func(cl *client) error { return c.build(cmd.Context(), cl, asked, as, out) })
	}}
	cmd.Flags().StringVar(&q.period, "period", "", c.say(text.FlagPeriod))
	cmd.Flags().StringVar(&q.region, "region", "", c.say(text.FlagRegion))
	cmd.Flags().StringVar(&card, "card", "", c.say(text.FlagCard))
	cmd.Flags().StringVar(&out, "out", "", c.say(text.FlagBuildOut))
	cmd.Flags().StringVar(&as, "as", as, c.say(text.FlagBuildAs))
	return cmd
}

func (c *cli) build(ctx context.Context, cl *client, asked url.Values, as, out string) error {
	switch as {
	case "docx", "xlsx":
		asked.Set("as", as)
		return cl.save(ctx, "/api/card/export?"+asked.Encode(), out)
	case "folder", "pdf":
	default:
		return usage{errors.New(text.CardFormat.In(c.lang, as))}
	}
	data, err := cl.call(ctx, "GET", "/api/card/export?"+asked.Encode(), nil)
	if err != nil {
		return err
	}
	if as == "folder" {
		return unpack(data, out)
	}
	folder, err := os.MkdirTemp("", "heitu-card-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(folder)
	if err := unpack(data, folder); err != nil {
		return err
	}
	return printPDF(ctx, filepath.Join(folder, "index.html"), out)
}

// unpack writes an archive into a folder that is new or empty.
func unpack(data []byte, folder string) error {
	if there, err := os.ReadDir(folder); err == nil && len(there) > 0 {
		return fault.Conflict(text.FolderNotEmpty, folder)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return fmt.Errorf("read card: %w", err)
	}
	for _, f := range z.File {
		if !filepath.IsLocal(f.Name) {
			return fmt.Errorf("read card: %q leads out of the folder", f.Name)
		}
		if err := unpackOne(f, filepath.Join(folder, filepath.FromSlash(f.Name))); err != nil {
			return err
		}
	}
	return nil
}

func unpackOne(f *zip.File, path string) error {
	r, err := f.Open()
	if err != nil {
		return fmt.Errorf("read card: %w", err)
	}
	defer r.Close()
	data, err := io.ReadAll(r)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(path), 0o755)
	}
	if err == nil {
		err = os.WriteFile(path, data, 0o644)
	}
	if err != nil {
		return fmt.Errorf("write card: %w", err)
	}
	return nil
}

// printPDF has a Chromium print a page. Where there is none, it says so.
func printPDF(ctx context.Context, page, out string) error {
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome", "google-chrome-stable"} {
		path, err := exec.LookPath(name)
		if err != nil {
			continue
		}
		target, err := filepath.Abs(out)
		if err != nil {
			return err
		}
		args := []string{"--headless", "--disable-gpu", "--no-pdf-header-footer", "--print-to-pdf=" + target}
		if os.Geteuid() == 0 {
			args = append(args, "--no-sandbox") // Chromium refuses to run as root otherwise; the page is our own and has no scripts
		}
		said, err := exec.CommandContext(ctx, path, append(args, "file://"+page)...).CombinedOutput()
		if _, missing := os.Stat(target); err != nil || missing != nil {
			return fault.Busy(text.PrintFailed, strings.TrimSpace(string(said)))
		}
		return nil
	}
	return fault.Conflict(text.NoChromium)
}

// reportDiff shows two cards, or two periods, beside each other.
func (c *cli) reportDiff() *cobra.Command {
	region := ""
	cmd := &cobra.Command{Use: "diff A B", Short: c.say(text.CLIReportDiff), Args: exactly(2), RunE: func(cmd *cobra.Command, args []string) error {
		asked := url.Values{"a": {args[0]}, "b": {args[1]}, "region": {region}}
		return c.with(cmd.Context(), func(cl *client) error {
			data, err := cl.call(cmd.Context(), "GET", "/api/card/diff?"+asked.Encode(), nil)
			if err != nil || c.json {
				if err == nil {
					_, err = os.Stdout.Write(data)
				}
				return err
			}
			return c.printDiff(data)
		})
	}}
	cmd.Flags().StringVar(&region, "region", "", c.say(text.FlagRegion))
	return cmd
}

func (c *cli) printDiff(data []byte) error {
	type head struct {
		Title text.Label
		Day   string
	}
	var d struct {
		A, B  head
		Lines []struct {
			Label, Unit text.Label
			Places      int
			A, B        *int64
			Difference  *int64
		}
	}
	if err := json.Unmarshal(data, &d); err != nil {
		return err
	}
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, text.DiffColumns.In(c.lang, d.A.Title, d.B.Title))
	for _, l := range d.Lines {
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%s\n", l.Label.In(c.lang), l.Unit.In(c.lang), amountOf(l.A, l.Places), amountOf(l.B, l.Places), amountOf(l.Difference, l.Places))
	}
	return w.Flush()
}

// reportRecheck holds a figure against the journal of its node.
func (c *cli) reportRecheck() *cobra.Command {
	var q figureQuery
	cmd := &cobra.Command{Use: "recheck FIGURE", Short: c.say(text.CLIReportRecheck), Args: exactly(1), RunE: func(cmd *cobra.Command, args []string) error {
		return c.with(cmd.Context(), func(cl *client) error {
			if err := q.newest(cmd.Context(), cl, args[0]); err != nil {
				return err
			}
			data, err := cl.call(cmd.Context(), "GET", "/api/figures/"+url.PathEscape(args[0])+"/recheck"+q.String(), nil)
			if err != nil {
				return err
			}
			var found struct {
				Findings []struct{ Message text.Label }
			}
			if err := json.Unmarshal(data, &found); err != nil {
				return err
			}
			if c.json {
				os.Stdout.Write(data)
			} else {
				for _, f := range found.Findings {
					fmt.Println(f.Message.In(c.lang))
				}
			}
			if n := len(found.Findings); n > 0 {
				return fault.Altered(text.SaidAltered, n)
			}
			if !c.json {
				fmt.Println(c.say(text.SaidRechecked))
			}
			return nil
		})
	}}
	q.flags(c, cmd)
	return cmd
}
