package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"golang.org/x/term"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// importing is one import as the command line follows it.
type importing struct {
	*cli
	client *client
	ctx    context.Context

	mapping, sheet, step, marked string
	leave, dry, yes              bool
}

// imported is what the interface tells of an import.
type imported struct {
	ID, State, Failure string
	Layouts            []arranged
	Rows, Read         int
	Counts             struct{ Made, Changed, Left, Refused int }
}

type arranged struct {
	Sheet   string    `json:"sheet"`
	First   int       `json:"first"`
	Header  int       `json:"header"`
	Columns []meaning `json:"columns"`
}

type meaning struct {
	At         int    `json:"at"`
	Header     string `json:"header"`
	Field      string `json:"field"`
	Unit       string `json:"unit,omitempty"`
	Confidence int    `json:"confidence"`
}

func (c *cli) importFile() *cobra.Command {
	i := &importing{cli: c}
	undo, resume, discard := "", "", ""
	cmd := &cobra.Command{Use: "import KIND FILE", Short: c.say(text.CLIImport), Args: func(cmd *cobra.Command, args []string) error {
		if undo+resume+discard != "" {
			return exactly(0)(cmd, args)
		}
		return exactly(2)(cmd, args)
	}, RunE: func(cmd *cobra.Command, args []string) error {
		return c.with(cmd.Context(), func(cl *client) error {
			i.client, i.ctx = cl, cmd.Context()
			if cl.node != nil {
				cl.node.Run(i.ctx)
			}
			switch {
			case undo != "":
				return i.undo(undo)
			case discard != "":
				return i.discard(discard)
			case resume != "":
				return i.attach(resume)
			}
			return i.run(args[0], args[1])
		})
	}}
	f := cmd.Flags()
	f.StringVar(&i.mapping, "map", "", c.say(text.FlagMap))
	f.StringVar(&i.sheet, "sheet", "", c.say(text.FlagSheet))
	f.StringVar(&i.step, "step", "", c.say(text.FlagStep))
	f.StringVar(&i.marked, "marked", "", c.say(text.FlagMarked))
	f.BoolVar(&i.leave, "leave", false, c.say(text.FlagLeave))
	f.BoolVar(&i.dry, "dry-run", false, c.say(text.FlagDryRun))
	f.BoolVar(&i.yes, "yes", false, c.say(text.FlagYes))
	f.StringVar(&undo, "undo", "", c.say(text.FlagUndo))
	f.StringVar(&discard, "discard", "", c.say(text.FlagDiscard))
	f.StringVar(&resume, "resume", "", c.say(text.FlagResume))
	return cmd
}

// run sends a file, has it tried, and brings its good rows in.
func (i *importing) run(kind, path string) error {
	file, err := os.Open(path)
	if err != nil {
		return err
	}
	defer file.Close()
	q := url.Values{"kind": {kind}, "name": {filepath.Base(path)}}
	data, err := i.client.call(i.ctx, "POST", "/api/imports?"+q.Encode(), file)
	if err != nil {
		return err
	}
	now, err := parseImport(data)
	if err == nil {
		now, err = i.arrange(now)
	}
	if err == nil {
		now, err = i.wait(now.ID)
	}
	if err != nil {
		return err
	}
	bad, err := i.refused(now.ID)
	if err != nil {
		return err
	}
	if err := i.mark(now.ID); err != nil {
		return err
	}
	good := now.Counts.Made + now.Counts.Changed + now.Counts.Left
	if i.dry || good == 0 {
		return errors.Join(i.report(now, text.SaidTried, bad), nothing(good))
	}
	if now.Counts.Refused > 0 && !i.agree(text.AskGood, now.Counts.Refused) {
		return i.report(now, text.SaidTried, bad)
	}
	if _, err = i.client.send(i.ctx, "POST", i.at(now.ID, "start"), map[string]any{}); err != nil {
		return err
	}
	if now, err = i.wait(now.ID); err != nil {
		return err
	}
	good = now.Counts.Made + now.Counts.Changed + now.Counts.Left
	return errors.Join(i.report(now, text.SaidImported, bad), nothing(good))
}

func nothing(good int) error {
	if good > 0 {
		return nil
	}
	return fault.Conflict(text.NothingGood)
}

func (i *importing) at(id, what string) string {
	return strings.TrimSuffix("/api/imports/"+url.PathEscape(id)+"/"+what, "/")
}

