package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"github.com/spf13/cobra"

	"heitu/internal/node"
	"heitu/internal/text"
)

func (c *cli) serve() *cobra.Command {
	config := node.Config{}
	listen := ""
	cmd := &cobra.Command{Use: "serve", Short: c.say(text.CLIServe), Args: exactly(0), RunE: func(cmd *cobra.Command, _ []string) error {
		config.Folder = c.folder
		config.Log = slog.New(slog.NewTextHandler(os.Stderr, nil))
		var err error
		if config.Mail, err = mailServer(); err != nil {
			return err
		}
		n, err := node.Open(cmd.Context(), config)
		if err != nil {
			return err
		}
		return errors.Join(c.listen(cmd.Context(), n, listen), n.Close())
	}}
	f := cmd.Flags()
	f.StringVar(&listen, "listen", "127.0.0.1:8080", c.say(text.FlagListen))
	f.StringVar(&config.Home, "home", "", c.say(text.FlagHome))
	f.StringVar(&config.Glossary, "glossary", "", c.say(text.FlagGlossary))
	f.StringVar(&config.Postgres, "postgres", os.Getenv("HEITU_POSTGRES"), c.say(text.FlagPostgres))
	f.StringVar(&config.URL, "url", os.Getenv("HEITU_URL"), c.say(text.FlagURL))
	f.BoolVar(&config.HarvestInside, "inside-harvests", os.Getenv("HEITU_INSIDE_HARVESTS") == "1", c.say(text.FlagHarvestInside))
	f.BoolVar(&config.Robots, "inside-robots", os.Getenv("HEITU_INSIDE_ROBOTS") == "1", c.say(text.FlagRobots))
	f.BoolVar(&config.Secure, "https", false, c.say(text.FlagSecure))
	return cmd
}

// listen serves a node on an address and on the socket of its folder until ctx ends.
func (c *cli) listen(ctx context.Context, n *node.Node, address string) error {
	l, err := net.Listen("tcp", address)
	if err != nil {
		return err
	}
	socket := filepath.Join(n.Folder(), socketFile)
	os.Remove(socket)
	local, err := net.Listen("unix", socket)
	if err != nil {
		return errors.Join(err, l.Close())
	}
	if err := os.Chmod(socket, 0o600); err != nil {
		return errors.Join(err, l.Close(), local.Close())
	}
	base := "http://" + l.Addr().String()
	fmt.Println(text.SaidListening.In(c.lang, n.Home, base))
	token, err := n.Start.Token(ctx)
	if err != nil {
		return errors.Join(err, l.Close(), local.Close())
	}
	if token != "" {
		fmt.Println(text.SaidStart.In(c.lang, base+"/start/"+token))
	}
	n.Run(ctx)
	server := &http.Server{Handler: n.Handler(), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 5 * time.Minute, WriteTimeout: 5 * time.Minute, IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 1 << 16}
	failed := make(chan error, 2)
	for _, l := range []net.Listener{l, local} {
		go func() { failed <- server.Serve(l) }()
	}
	select {
	case err = <-failed:
	case <-ctx.Done():
	}
	end, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	return errors.Join(err, server.Shutdown(end))
}
