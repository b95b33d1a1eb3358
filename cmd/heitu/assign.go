package main

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"heitu/internal/fault"
	"heitu/internal/match/assign"
	"heitu/internal/text"
)

// assigning is the flags of match assign.
type assigning struct {
	cover, most, least int
	fair               bool
	seed               uint64
}

func (c *cli) matchAssign() *cobra.Command {
	var a assigning
	cmd := &cobra.Command{Use: "assign SCORES.csv", Short: c.say(text.CLIMatchAssign), Args: exactly(1), RunE: func(_ *cobra.Command, args []string) error {
		return c.assign(args[0], a)
	}}
	cmd.Flags().IntVar(&a.cover, "cover", 1, c.say(text.FlagCover))
	cmd.Flags().IntVar(&a.most, "most", 1, c.say(text.FlagMostLoad))
	cmd.Flags().IntVar(&a.least, "fewest", 0, c.say(text.FlagLeastLoad))
	cmd.Flags().BoolVar(&a.fair, "fair", false, c.say(text.FlagFair))
	cmd.Flags().Uint64Var(&a.seed, "seed", 0, c.say(text.FlagSeed))
	return cmd
}

func (c *cli) assign(path string, a assigning) error {
	file, err := os.Open(path)
	if err != nil {
		return fault.Missing(text.AssignFile, path)
	}
	defer file.Close()
	pairs, tasks, people, err := assign.ReadMatrix(file)
	if err != nil {
		return err
	}
	result, err := assign.Solve(assign.Problem{
		Tasks:  slices.Repeat([]assign.Bounds{{Least: a.cover, Most: a.cover}}, tasks),
		People: slices.Repeat([]assign.Bounds{{Least: a.least, Most: a.most}}, people),
		Pairs:  pairs, Fair: a.fair, Chance: rand.New(rand.NewPCG(a.seed, 0)),
	})
	if err != nil {
		return err
	}
	return c.assigned(result)
}

// assigned prints tasks and people by their numbers, counted from one.
func (c *cli) assigned(r assign.Result) error {
	type pair struct {
		Task   int     `json:"task"`
		Person int     `json:"person"`
		Score  float64 `json:"score"`
	}
	said := struct {
		Total float64 `json:"total"`
		Worst float64 `json:"worst"`
		Pairs []pair  `json:"pairs"`
	}{float64(r.Total) / assign.Billionths, float64(r.Worst) / assign.Billionths, []pair{}}
	for _, p := range r.Pairs {
		said.Pairs = append(said.Pairs, pair{p.Task + 1, p.Person + 1, float64(p.Weight) / assign.Billionths})
	}
	if c.json {
		return json.NewEncoder(os.Stdout).Encode(said)
	}
	for _, p := range said.Pairs {
		fmt.Printf("%d\t%d\t%.4f\n", p.Task, p.Person, p.Score)
	}
	fmt.Fprintln(os.Stderr, text.SaidAssigned.In(c.lang, len(said.Pairs), said.Total, said.Worst))
	return nil
}
