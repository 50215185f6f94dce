package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"speedup.example/internal/course"
	"speedup.example/internal/student"
)

func watchCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "watch [EXERCISE...]",
		Short: "Check again at every save, until Ctrl-C",
		Example: `  go tool lab watch pi
  go tool lab watch`,
		RunE: func(cmd *cobra.Command, args []string) error {
			exercises, err := student.Exercises(args)
			if err != nil {
				return err
			}
			m, s, err := open(cmd, ".")
			if err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
			defer stop()
			return watch(ctx, cmd.OutOrStdout(), m, s, exercises)
		},
	}
}

// quiet is how long after a save a check begins. Editors write a file in several
// steps.
const quiet = 100 * time.Millisecond

// watch checks an exercise whenever a Go file in its folder is saved.
func watch(ctx context.Context, w io.Writer, m *student.Module, s *student.State, exercises []course.Exercise) error {
	byFolder := map[string]course.Exercise{}
	for _, e := range exercises {
		folder := filepath.Join(m.Root, e.Name)
		if _, err := os.Stat(folder); err != nil {
			return fmt.Errorf("watch: %w", err)
		}
		byFolder[folder] = e
	}
	files, note := saves(ctx, slices.Collect(maps.Keys(byFolder)))
	if note != "" {
		fmt.Fprintln(w, note)
	}
	fmt.Fprintln(w, waitingForSaves)
	running, stop := context.WithCancel(ctx)
	ended := make(chan struct{})
	close(ended)
	for {
		folder := saved(ctx, files)
		stop() // the running check is out of date
		<-ended
		if folder == "" {
			fmt.Fprintln(w, watchEnded)
			return nil
		}
		running, stop = context.WithCancel(ctx)
		ended = make(chan struct{})
		go func() {
			defer close(ended)
			_, err := checkOne(running, w, m, s, byFolder[folder])
			switch {
			case ctx.Err() != nil:
			case running.Err() != nil:
				fmt.Fprintln(w, savedAgain)
			case err != nil:
				fmt.Fprintf(w, "lab: %v\n", err)
			default:
				fmt.Fprintln(w, nextSave)
			}
		}()
	}
}

// saved waits for a Go file to be saved, and then for a quiet moment. It
// returns the file's folder, or none when ctx ends.
func saved(ctx context.Context, files <-chan string) (folder string) {
	var calm <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return ""
		case file := <-files:
			folder, calm = filepath.Dir(file), time.After(quiet)
		case <-calm:
			return folder
		}
	}
}
