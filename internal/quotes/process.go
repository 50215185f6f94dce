package quotes

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

// variable holds the latency, in the environment of a server's process.
const variable = "SPEEDUP_QUOTES"

// A Process is a quote server in a process of its own, as real servers are. So
// the CPU time of the client's process is only the client's.
type Process struct {
	// URL is the server's base URL, such as http://127.0.0.1:34567.
	URL string

	cmd   *exec.Cmd
	stdin io.Closer
}

// StartProcess starts this program a second time. The second one serves a
// market without failures, and never reaches main. It ends with Close, or with
// the program that started it, however that ends.
func StartProcess(latency time.Duration) (*Process, error) {
	executable, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("quotes: %w", err)
	}
	cmd := exec.Command(executable)
	// A single core is enough. To wake up a second one takes longer than an answer.
	cmd.Env = append(os.Environ(), variable+"="+latency.String(), "GOMAXPROCS=1")
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return nil, fmt.Errorf("quotes: %w", err)
	}
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, fmt.Errorf("quotes: %w", err)
	}
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("quotes: %w", err)
	}
	p := &Process{cmd: cmd, stdin: stdin}
	url, err := bufio.NewReader(stdout).ReadString('\n')
	if err != nil {
		return nil, fmt.Errorf("quotes: no URL from the server: %w", cmp.Or(p.Close(), err))
	}
	p.URL = strings.TrimSpace(url)
	return p, nil
}

// Close ends the server, and returns when its process has ended.
func (p *Process) Close() error {
	p.stdin.Close()
	return p.cmd.Wait()
}

// A server's process doesn't get beyond this. It has no arguments. A test or
// benchmark has some, so the variable alone doesn't make it a server.
func init() {
	if latency, ok := os.LookupEnv(variable); ok && len(os.Args) == 1 {
		if err := serve(latency); err != nil {
			fmt.Fprintln(os.Stderr, "quotes:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
}

// serve serves until the standard input ends.
func serve(latency string) error {
	duration, err := time.ParseDuration(latency)
	if err != nil {
		return err
	}
	server, err := Start((&Market{Latency: duration}).Handler())
	if err != nil {
		return err
	}
	defer server.Close()
	fmt.Println(server.URL)
	_, err = io.Copy(io.Discard, os.Stdin)
	return err
}
