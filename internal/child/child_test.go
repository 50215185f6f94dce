package child_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/child"
)

// Clean leaves out each setting of the caller that would change the programs, and names
// it.
func TestClean(t *testing.T) {
	for name, test := range map[string]struct {
		environ []string
		env     map[string]string // what go env says
		want    map[string]string
		note    string // part of the only one, or of none
	}{
		"nothing set": {want: map[string]string{"GOFLAGS": " ", "GOWORK": "off", "GOEXPERIMENT": "", "GOOS": "linux"}},
		"race":        {env: map[string]string{"GOFLAGS": "-race"}, want: map[string]string{"GOFLAGS": " "}, note: "left out of GOFLAGS: -race,"},
		"cover":       {env: map[string]string{"GOFLAGS": "-mod=readonly -cover"}, want: map[string]string{"GOFLAGS": "-mod=readonly"}, note: "left out of GOFLAGS: -cover,"},
		"gcflags": {
			env:  map[string]string{"GOFLAGS": `-trimpath '-gcflags=all=-N -l' --modcacherw`},
			want: map[string]string{"GOFLAGS": "-trimpath --modcacherw"}, note: "left out of GOFLAGS: '-gcflags=all=-N -l',",
		},
		"vendor": {env: map[string]string{"GOFLAGS": "-mod=vendor"}, want: map[string]string{"GOFLAGS": " "}, note: "-mod=vendor"},
		"count":  {env: map[string]string{"GOFLAGS": "-count=3"}, want: map[string]string{"GOFLAGS": " "}, note: "-count=3"},
		"json":   {env: map[string]string{"GOFLAGS": "-json"}, want: map[string]string{"GOFLAGS": " "}, note: "-json"},
		"tags":   {env: map[string]string{"GOFLAGS": "-tags=purego"}, want: map[string]string{"GOFLAGS": " "}, note: "-tags=purego"},
		"models": {env: map[string]string{"GOFLAGS": "-model=x"}, want: map[string]string{"GOFLAGS": " "}, note: "-model=x"},
		"simd": {
			environ: []string{"GOEXPERIMENT=simd"}, env: map[string]string{"GOEXPERIMENT": "simd"},
			want: map[string]string{"GOEXPERIMENT": "nosimd"}, note: "left out of GOEXPERIMENT: simd",
		},
		"another experiment": {
			environ: []string{"GOEXPERIMENT=jsonv2"}, env: map[string]string{"GOEXPERIMENT": "jsonv2"},
			want: map[string]string{"GOEXPERIMENT": "jsonv2"}, note: "GOEXPERIMENT=jsonv2 is set, and holds",
		},
		"go.work": {
			environ: []string{"GOWORK=/up/go.work"}, env: map[string]string{"GOWORK": "/up/go.work"},
			want: map[string]string{"GOWORK": "off"}, note: "/up/go.work",
		},
		"go.work off":  {env: map[string]string{"GOWORK": "off"}, want: map[string]string{"GOWORK": "off"}},
		"other system": {env: map[string]string{"GOOS": "windows"}, want: map[string]string{"GOOS": "linux"}, note: "GOOS=linux, not windows"},
		"other processor": {
			environ: []string{"GOARCH=arm64"}, env: map[string]string{"GOARCH": "arm64"},
			want: map[string]string{"GOARCH": "amd64"}, note: "GOARCH=amd64, not arm64",
		},
		"garbage collector": {environ: []string{"GOGC=off"}, want: map[string]string{"GOGC": "off"}, note: "GOGC=off is set, and holds"},
		"GOMAXPROCS":        {environ: []string{"GOMAXPROCS=1"}, want: map[string]string{"GOMAXPROCS": ""}},
		"what is nobody's":  {environ: []string{"HOME=/home/x", "EMPTY="}, want: map[string]string{"HOME": "/home/x"}},
	} {
		t.Run(name, func(t *testing.T) {
			e := child.Clean(test.environ, test.env)
			for key, value := range test.want {
				assert.Equal(t, value, e.Get(key), key)
			}
			if test.note == "" {
				assert.Empty(t, e.Notes)
				return
			}
			require.Len(t, e.Notes, 1)
			assert.Contains(t, e.Notes[0], test.note)
			require.Len(t, e.Settings(), 1)
			assert.Equal(t, e.Notes, e.About(e.Settings()[0]))
			assert.Contains(t, e.Notes[0], e.Settings()[0])
		})
	}
}

// Clean also overrides the settings of go env -w.
func TestSettingsOfTheGoCommand(t *testing.T) {
	t.Setenv("GOENV", filepath.Join(t.TempDir(), "env"))
	t.Setenv("GOFLAGS", "")
	require.NoError(t, exec.Command("go", "env", "-w", "GOFLAGS=-race", "GOEXPERIMENT=simd").Run())
	e, err := child.NewEnv(t.Context(), ".")
	require.NoError(t, err)
	require.Len(t, e.Notes, 2)
	out, err := e.Command(t.Context(), ".", nil, "go", "env", "GOFLAGS", "GOEXPERIMENT").Output()
	require.NoError(t, err)
	assert.Equal(t, " \nnosimd\n", string(out))
}

