package doctor

import (
	"context"
	"errors"
	"os"
	"slices"
	"strings"

	"speedup.example/internal/child"
	"speedup.example/internal/student"
	"speedup.example/internal/sweep"
	"speedup.example/internal/vector"
)

// goVersion looks whether the release of Go is for this module.
func goVersion(ctx context.Context, m *Machine) []Finding {
	const tried = "go env GOVERSION"
	if output, err := m.run(ctx, nil, "list", "-m"); err != nil {
		return bad("go list -m", first(output, err), installGo...)
	}
	version := m.Env.GoVersion()
	for _, release := range child.Releases {
		if minor(release) == minor(version) {
			return good(tried, "%s on %s", version, m.Env.Arch())
		}
	}
	return odd(tried, version+msgUntestedGo, newestGo)
}

// minor returns go1.26 for go1.26.8 and go1.26rc1.
func minor(version string) string {
	for i, r := range version {
		if r != '.' && (r < '0' || r > '9') && i > len("go") {
			version = version[:i]
			break
		}
	}
	parts := strings.SplitN(version, ".", 3)
	return strings.Join(parts[:min(len(parts), 2)], ".")
}

// otherGo starts the releases that the go command is not, without a network. The go
// command gets one from the proxy of modules when it first needs it.
func otherGo(ctx context.Context, m *Machine) (findings []Finding) {
	for _, release := range child.Releases {
		if minor(release) == minor(m.Env.GoVersion()) {
			continue
		}
		tried := "go version of " + release + ", without a network"
		if _, err := m.run(ctx, []string{"GOTOOLCHAIN=" + release, "GOPROXY=off"}, "version"); err != nil {
			findings = append(findings, odd(tried, msgNoOtherGo, typed("GOTOOLCHAIN="+release+" go version"))...)
		} else {
			findings = append(findings, good(tried, "it is here")...)
		}
	}
	return findings
}

// Missing returns the finding about what [New] lacks, and the name of its line.
func Missing(err error) (name string, findings []Finding) {
	switch _, other := errors.AsType[notTheCourse](err); {
	case other || errors.Is(err, child.ErrNoModule):
		return "the course", bad("this folder", err.Error(), goToCourse...)
	case errors.Is(err, child.ErrNoGo):
		return "Go", bad("go env", err.Error(), installGo...)
	}
	return "Go", bad("go env", err.Error(), Advice{Words: msgSeeGo, Command: "go env"})
}

// modules loads all packages without a network, and those of the tools.
func modules(ctx context.Context, m *Machine) []Finding {
	const tried = "all packages, without a network"
	output, err := m.run(ctx, []string{"GOPROXY=off"}, "list", "-deps", "-test", "./...", "tool")
	if err != nil {
		return bad(tried, msgModulesMissing+first(output, err), typed("go mod download"))
	}
	return good(tried, "all modules are here")
}

// first returns the first lines of an output, or the error if there is none. It leaves out
// what the go command was about to do.
func first(output string, err error) string {
	lines := strings.Split(strings.TrimSpace(output), "\n")
	lines = slices.DeleteFunc(lines, func(line string) bool { return line == "" || strings.HasPrefix(line, "go: downloading ") })
	if len(lines) == 0 {
		return err.Error()
	}
	const most = 4
	return strings.Join(lines[:min(len(lines), most)], "\n")
}

// tests runs a test that does nothing, as lab does, and as a student types it. If a broken C
// compiler is to blame, lab builds the checks without one.
func tests(ctx context.Context, m *Machine) []Finding {
	const tried = "an empty test"
	broken, err := m.empty(ctx, nil)
	if err == nil && broken == "" {
		if findings := m.byHand(ctx); len(findings) > 0 {
			return findings
		}
		return good(tried, "it builds, and passes")
	}
	without, errWithout := m.empty(ctx, []string{"CGO_ENABLED=0"})
	switch {
	case errWithout != nil:
		return bad(tried, errWithout.Error(), words(msgSeeFolders))
	case without != "":
		return bad(tried, msgDoesNotRun+without, words(msgSeeFolders))
	}
	findings := odd(tried, msgOnlyWithoutC+first(broken, err), installC...)
	return append(findings, m.byHand(ctx, "CGO_ENABLED=0")...)
}

// raceDetector runs the same test with the race detector.
func raceDetector(ctx context.Context, m *Machine) []Finding {
	const tried = "an empty test with -race"
	broken, err := m.empty(ctx, nil, "-race")
	switch {
	case err != nil:
		return odd(tried, msgNoRace+err.Error(), words(msgSeeFolders))
	case broken != "":
		return odd(tried, msgNoRace+broken, installC...)
	}
	return good(tried, "it builds, and passes")
}

func (m *Machine) empty(ctx context.Context, vars []string, flags ...string) (broken string, err error) {
	temp, err := m.Env.TempDir()
	if err != nil {
		return "", err
	}
	defer os.RemoveAll(temp)
	return student.Empty(ctx, m.Env.With(vars...), temp, flags...)
}

// vectors builds the second binary of an exercise.
func vectors(ctx context.Context, m *Machine) []Finding {
	e := exercise()
	tried := "a build of " + e.Name + " with GOEXPERIMENT=simd"
	switch {
	case !e.HasVectors():
		return good("the processor's vectors", "%v, which no row here needs", m.Vectors)
	case m.Vectors == vector.None:
		return odd("the processor's vectors", msgNoVectors)
	}
	temp, err := m.Env.TempDir()
	if err != nil {
		return odd(tried, err.Error(), words(msgSeeFolders))
	}
	defer os.RemoveAll(temp)
	output, ok := (&sweep.Builder{Env: m.Env, Root: m.Root, Dir: temp}).Build(ctx, e.Name, sweep.Vector)
	if !ok {
		return odd(tried, msgNoSecond+first(output, errNothing), words(sweep.Advice(m.Env.GoVersion())))
	}
	return good(tried, "it builds, for %v", m.Vectors)
}
