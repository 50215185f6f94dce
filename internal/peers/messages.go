package peers

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"speedup.example/internal/course"
)

// note says which rows are left out, why, and what to type.
func (p *Peers) note(need course.Need, losses []loss) Note {
	n := p.cause(need, losses)
	n.Found = "left out: " + describe(losses) + ": " + n.Found
	return n
}

// cause says why rows can't be measured, and what to type.
func (p *Peers) cause(need course.Need, losses []loss) Note {
	switch {
	case need == course.C:
		return p.noteOnC(losses)
	case need == course.Python && isNamed("PYTHON"):
		return Note{Found: p.noPython.Error(), Try: []Way{{Command: "unset PYTHON"}, {Words: "or let it name another"}}}
	case need == course.Python:
		return Note{Found: p.noPython.Error(), Try: []Way{onDebian(aptGet(needed(need, losses)))}}
	case p.python.broken[need] != "":
		found := fmt.Sprintf("%s cannot import its %s (%s)", p.python.path, need, p.python.broken[need])
		return Note{Found: found, Try: []Way{{Command: p.pip("install --upgrade", need)}}}
	}
	return Note{Found: fmt.Sprintf("%s has no %s", p.python.path, need), Try: p.install(needed(need, losses))}
}

// String returns the note as a text, as in [Peers.Notes].
func (n Note) String() string {
	text := n.Found
	if len(n.Try) > 0 {
		var ways []string
		for _, way := range n.Try {
			ways = append(ways, way.String())
		}
		text += ". Try: " + strings.Join(ways, "; ")
	}
	if n.Printed != "" {
		text += ". It said:\n" + indent(n.Printed)
	}
	return text
}

// install says how to get libraries. Debian's packages help unless PYTHON names another
// Python.
func (p *Peers) install(libraries []course.Need) []Way {
	pip := p.pip("install", libraries...)
	if isNamed("PYTHON") && !strings.HasPrefix(p.python.path, "/usr/bin/") {
		return []Way{{Command: pip}}
	}
	return []Way{onDebian(aptGet(libraries)), {Words: "elsewhere", Command: pip}}
}

func onDebian(command string) Way { return Way{Words: "on Debian", Command: command} }

func isNamed(variable string) bool { return os.Getenv(variable) != "" }

var installC = []Way{onDebian("sudo apt-get install gcc libc6-dev"), {Words: "elsewhere, let CC name a compiler with OpenMP"}}

// noteOnC says why the C programs are left out, with the compiler's output for the first.
func (p *Peers) noteOnC(losses []loss) Note {
	if p.noCC != nil {
		return Note{Found: p.noCC.Error(), Try: installC}
	}
	them := "it"
	if len(losses) > 1 {
		them = "them"
	}
	printed := p.programs[losses[0].exercise.Name].err.Error()
	return Note{Found: fmt.Sprintf("%s does not compile %s", p.cc.name, them), Try: installC, Printed: printed}
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
	return "sudo apt-get install " + strings.Join(packages, " ")
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
