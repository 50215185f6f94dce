package main

import (
	"errors"
	"fmt"
	"os"

	"github.com/spf13/cobra"

	"speedup.example/internal/cluster"
)

func serveCommand() *cobra.Command {
	var p cluster.Place
	var there cluster.Address
	var tokenFile string
	cmd := &cobra.Command{
		Use: "serve [flags]", Short: "Starts the server", Long: serveHelp, Example: serveExample,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if p.Token, err = readToken(tokenFile); err != nil {
				return err
			}
			p.Log = printer(cmd.ErrOrStderr())
			if there.URL == "" && there.CA == "" {
				return serve(cmd, p)
			}
			there.Token, there.Note = p.Token, p.Log
			return oversee(cmd, there)
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&p.Dir, "dir", "", "the `folder` of spans and answers; the default is a new one, which goes at the end")
	flags.StringVar(&p.Listen, "listen", "127.0.0.1:4222", "the `address` to listen on; port 0 is any free one")
	flags.StringVar(&p.Cert, "tls-cert", "", "a `file` with the certificate of the server, PEM")
	flags.StringVar(&p.Key, "tls-key", "", "a `file` with its private key, PEM")
	flags.StringVar(&tokenFile, "token-file", "", "a `file` with the word that clients have to know")
	flags.StringVar(&there.URL, "nats", "", "start no server, but use the NATS server at this `URL`")
	flags.StringVar(&there.CA, "tls-ca", "", "with -nats, a `file` with the certificates to trust, PEM; the default is those of the system")
	return cmd
}

// ofOwnServer are the flags of a server that starts here.
var ofOwnServer = []string{"dir", "listen", "tls-cert", "tls-key"}

// oversee uses a server that is there already.
func oversee(cmd *cobra.Command, there cluster.Address) error {
	if there.URL == "" {
		return errors.New(caAlone)
	}
	for _, name := range ofOwnServer {
		if cmd.Flags().Changed(name) {
			return fmt.Errorf(notOwnServer, name, there.URL)
		}
	}
	return cluster.Oversee(cmd.Context(), there, func() {
		fmt.Fprintf(cmd.OutOrStdout(), overseeing, there)
		fmt.Fprintf(cmd.OutOrStdout(), clients, there.String()+clientFlags(there.Token, there.CA))
	})
}

// clientFlags are the flags that clients need besides the URL.
func clientFlags(token, ca string) (flags string) {
	if token != "" {
		flags += " -token-file FILE"
	}
	if ca != "" {
		flags += " -tls-ca FILE"
	}
	return flags
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
	fmt.Fprintf(cmd.OutOrStdout(), serving, s.URL(), p.Dir)
	fmt.Fprintf(cmd.OutOrStdout(), clients, s.URL()+clientFlags(p.Token, p.Cert))
	err = s.Wait(cmd.Context())
	fmt.Fprintln(cmd.OutOrStdout(), "The server has ended.")
	return err
}
