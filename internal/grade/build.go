package grade

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"time"

	"speedup.example/internal/child"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/student"
)

// A toolchain is the go command that builds submissions, with all it needs.
type toolchain struct {
	root, modules, cache string
}

// findToolchain asks the go command of the module where things are. It also downloads the
// modules that are missing, because a build of a submission has no network.
func findToolchain(ctx context.Context, module, cache string) (t toolchain, err error) {
	env, err := child.NewEnv(ctx, module)
	if err != nil {
		return t, err
	}
	text, err := env.Command(ctx, module, nil, "go", "env", "-json", "GOROOT", "GOMODCACHE").Output()
	if err != nil {
		return t, fmt.Errorf("go env: %w", child.WithOutput(err))
	}
	var settings struct{ GOROOT, GOMODCACHE string }
	if err := json.Unmarshal(text, &settings); err != nil {
		return t, err
	}
	if _, err := env.Command(ctx, module, nil, "go", "list", "-deps", "-test", "./...").Output(); err != nil {
		return t, fmt.Errorf("go list: %w", child.WithOutput(err))
	}
	return toolchain{settings.GOROOT, settings.GOMODCACHE, cache}, nil
}

// buildShim builds the program that sets up sandboxes, from the course.
func buildShim(ctx context.Context, course, folder string) (path string, err error) {
	env, err := child.NewEnv(ctx, course)
	if err != nil {
		return "", err
	}
	path = filepath.Join(folder, "shim")
	if _, err := env.Command(ctx, course, nil, "go", "build", "-trimpath", "-o", path, "./internal/grade/sandbox/shim").Output(); err != nil {
		return "", fmt.Errorf("grade: the sandbox does not build: %w", child.WithOutput(err))
	}
	return path, os.Chmod(path, 0o755)
}

// ownCache gives the folder of the cache to the user of the sandbox.
func (t toolchain) ownCache() error {
	if err := os.MkdirAll(t.cache, 0o755); err != nil || os.Getuid() != 0 {
		return err
	}
	return os.Chown(t.cache, sandbox.Nobody, sandbox.Nobody)
}

// env is the environment of a build. Nothing of the teacher's gets into it.
func (t toolchain) env(temp string) []string {
	return []string{
		"PATH=" + filepath.Join(t.root, "bin") + ":/usr/local/bin:/usr/bin:/bin", "HOME=/nonexistent", "LC_ALL=C",
		"TMPDIR=" + temp, "GOTMPDIR=" + temp, "GOCACHE=" + t.cache, "GOMODCACHE=" + t.modules, "GOROOT=" + t.root,
		"GOENV=off", "GOFLAGS=-mod=readonly", "GOPROXY=off", "GOSUMDB=off", "GOTOOLCHAIN=local", "GOWORK=off", "GOTELEMETRY=off", "CGO_ENABLED=1", "GOMAXPROCS=2",
	}
}

// ofBuild are the limits of a build. One of the course takes a tenth.
var ofBuild = sandbox.Limits{
	Memory: 2 << 30, CPU: 60 * time.Second, Wall: 2 * time.Minute,
	FileSize: 256 << 20, Files: 4096, Processes: 1024, Output: 1 << 20,
}

// limitsOf returns the limits of a build. Without a submission it is the course's own, and
// the first one of a machine compiles the standard library, too.
func limitsOf(files map[string][]byte) sandbox.Limits {
	l := ofBuild
	if len(files) == 0 {
		l.Wall *= 5
	}
	return l
}

// built has the checks of an exercise, or the reason why they don't build. A fault of the
// grader is err.
type built struct {
	folder, binary, broken string
	limit                  bool // it was stopped
	err                    error
}

// failure returns why the course's own code has not been built, which is a fault of the
// grader.
func (b built) failure(exercise string) error {
	if b.broken != "" {
		return fmt.Errorf(courseBroken, exercise, b.broken)
	}
	return b.err
}

func (b built) remove() {
	if b.folder != "" {
		_ = os.RemoveAll(b.folder) // Close removes what is left
	}
}

// How tests are built: checks have the race detector, and measurements have not.
const (
	withRaces = "-race=true"
	plain     = "-race=false"
)

// build builds the tests of an exercise, with files laid over the handout, in a sandbox.
func (g *Grader) build(ctx context.Context, exercise string, files map[string][]byte, race string) (b built) {
	if b.err = g.slots.Acquire(ctx, 1); b.err != nil {
		return b
	}
	defer g.slots.Release(1)
	if b.folder, b.err = os.MkdirTemp(g.Work, "build-"); b.err != nil {
		return b
	}
	overlay, err := g.overlay(b.folder, exercise, files)
	if err != nil {
		b.err = err
		return b
	}
	out := filepath.Join(b.folder, "out")
	b.binary = filepath.Join(out, exercise+".test")
	cmd := child.Command(ctx, g.module, g.tool.env(out), filepath.Join(g.tool.root, "bin", "go"), "test", "-c", race, "-trimpath", "-vet=off", "-ldflags=-s -w",
		"-p=2", "-overlay="+overlay, "-o", b.binary, "./"+exercise)
	var printed strings.Builder
	cmd.Stdout = &printed
	err = g.buildBox(b.folder, out, limitsOf(files)).Run(cmd, g.Walls)
	b.broken, b.limit, b.err = explain(err, inModule(printed.String(), b.folder, files))
	if ctx.Err() != nil {
		b.err = ctx.Err()
	}
	return b
}

