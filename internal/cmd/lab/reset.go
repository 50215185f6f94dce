package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"
)

func resetCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "reset EXERCISE FUNCTION",
		Short: "Begin a function afresh, and keep a copy",
		Long: `Reset puts the file of a function back as it was handed out. It keeps what you
had written under .lab/kept.`,
		Example: "  go tool lab reset pi Parallel",
		Args:    rangeArgs(2, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, s, err := open(cmd, ".")
			if err != nil {
				return err
			}
			if m.Course {
				return errors.New(resetOfCourse)
			}
			exercise, function, err := pick(s, args)
			if err != nil {
				return err
			}
			stub, err := m.Stub(exercise, function)
			if err != nil {
				return err
			}
			kept, err := m.Reset(stub)
			if err != nil {
				return err
			}
			if err := m.Forget(s, exercise, function); err != nil {
				warn(cmd.ErrOrStderr(), err)
			}
			switch {
			case kept == "":
				fmt.Fprintf(cmd.OutOrStdout(), "%s is as it was handed out\n", stub.File)
			default:
				fmt.Fprintf(cmd.OutOrStdout(), "%s is as it was handed out; what you had is in %s\n", stub.File, kept)
			}
			return nil
		},
	}
}
