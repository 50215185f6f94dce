// Package readme tests that the commands work that the READMEs tell people to
// type.
package readme

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const root = "../.."

var typed bool

// A command is a line of a block for the shell, or a span of code that begins
// like one.
var (
	block = regexp.MustCompile("(?ms)^```sh\n(.*?)^```")
	span  = regexp.MustCompile("`((?:\\./bench\\.sh|go (?:test|doc|tool|run))[^`\n]*)`")
)

// commands returns the commands of a README, those in blocks first.
func commands(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var found []string
	for _, match := range block.FindAllStringSubmatch(string(text), -1) {
		found = append(found, strings.Split(strings.TrimSpace(match[1]), "\n")...)
	}
	for _, match := range span.FindAllStringSubmatch(string(text), -1) {
		found = append(found, match[1])
	}
	return found
}

// short adds flags to a command that let it take seconds. The last of equal
// flags counts, and all of these commands take flags at the end.
func short(command, results string) string {
	has := func(word string) bool { return slices.Contains(strings.Fields(command), word) }
	switch {
	case strings.HasPrefix(command, "go test") && has("-bench"):
		return command + " -benchtime=1x -run='^$'"
	case strings.HasPrefix(command, "go test"):
		return command + " -run='^Example'" // not this test again
	case strings.HasPrefix(command, "go tool lab handout"):
		return strings.ReplaceAll(command, "../course", results+"/course")
	case strings.HasPrefix(command, "go tool lab ") && !has("report"):
		return command + " -h" // they take long, never end, or change what lab remembers; tested elsewhere
	case !strings.HasPrefix(command, "./bench.sh") || has("-h"):
		return command
	case has("compare") || has("show"):
		return command + " -results " + results
	case has("peers"):
		command += " downloads -short" // .ci/run measures them all
	case has("growth"):
		command += " -sizes 1000,10000"
	case !has("lecture") && !has("-cpu"):
		command += " -cpu 1"
	}
	return command + " -count 1 -benchtime 1x -results " + results
}

func run(t *testing.T, command, results string) {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash on this machine")
	}
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Minute)
	defer cancel()
	cmd := exec.CommandContext(ctx, bash, "-c", short(command, results))
	cmd.WaitDelay = time.Second
	if command != "./bench.sh" { // one with the rows of vector instructions is enough
		cmd.Env = append(os.Environ(), "BENCH_PLAIN=1")
	}
	cmd.Dir = root
	output, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s\n%s", command, output)
	assert.NotEmpty(t, output, command)
	if strings.HasPrefix(command, "go test") && strings.Contains(command, "-bench") {
		assert.Contains(t, string(output), "\nBenchmark", "%s measures nothing", command)
	}
}

// The blocks of the first README are run in their order: a comparison needs the
// results that were saved before it.
//
// Under -count the commands are typed once: they take a minute.
func TestCommands(t *testing.T) {
	if typed || testing.Short() {
		t.Skip("they take a minute; or were typed before, in this process")
	}
	typed = true
	results := t.TempDir()
	tested := map[string]bool{}
	for _, command := range commands(t, filepath.Join(root, "README.md")) {
		if strings.Contains(command, "lecture") || tested[command] {
			continue // below
		}
		tested[command] = true
		t.Run(command, func(t *testing.T) { run(t, command, results) })
	}
	require.Greater(t, len(tested), 10, "commands of the README")
	files, err := filepath.Glob(filepath.Join(root, "*", "README.md"))
	require.NoError(t, err)
	require.Len(t, files, 5, "READMEs of exercises")
	for _, file := range append(files, filepath.Join(root, "README.md")) {
		for _, command := range commands(t, file) {
			if tested[command] {
				continue
			}
			tested[command] = true
			t.Run(command, func(t *testing.T) {
				t.Parallel()
				run(t, command, t.TempDir())
			})
		}
	}
}

// Every table of a README is pasted from a run: none is left to be filled in,
// and each has its units.
func TestNoPlaceholders(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(root, "*", "README.md"))
	require.NoError(t, err)
	for _, file := range append(files, filepath.Join(root, "README.md")) {
		text, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.NotRegexp(t, `@[A-Z]+|TODO|FIXME`, string(text), file)
		assert.Contains(t, string(text), "sec/op", file)
	}
}

// Every link to a file of the repository leads somewhere.
func TestLinks(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(root, "README.md"))
	require.NoError(t, err)
	for _, match := range regexp.MustCompile(`\]\(([^)#]+)\)`).FindAllStringSubmatch(string(text), -1) {
		if !strings.Contains(match[1], "://") {
			assert.FileExists(t, filepath.Join(root, match[1]))
		}
	}
}
