package main

import (
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"speedup.example/internal/cluster"
)

func serveCommand() *cobra.Command {
	var p cluster.Place
	var tokenFile string
	cmd := &cobra.Command{
		Use: "serve [flags]", Short: "Starts the server", Long: serveHelp, Example: serveExample,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if p.Token, err = readToken(tokenFile); err != nil {
				return err
			}
			p.Log = printer(cmd.ErrOrStderr())
			return serve(cmd, p)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&p.Dir, "dir", "", "the `folder` of spans and answers; the default is a new one, which goes at the end")
	flags.StringVar(&p.Listen, "listen", "127.0.0.1:4222", "the `address` to listen on; port 0 is any free one")
	flags.StringVar(&p.Cert, "tls-cert", "", "a `file` with the certificate of the server, PEM")
	flags.StringVar(&p.Key, "tls-key", "", "a `file` with its private key, PEM")
	flags.StringVar(&tokenFile, "token-file", "", "a `file` with the word that clients have to know")
	return cmd
}

func serve(cmd *cobra.Command, p cluster.Place) error {
	if p.Dir == "" {
		dir, err := os.MkdirTemp("", "speedup-cluster")
		if err != nil {
			return fmt.Errorf("dir: %w", err)
		}
		defer os.RemoveAll(dir)
		p.Dir = dir
	}
	s, err := cluster.Serve(p)
	if err != nil {
		return err
	}
	fmt.Fprintf(cmd.OutOrStdout(), serving, s.URL(), p.Dir, s.URL())
	err = s.Wait(cmd.Context())
	fmt.Fprintln(cmd.OutOrStdout(), "The server has ended.")
	return err
}