// inModule gives the files of a submission the names that they have in the module. The
// compiler prints where they are laid over it from.
func inModule(printed, folder string, files map[string][]byte) string {
	for file := range files {
		laid := regexp.MustCompile(`\S*` + regexp.QuoteMeta(filepath.Base(folder)+"/"+flat(file)))
		printed = laid.ReplaceAllString(printed, file)
	}
	return printed
}

// flat returns a path as the name of a file.
func flat(file string) string { return strings.ReplaceAll(file, "/", "_") }

// explain tells code that does not build from a fault of the grader.
func explain(err error, printed string) (broken string, limit bool, fault error) {
	var stopped *sandbox.Limit
	var exit *exec.ExitError
	printed = strings.TrimSpace(noise.ReplaceAllString(printed, ""))
	switch {
	case err == nil:
		return "", false, nil
	case errors.As(err, &stopped):
		return fmt.Sprintf(buildStopped, stopped.What), true, nil
	case errors.As(err, &exit) && tooLarge.MatchString(printed):
		return fmt.Sprintf(buildStopped, "the compiler needs too much memory or time"), true, nil
	case errors.As(err, &exit) && printed != "":
		return first(printed, 12), false, nil
	}
	return "", false, err
}

// tooLarge matches what the compiler prints if it is stopped by the kernel.
var tooLarge = regexp.MustCompile(`signal: (killed|CPU time limit exceeded)|out of memory|cannot allocate memory|SIGXCPU|exit status 2\n.*goroutine`)

// noise matches the lines around the compiler's messages.
var noise = regexp.MustCompile(`(?m)^(# .*|FAIL.*)\n?`)

// first returns the first lines of a text.
func first(text string, most int) string {
	lines := strings.Split(text, "\n")
	if len(lines) > most {
		lines = append(lines[:most], "...")
	}
	return strings.Join(lines, "\n")
}

// guard makes an exercise depend on package check, which so begins before it, and has read
// the nonce when the submission's own code begins.
const guard = "package %s\n\nimport _ \"" + modulePath + "/internal/check\"\n"

// overlay writes files, and the list of what they replace in the handout.
func (g *Grader) overlay(folder, exercise string, files map[string][]byte) (list string, err error) {
	replace := map[string]string{}
	put := func(file string, source []byte) error {
		to := filepath.Join(folder, flat(file))
		replace[filepath.Join(g.module, filepath.FromSlash(file))] = to
		return os.WriteFile(to, source, 0o644)
	}
	errs := []error{
		os.Chmod(folder, 0o755), os.Mkdir(filepath.Join(folder, "root"), 0o755), os.Mkdir(filepath.Join(folder, "out"), 0o755),
		put(exercise+"/grade_guard.go", fmt.Appendf(nil, guard, g.packageOf(exercise))),
	}
	if os.Getuid() == 0 {
		errs = append(errs, os.Chown(filepath.Join(folder, "out"), sandbox.Nobody, sandbox.Nobody))
	}
	for file, source := range files {
		errs = append(errs, put(file, source))
	}
	text, err := json.Marshal(map[string]any{"Replace": replace})
	list = filepath.Join(folder, "overlay.json")
	return list, errors.Join(append(errs, err, os.WriteFile(list, text, 0o644))...)
}

var packageClause = regexp.MustCompile(`(?m)^package (\w+)`)

// PackageOf returns the name of a stub's package.
func PackageOf(stub student.Stub) string {
	return packageClause.FindStringSubmatch(stub.Source)[1]
}

// packageOf returns the name of an exercise's package.
func (g *Grader) packageOf(exercise string) string {
	for _, stub := range g.handout.Stubs {
		if exerciseOf(stub.File) == exercise {
			return PackageOf(stub)
		}
	}
	return exercise
}

// buildBox is the sandbox of a build. It can read the course, the toolchain and the
// system's compiler, and write to the cache and to its own folder.
func (g *Grader) buildBox(folder, out string, limits sandbox.Limits) sandbox.Box {
	return sandbox.Box{
		Root:  filepath.Join(folder, "root"),
		Read:  append([]string{folder, g.module, g.tool.root, g.tool.modules, "/usr", "/bin", "/etc/alternatives"}, sandbox.System...),
		Shim:  g.shim,
		Write: []string{"/dev/null"}, Make: []string{g.tool.cache, out}, Limits: limits,
	}
}
