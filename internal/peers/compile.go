package peers

import (
	"cmp"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"speedup.example/internal/course"
)

// cFolder has the programs in C, from the module's root.
var cFolder = filepath.Join("internal", "peers", "c")

var (
	options = []string{"-O3", "-ffast-math", "-fopenmp"}

	// optional has options that a compiler, or a processor, may not know. Without
	// them C is many times slower. The compiler makes vectors of 512 bits only if the
	// processor has them.
	optional = []string{"-march=native", "-mprefer-vector-width=512", "-lmvec"}
)

const defaultCompiler = "gcc"

// A compiler is one for C.
type compiler struct {
	host
	name    string   // as the user knows it
	command []string // a path, and arguments
	version string   // gcc (Debian 12.2.0-14) 12.2.0
}

// A program is an exercise's program in C, compiled or not.
type program struct {
	path    string
	refused []string // options that the compiler does not take
	bits    int      // of the vectors in its loops; see readWidth
	err     error    // it does not compile
}

// findCompiler returns the compiler that the variable CC names, or gcc. The error says
// that there is none.
func findCompiler(ctx context.Context, h host) (compiler, error) {
	name := cmp.Or(os.Getenv("CC"), defaultCompiler)
	command := words(name)
	path, err := lookPath(command[0])
	if err != nil && isNamed("CC") {
		return compiler{}, errNoNamed(command[0], "CC")
	}
	if err != nil {
		return compiler{}, errNoCompiler
	}
	command[0] = path
	c := compiler{host: h, name: name, command: command}
	c.version = c.ask(ctx)
	return c, nil
}

// words splits a command such as "ccache gcc", but not a path with spaces.
func words(command string) []string {
	if _, err := exec.LookPath(command); err == nil || strings.TrimSpace(command) == "" {
		return []string{command}
	}
	return strings.Fields(command)
}

// ask returns the first line of the compiler's version, or its name.
func (c compiler) ask(ctx context.Context) string {
	stdout, _, err := c.run(ctx, slices.Concat(c.command, []string{"--version"})...)
	line, _, _ := strings.Cut(strings.TrimSpace(stdout), "\n")
	if err != nil || line == "" {
		return c.name
	}
	return strings.TrimSpace(line)
}

// buildAll compiles the programs of the exercises that have one into dir. If one does not
// compile, the others still do.
func (c compiler) buildAll(ctx context.Context, dir string, exercises []course.Exercise) map[string]program {
	programs := map[string]program{}
	for _, e := range exercises {
		if slices.ContainsFunc(e.Peers, func(r course.Row) bool { return r.Needs == course.C }) {
			programs[e.Name] = c.build(ctx, filepath.Join(cFolder, e.Name+".c"), filepath.Join(dir, e.Name+"-c"))
		}
	}
	return programs
}

// build compiles one program, without those options that the compiler refuses.
func (c compiler) build(ctx context.Context, source, path string) program {
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	p := program{path: path}
	if p.err = c.compile(ctx, source, path, optional...); p.err == nil {
		p.bits = readWidth(path + ".s")
		return p
	}
	var taken []string
	for _, option := range optional {
		if c.compile(ctx, source, path, option) == nil {
			taken = append(taken, option)
		} else {
			p.refused = append(p.refused, option)
		}
	}
	p.err = c.compile(ctx, source, path, taken...)
	p.bits = readWidth(path + ".s")
	return p
}

// compile makes the assembly path.s, and the program from it.
func (c compiler) compile(ctx context.Context, source, path string, more ...string) error {
	if err := c.translate(ctx, source, path+".s", append(slices.Clone(more), "-S")...); err != nil {
		return err
	}
	return c.translate(ctx, path+".s", path, append(slices.Clone(more), "-lm")...)
}

// translate's error is the end of what the compiler printed.
func (c compiler) translate(ctx context.Context, from, to string, more ...string) error {
	_, stderr, err := c.run(ctx, slices.Concat(c.command, options, []string{"-o", to, from}, more)...)
	if lines := lastLines(stderr, 5); err != nil && len(lines) > 0 {
		return errors.New(strings.Join(lines, "\n"))
	}
	return err
}

// config returns the lines of a result file: the compiler, its options, and those that
// it refuses. There are none if no program compiles.
func (c compiler) config(exercises []course.Exercise, programs map[string]program) (lines []string) {
	var compiled, refusals []string
	for _, e := range exercises {
		if p, ok := programs[e.Name]; ok && p.err == nil {
			compiled = append(compiled, e.Name)
		}
	}
	if len(compiled) == 0 {
		return nil
	}
	for _, r := range refusedBy(exercises, programs) {
		refusals = append(refusals, strings.Join(r.options, " ")+" of "+strings.Join(r.exercises, ", "))
	}
	lines = []string{"cc: " + c.version + " " + strings.Join(slices.Concat(c.command[1:], options, optional), " ")}
	if len(refusals) > 0 {
		lines = append(lines, "cc-refused: "+strings.Join(refusals, "; "))
	}
	return lines
}