func parseImport(data []byte) (imported, error) {
	var now imported
	err := json.Unmarshal(data, &now)
	return now, err
}

// arrange shows what the columns mean, and settles it where a flag or a person says so.
func (i *importing) arrange(now imported) (imported, error) {
	said := map[string]any{"step": i.step, "mode": "change"}
	if i.leave {
		said["mode"] = "leave"
	}
	layouts := now.Layouts
	if i.mapping != "" {
		data, err := os.ReadFile(i.mapping)
		if err != nil {
			return now, err
		}
		if err := json.Unmarshal(data, &layouts); err != nil {
			return now, fault.Invalid("map", text.JSONMember, i.mapping)
		}
	}
	if i.sheet != "" {
		for n := len(layouts) - 1; n >= 0; n-- {
			if layouts[n].Sheet != i.sheet {
				layouts = append(layouts[:n:n], layouts[n+1:]...)
			}
		}
		if len(layouts) == 0 {
			return now, fault.Invalid("sheet", text.ImportSheet, i.sheet)
		}
	}
	i.showColumns(now.ID, layouts)
	unsure := now.State == "mapping" && i.mapping == ""
	if unsure && !i.dry && !i.agree(text.AskColumns) {
		return now, fault.Conflict(text.NotSure)
	}
	if now.State != "mapping" && i.mapping == "" && i.sheet == "" && i.step == "" && !i.leave {
		return now, nil
	}
	if i.mapping != "" || i.sheet != "" {
		said["layouts"] = layouts
	}
	now, err := i.settle(now.ID, said)
	if err != nil || now.State != "mapping" {
		return now, err
	}
	i.showColumns(now.ID, now.Layouts) // read anew below another header
	if !i.agree(text.AskColumns) {
		return now, fault.Conflict(text.NotSure)
	}
	delete(said, "layouts")
	return i.settle(now.ID, said)
}

func (i *importing) settle(id string, said map[string]any) (imported, error) {
	data, err := i.client.send(i.ctx, "POST", i.at(id, "layout"), said)
	if err != nil {
		return imported{}, err
	}
	return parseImport(data)
}

func (i *importing) showColumns(id string, layouts []arranged) {
	if i.json {
		return
	}
	fmt.Fprintln(os.Stderr, text.SaidImport.In(i.lang, id))
	for _, l := range layouts {
		fmt.Fprintln(os.Stderr, text.SaidSheet.In(i.lang, l.Sheet, l.First, l.Header))
		for _, c := range l.Columns {
			if c.Field == "" {
				fmt.Fprintln(os.Stderr, text.SaidPassed.In(i.lang, letter(c.At), c.Header))
				continue
			}
			fmt.Fprintln(os.Stderr, text.SaidColumn.In(i.lang, letter(c.At), c.Header, c.Field, c.Confidence))
		}
	}
}

// letter names a column as a workbook does.
func letter(at int) string {
	name := ""
	for at++; at > 0; at = (at - 1) / 26 {
		name = string(rune('A'+(at-1)%26)) + name
	}
	return name
}

// agree asks on a terminal; elsewhere good rows come in by themselves, but columns
// that are not sure need --yes.
func (i *importing) agree(m text.Message, args ...any) bool {
	if i.yes {
		return true
	}
	if !term.IsTerminal(int(os.Stdin.Fd())) {
		return m != text.AskColumns
	}
	fmt.Fprint(os.Stderr, m.In(i.lang, args...))
	answer, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	return strings.TrimSpace(answer) == "yes"
}

// lookEvery is how often a command looks how far an import has come.
const lookEvery = 200 * time.Millisecond

// wait follows an import until nothing more happens by itself.
func (i *importing) wait(id string) (imported, error) {
	shown := -1
	for {
		data, err := i.client.call(i.ctx, "GET", i.at(id, ""), nil)
		if i.ctx.Err() != nil {
			return imported{}, fault.Busy(text.StillRunning, id)
		}
		if err != nil {
			return imported{}, err
		}
		now, err := parseImport(data)
		if err != nil {
			return now, err
		}
		if now.Read != shown && term.IsTerminal(int(os.Stderr.Fd())) {
			fmt.Fprint(os.Stderr, "\r"+text.SaidProgress.In(i.lang, now.Read)+" "+now.Failure)
			shown = now.Read
		}
		switch now.State {
		case "trying", "running", "undoing":
		case "failed":
			return now, fault.Conflict(text.SaidStands, now.State, now.Failure)
		default:
			if shown >= 0 {
				fmt.Fprintln(os.Stderr)
			}
			return now, nil
		}
		select {
		case <-i.ctx.Done():
		case <-time.After(lookEvery):
		}
	}
}

