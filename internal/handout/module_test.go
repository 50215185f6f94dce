package handout_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/handout"
	"speedup.example/internal/testall"
)

const (
	root        = "../.."
	studentPath = "student.example/course"
)

// made returns the handout of all exercises, which no test changes.
var made = sync.OnceValues(func() (*handout.Handout, error) { return handout.Make(os.DirFS(root), studentPath) })

// goCommand runs the go command in dir, without a network. The folder differs each
// time, but with -trimpath all of them share the build cache.
func goCommand(dir string, args ...string) (string, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOPROXY=off", "GOWORK=off", "GOFLAGS=-mod=readonly -trimpath")
	output, err := cmd.CombinedOutput()
	return string(output), err
}

// A handout imports nothing that it lacks. A blank exercise fails its tests, and says
// what to write and where. With the solutions put back, it passes. go tool lab verify
// does this with all exercises, check by check.
func TestHandout(t *testing.T) {
	h, err := made()
	require.NoError(t, err)
	assert.Empty(t, h.Leaks())
	assert.GreaterOrEqual(t, len(h.Stubs), 12)
	dir := filepath.Join(t.TempDir(), "course")
	require.NoError(t, h.Write(dir))

	output, err := goCommand(dir, "list", "-deps", "-test", "./...")
	require.NoError(t, err, output)
	const exercise, tests = "pi", "-run=^(TestParallel|TestUnrolled|Example)"
	output, err = goCommand(dir, "test", tests, "./"+exercise)
	require.Error(t, err, "it passes without its solutions")
	require.Regexp(t, yoursToWrite(h, exercise), output)
	require.NotContains(t, output, "goroutine ", "a stack tells a student nothing")

	layBack(t, h, dir)
	output, err = goCommand(dir, "test", tests, "./"+exercise)
	require.NoError(t, err, output)
}

// A handout builds and vets, even with the solutions put back.
func TestHandoutVets(t *testing.T) {
	testall.Only(t)
	h, err := made()
	require.NoError(t, err)
	dir := filepath.Join(t.TempDir(), "course")
	require.NoError(t, h.Write(dir))
	output, err := goCommand(dir, "vet", "./...")
	require.NoError(t, err, output)
	layBack(t, h, dir)
	output, err = goCommand(dir, "vet", "./...")
	require.NoError(t, err, output)
}

// Every function that earns points is a stub, and every stub earns points.
func TestStubsAreWhatIsGraded(t *testing.T) {
	h, err := made()
	require.NoError(t, err)
	var stubs, graded []string
	for _, stub := range h.Stubs {
		stubs = append(stubs, path.Dir(stub.File)+"."+stub.Name)
	}
	for _, e := range course.Exercises {
		for _, f := range e.Functions {
			graded = append(graded, e.Name+"."+f.Name)
		}
	}
	assert.ElementsMatch(t, graded, stubs)
}

// yoursToWrite matches what the first check that meets a stub prints: its name, its
// place and its task.
func yoursToWrite(h *handout.Handout, exercise string) *regexp.Regexp {
	var stubs []string
	for _, stub := range h.Stubs {
		if path.Dir(stub.File) == exercise {
			stubs = append(stubs, regexp.QuoteMeta(fmt.Sprintf("%s.%s is not written yet at %s:%d. %s",
				exercise, stub.Name, stub.File, lineOf(stub.Source, "is yours to write"), stub.Task)))
		}
	}
	return regexp.MustCompile(strings.Join(stubs, "|"))
}

// lineOf returns the number, from 1, of the line that contains text.
func lineOf(source, text string) int {
	before, _, _ := strings.Cut(source, text)
	return strings.Count(before, "\n") + 1
}

