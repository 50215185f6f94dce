package doctor_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"

	"github.com/shirou/gopsutil/v4/cpu"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/cores"
	"speedup.example/internal/doctor"
	"speedup.example/internal/sweep"
	"speedup.example/internal/vector"
)

// here returns this machine as it should be, with the module at root. What takes long, or
// depends on the machine, is replaced.
func here(t *testing.T, root string) *doctor.Machine {
	t.Helper()
	m, err := doctor.New(t.Context(), root, &sweep.Progress{W: t.Output()})
	require.NoError(t, err)
	m.Cores = cores.Machine{Cores: 4, Usable: []int{0, 1, 2, 3}, Procs: 4}
	m.Vectors = vector.AVX2
	nothing := func(string) error { return nil }
	m.CanRun, m.Watch, m.Fill = nothing, nothing, func(string, int64) error { return nil }
	m.Noise = func(context.Context, *doctor.Machine) (n doctor.Noise, err error) { return n, nil }
	return m
}

// try runs the probe with a name.
func try(t *testing.T, name string, m *doctor.Machine) []doctor.Finding {
	t.Helper()
	for _, p := range doctor.Probes {
		if p.Name == name {
			findings := p.Try(t.Context(), m)
			require.NotEmpty(t, findings, name)
			for _, f := range findings {
				assert.NotEmpty(t, f.Tried, name)
				assert.NotEmpty(t, f.Found, name)
			}
			return findings
		}
	}
	t.Fatalf("no probe %q", name)
	return nil
}

// unset clears what the caller of the tests may have set.
func unset(t *testing.T) {
	for _, name := range []string{"GOFLAGS", "GOEXPERIMENT", "GOMAXPROCS", "GODEBUG", "GOGC", "GOMEMLIMIT", "GOTMPDIR"} {
		t.Setenv(name, "")
	}
	t.Setenv("GOWORK", "off")
	t.Setenv("GOENV", "off")
}

// tiny makes a module without dependencies, which looks like the course.
func tiny(t *testing.T) (root string) {
	t.Helper()
	root = t.TempDir()
	write(t, filepath.Join(root, "go.mod"), "module tiny.example\n\ngo 1.26.0\n")
	write(t, filepath.Join(root, "bench.sh"), "#!/bin/sh\n")
	write(t, filepath.Join(root, "x.go"), "package x\n")
	write(t, filepath.Join(root, "internal", "course", "course.go"), "package course\n")
	return root
}

func write(t *testing.T, path, content string) {
	t.Helper()
	require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
	require.NoError(t, os.WriteFile(path, []byte(content), 0o666))
}