// refused prints every problem of the trial, and returns the verdicts as they came.
func (i *importing) refused(id string) ([]json.RawMessage, error) {
	all := []json.RawMessage{}
	for next := "0"; next != ""; {
		data, err := i.client.call(i.ctx, "GET", i.at(id, "verdicts")+"?outcome=refused&after="+next, nil)
		if err != nil {
			return nil, err
		}
		var page struct {
			Verdicts []json.RawMessage
			Next     string
		}
		if err := json.Unmarshal(data, &page); err != nil {
			return nil, err
		}
		all, next = append(all, page.Verdicts...), page.Next
		if i.json {
			continue
		}
		for _, raw := range page.Verdicts {
			if err := i.printProblems(raw); err != nil {
				return nil, err
			}
		}
	}
	return all, nil
}

func (i *importing) printProblems(raw json.RawMessage) error {
	var v struct {
		Sheet  string
		Line   int
		Faults []struct{ Field, Column, Said, Message string }
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return err
	}
	if v.Sheet != "" {
		v.Sheet += "!"
	}
	for _, f := range v.Faults {
		if f.Field == "" {
			fmt.Fprintln(os.Stderr, text.SaidRowProblem.In(i.lang, v.Sheet, v.Line, f.Message))
			continue
		}
		fmt.Fprintln(os.Stderr, text.SaidProblem.In(i.lang, v.Sheet, f.Column, v.Line, f.Field, f.Said, f.Message))
	}
	return nil
}

// mark writes the marked file, if asked for.
func (i *importing) mark(id string) error {
	if i.marked == "" {
		return nil
	}
	if err := i.client.save(i.ctx, i.at(id, "marked"), i.marked); err != nil {
		return err
	}
	if !i.json {
		fmt.Fprintln(os.Stderr, text.SaidMarked.In(i.lang, i.marked))
	}
	return nil
}

// report prints how an import stands, by what the node says of it.
func (i *importing) report(now imported, m text.Message, bad []json.RawMessage) error {
	if i.json {
		data, err := i.client.call(i.ctx, "GET", i.at(now.ID, ""), nil)
		if err != nil {
			return err
		}
		return json.NewEncoder(os.Stdout).Encode(map[string]any{"import": json.RawMessage(data), "refused": bad})
	}
	n := now.Counts
	fmt.Println(m.In(i.lang, n.Made, n.Changed, n.Left, n.Refused))
	return nil
}

// attach follows an import that is under way.
func (i *importing) attach(id string) error {
	now, err := i.wait(id)
	if err != nil {
		return err
	}
	bad := []json.RawMessage{}
	m := map[string]text.Message{"tried": text.SaidTried, "done": text.SaidImported}[now.State]
	if m == (text.Message{}) {
		m = text.SaidStands
	}
	if now.State == "tried" {
		if bad, err = i.refused(id); err != nil {
			return err
		}
	}
	if i.json || m != text.SaidStands {
		return i.report(now, m, bad)
	}
	fmt.Println(m.In(i.lang, now.State, now.Failure))
	return nil
}

// undo takes an import back.
func (i *importing) undo(id string) error {
	if _, err := i.client.send(i.ctx, "POST", i.at(id, "undo"), map[string]any{}); err != nil {
		return err
	}
	now, err := i.wait(id)
	if err != nil {
		return err
	}
	if i.json {
		return i.report(now, text.SaidUndone, []json.RawMessage{})
	}
	fmt.Println(text.SaidUndone.In(i.lang, now.Counts.Made+now.Counts.Changed))
	return nil
}

// discard gives an import up.
func (i *importing) discard(id string) error {
	data, err := i.client.call(i.ctx, "DELETE", i.at(id, ""), nil)
	if err != nil {
		return err
	}
	now, err := parseImport(data)
	if err != nil {
		return err
	}
	if i.json {
		return json.NewEncoder(os.Stdout).Encode(map[string]any{"import": json.RawMessage(data), "refused": []json.RawMessage{}})
	}
	if now.State != "discarded" {
		fmt.Println(text.SaidStands.In(i.lang, now.State, now.Failure))
		return nil
	}
	fmt.Println(text.SaidDiscarded.In(i.lang))
	return nil
}
