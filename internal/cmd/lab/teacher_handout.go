package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"speedup.example/internal/child"
	"speedup.example/internal/handout"
	"speedup.example/internal/student"
)

func init() {
	commands = append(commands, handoutCommand)
	courseStubs = stubsOf
}

func handoutCommand() *cobra.Command {
	var modulePath string
	cmd := &cobra.Command{
		Use:   "handout DIR",
		Short: "Write the student's module into DIR (teacher)",
		Long: `Handout writes the module that students work in into DIR, which must not exist
or be empty: the exercises with what students write left open, the lessons, the
tests, bench.sh and this command without the teacher's part.`,
		Example: `  go tool lab handout ../course
  go tool lab handout -module example.edu/parallel ../course`,
		Args: cobra.ExactArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			root, err := moduleRoot(cmd.Context())
			if err != nil {
				return err
			}
			h, err := handout.Make(os.DirFS(root), modulePath)
			if err != nil {
				return err
			}
			if leaks := h.Leaks(); len(leaks) > 0 {
				return fmt.Errorf("handout: it would give solutions away, nothing was written:\n%s", strings.Join(leaks, "\n"))
			}
			if err := h.Write(args[0]); err != nil {
				return err
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %d functions to write\n", args[0], len(h.Stubs))
			return err
		},
	}
	cmd.Flags().StringVar(&modulePath, "module", "speedup.example", "the path of the student's module")
	return cmd
}

// moduleRoot returns the folder of the module that the working directory is in.
func moduleRoot(ctx context.Context) (string, error) {
	env, err := child.NewEnv(ctx, ".")
	if err != nil {
		return "", err
	}
	return env.Root()
}

// stubsOf makes the stubs of the course itself.
func stubsOf(root string) ([]student.Stub, error) {
	h, err := handout.Make(os.DirFS(root), "speedup.example")
	if err != nil {
		return nil, err
	}
	return h.Stubs, nil
}