// A fault turns a line from good to odd, or to bad if a student needs it.
func TestFaults(t *testing.T) {
	shell := runtime.GOOS != "windows"
	full := func(where string) func(string, int64) error {
		return func(folder string, _ int64) error {
			if strings.Contains(folder, where) {
				return &os.PathError{Op: "write", Path: folder, Err: syscall.ENOSPC}
			}
			return nil
		}
	}
	for name, test := range map[string]struct {
		probe  string
		env    map[string]string
		change func(t *testing.T, m *doctor.Machine)
		state  doctor.State
		found  string
		advice string
		skip   bool
	}{
		"no other Go": {
			probe: "the other Go", env: map[string]string{"GOMODCACHE": "EMPTY"},
			state: doctor.Odd, found: "not here", advice: "GOTOOLCHAIN=go1.2",
		},
		"no modules": {
			probe: "modules", env: map[string]string{"GOMODCACHE": "EMPTY"},
			change: func(t *testing.T, m *doctor.Machine) {
				write(t, filepath.Join(m.Root, "go.mod"), "module tiny.example\n\ngo 1.26.0\n\nrequire golang.org/x/sync v0.24.0\n")
				write(t, filepath.Join(m.Root, "x.go"), "package x\n\nimport _ \"golang.org/x/sync/errgroup\"\n")
			},
			state: doctor.Bad, found: "golang.org/x/sync", advice: "go mod download",
		},
		"a damaged go.mod": {
			probe:  "modules",
			change: func(t *testing.T, m *doctor.Machine) { write(t, filepath.Join(m.Root, "go.mod"), "<<<<<<< HEAD\n") },
			state:  doctor.Bad, found: "<<<<<<<", advice: "go mod download",
		},
		"no folder for tests": {
			probe: "tests", env: map[string]string{"TMPDIR": "NOWHERE", "TMP": "NOWHERE", "HOME": "NOWHERE", "XDG_CACHE_HOME": "NOWHERE", "LocalAppData": "NOWHERE"},
			state: doctor.Bad, found: "set GOTMPDIR", advice: "folders",
		},
		"no program may run in TMPDIR, for go test by hand": {
			probe: "tests", env: map[string]string{"GOTMPDIR": "GONE"},
			state: doctor.Bad, found: "your own go test can't", advice: "export GOTMPDIR=",
		},
		"-race without C": {
			probe: "tests", env: map[string]string{"GOFLAGS": "-race", "CGO_ENABLED": "0"}, skip: runtime.GOOS == "darwin",
			state: doctor.Bad, found: "-race requires cgo", advice: "unset GOFLAGS",
		},
		"a workspace of others": {
			probe: "tests", env: map[string]string{"GOWORK": "WORK"},
			state: doctor.Bad, found: "go.work", advice: "unset GOWORK",
		},
		"a broken C compiler, for go test by hand": {
			probe: "tests", env: map[string]string{"CC": "BROKEN", "CGO_ENABLED": "1"}, skip: !shell,
			state: doctor.Bad, found: "cc1: sorry", advice: "export CGO_ENABLED=0",
		},
		"a broken C compiler": {
			probe: "race detector", env: map[string]string{"CC": "BROKEN", "CGO_ENABLED": "1"}, skip: !shell,
			state: doctor.Odd, found: "cc1: sorry", advice: "gcc",
		},
		"no C": {
			probe: "race detector", env: map[string]string{"CGO_ENABLED": "0"}, skip: runtime.GOOS == "darwin",
			state: doctor.Odd, found: "-race requires cgo", advice: "gcc",
		},
		"no vectors": {
			probe: "vectors", change: func(_ *testing.T, m *doctor.Machine) { m.Vectors = vector.None },
			state: doctor.Odd, found: "neither AVX2",
		},
		"no second binary": { // the module has no exercise
			probe: "vectors", state: doctor.Odd, found: "does not build", advice: "GOEXPERIMENT",
		},
		"one core": {
			probe: "cores", change: func(_ *testing.T, m *doctor.Machine) { m.Cores.Usable = []int{2} },
			state: doctor.Odd, found: "1 of 4: nothing here", advice: "cpus",
		},
		"affinity": {
			probe: "cores", change: func(_ *testing.T, m *doctor.Machine) { m.Cores.Usable = []int{0, 1, 3} },
			state: doctor.Odd, found: "3 of 4: 0-1,3", advice: "taskset -cp 0-3",
		},
		"a small quota": {
			probe: "quota", change: func(_ *testing.T, m *doctor.Machine) { m.Cores.Quota = 1.5 },
			state: doctor.Odd, found: "1.5 cores' worth", advice: "--cpus 4",
		},
		"GOMAXPROCS is set": {
			probe: "GOMAXPROCS", env: map[string]string{"GOMAXPROCS": "1"},
			state: doctor.Odd, found: "it is 1, and Go would take 4", advice: "unset GOMAXPROCS",
		},
		"GOMAXPROCS is more than the quota": {
			probe: "GOMAXPROCS", change: func(_ *testing.T, m *doctor.Machine) { m.Cores.Quota, m.Cores.Procs = 1, 2 },
			state: doctor.Odd, found: "2, more than the 1",
		},
		"GOFLAGS":       {probe: "settings", env: map[string]string{"GOFLAGS": "-race"}, state: doctor.Odd, found: "-race", advice: "unset GOFLAGS"},
		"GOEXPERIMENT":  {probe: "settings", env: map[string]string{"GOEXPERIMENT": "simd"}, state: doctor.Odd, found: "simd", advice: "unset GOEXPERIMENT"},
		"GOWORK":        {probe: "settings", env: map[string]string{"GOWORK": "WORK"}, state: doctor.Odd, found: "go.work", advice: "unset GOWORK"},
		"go env -w":     {probe: "settings", env: map[string]string{"GOENV": "FLAGS"}, state: doctor.Odd, found: "-cover", advice: "go env -u GOFLAGS"},
		"GOGC":          {probe: "settings", env: map[string]string{"GOGC": "off"}, state: doctor.Odd, found: "GOGC=off", advice: "unset GOGC"},
		"GOTMPDIR gone": {probe: "folders", env: map[string]string{"GOTMPDIR": "GONE"}, state: doctor.Odd, found: "gone", advice: "export GOTMPDIR="},
		"noexec": {
			probe: "folders", change: func(_ *testing.T, m *doctor.Machine) {
				m.CanRun = func(folder string) error { return fmt.Errorf("%s: no program may run there", folder) }
			},
			state: doctor.Bad, found: "no program may run there", advice: "export GOTMPDIR",
		},
		"a full TMPDIR": {
			probe: "folders", change: func(_ *testing.T, m *doctor.Machine) { m.Fill = full(filepath.Clean(os.TempDir())) },
			state: doctor.Bad, found: "the disk is full", advice: "make room",
		},
		"a full cache": {
			probe: "folders", env: map[string]string{"GOCACHE": "CACHE"},
			change: func(_ *testing.T, m *doctor.Machine) { m.Fill = full("the-cache") },
			state:  doctor.Bad, found: "the disk is full", advice: "go clean -cache",
		},
		"a read-only module": {
			probe: "folders", change: func(_ *testing.T, m *doctor.Machine) {
				m.Fill = func(folder string, _ int64) error {
					if folder == m.Root {
						return syscall.EROFS
					}
					return nil
				}
			},
			state: doctor.Odd, found: "can't remember points", advice: "copy the course",
		},
		"CRLF in a script": {
			probe: "line ends", change: func(t *testing.T, m *doctor.Machine) { write(t, filepath.Join(m.Root, "bench.sh"), "#!/bin/sh\r\n") },
			state: doctor.Bad, found: "bench.sh has the line ends of Windows", advice: "bench.sh", skip: !shell,
		},
		"CRLF in a source": {
			probe: "line ends", change: func(t *testing.T, m *doctor.Machine) { write(t, filepath.Join(m.Root, "pi/pi.go"), "package pi\r\n") },
			state: doctor.Odd, found: "1 Go files", advice: "autocrlf",
		},
		"no watches left": {
			probe: "watches", change: func(_ *testing.T, m *doctor.Machine) {
				m.Watch = func(string) error { return syscall.EMFILE }
			},
			state: doctor.Odd, found: "looks at the files twice a second",
		},
		"noise": {
			probe: "noise", change: func(_ *testing.T, m *doctor.Machine) {
				m.Noise = func(context.Context, *doctor.Machine) (doctor.Noise, error) {
					return doctor.Noise{Smallest: 0.081}, nil
				}
			},
			state: doctor.Odd, found: "differences of 8.1%", advice: "close other programs",
		},
		"another program": {
			probe: "noise", change: func(_ *testing.T, m *doctor.Machine) {
				m.Noise = func(context.Context, *doctor.Machine) (doctor.Noise, error) {
					return doctor.Noise{Others: "chrome uses a core"}, nil
				}
			},
			state: doctor.Odd, found: "chrome uses a core", advice: "close other programs",
		},
		"nothing can be measured": {
			probe: "noise", change: func(_ *testing.T, m *doctor.Machine) {
				m.Noise = func(context.Context, *doctor.Machine) (doctor.Noise, error) {
					return doctor.Noise{}, errors.New("slowsum does not build")
				}
			},
			state: doctor.Bad, found: "does not build", advice: "go test",
		},
	} {
		t.Run(name, func(t *testing.T) {
			if test.skip || testing.Short() {
				t.Skip("not on this system, or a test of seconds")
			}
			unset(t)
			for key, value := range test.env {
				t.Setenv(key, prepared(t, value))
			}
			m := here(t, tiny(t))
			if test.change != nil {
				test.change(t, m)
			}
			f := worst(try(t, test.probe, m))
			assert.Equal(t, test.state, f.State, f.Found)
			assert.Contains(t, f.Found, test.found)
			assert.Contains(t, fmt.Sprint(f.Try), test.advice)
		})
	}
}

