package deploy_test

import (
	"archive/zip"
	"bytes"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"speedup.example/internal/grade/deploy"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/testall"
)

func TestMain(m *testing.M) {
	sandbox.Main()
	os.Exit(m.Run())
}

// The archive has the scripts at its top, to run, and the course without what measurements
// and gradings have left.
func TestGradescope(t *testing.T) {
	course := fstest.MapFS{
		"go.mod": {}, "pi/pi.go": {}, ".git/config": {}, ".github/x.yml": {}, "results/now.txt": {}, "grades/class.html": {}, ".gitignore": {},
	}
	var packed bytes.Buffer
	require.NoError(t, deploy.Gradescope(&packed, course))
	archive, err := zip.NewReader(bytes.NewReader(packed.Bytes()), int64(packed.Len()))
	require.NoError(t, err)
	var names []string
	for _, file := range archive.File {
		names = append(names, file.Name)
		assert.Equal(t, os.FileMode(0o755), file.Mode())
	}
	assert.Equal(t, []string{"setup.sh", "run_autograder", "course/.gitignore", "course/go.mod", "course/pi/pi.go"}, names)
}

// The autograder of the archive grades a submission. It runs in a folder of its own, with
// an empty home and the caches that are there.
func TestAutograderRuns(t *testing.T) {
	testall.Only(t)
	var packed bytes.Buffer
	require.NoError(t, deploy.Gradescope(&packed, os.DirFS("../../..")))
	root := t.TempDir()
	unzip(t, packed.Bytes(), filepath.Join(root, "source"))
	submission := filepath.Join(root, "submission", "slowsum")
	require.NoError(t, os.MkdirAll(submission, 0o777))
	solution, err := os.ReadFile("../../../slowsum/closedform.go")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(submission, "closedform.go"), solution, 0o666))
	for _, script := range [][]string{{"setup.sh", filepath.Join(root, "source", "course")}, {"run_autograder", root}} {
		cmd := exec.Command("bash", append([]string{filepath.Join(root, "source", script[0])}, script[1:]...)...)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
	}
	results, err := os.ReadFile(filepath.Join(root, "results", "results.json"))
	require.NoError(t, err)
	assert.Contains(t, string(results), `"score": 5`)
}

func unzip(t *testing.T, packed []byte, dir string) {
	t.Helper()
	archive, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	require.NoError(t, err)
	for _, file := range archive.File {
		content, err := file.Open()
		require.NoError(t, err)
		text, err := io.ReadAll(content)
		require.NoError(t, err)
		to := filepath.Join(dir, file.Name)
		require.NoError(t, os.MkdirAll(filepath.Dir(to), 0o777))
		require.NoError(t, os.WriteFile(to, text, file.Mode()))
	}
}

// A workflow, as far as it says what runs.
type jobs struct {
	Jobs map[string]struct {
		Steps []struct {
			Run string
			Dir string `yaml:"working-directory"`
		}
	}
}

// The workflow is YAML, and is not written over another. Its steps grade a submission that
// was checked out beside the course.
func TestWorkflow(t *testing.T) {
	dir := t.TempDir()
	name, err := deploy.Workflow(dir)
	require.NoError(t, err)
	text, err := os.ReadFile(name)
	require.NoError(t, err)
	var w jobs
	require.NoError(t, yaml.Unmarshal(text, &w))
	_, err = deploy.Workflow(dir)
	require.ErrorContains(t, err, "grade.yml")

	testall.Only(t)
	if walls, err := sandbox.Probe(t.Context()); err != nil || !walls.Whole() {
		t.Skip("this machine has no such sandbox: ", walls.Missing, err)
	}
	course, err := filepath.Abs("../../..")
	require.NoError(t, err)
	require.NoError(t, os.Symlink(course, filepath.Join(dir, "course")))
	submission := filepath.Join(dir, "submission", "slowsum")
	require.NoError(t, os.MkdirAll(submission, 0o777))
	solution, err := os.ReadFile("../../../slowsum/closedform.go")
	require.NoError(t, err)
	require.NoError(t, os.WriteFile(filepath.Join(submission, "closedform.go"), solution, 0o666))
	summary := filepath.Join(dir, "summary.md")
	for _, step := range w.Jobs["grade"].Steps {
		if step.Run == "" || strings.Contains(step.Run, "sysctl") {
			continue
		}
		step.Run = strings.NewReplacer("../grades", filepath.Join(dir, "grades"), "../submission", filepath.Join(dir, "submission")).Replace(step.Run)
		cmd := exec.Command("bash", "-e", "-c", step.Run)
		cmd.Dir = filepath.Join(dir, step.Dir)
		cmd.Env = append(os.Environ(), "GITHUB_STEP_SUMMARY="+summary)
		out, err := cmd.CombinedOutput()
		require.NoError(t, err, string(out))
	}
	feedback, err := os.ReadFile(summary)
	require.NoError(t, err)
	assert.Contains(t, string(feedback), "ClosedForm")
}