func TestSplit(t *testing.T) {
	for flags, want := range map[string][]string{
		"":                      nil,
		"  ":                    nil,
		" -a  -b=c\t-d ":        {"-a", "-b=c", "-d"},
		`'-ldflags=-s -w' -p=2`: {`'-ldflags=-s -w'`, "-p=2"},
		`"-x=y z"`:              {`"-x=y z"`},
		`'-open -end`:           {`'-open -end`},
		"'":                     {"'"},
	} {
		assert.Equal(t, want, child.Split(flags), flags)
	}
}

func TestExperiment(t *testing.T) {
	assert.Equal(t, "GOEXPERIMENT=simd", child.Clean(nil, nil).Experiment("simd"))
	both := child.Clean(nil, map[string]string{"GOEXPERIMENT": "jsonv2,simd"})
	assert.Equal(t, "GOEXPERIMENT=jsonv2,simd", both.Experiment("simd"))
}

// NewEnv asks go env, and the variables of a single command come last.
func TestNewEnv(t *testing.T) {
	t.Setenv("GOFLAGS", "-race")
	e, err := child.NewEnv(t.Context(), "..")
	require.NoError(t, err)
	assert.Contains(t, strings.Join(e.Notes, "\n"), "-race")
	assert.Regexp(t, `^go1\.\d+|^devel`, e.GoVersion())
	root, err := e.Root()
	require.NoError(t, err)
	assert.FileExists(t, filepath.Join(root, "go.mod"))
	out, err := e.Command(t.Context(), root, []string{"GOFLAGS=-p=1"}, "go", "env", "GOFLAGS", "GOWORK").Output()
	require.NoError(t, err)
	assert.Equal(t, "-p=1\noff\n", string(out))

	outside, err := child.NewEnv(t.Context(), t.TempDir())
	require.NoError(t, err)
	_, err = outside.Root()
	require.EqualError(t, err, "there is no go.mod here: start lab in a folder of the course")
	_, err = child.NewEnv(t.Context(), filepath.Join(t.TempDir(), "gone"))
	require.ErrorContains(t, err, "go env: ")
	t.Setenv("PATH", t.TempDir())
	_, err = child.NewEnv(t.Context(), ".")
	require.ErrorContains(t, err, "there is no go on the PATH: install it from https://go.dev/dl/")
}

// The folder for programs is in GOTMPDIR, and empty.
func TestTempDir(t *testing.T) {
	parent := t.TempDir()
	e := child.Clean(nil, map[string]string{"GOTMPDIR": parent}).FindTemp()
	dir, err := e.TempDir()
	require.NoError(t, err)
	assert.Equal(t, parent, filepath.Dir(dir))
	assert.Empty(t, e.Notes)
	entries, err := os.ReadDir(dir)
	require.NoError(t, err)
	assert.Empty(t, entries)
}

// If there is no such folder, Env takes the next, and says so.
func TestTempDirElsewhere(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	e := child.Clean(nil, map[string]string{"GOTMPDIR": filepath.Join(t.TempDir(), "gone")}).FindTemp()
	dir, err := e.TempDir()
	require.NoError(t, err)
	defer os.RemoveAll(dir)
	assert.Equal(t, os.TempDir(), filepath.Dir(dir))
	assert.Equal(t, os.TempDir(), e.Get("GOTMPDIR"), "the go command has to be told")
	require.Len(t, e.Notes, 1)
	assert.Contains(t, e.Notes[0], "gone")
}

// Without a folder for programs the error says what to do.
func TestNoTempDir(t *testing.T) {
	gone := filepath.Join(t.TempDir(), "gone")
	for _, variable := range []string{"TMPDIR", "TMP", "HOME", "XDG_CACHE_HOME", "LocalAppData"} {
		t.Setenv(variable, gone)
	}
	_, err := child.Clean(nil, nil).FindTemp().TempDir()
	require.ErrorContains(t, err, "no folder where a program can be built and run: ")
	assert.ErrorContains(t, err, "set GOTMPDIR to one")
}

// The end of the context also ends the command's children. The shell's child would
// hold the pipe open for a minute.
func TestCommandEndsWithAllItHasStarted(t *testing.T) {
	shell, err := exec.LookPath("sh")
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("there is no shell")
	}
	ctx, cancel := context.WithCancel(t.Context())
	cmd := child.Clean(os.Environ(), nil).Command(ctx, t.TempDir(), nil, shell, "-c", "sleep 600 & echo started; wait")
	cmd.WaitDelay = time.Hour
	out, err := cmd.StdoutPipe()
	require.NoError(t, err)
	require.NoError(t, cmd.Start())
	started := make([]byte, len("started\n"))
	_, err = out.Read(started)
	require.NoError(t, err)
	cancel()
	late := time.AfterFunc(time.Minute, func() { panic("the shell's child has outlived the command") })
	defer late.Stop()
	n, err := out.Read(started)
	assert.Zero(t, n)
	require.Error(t, err, "the end of the output")
	require.Error(t, cmd.Wait())
}
