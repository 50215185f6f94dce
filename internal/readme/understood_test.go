package readme

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/handout"
	"speedup.example/internal/student"
)

// Every command of the READMEs, including the handout's own, is one that its program
// understands. The things it names exist. The test runs none of them, because that
// takes minutes.
func TestCommandsAreUnderstood(t *testing.T) {
	h, err := handout.Make(os.DirFS(root), "example.edu/course")
	require.NoError(t, err)
	all := commands(string(h.Files["README.md"]))
	for _, file := range documents(t) {
		all = append(all, commands(read(t, file))...)
	}
	slices.Sort(all)
	all = slices.Compact(all)
	require.Greater(t, len(all), 40)
	for _, command := range all {
		t.Run(command, func(t *testing.T) { understood(t, command) })
	}
}

// understood checks a command without running it, unless it only prints
// something.
func understood(t *testing.T, command string) {
	t.Helper()
	switch words := strings.Fields(strings.ReplaceAll(command, "'", "")); {
	case words[0] == "./bench.sh":
		understoodByBench(t, words[1:])
	case strings.HasPrefix(command, "go tool lab"):
		understoodByLab(t, words[3:])
	case strings.HasPrefix(command, "go test"):
		understoodByGoTest(t, words[2:])
	default:
		assert.NotEmpty(t, output(t, words...))
	}
}

// output runs a program that only has to print something.
func output(t *testing.T, command ...string) string {
	t.Helper()
	cmd := exec.Command(command[0], command[1:]...)
	cmd.Dir = root
	output, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s\n%s", command, output)
	return string(output)
}

var name = regexp.MustCompile(`^[A-Za-z]+$`)

// With -h, lab bench looks at the flags. Its help names the commands and the exercises,
// and the results that the README saves.
func understoodByBench(t *testing.T, words []string) {
	t.Helper()
	help := output(t, slices.Concat([]string{lab(), "bench"}, words, []string{"-h"})...)
	for _, word := range words {
		if name.MatchString(word) {
			assert.Regexp(t, `\b`+word+`\b`, help)
		}
	}
}

// lab returns the path of the program that go tool lab and bench.sh start.
var lab = sync.OnceValue(func() string {
	cmd := exec.Command("go", "tool", "-n", "lab")
	cmd.Dir = root
	path, err := cmd.Output()
	if err != nil {
		panic(err)
	}
	return strings.TrimSpace(string(path))
})

// With -h, lab looks at the flags, and prints how the command is used.
func understoodByLab(t *testing.T, words []string) {
	t.Helper()
	if len(words) == 0 {
		return
	}
	help := output(t, slices.Concat([]string{lab()}, words, []string{"-h"})...)
	assert.Contains(t, help, "lab "+words[0])
	switch words[0] {
	case "check", "hint", "watch", "reset":
		_, err := student.Exercises(words[1:])
		assert.NoError(t, err)
	}
}

var benchmark = regexp.MustCompile(`(?m)^func (Benchmark\w+)\(`)

// go test has the flags, the folders have tests, and one of them the benchmark.
func understoodByGoTest(t *testing.T, words []string) {
	t.Helper()
	help := output(t, "go", "help", "testflag") + output(t, "go", "help", "build")
	pattern, benchmarks := "", ""
	for i, word := range words {
		switch {
		case word == "-bench":
			pattern, _, _ = strings.Cut(words[i+1], "/")
		case word == "-update":
			assert.Contains(t, words, "./internal/readme", "the package that has this flag")
		case strings.HasPrefix(word, "-"):
			assert.Contains(t, help, "\n\t"+word)
		case strings.HasPrefix(word, "./") && word != "./...":
			tests, err := filepath.Glob(filepath.Join(root, word, "*_test.go"))
			require.NoError(t, err)
			require.NotEmpty(t, tests, word)
			for _, file := range tests {
				for _, match := range benchmark.FindAllStringSubmatch(read(t, file), -1) {
					benchmarks += match[1] + "\n"
				}
			}
		}
	}
	if slices.Contains(words, "-bench") {
		assert.NotEmpty(t, benchmarks)
		assert.Regexp(t, pattern, benchmarks)
	}
}
