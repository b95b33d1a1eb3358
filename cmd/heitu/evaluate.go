package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"heitu/internal/fault"
	"heitu/internal/match"
	"heitu/internal/match/eval"
	"heitu/internal/text"
)

// evaluation is the flags of match eval.
type evaluation struct{ qrels, run string }

func (c *cli) matchEval() *cobra.Command {
	var e evaluation
	cmd := &cobra.Command{Use: "eval BENCH_DIR", Short: c.say(text.CLIMatchEval), Args: exactly(1), RunE: func(_ *cobra.Command, args []string) error {
		return c.evaluate(args[0], e)
	}}
	cmd.Flags().StringVar(&e.qrels, "qrels", "", c.say(text.FlagQrels))
	cmd.Flags().StringVar(&e.run, "run", "", c.say(text.FlagRun))
	return cmd
}

// evaluate ranks, writes the ranking if asked, and measures it where there are judgements.
func (c *cli) evaluate(folder string, e evaluation) error {
	var glossary *match.Glossary
	if c.glossary != "" {
		file, err := os.Open(c.glossary)
		if err != nil {
			return fault.Missing(text.GlossaryMissing, c.glossary)
		}
		defer file.Close()
		if glossary, err = match.ReadGlossary(file); err != nil {
			return err
		}
	}
	var judgements map[string]eval.Grades
	var err error
	if e.qrels == "" && e.run == "" {
		e.qrels = "dev"
	}
	if e.qrels != "" {
		if judgements, err = eval.Judgements(folder, e.qrels); err != nil {
			return err
		}
	}
	bench, err := eval.Open(folder, glossary)
	if err != nil {
		return err
	}
	rankings := bench.Rankings()
	if e.run != "" {
		if err := writeRun(e.run, bench, rankings); err != nil {
			return err
		}
	}
	if judgements == nil {
		return nil
	}
	m := bench.Measure(rankings, judgements)
	if c.json {
		return json.NewEncoder(os.Stdout).Encode(m)
	}
	fmt.Println(text.SaidMeasures.In(c.lang, m.Queries, m.NDCG10, m.Recall100, m.MAP, m.MRR))
	return nil
}

func writeRun(path string, bench *eval.Bench, rankings map[string][]eval.Scored) error {
	file, err := os.Create(path)
	if err != nil {
		return err
	}
	w := bufio.NewWriter(file)
	if err := bench.Write(w, rankings); err != nil {
		file.Close()
		return err
	}
	if err := w.Flush(); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}