// worst returns the first bad finding, else the first odd one, else the first.
func worst(findings []doctor.Finding) doctor.Finding {
	for _, state := range []doctor.State{doctor.Bad, doctor.Odd} {
		if i := slices.IndexFunc(findings, func(f doctor.Finding) bool { return f.State == state }); i >= 0 {
			return findings[i]
		}
	}
	return findings[0]
}

// prepared makes what a word in capitals stands for.
func prepared(t *testing.T, word string) string {
	dir := t.TempDir()
	switch word {
	case "EMPTY":
		return dir
	case "GONE":
		return filepath.Join(dir, "gone")
	case "NOWHERE": // the go command goes on writing into a home that it can make
		write(t, filepath.Join(dir, "file"), "")
		return filepath.Join(dir, "file", "gone")
	case "CACHE":
		return filepath.Join(dir, "the-cache")
	case "WORK":
		write(t, filepath.Join(dir, "go.work"), "go 1.26\n")
		return filepath.Join(dir, "go.work")
	case "FLAGS":
		write(t, filepath.Join(dir, "env"), "GOFLAGS=-cover\n")
		require.NoError(t, os.Unsetenv("GOFLAGS")) // Setenv has noted what to restore
		return filepath.Join(dir, "env")
	case "BROKEN":
		cc := filepath.Join(dir, "cc")
		require.NoError(t, os.WriteFile(cc, []byte("#!/bin/sh\necho 'cc1: sorry, unimplemented' >&2\nexit 1\n"), 0o777))
		return cc
	}
	return word
}

