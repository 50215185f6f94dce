package main

import (
	"fmt"
	"io"
	"strings"

	"github.com/spf13/cobra"

	"speedup.example/internal/course"
	"speedup.example/internal/student"
)

func hintCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "hint EXERCISE [FUNCTION]",
		Short: "Give the next hint",
		Long: `Hint gives the next hint for a function of an exercise: for the first one whose
checks have not all passed, unless you name another. The first hint is a nudge,
the last is nearly the solution. Hint shows the earlier ones again.`,
		Example: "  go tool lab hint pi\n  go tool lab hint pi Unrolled",
		Args:    rangeArgs(1, 2),
		RunE: func(cmd *cobra.Command, args []string) error {
			m, s, err := open(cmd, ".")
			if err != nil {
				return err
			}
			exercise, function, err := pick(s, args)
			if err != nil {
				return err
			}
			stub, err := m.Stub(exercise, function)
			if err != nil {
				return err
			}
			key := exercise + "." + function
			s.Hints[key] = min(s.Hints[key]+1, len(stub.Hints))
			printHints(cmd.OutOrStdout(), m, exercise, stub, s.Hints[key])
			if err := m.Save(s); err != nil {
				warn(cmd.ErrOrStderr(), fmt.Errorf("lab can't remember this hint: %w", err))
			}
			return nil
		},
	}
}

func printHints(w io.Writer, m *student.Module, exercise string, stub student.Stub, given int) {
	fmt.Fprintf(w, "%s.%s in %s\n%s\n", exercise, stub.Name, m.Place(exercise, stub.Name), student.Wrap(stub.Task, "  "))
	for i, hint := range stub.Hints[:given] {
		fmt.Fprintf(w, "\nHint %d of %d\n%s\n", i+1, len(stub.Hints), student.Wrap(hint, "  "))
	}
	if given == len(stub.Hints) {
		fmt.Fprintln(w, "\nThere are no more hints.")
	}
}

// pick returns the function that the arguments EXERCISE [FUNCTION] mean: without
// FUNCTION the next one to do, or the first if all are done.
func pick(s *student.State, args []string) (exercise, function string, err error) {
	exercises, err := student.Exercises(args[:1])
	if err != nil {
		return "", "", err
	}
	e := exercises[0]
	if len(args) == 1 {
		if exercise, function, ok := s.Next([]course.Exercise{e}); ok {
			return exercise, function, nil
		}
		return e.Name, e.Functions[0].Name, nil
	}
	var names []string
	for _, f := range e.Functions {
		if strings.EqualFold(f.Name, args[1]) {
			return e.Name, f.Name, nil
		}
		names = append(names, f.Name)
	}
	return "", "", fmt.Errorf("no function %q in %s, want one of %v", args[1], e.Name, names)
}
