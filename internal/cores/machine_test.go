package cores_test

import (
	"io/fs"
	"runtime"
	"testing"
	"testing/fstest"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/cores"
)

func files(contents map[string]string) fs.FS {
	system := fstest.MapFS{}
	for name, content := range contents {
		system[name] = &fstest.MapFile{Data: []byte(content)}
	}
	return system
}

// The smallest quota of a cgroup and those above it holds, in both versions of cgroups.
func TestQuota(t *testing.T) {
	for name, test := range map[string]struct {
		files map[string]string
		want  float64
	}{
		"no cgroups": {nil, 0},
		"none":       {map[string]string{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "max 100000\n"}, 0},
		"container":  {map[string]string{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "150000 100000\n"}, 1.5},
		"above": {map[string]string{
			"proc/self/cgroup":            "0::/a/b\n",
			"sys/fs/cgroup/a/b/cpu.max":   "max 100000\n",
			"sys/fs/cgroup/a/cpu.max":     "50000 100000\n",
			"sys/fs/cgroup/other/cpu.max": "100 100000\n",
		}, 0.5},
		"version 1": {map[string]string{
			"proc/self/cgroup":                      "5:cpuset:/b\n4:cpu,cpuacct:/a\nodd\n",
			"sys/fs/cgroup/cpu/a/cpu.cfs_quota_us":  "300000\n",
			"sys/fs/cgroup/cpu/a/cpu.cfs_period_us": "100000\n",
			"sys/fs/cgroup/cpu/cpu.cfs_quota_us":    "-1\n",
			"sys/fs/cgroup/cpu/cpu.cfs_period_us":   "100000\n",
		}, 3},
		"damaged": {map[string]string{"proc/self/cgroup": "0::/\n", "sys/fs/cgroup/cpu.max": "many 0\n"}, 0},
	} {
		assert.InDelta(t, test.want, cores.Quota(files(test.files)), 1e-9, name)
	}
}

// Look finds a core for this test, and changes nothing.
func TestLook(t *testing.T) {
	procs := runtime.GOMAXPROCS(0)
	m := cores.Look(t.Context())
	assert.NotEmpty(t, m.Usable)
	assert.GreaterOrEqual(t, m.Cores, len(m.Usable))
	assert.Positive(t, m.Procs)
	assert.Equal(t, procs, runtime.GOMAXPROCS(0))
}

func TestWorth(t *testing.T) {
	assert.InDelta(t, 2, cores.Machine{Usable: []int{0, 3}}.Worth(), 0)
	assert.InDelta(t, 1.5, cores.Machine{Usable: []int{0, 3}, Quota: 1.5}.Worth(), 0)
	assert.InDelta(t, 2, cores.Machine{Usable: []int{0, 3}, Quota: 8}.Worth(), 0)
}
