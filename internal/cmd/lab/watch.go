package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"
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
			m, s, err := open(cmd.Context(), ".")
			if err != nil {
				return err
			}
			ctx, stop := signal.NotifyContext(cmd.Context(), os.Interrupt)
			defer stop()
			return watch(ctx, cmd.OutOrStdout(), m, s, exercises)
		},
	}
}

// quiet is how long nothing must be saved before a check begins: editors write a
// file in several steps.
const quiet = 200 * time.Millisecond

// watch checks an exercise whenever a Go file in its folder is saved.
func watch(ctx context.Context, w io.Writer, m *student.Module, s *student.State, exercises []course.Exercise) error {
	watcher, err := fsnotify.NewWatcher()
	if err != nil {
		return fmt.Errorf("watch: %w", err)
	}
	defer watcher.Close()
	byFolder := map[string]course.Exercise{}
	for _, e := range exercises {
		folder := filepath.Join(m.Root, e.Name)
		if err := watcher.Add(folder); err != nil {
			return fmt.Errorf("watch: %s: %w", e.Name, err)
		}
		byFolder[folder] = e
	}
	fmt.Fprintln(w, "Waiting for you to save a file; Ctrl-C ends it.")
	running, stop := context.WithCancel(ctx)
	ended := make(chan struct{})
	close(ended)
	for {
		folder, err := saved(ctx, watcher)
		stop() // what is being checked is out of date
		<-ended
		if folder == "" || err != nil {
			fmt.Fprintln(w, "The watch has ended.")
			return err
		}
		running, stop = context.WithCancel(ctx)
		ended = make(chan struct{})
		go func() {
			defer close(ended)
			_, err := checkOne(running, w, m, s, byFolder[folder])
			switch {
			case err == nil || ctx.Err() != nil:
			case running.Err() != nil:
				fmt.Fprintln(w, "A file was saved: once more.")
			default:
				fmt.Fprintf(w, "lab: %v\n", err)
			}
		}()
	}
}

// saved waits for a Go file to be saved, and then until it has been quiet for a
// while. It returns the file's folder, or none when ctx ends.
func saved(ctx context.Context, watcher *fsnotify.Watcher) (folder string, err error) {
	var calm <-chan time.Time
	for {
		select {
		case <-ctx.Done():
			return "", nil
		case err := <-watcher.Errors:
			return "", err
		case event := <-watcher.Events:
			if strings.HasSuffix(event.Name, ".go") && !event.Has(fsnotify.Chmod) {
				folder, calm = filepath.Dir(event.Name), time.After(quiet)
			}
		case <-calm:
			return folder, nil
		}
	}
}
