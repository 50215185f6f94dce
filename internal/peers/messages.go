package peers

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"speedup.example/internal/course"
)

// note says which rows are left out, why, and what to type.
func (p *Peers) note(need course.Need, losses []loss) string {
	lost := "left out: " + describe(losses) + ": "
	switch {
	case need == course.C:
		return lost + p.noteOnC(losses)
	case need == course.Python && isNamed("PYTHON"):
		return lost + fmt.Sprintf("%v. Let PYTHON name another, or unset it", p.noPython)
	case need == course.Python:
		return lost + fmt.Sprintf("%v. On Debian: %s", p.noPython, aptGet(needed(need, losses)))
	case p.python.broken[need] != "":
		return lost + fmt.Sprintf("%s cannot import its %s (%s). Try: %s", p.python.path, need, p.python.broken[need], p.pip("install --upgrade", need))
	}
	return lost + fmt.Sprintf("%s has no %s. %s", p.python.path, need, p.install(needed(need, losses)))
}

// install says how to get libraries. Debian's packages help unless PYTHON names another
// Python.
func (p *Peers) install(libraries []course.Need) string {
	if isNamed("PYTHON") && !strings.HasPrefix(p.python.path, "/usr/bin/") {
		return "Try: " + p.pip("install", libraries...)
	}
	return "On Debian: " + aptGet(libraries) + "; elsewhere: " + p.pip("install", libraries...)
}

func isNamed(variable string) bool { return os.Getenv(variable) != "" }

const installC = "On Debian: apt-get install gcc libc6-dev; elsewhere, CC can name a compiler with OpenMP"

// noteOnC says why the C programs are left out, with the compiler's output for the first.
func (p *Peers) noteOnC(losses []loss) string {
	if p.noCC != nil {
		return fmt.Sprintf("%v. %s", p.noCC, installC)
	}
	them := "it"
	if len(losses) > 1 {
		them = "them"
	}
	printed := p.programs[losses[0].exercise.Name].err.Error()
	return fmt.Sprintf("%s does not compile %s. %s. It said:\n%s", p.cc.name, them, installC, indent(printed))
}

func slower(r refusal, compiler string) string {
	return fmt.Sprintf("C may be slower than it can be in %s: %s refuses %s", list(r.exercises), compiler, list(r.options))
}

func indent(text string) string {
	return "    " + strings.ReplaceAll(text, "\n", "\n    ")
}

func aptGet(needs []course.Need) string {
	packages := make([]string, len(needs))
	for i, need := range needs {
		packages[i] = "python3"
		if need != course.Python {
			packages[i] += "-" + module(need)
		}
	}
	return "apt-get install " + strings.Join(packages, " ")
}

func (p *Peers) pip(verb string, libraries ...course.Need) string {
	command := p.python.path + " -m pip " + verb
	for _, library := range libraries {
		command += " " + module(library)
	}
	return command
}

var errNoPython = fmt.Errorf("there is no Python of version %s or newer", oldestName)

func errNoNamed(name, variable string) error {
	return fmt.Errorf("there is no program %s, which %s names", name, variable)
}

func errTooOld(path, version string) error {
	return fmt.Errorf("%s is version %s, and %s is needed", path, version, oldestName)
}

// errFailing is about a program that does not start, or is no Python.
func errFailing(path, stderr string, err error) error {
	if last := lastLines(stderr, 1); len(last) > 0 {
		return fmt.Errorf("%s fails: %w: %s", path, err, last[0])
	}
	return fmt.Errorf("%s fails: %w", path, err)
}

var errNoCompiler = errors.New("there is no " + defaultCompiler)
