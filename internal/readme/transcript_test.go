package readme

import (
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/handout"
	"speedup.example/internal/testall"
)

// A step of the transcript is a file to write, or a command and its output.
type step struct {
	file, source    string
	command, output string
}

// handedOut is the environment of commands in a handout: offline, and without the second
// builds for vector instructions.
var handedOut = []string{"GOPROXY=off", "GOWORK=off", "GOFLAGS=-mod=readonly", "BENCH_PLAIN=1"}

var (
	fenced = regexp.MustCompile("(?ms)^```(console|go)\n(.*?)^```")
	named  = regexp.MustCompile(`(?m)^// (Parallel|Unrolled)\b`)
)

// transcript returns the steps of the afternoon with pi. Go code belongs in the file of
// the function that it documents.
func transcript(t *testing.T) (steps []step) {
	t.Helper()
	for _, block := range fenced.FindAllStringSubmatch(read(t, root+"/"+afternoon), -1) {
		if block[1] == "go" {
			function := named.FindStringSubmatch(block[2])
			require.NotNil(t, function, block[2])
			steps = append(steps, step{file: "pi/" + strings.ToLower(function[1]) + ".go", source: block[2]})
			continue
		}
		for command := range strings.SplitSeq("\n"+block[2], "\n$ ") {
			if line, output, _ := strings.Cut(command, "\n"); line != "" {
				steps = append(steps, step{command: line, output: strings.TrimSpace(output)})
			}
		}
	}
	return steps
}

// The transcript's code is formatted, and its commands exist.
func TestTranscriptIsUnderstood(t *testing.T) {
	steps := transcript(t)
	require.Greater(t, len(steps), 8)
	for _, step := range steps {
		if step.file == "" {
			t.Run(step.command, func(t *testing.T) { understood(t, step.command) })
			continue
		}
		formatted, err := format.Source([]byte(step.source))
		require.NoError(t, err)
		assert.Equal(t, string(formatted), step.source)
	}
}

// This plays the afternoon in a handout. The output must be the transcript's, except for
// the figures that bench.sh measures.
func TestTranscript(t *testing.T) {
	testall.Only(t)
	bash := bash(t)
	h, err := handout.Make(os.DirFS(root), "example.edu/course")
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, h.Write(dir))
	for _, step := range transcript(t) {
		if step.file != "" {
			require.NoError(t, os.WriteFile(filepath.Join(dir, step.file), []byte(step.source), 0o666))
			continue
		}
		measures := strings.HasPrefix(step.command, "./bench.sh")
		command := step.command
		if measures && !strings.Contains(command, "compare") {
			command += " -count 1 -benchtime 1x"
		}
		cmd := exec.Command(bash, "-c", command)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), handedOut...)
		output, err := cmd.CombinedOutput()
		if measures {
			require.NoError(t, err, "%s\n%s", command, output)
		} else {
			assert.Regexp(t, withGaps(step.output), strings.TrimSpace(string(output)), step.command)
		}
	}
}

// withGaps returns a pattern for a text in which a line of three dots stands for any
// lines.
func withGaps(text string) string {
	parts := strings.Split("\n"+text+"\n", "\n...\n")
	for i, part := range parts {
		parts[i] = regexp.QuoteMeta(strings.Trim(part, "\n"))
	}
	return "^" + strings.Join(parts, "[\\s\\S]*") + "$"
}

// Every command of the handout's own README works in a handout.
func TestHandoutsReadme(t *testing.T) {
	testall.Only(t)
	bash := bash(t)
	h, err := handout.Make(os.DirFS(root), "example.edu/course")
	require.NoError(t, err)
	dir := t.TempDir()
	require.NoError(t, h.Write(dir))
	found := commands(read(t, filepath.Join(dir, "README.md")))
	require.Greater(t, len(found), 6)
	for _, command := range found {
		if strings.HasPrefix(command, "go test") {
			continue // a word in a sentence
		}
		if strings.HasPrefix(command, "./bench.sh save") {
			command += " -count 1 -benchtime 1x -cpu 1"
		}
		cmd := exec.Command(bash, "-c", command)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), handedOut...)
		output, err := cmd.CombinedOutput()
		if command == "go tool lab check pi" {
			require.Contains(t, string(output), "0 of 18 points") // and so its status is 1
			continue
		}
		require.NoError(t, err, "%s\n%s", command, output)
	}
}