// Without faults no line is bad, and none that depends on the machine is odd.
func TestNoFaults(t *testing.T) {
	unset(t)
	m := here(t, tiny(t))
	for _, name := range []string{"Go", "modules", "tests", "cores", "quota", "GOMAXPROCS", "settings", "folders", "line ends", "watches", "noise"} {
		for _, f := range try(t, name, m) {
			assert.Equal(t, doctor.Good, f.State, "%s: %s", name, f.Found)
			assert.Empty(t, f.Try, name)
		}
	}
}

// A host that takes time is odd, beside noise that is small.
func TestSteal(t *testing.T) {
	m := here(t, tiny(t))
	m.Noise = func(context.Context, *doctor.Machine) (doctor.Noise, error) {
		return doctor.Noise{Smallest: 0.01, Stolen: 0.03}, nil
	}
	findings := try(t, "noise", m)
	require.Len(t, findings, 2)
	assert.Equal(t, doctor.Good, findings[0].State)
	assert.Equal(t, doctor.Odd, findings[1].State)
	assert.Equal(t, "3.0%", findings[1].Found)
	assert.InDelta(t, 0.25, doctor.StolenPart(cpu.TimesStat{User: 1}, cpu.TimesStat{User: 2, Idle: 2, Steal: 1}), 1e-9)
	assert.Zero(t, doctor.StolenPart(cpu.TimesStat{}, cpu.TimesStat{}), "a system that doesn't say")
}

