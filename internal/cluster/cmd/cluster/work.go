package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"speedup.example/internal/cluster"
	"speedup.example/internal/workers"
)

func workCommand() *cobra.Command {
	var at cluster.Address
	var tokenFile string
	cmd := &cobra.Command{
		Use: "work -join URL [flags]", Short: "Starts a worker", Long: workHelp, Example: workExample,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) (err error) {
			if at.Token, err = readToken(tokenFile); err != nil {
				return err
			}
			at.Note = printer(cmd.ErrOrStderr())
			at.Note(fmt.Sprintf(joining, at, workers.Version()))
			done, err := cluster.Join(cmd.Context(), at)
			fmt.Fprintf(cmd.OutOrStdout(), "Spans answered: %d\n", done)
			return err
		},
	}
	flags := cmd.Flags()
	flags.StringVar(&at.URL, "join", "", "the `URL` of the server, as it says it")
	flags.StringVar(&tokenFile, "token-file", "", "a `file` with the word that the server wants to hear")
	flags.StringVar(&at.CA, "tls-ca", "", "a `file` with the certificates to trust, PEM; the default is those of the system")
	_ = cmd.MarkFlagRequired("join") // it is there
	return cmd
}