// layBack writes the solutions into a handout.
func layBack(t *testing.T, h *handout.Handout, dir string) {
	for _, stub := range h.Stubs {
		solution, err := os.ReadFile(filepath.Join(root, stub.File))
		require.NoError(t, err)
		solution = bytes.ReplaceAll(solution, []byte(`"speedup.example/`), []byte(`"`+studentPath+`/`))
		require.NoError(t, os.WriteFile(filepath.Join(dir, stub.File), solution, 0o666))
	}
}

// crlf is the course as in a checkout on Windows.
type crlf struct{ fs.FS }

func (c crlf) ReadFile(name string) ([]byte, error) {
	content, err := fs.ReadFile(c.FS, name)
	return bytes.ReplaceAll(content, []byte("\n"), []byte("\r\n")), err
}

// The handout is the same, whatever line ends the course's files have.
func TestLineEnds(t *testing.T) {
	want, err := made()
	require.NoError(t, err)
	got, err := handout.Make(crlf{os.DirFS(root)}, studentPath)
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

func TestStubsHaveHints(t *testing.T) {
	h, err := made()
	require.NoError(t, err)
	for _, stub := range h.Stubs {
		assert.True(t, 2 <= len(stub.Hints) && len(stub.Hints) <= 3, "%s: %s has %d hints", stub.File, stub.Name, len(stub.Hints))
	}
}

// A handout has only what students need. It lacks the course's tools, the teacher's
// commands, and modules that only those use. It also lacks the results: tables, raw
// lines, and links to them.
func TestHandoutHasNoMore(t *testing.T) {
	h, err := made()
	require.NoError(t, err)
	for file, content := range h.Files {
		if file == "internal/workers/bench_test.go" || file == "internal/workers/export_test.go" {
			continue // the lecture's quick reference, to be measured
		}
		assert.NotRegexp(t, `^internal/(handout|readme|grade|peers)/|teacher_|^internal/.*_test\.go$|testdata|RESULTS`, file)
		assert.NotContains(t, string(content), "//lab:", file)
		if path.Ext(file) == ".md" {
			assert.NotRegexp(t, `RESULTS\.md|<!-- table|sec/op|\(\d[\d.]*–\d`, string(content), file)
		}
		assert.NotContains(t, string(content), `"speedup.example`, file)
	}
	mod := string(h.Files["go.mod"])
	assert.Contains(t, mod, "module "+studentPath)
	assert.Contains(t, mod, studentPath+"/internal/cmd/lab")
	assert.Contains(t, mod, "golang.org/x/sync ", "for the solutions")
	for _, tool := range []string{"cmd/staticcheck", "go-internal", "x/tools v"} {
		assert.NotContains(t, strings.ReplaceAll(mod, "// indirect", ""), tool)
	}
}

func TestModulePathIsChecked(t *testing.T) {
	for _, bad := range []string{"", "has space", "../up", "/rooted"} {
		_, err := handout.Make(os.DirFS(root), bad)
		require.ErrorContains(t, err, "handout: module path", bad)
	}
}

// Write never overwrites a file, or adds to a folder.
func TestWriteRefusesAFolderThatIsNotEmpty(t *testing.T) {
	dir := t.TempDir()
	h := &handout.Handout{Files: map[string][]byte{"a.txt": []byte("new")}}
	require.NoError(t, h.Write(dir), "empty")
	require.ErrorContains(t, h.Write(dir), "is not empty; nothing was written")
	require.Error(t, h.Write(filepath.Join(dir, "a.txt")), "a file")
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Len(t, entries, 1)
}

// Leaks finds what an error in Empty would leave behind.
func TestLeaks(t *testing.T) {
	h, err := handout.Make(os.DirFS(root), studentPath) // its own, to be spoilt
	require.NoError(t, err)
	secret := ""
	for _, line := range h.Removed {
		if strings.Contains(line, "g.SetLimit(limit)") {
			secret = line
		}
	}
	require.NotEmpty(t, secret)
	h.Files["pi/pi.go"] = append(h.Files["pi/pi.go"], secret...)
	assert.Equal(t, []string{"g.SetLimit(limit)"}, h.Leaks())
}
