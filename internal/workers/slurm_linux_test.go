package workers_test

import (
	"context"
	"crypto/rand"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A slurm is a cluster of two nodes on this machine, without systemd. It ends with its test.
type slurm struct {
	dir   string
	nodes map[string]*exec.Cmd
}

// startSlurm starts a cluster, and waits for its nodes.
func startSlurm(ctx context.Context, t *testing.T) *slurm {
	t.Helper()
	t.Setenv("PATH", os.Getenv("PATH")+":/usr/sbin")
	needs(t, "slurmctld", "slurmd", "sbatch", "munged")
	if os.Geteuid() != 0 {
		t.Skip("slurmd starts jobs as their user, and so needs root")
	}
	s := &slurm{dir: openDir(t), nodes: map[string]*exec.Cmd{}}
	t.Setenv("SLURM_CONF", s.configure(t))
	s.start(ctx, t, "munged.log", "munged", "--foreground", "--key-file="+s.dir+"/munge/key", "--socket="+s.dir+"/munge/socket",
		"--pid-file="+s.dir+"/munge/pid", "--seed-file="+s.dir+"/munge/seed", "--log-file="+s.dir+"/munge/log")
	soon, stop := context.WithTimeout(ctx, 30*time.Second)
	defer stop()
	waitFor(soon, t, func() bool { _, err := os.Stat(s.dir + "/munge/socket"); return err == nil })
	s.start(ctx, t, "slurmctld.log", "slurmctld", "-D", "-i")
	for _, node := range []string{"node1", "node2"} {
		s.nodes[node] = s.start(ctx, t, node+".log", "slurmd", "-D", "-N", node)
	}
	t.Cleanup(func() { s.cancel(t) })
	waitFor(soon, t, func() bool {
		states, _ := exec.CommandContext(soon, "sinfo", "--noheader", "--Node", "--format=%T").Output()
		return string(states) == "idle\nidle\n"
	})
	return s
}

// openDir returns a temporary folder that everybody can look into. Munged wants that, and
// t.TempDir is closed.
func openDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "slurm")
	require.NoError(t, err)
	t.Cleanup(func() { assert.NoError(t, os.RemoveAll(dir)) })
	require.NoError(t, os.Chmod(dir, 0o755))
	return dir
}

// configure writes what the daemons need, and returns the name of the configuration.
func (s *slurm) configure(t *testing.T) string {
	t.Helper()
	for _, folder := range []string{"munge", "state"} {
		require.NoError(t, os.Mkdir(filepath.Join(s.dir, folder), 0o755))
	}
	require.NoError(t, os.WriteFile(s.dir+"/munge/key", []byte(rand.Text()+rand.Text()), 0o600))
	host, err := os.Hostname()
	require.NoError(t, err)
	host, _, _ = strings.Cut(host, ".")
	words := []string{"<host>", host, "<dir>", s.dir}
	for i := range 3 {
		free, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		defer free.Close()
		words = append(words, fmt.Sprintf("<port%d>", i), fmt.Sprint(free.Addr().(*net.TCPAddr).Port))
	}
	conf, err := os.ReadFile("testdata/slurm.conf")
	require.NoError(t, err)
	file := s.dir + "/slurm.conf"
	require.NoError(t, os.WriteFile(file, []byte(strings.NewReplacer(words...).Replace(string(conf))), 0o644))
	return file
}

// start starts a daemon, whose output is in a log. It ends with ctx, and before the daemons
// that were started before it.
func (s *slurm) start(ctx context.Context, t *testing.T, logFile, name string, args ...string) *exec.Cmd {
	t.Helper()
	log, err := os.Create(filepath.Join(s.dir, logFile))
	require.NoError(t, err)
	defer log.Close()
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdout, cmd.Stderr = log, log
	require.NoError(t, cmd.Start())
	t.Cleanup(func() {
		_ = cmd.Process.Signal(syscall.SIGTERM)
		timer := time.AfterFunc(10*time.Second, func() { _ = cmd.Process.Kill() })
		_ = cmd.Wait()
		timer.Stop()
	})
	return cmd
}

// cancel ends all jobs, and waits for that.
func (s *slurm) cancel(t *testing.T) {
	ctx, stop := context.WithTimeout(context.Background(), 20*time.Second)
	defer stop()
	assert.NoError(t, exec.CommandContext(ctx, "scancel", "--user=root").Run())
	waitFor(ctx, t, func() bool {
		jobs, err := exec.CommandContext(ctx, "squeue", "--noheader").Output()
		return err != nil || len(jobs) == 0
	})
}

// logged returns the lines of the controller's log that have one of the words.
func (s *slurm) logged(t *testing.T, words ...string) (lines []string) {
	t.Helper()
	log, err := os.ReadFile(s.dir + "/slurmctld.log")
	require.NoError(t, err)
	for line := range strings.Lines(string(log)) {
		for _, word := range words {
			if strings.Contains(line, word) {
				lines = append(lines, strings.TrimSpace(line))
				break
			}
		}
	}
	return lines
}

// needs skips a test if there is no such program.
func needs(t *testing.T, programs ...string) {
	t.Helper()
	for _, program := range programs {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("no %s: apt-get install slurmctld slurmd slurm-client munge parallel", program)
		}
	}
}

// waitFor asks until something is so, or the context ends.
func waitFor(ctx context.Context, t *testing.T, so func() bool) {
	t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for !so() {
		select {
		case <-tick.C:
		case <-ctx.Done():
			require.Fail(t, "waited too long")
		}
	}
}
