package workers_test

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/shirou/gopsutil/v4/process"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.yaml.in/yaml/v3"

	"speedup.example/internal/remote"
	"speedup.example/internal/testall"
	risk "speedup.example/var"
)

// The scripts compute the value at risk in six shares. It is so large that it takes two
// rounds.
const (
	work   = "var 540000000 7 6"
	shares = 6
)

var answer = sync.OnceValues(func() (risk.Risk, error) {
	return risk.Parallel(context.Background(), risk.Lecture(), 540_000_000, remote.Level, 7, risk.SIMD)
})

// sequential is the answer that all scripts have to give, to the last bit.
func sequential(t *testing.T) string {
	t.Helper()
	r, err := answer()
	require.NoError(t, err)
	return fmt.Sprintf("the value at risk is %v (%v to %v), the expected shortfall %v\n", r.VaR, r.Low, r.High, r.ES)
}

// A trial is a run of a script with the program dying.sh.
type trial struct {
	runs  string // see testdata/dying.sh
	parts string
	cmd   *exec.Cmd
	out   strings.Builder
	err   strings.Builder
}

// newTrial makes a run of a script, which ends with the context.
func newTrial(ctx context.Context, t *testing.T, script, program string) *trial {
	t.Helper()
	tr := &trial{runs: t.TempDir(), parts: t.TempDir()}
	path, err := filepath.Abs("scripts/" + script)
	require.NoError(t, err)
	tr.cmd = exec.CommandContext(ctx, path, append([]string{program, tr.parts}, strings.Fields(work)...)...)
	tr.cmd.Dir = tr.parts
	tr.cmd.Env = append(os.Environ(), "RUNS="+tr.runs)
	tr.cmd.Stdout, tr.cmd.Stderr = &tr.out, &tr.err
	return tr
}

// victim waits for the run that waits for its end. It returns its process, that of the task
// whose child it is, and its node.
func (tr *trial) victim(ctx context.Context, t *testing.T) (program, task int, node string) {
	t.Helper()
	var content []byte
	waitFor(ctx, t, func() (ok bool) {
		var err error
		content, err = os.ReadFile(tr.runs + "/victim")
		return err == nil
	})
	_, _ = fmt.Sscan(string(content), &program, &task, &node)
	require.NotZero(t, program)
	return program, task, node
}

// answers checks the end of a script: the right answer, one part a share, and how often the
// program computed.
func (tr *trial) answers(t *testing.T, want string, runs int) {
	t.Helper()
	require.NoError(t, tr.cmd.Wait(), "%s\n%s", &tr.err, listing(tr.parts))
	assert.Equal(t, want, tr.out.String())
	parts, err := filepath.Glob(tr.parts + "/*/*/*.json")
	require.NoError(t, err)
	assert.Len(t, parts, 2*shares, "two rounds")
	ran, err := filepath.Glob(tr.runs + "/run.*")
	require.NoError(t, err)
	assert.Len(t, ran, runs)
}

// listing returns the logs of the tasks.
func listing(folder string) (text string) {
	logs, _ := filepath.Glob(folder + "/*/*/*.log")
	for _, log := range logs {
		content, _ := os.ReadFile(log)
		text += log + ": " + string(content) + "\n"
	}
	return text
}

// buildPieces builds the program, and puts its name into the environment. It returns the
// program that is it, and dies once.
func buildPieces(t *testing.T) (pieces, dying string) {
	t.Helper()
	pieces = filepath.Join(t.TempDir(), "pieces")
	output, err := exec.CommandContext(t.Context(), "go", "build", "-o", pieces, "speedup.example/internal/cmd/pieces").CombinedOutput()
	require.NoError(t, err, "%s", output)
	dying, err = filepath.Abs("testdata/dying.sh")
	require.NoError(t, err)
	t.Setenv("PIECES", pieces)
	return pieces, dying
}

// limited returns a context that ends long after a test of the scripts should have. It
// isn't t.Context's child, because that ends before daemons are told to end.
func limited(t *testing.T) context.Context {
	ctx, stop := context.WithTimeout(context.Background(), 5*time.Minute)
	t.Cleanup(stop)
	return ctx
}

// each run of dying.sh: the combines of two rounds, and a run for each share.
const each = 2 * (shares + 1)

