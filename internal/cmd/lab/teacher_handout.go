package main

import (
	"context"
	"errors"
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
	var exercises []string
	cmd := &cobra.Command{
		Use:   "handout DIR",
		Short: "Write the student's module into DIR (teacher)",
		Long: `Handout writes the module that students work in into DIR, which must not exist
or be empty. It has the exercises with empty functions to write, the lessons,
the tests, bench.sh, and this command without the teacher's part. It builds and
vets what it wrote, and removes it again if that fails.`,
		Example: `  go tool lab handout ../course
  go tool lab handout -module example.edu/parallel ../course
  go tool lab handout -exercises pi,options ../week3`,
		Args: rangeArgs(1, 1),
		RunE: func(cmd *cobra.Command, args []string) error {
			root, err := moduleRoot(cmd.Context())
			if err != nil {
				return err
			}
			h, err := handout.Make(os.DirFS(root), modulePath, exercises...)
			if err != nil {
				return err
			}
			if leaks := h.Leaks(); len(leaks) > 0 {
				return fmt.Errorf("handout: it would give solutions away, nothing was written:\n%s", strings.Join(leaks, "\n"))
			}
			if err := h.Write(args[0]); err != nil {
				return err
			}
			if err := errors.Join(vetted(cmd, args[0]), h.Tidied(args[0])); err != nil {
				return errors.Join(err, h.Remove(args[0]))
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "%s: %d functions to write\n", args[0], len(h.Stubs))
			return err
		},
	}
	cmd.Flags().StringVar(&modulePath, "module", "speedup.example", "the path of the student's module")
	cmd.Flags().StringSliceVar(&exercises, "exercises", nil, "hand out only these, as in pi,options")
	return cmd
}

// vetted tidies the module in a folder, and builds and vets all of it.
func vetted(cmd *cobra.Command, dir string) error {
	env, err := child.NewEnv(cmd.Context(), dir)
	if err != nil {
		return err
	}
	stop := waiting("building and vetting the handout")
	defer stop()
	for _, args := range [][]string{{"mod", "tidy"}, {"build", "./..."}, {"vet", "./..."}} {
		output, err := env.Command(cmd.Context(), dir, nil, "go", args...).CombinedOutput()
		switch {
		case err == nil:
		case args[0] == "mod": // tidy may need a network
			warn(cmd.ErrOrStderr(), fmt.Errorf(notTidy, strings.TrimSpace(string(output))))
		default:
			return fmt.Errorf(notVetted, strings.Join(args, " "), strings.TrimSpace(string(output)))
		}
	}
	return nil
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
