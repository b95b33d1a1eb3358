package main

import (
	"context"
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"time"

	"github.com/spf13/cobra"

	"heitu/internal/fault"
	"heitu/internal/text"
)

// harvestReport is what the interface tells of a harvest.
type harvestReport struct {
	ID, State, Cut                                  string
	Received, Added, Changed, Left, Deleted, Failed int
	Why                                             []struct{ Identifier, Reason string }
	Imports                                         []string
}

func (c *cli) harvest() *cobra.Command {
	order := map[string]*string{"kind": new(string), "prefix": new(string), "set": new(string), "from": new(string), "until": new(string)}
	inside := os.Getenv("HEITU_INSIDE_HARVESTS") == "1"
	cmd := &cobra.Command{Use: "harvest URL", Short: c.say(text.CLIHarvest), Args: exactly(1), RunE: func(cmd *cobra.Command, args []string) error {
		return c.with(cmd.Context(), func(cl *client) error {
			if cl.node != nil {
				cl.node.Harvests.Inside = inside
				cl.node.Run(cmd.Context())
			}
			return c.runHarvest(cmd.Context(), cl, args[0], order)
		})
	}}
	f := cmd.Flags()
	f.StringVar(order["kind"], "kind", "achievement", c.say(text.FlagHarvestKind))
	f.StringVar(order["prefix"], "prefix", "oai_dc", c.say(text.FlagPrefix))
	f.StringVar(order["set"], "set", "", c.say(text.FlagHarvestSet))
	f.StringVar(order["from"], "from", "", c.say(text.FlagHarvestFrom))
	f.StringVar(order["until"], "until", "", c.say(text.FlagHarvestUntil))
	f.BoolVar(&inside, "inside-harvests", inside, c.say(text.FlagHarvestInside))
	return cmd
}

// runHarvest places an order, waits until it is filled and its imports are tried, and tells what came.
func (c *cli) runHarvest(ctx context.Context, cl *client, address string, order map[string]*string) error {
	said := map[string]any{"url": address}
	for name, v := range order {
		said[name] = *v
	}
	data, err := cl.send(ctx, "POST", "/api/harvests", said)
	if err != nil {
		return err
	}
	var now harvestReport
	for {
		if err := json.Unmarshal(data, &now); err != nil {
			return err
		}
		if now.State == "done" {
			break
		}
		select {
		case <-ctx.Done():
			return fault.Busy(text.StillRunning, now.ID)
		case <-time.After(lookEvery):
		}
		if data, err = cl.call(ctx, "GET", "/api/harvests/"+url.PathEscape(now.ID), nil); err != nil {
			return err
		}
	}
	i := importing{cli: c, client: cl, ctx: ctx}
	for _, id := range now.Imports {
		if _, err := i.wait(id); err != nil {
			return err
		}
	}
	if data, err = cl.call(ctx, "GET", "/api/harvests/"+url.PathEscape(now.ID), nil); err != nil {
		return err
	}
	return c.sayHarvest(data)
}

func (c *cli) sayHarvest(data []byte) error {
	if c.json {
		_, err := os.Stdout.Write(append(data, '\n'))
		return err
	}
	var r harvestReport
	if err := json.Unmarshal(data, &r); err != nil {
		return err
	}
	for _, w := range r.Why {
		fmt.Fprintln(os.Stderr, w.Identifier+": "+w.Reason)
	}
	fmt.Println(text.SaidHarvest.In(c.lang, r.Received, r.Added, r.Changed, r.Left, r.Deleted, r.Failed))
	for _, id := range r.Imports {
		fmt.Println(text.SaidHarvestWaits.In(c.lang, id, id))
	}
	if r.Cut != "" {
		return fault.Conflict(text.SaidHarvestCut, r.Cut)
	}
	return nil
}
