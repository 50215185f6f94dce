package handout_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"speedup.example/internal/handout"
	"speedup.example/internal/testall"
)

// The workflow of a handout is YAML. Its steps write the points into the summary, and fail
// until all are there.
func TestWorkflow(t *testing.T) {
	h, err := handout.Make(os.DirFS(root), studentPath, "slowsum")
	require.NoError(t, err)
	var w struct {
		Jobs map[string]struct {
			Steps []struct{ Run string }
		}
	}
	require.NoError(t, yaml.Unmarshal(h.Files[".github/workflows/check.yml"], &w))
	require.NotEmpty(t, w.Jobs["check"].Steps)

	testall.Only(t)
	bash, err := exec.LookPath("bash")
	if err != nil {
		t.Skip("no bash on this machine")
	}
	dir := filepath.Join(t.TempDir(), "course")
	require.NoError(t, h.Write(dir))
	run := func() (summary string, err error) {
		file := filepath.Join(t.TempDir(), "summary.md")
		for _, step := range w.Jobs["check"].Steps {
			cmd := exec.Command(bash, "--noprofile", "--norc", "-eo", "pipefail", "-c", step.Run)
			cmd.Dir, cmd.Env = dir, append(os.Environ(), "GITHUB_STEP_SUMMARY="+file)
			if out, runErr := cmd.CombinedOutput(); runErr != nil {
				err = runErr
				t.Log(string(out))
			}
		}
		text, readErr := os.ReadFile(file)
		require.NoError(t, readErr)
		return string(text), err
	}
	summary, err := run()
	require.Error(t, err)
	assert.Contains(t, summary, "0 of 19 points")
	layBack(t, h, dir)
	summary, err = run()
	require.NoError(t, err)
	assert.Contains(t, summary, "19 of 19 points")
}