// Examine goes on after a bad line, and ends with its context.
func TestExamine(t *testing.T) {
	probe := func(state doctor.State) doctor.Probe {
		return doctor.Probe{Name: string(state), Try: func(context.Context, *doctor.Machine) []doctor.Finding {
			return []doctor.Finding{{State: state}}
		}}
	}
	var seen []string
	ctx, cancel := context.WithCancel(t.Context())
	look := func(probes ...doctor.Probe) (bool, error) {
		seen = nil
		return doctor.Examine(ctx, nil, probes, func(doctor.Probe) {}, func(p doctor.Probe, _ []doctor.Finding) { seen = append(seen, p.Name) })
	}
	fit, err := look(probe(doctor.Good), probe(doctor.Odd))
	require.NoError(t, err)
	assert.True(t, fit)
	fit, err = look(probe(doctor.Bad), probe(doctor.Good))
	require.NoError(t, err)
	assert.False(t, fit)
	assert.Equal(t, []string{"BAD", "ok"}, seen)
	cancel()
	_, err = look(probe(doctor.Good))
	require.ErrorIs(t, err, context.Canceled)
	assert.Empty(t, seen)
}

// Without Go, or outside a module, there is no machine to try.
func TestNoGo(t *testing.T) {
	unset(t)
	_, err := doctor.New(t.Context(), t.TempDir(), nil)
	require.ErrorContains(t, err, "no go.mod")
	assertMissing(t, err, "the course", "go into the course's folder")
	other := tiny(t)
	require.NoError(t, os.RemoveAll(filepath.Join(other, "internal")))
	_, err = doctor.New(t.Context(), other, nil)
	require.ErrorContains(t, err, "neither the course nor a handout of it")
	assertMissing(t, err, "the course", "go into the course's folder")
	assertMissing(t, errors.New("go env: exit status 1"), "Go", "see what the go command says")
	t.Setenv("GOTOOLCHAIN", "local")
	root := tiny(t)
	m := here(t, root)
	write(t, filepath.Join(root, "go.mod"), "module tiny.example\n\ngo 1.99\n")
	old := try(t, "Go", m)[0]
	assert.Equal(t, doctor.Bad, old.State)
	assert.Contains(t, old.Found, "go.mod requires go >= 1.99")
	assert.Contains(t, fmt.Sprint(old.Try), "https://go.dev/dl/")
	t.Setenv("PATH", "")
	_, err = doctor.New(t.Context(), root, nil)
	require.ErrorContains(t, err, "no go on the PATH")
	assertMissing(t, err, "Go", "https://go.dev/dl/")
}

// assertMissing checks the line about an error, and that its advice fits.
func assertMissing(t *testing.T, err error, name, advice string) {
	t.Helper()
	got, findings := doctor.Missing(err)
	assert.Equal(t, name, got)
	require.Len(t, findings, 1)
	assert.Equal(t, doctor.Bad, findings[0].State)
	assert.Contains(t, fmt.Sprint(findings[0].Try), advice)
}

// Fill writes, and leaves nothing.
func TestFill(t *testing.T) {
	dir := t.TempDir()
	require.NoError(t, doctor.Fill(dir, 3<<20+1))
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, entries)
	require.Error(t, doctor.Fill(filepath.Join(dir, "gone"), 1))
}

func TestMinor(t *testing.T) {
	for version, want := range map[string]string{"go1.26.8": "go1.26", "go1.27": "go1.27", "go1.28rc1": "go1.28", "": ""} {
		assert.Equal(t, want, doctor.Minor(version), version)
	}
}

func TestRanges(t *testing.T) {
	assert.Equal(t, "0-3,8,10-11", doctor.Ranges([]int{0, 1, 2, 3, 8, 10, 11}))
	assert.Empty(t, doctor.Ranges(nil))
}
