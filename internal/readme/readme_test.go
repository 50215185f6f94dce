package readme

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/testall"
)

const (
	root  = "../.."
	first = root + "/README.md"
)

var typed bool

// A command is a line of a block for the shell, or a span of code that begins
// like a command.
var (
	block = regexp.MustCompile("(?ms)^```sh\n(.*?)^```")
	span  = regexp.MustCompile("`((?:\\./bench\\.sh|go (?:test|doc|tool|run))[^`\n]*)`")
)

// commands returns the commands of a README, those in blocks first.
func commands(text string) (found []string) {
	for _, match := range block.FindAllStringSubmatch(text, -1) {
		found = append(found, strings.Split(strings.TrimSpace(match[1]), "\n")...)
	}
	for _, match := range span.FindAllStringSubmatch(text, -1) {
		found = append(found, match[1])
	}
	return found
}

// read returns the text of a README.
func read(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	return string(text)
}

// documents returns the first README, the lessons, the results of the exercises and of the
// peers, the afternoon, and the pages about grading and about machines.
func documents(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "*", "README.md"))
	require.NoError(t, err)
	require.Len(t, files, len(course.Exercises))
	for _, pattern := range []string{"*/RESULTS.md", "internal/*/RESULTS.md"} {
		results, err := filepath.Glob(filepath.Join(root, pattern))
		require.NoError(t, err)
		require.NotEmpty(t, results)
		files = append(files, results...)
	}
	return append(files, root+"/"+afternoon, root+"/internal/grade/README.md", root+"/internal/workers/README.md", first)
}

// short adds flags to a command, so it takes only seconds. The last of equal
// flags counts, and all these commands take flags at the end.
func short(command, results string) string {
	command, _, _ = strings.Cut(command, " > ") // a test leaves no file in the repository
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
	case command == "go tool lab report" || has("compare") || has("show"):
		return command + " -results " + results
	case !strings.HasPrefix(command, "./bench.sh") || has("-h"):
		return command
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
	cmd := exec.Command(bash(t), "-c", short(command, results))
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

func bash(t *testing.T) string {
	t.Helper()
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash on this machine")
	}
	return bash
}

// The blocks of the first README run in their order, because a comparison needs
// the results that were saved before it.
//
// Under -count the commands run only once, because they take two minutes.
func TestCommands(t *testing.T) {
	testall.Only(t)
	if typed {
		t.Skip("they were typed before, in this process")
	}
	typed = true
	results := t.TempDir()
	tested := map[string]bool{}
	for _, command := range commands(read(t, first)) {
		if strings.Contains(command, "lecture") || tested[command] {
			continue // below
		}
		tested[command] = true
		t.Run(command, func(t *testing.T) { run(t, command, results) })
	}
	require.Greater(t, len(tested), 10, "commands of the README")
	for _, file := range documents(t) {
		for _, command := range commands(read(t, file)) {
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

// No document has a placeholder.
func TestNoPlaceholders(t *testing.T) {
	for _, file := range documents(t) {
		assert.NotRegexp(t, `@[A-Z]+|TODO|FIXME`, read(t, file), file)
	}
}

// Every link to a file of the repository leads somewhere.
func TestLinks(t *testing.T) {
	for _, file := range documents(t) {
		for _, match := range link.FindAllStringSubmatch(read(t, file), -1) {
			if !strings.Contains(match[1], "://") {
				assert.FileExists(t, filepath.Join(filepath.Dir(file), match[1]), file)
			}
		}
	}
}

var link = regexp.MustCompile(`\]\(([^)#]+)[^)]*\)`)

// The script that measures all tables again has a command for each file of raw lines.
func TestMeasureKnowsAllRawLines(t *testing.T) {
	script := read(t, "measure.sh")
	found, _, err := Repository{FS: os.DirFS(root)}.find()
	require.NoError(t, err)
	for _, d := range found {
		for _, table := range d.tables {
			for _, file := range table.raw {
				name := strings.TrimSuffix(filepath.Base(file), ".txt")
				assert.Contains(t, script, "\n    "+name+") ", "%s:%d", d.path, table.line)
			}
		}
	}
}
