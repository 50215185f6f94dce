// Cluster hands out the pieces of a run, and submissions, to other machines: its server, its
// workers, and the relay that lab grade speaks with.
//
//	go tool lab serve            on one machine
//	go tool lab work -join URL   on each of the others, once for each core
//	go tool lab compute EXERCISE -n N -join URL
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"

	"github.com/spf13/cobra"

	"speedup.example/internal/grade/sandbox"
	_ "speedup.example/options" // registers its kernels
	_ "speedup.example/pi"
	_ "speedup.example/var"
)

func main() {
	sandbox.Main()
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as under nohup
		signals = append(signals, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), signals...)
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	os.Exit(run(ctx, os.Stdout, os.Stderr, os.Args[1:]))
}

// run is main, with its outputs as arguments. Lab has given flags their second dash. It returns the exit status.
func run(ctx context.Context, stdout, stderr io.Writer, args []string) int {
	cmd := root()
	cmd.SetOut(stdout)
	cmd.SetErr(stderr)
	cmd.SetArgs(args)
	err := cmd.ExecuteContext(ctx)
	if errors.Is(err, context.Canceled) && ctx.Err() != nil {
		fmt.Fprintln(stderr, "interrupted")
		return 130
	}
	if err != nil {
		fmt.Fprintf(stderr, "cluster: %s\n", strings.TrimPrefix(err.Error(), "cluster: "))
		return 1
	}
	return 0
}

func root() *cobra.Command {
	cmd := &cobra.Command{
		Use: "cluster", Short: "Hands out the pieces of a run to other machines", Long: rootHelp,
		// run prints errors; the usage would bury them.
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	cmd.CompletionOptions.DisableDefaultCmd = true
	cmd.AddCommand(serveCommand(), workCommand(), computeCommand(), relayCommand())
	return cmd
}

// readToken reads the token from a file, which keeps it out of the lists of processes.
func readToken(file string) (string, error) {
	if file == "" {
		return "", nil
	}
	content, err := os.ReadFile(file)
	if err != nil {
		return "", fmt.Errorf("token-file: %w", err)
	}
	token := strings.TrimSpace(string(content))
	if token == "" {
		return "", errors.New("token-file: " + file + " is empty, want a secret word")
	}
	return token, nil
}

// printer prints each note on a line of its own, whoever it comes from.
func printer(w io.Writer) func(string) {
	var mu sync.Mutex
	return func(note string) {
		mu.Lock()
		defer mu.Unlock()
		fmt.Fprintln(w, note)
	}
}