// Slurm loses a program, a task and a node in the middle of their work, and the answer is
// that of Sequential.
func TestSlurm(t *testing.T) {
	testall.Only(t)
	ctx := limited(t)
	s := startSlurm(ctx, t)
	pieces, dying := buildPieces(t)
	want := sequential(t)

	t.Run("plain", func(t *testing.T) {
		first := newTrial(ctx, t, "slurm.sh", pieces)
		require.NoError(t, first.cmd.Start())
		first.answers(t, want, 0)
		again := newTrial(ctx, t, "slurm.sh", dying)
		again.parts, again.cmd.Args[2] = first.parts, first.parts
		require.NoError(t, again.cmd.Start())
		again.answers(t, want, 2) // combines, because all parts are there
	})
	t.Run("a program dies", func(t *testing.T) {
		tr := newTrial(ctx, t, "slurm.sh", dying)
		require.NoError(t, tr.cmd.Start())
		program, _, _ := tr.victim(ctx, t)
		require.NoError(t, syscall.Kill(program, syscall.SIGKILL))
		tr.answers(t, want, each+1)
	})
	t.Run("a task is requeued", func(t *testing.T) {
		tr := newTrial(ctx, t, "slurm.sh", dying)
		require.NoError(t, tr.cmd.Start())
		tr.victim(ctx, t)
		jobs, err := exec.CommandContext(ctx, "squeue", "--noheader", "--states=RUNNING", "--format=%i").Output()
		require.NoError(t, err)
		victim := slices.IndexFunc(strings.Fields(string(jobs)), func(id string) bool { return strings.HasSuffix(id, "_3") })
		require.GreaterOrEqual(t, victim, 0, "%s", jobs)
		output, err := exec.CommandContext(ctx, "scontrol", "requeue", strings.Fields(string(jobs))[victim]).CombinedOutput()
		require.NoError(t, err, "%s", output)
		tr.answers(t, want, each+1)
	})
	t.Run("a node dies", func(t *testing.T) {
		tr := newTrial(ctx, t, "slurm.sh", dying)
		require.NoError(t, tr.cmd.Start())
		program, task, node := tr.victim(ctx, t)
		s.kill(t, node, task, program)
		tr.answers(t, want, each+1)
		assert.NotEmpty(t, s.logged(t, node+" not responding"))
	})
	t.Log("slurmctld:\n" + strings.Join(s.logged(t, "equeue", "not responding", "due to failure"), "\n"))
}

// kill ends a node at once, with what runs on it: slurmd, the task, the program in it, and
// the parent of the task, which is of Slurm.
func (s *slurm) kill(t *testing.T, node string, task, program int) {
	t.Helper()
	p, err := process.NewProcess(int32(task))
	require.NoError(t, err)
	step, err := p.Ppid()
	require.NoError(t, err)
	for _, id := range []int{s.nodes[node].Process.Pid, int(step), task, program} {
		require.NoError(t, syscall.Kill(id, syscall.SIGKILL))
	}
}

// GNU parallel runs a share again whose program was killed.
func TestParallelScript(t *testing.T) {
	testall.Only(t)
	needs(t, "parallel")
	ctx := limited(t)
	_, dying := buildPieces(t)
	tr := newTrial(ctx, t, "parallel.sh", dying)
	require.NoError(t, tr.cmd.Start())
	program, _, _ := tr.victim(ctx, t)
	require.NoError(t, syscall.Kill(program, syscall.SIGKILL))
	tr.answers(t, sequential(t), each+1)
}

// A job of Kubernetes, as far as a test without a cluster needs it.
type job struct {
	Kind     string
	Metadata struct{ Name string }
	Spec     struct {
		CompletionMode string `yaml:"completionMode"`
		Completions    int
		Template       struct {
			Spec struct{ Containers []container }
		}
	}
}

type container struct {
	WorkingDir string `yaml:"workingDir"`
	Env        []struct{ Name, Value string }
	Command    []string
}

// readJobs returns the jobs of kubernetes.yaml.
func readJobs(t *testing.T) (compute, combine job) {
	t.Helper()
	file, err := os.Open("scripts/kubernetes.yaml")
	require.NoError(t, err)
	defer file.Close()
	d := yaml.NewDecoder(file)
	require.NoError(t, d.Decode(&compute))
	require.NoError(t, d.Decode(&combine))
	require.ErrorIs(t, d.Decode(&job{}), io.EOF)
	return compute, combine
}

// run runs a container of the job in a folder, with settings that replace the file's.
func (j job) run(ctx context.Context, folder string, settings ...string) (string, error) {
	c := j.Spec.Template.Spec.Containers[0]
	cmd := exec.CommandContext(ctx, c.Command[0], c.Command[1:]...)
	cmd.Dir, cmd.Env = folder, os.Environ()
	for _, variable := range c.Env {
		cmd.Env = append(cmd.Env, variable.Name+"="+variable.Value)
	}
	cmd.Env = append(cmd.Env, settings...)
	output, err := cmd.CombinedOutput()
	return string(output), err
}

// The containers of kubernetes.yaml work, one index after the other. Nothing here is a
// cluster, so nothing shows that the rest of the file does.
func TestKubernetes(t *testing.T) {
	testall.Only(t)
	ctx, folder := limited(t), t.TempDir()
	pieces, _ := buildPieces(t)
	t.Setenv("PATH", filepath.Dir(pieces)+":"+os.Getenv("PATH"))
	compute, combine := readJobs(t)
	assert.Equal(t, "Indexed", compute.Spec.CompletionMode)
	assert.Contains(t, compute.Spec.Template.Spec.Containers[0].Env, struct{ Name, Value string }{"SHARES", fmt.Sprint(compute.Spec.Completions)})
	settings := []string{"WORK=var -n 540000000 --seed 7", "SHARES=6"}
	for _, round := range []string{"ROUND=1", "ROUND=2"} {
		for index := range 2 * shares { // each index twice
			output, err := compute.run(ctx, folder, append(settings, round, fmt.Sprintf("JOB_COMPLETION_INDEX=%d", index%shares))...)
			require.NoError(t, err, output)
		}
		output, err := combine.run(ctx, folder, append(settings, round)...)
		if round == "ROUND=1" {
			require.ErrorContains(t, err, "exit status 3")
			assert.Contains(t, output, "round 2 has none yet")
		} else {
			require.NoError(t, err, output)
			assert.Equal(t, sequential(t), output)
		}
	}
}
