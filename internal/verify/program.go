package verify

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strings"

	"speedup.example/internal/check/record"
	"speedup.example/internal/student"
)

// A Program is what a student might write into the file of a stub. Directives
// in its package documentation say which checks it has to fail:
//
//	//verify:fails overlap            a check that has to fail, of those of its function
//	//verify:is left-early            the verdict of that check, if it matters
//	//verify:says 1 of 4 pieces       a part of its message; there may be several
//	//verify:passes                   for a program that is right
type Program struct {
	Name   string // pi/parallel/mutex.go
	File   string // the file that it replaces: pi/parallel.go
	Source []byte
	Fails  []Failure // none if the program is right
}

// A Failure is how a check has to end.
type Failure struct {
	Check string
	Is    record.Verdict // empty for any verdict that costs points
	Says  []string
}

// String names the program, and the check that it has to fail, if any.
func (p Program) String() string {
	if len(p.Fails) == 0 {
		return p.Name + " passes"
	}
	return p.Name + " fails " + p.first()
}

// first returns the first check that the program has to fail, or nothing if it is right.
func (p Program) first() string {
	if len(p.Fails) == 0 {
		return ""
	}
	return p.Fails[0].Check
}

// Programs reads the programs in a folder, sorted by name. Each is at
// EXERCISE/STUB/NAME.go, and replaces EXERCISE/STUB.go.
func Programs(folder fs.FS) ([]Program, error) {
	files, err := fs.Glob(folder, "*/*/*.go")
	if err != nil {
		return nil, err
	}
	var programs []Program
	for _, file := range files {
		source, err := fs.ReadFile(folder, file)
		if err != nil {
			return nil, err
		}
		p, err := parse(file, source)
		if err != nil {
			return nil, err
		}
		programs = append(programs, p)
	}
	return programs, nil
}

// Sample returns programs for a test that everybody waits for. It has a wrong one for
// each function, and beside it one for the driver of the exercise, because one run
// judges both. No two are for the same check. It lacks the slowest: programs that hang,
// and programs that race, which need a build with the race detector.
func Sample(programs []Program) (sample []Program) {
	seen := map[string]bool{}
	take := func(file string) {
		i := slices.IndexFunc(programs, func(p Program) bool { return p.File == file && p.isQuick() && !seen[p.first()] })
		if i >= 0 {
			seen[programs[i].first()] = true
			sample = append(sample, programs[i])
		}
	}
	for _, file := range files(programs) {
		if driver := path.Dir(file) + "/parallel.go"; file != driver {
			take(file)
			take(driver)
		}
	}
	return sample
}

// isQuick reports whether the program is wrong, and its check finds that in a second.
func (p Program) isQuick() bool {
	hangs := slices.ContainsFunc(p.Fails, func(f Failure) bool { return f.Is == record.Hangs })
	return len(p.Fails) > 0 && !p.races() && !hangs
}

// races reports whether the program is for the race detector.
func (p Program) races() bool {
	return slices.ContainsFunc(p.Fails, func(f Failure) bool { return f.Check == "race" })
}

// files returns the files that programs replace, each once.
func files(programs []Program) (files []string) {
	for _, p := range programs {
		if !slices.Contains(files, p.File) {
			files = append(files, p.File)
		}
	}
	return files
}

func parse(name string, source []byte) (Program, error) {
	p := Program{Name: name, File: path.Dir(name) + ".go", Source: source}
	file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ParseComments)
	if err != nil {
		return p, err
	}
	passes := false
	if file.Doc != nil {
		for _, comment := range file.Doc.List {
			d, ok := ast.ParseDirective(comment.Slash, comment.Text)
			switch {
			case !ok || d.Tool != "verify":
			case d.Name == "passes":
				passes = true
			case !p.add(d):
				return p, fmt.Errorf("%s: no directive verify:%s here", name, d.Name)
			}
		}
	}
	silent := func(f Failure) bool { return f.Is == "" && len(f.Says) == 0 }
	if passes == (len(p.Fails) > 0) || slices.ContainsFunc(p.Fails, silent) {
		return p, fmt.Errorf("%s: want verify:passes, or verify:fails CHECK with verify:says TEXT or verify:is VERDICT", name)
	}
	return p, nil
}

// add adds a directive to the last failure, and reports whether it belongs there.
func (p *Program) add(d ast.Directive) bool {
	if d.Name == "fails" {
		p.Fails = append(p.Fails, Failure{Check: d.Args})
		return true
	}
	if len(p.Fails) == 0 {
		return false
	}
	switch last := &p.Fails[len(p.Fails)-1]; d.Name {
	case "is":
		last.Is = record.Verdict(d.Args)
	case "says":
		last.Says = append(last.Says, d.Args)
	default:
		return false
	}
	return true
}

// rank orders programs by their need of the race detector: those that race,
// those that have to be free of races, and the others.
func (p Program) rank() int {
	switch {
	case p.races():
		return 0
	case len(p.Fails) == 0:
		return 1
	}
	return 2
}

// judge returns an error if the results of the function are not those that the
// program wants.
//
// A hidden check (with a seed) has other numbers in its messages, so they don't count.
func (p Program) judge(results []student.Result, function string, seed uint64) error {
	results = slices.DeleteFunc(slices.Clone(results), func(r student.Result) bool { return r.Function != function })
	if len(p.Fails) == 0 {
		return p.right(results)
	}
	for _, want := range p.Fails {
		if seed != 0 {
			want.Says = nil
		}
		if err := p.wrong(results, want); err != nil {
			return err
		}
	}
	return nil
}

// right returns an error unless all checks passed.
func (p Program) right(results []student.Result) error {
	for _, r := range results {
		if failed(r) {
			return fmt.Errorf("%s is right, but fails %s: %s", p.Name, r.Check, r.Message)
		}
	}
	return nil
}

// wrong returns an error unless the wanted check failed, with its message.
func (p Program) wrong(results []student.Result, want Failure) error {
	i := slices.IndexFunc(results, func(r student.Result) bool { return r.Check == want.Check })
	if i < 0 {
		return fmt.Errorf("%s: there is no check %s", p.Name, want.Check)
	}
	switch r := results[i]; {
	case r.Verdict == record.NotHere:
		return nil
	case r.Flaky:
		return fmt.Errorf("%s is wrong, and passes %s sometimes", p.Name, want.Check)
	case !failed(r):
		return fmt.Errorf("%s is wrong, but passes %s%s", p.Name, want.Check, others(results))
	case want.Is != "" && r.Verdict != want.Is:
		return fmt.Errorf("%s: %s is %s, want %s: %s", p.Name, want.Check, r.Verdict, want.Is, r.Message)
	}
	for _, text := range want.Says {
		if !strings.Contains(results[i].Message, text) {
			return fmt.Errorf("%s fails %s without saying %q: %s", p.Name, want.Check, text, results[i].Message)
		}
	}
	return nil
}

// failed reports whether a check cost points.
func failed(r student.Result) bool { return r.Verdict != record.Passed && r.Verdict != record.NotHere }

// others names the checks that failed instead.
func others(results []student.Result) string {
	var names []string
	for _, r := range results {
		if failed(r) {
			names = append(names, r.Check+" ("+r.Message+")")
		}
	}
	if names == nil {
		return ", and every other check"
	}
	return "; it fails " + strings.Join(names, ", ")
}
