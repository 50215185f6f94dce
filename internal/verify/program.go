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

	"speedup.example/internal/student"
)

// A Program is what a student might write into the file of a stub. It says in
// its package documentation what has to come of it, by directives:
//
//	//verify:fails overlap            the check that has to fail, of those of its function
//	//verify:says 1 of 4 pieces       what the message has to contain; there may be several
//	//verify:passes                   for a program that is right
type Program struct {
	Name   string // pi/parallel/mutex.go
	File   string // the one that it stands for: pi/parallel.go
	Source []byte
	Fails  string // the check, or nothing if the program is right
	Says   []string
}

// String names the program, and what has to come of it.
func (p Program) String() string {
	if p.Fails == "" {
		return p.Name + " passes"
	}
	return p.Name + " fails " + p.Fails
}

// Programs reads the programs in a folder, sorted by name. Each is at
// EXERCISE/STUB/NAME.go, where EXERCISE/STUB.go is the file that it stands for.
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

// Sample returns programs enough for a test that everybody waits for: of each function a
// wrong one, and for each of them one for the driver of the exercise, which is judged by
// the same run. No two are for the same check. What takes longest is left out: programs
// that race, for the builds of the race detector, and those that hang.
func Sample(programs []Program) (sample []Program) {
	seen := map[string]bool{}
	take := func(file string) {
		i := slices.IndexFunc(programs, func(p Program) bool { return p.File == file && p.isQuick() && !seen[p.Fails] })
		if i >= 0 {
			seen[programs[i].Fails] = true
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

// isQuick reports whether the program is wrong, and found to be so in a second.
func (p Program) isQuick() bool {
	hangs := slices.ContainsFunc(p.Says, func(text string) bool { return strings.Contains(text, "takes longer than") })
	return p.Fails != "" && p.Fails != "race" && !hangs
}

// files returns those that programs stand for, each once.
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
			case d.Name == "fails":
				p.Fails = d.Args
			case d.Name == "says":
				p.Says = append(p.Says, d.Args)
			case d.Name == "passes":
				passes = true
			default:
				return p, fmt.Errorf("%s: no directive verify:%s", name, d.Name)
			}
		}
	}
	if passes == (p.Fails != "") || passes == (len(p.Says) > 0) {
		return p, fmt.Errorf("%s: want verify:passes, or verify:fails CHECK with verify:says TEXT", name)
	}
	return p, nil
}

// rank orders programs by how much they need the race detector: those that race,
// those that have to be free of races, and the others.
func (p Program) rank() int {
	switch p.Fails {
	case "race":
		return 0
	case "":
		return 1
	}
	return 2
}

// judge returns an error unless the results of its function are as they have to
// be.
func (p Program) judge(results []student.Result, function string) error {
	results = slices.DeleteFunc(slices.Clone(results), func(r student.Result) bool { return r.Function != function })
	if p.Fails == "" {
		return p.right(results)
	}
	return p.wrong(results)
}

// right returns an error unless all checks passed.
func (p Program) right(results []student.Result) error {
	for _, r := range results {
		if r.Status == student.Failed {
			return fmt.Errorf("%s is right, but fails %s: %s", p.Name, r.Check, r.Message)
		}
	}
	return nil
}

// wrong returns an error unless the check failed that has to, with its message.
func (p Program) wrong(results []student.Result) error {
	i := slices.IndexFunc(results, func(r student.Result) bool { return r.Check == p.Fails })
	switch {
	case i < 0:
		return fmt.Errorf("%s: there is no check %s", p.Name, p.Fails)
	case results[i].Status == student.Skipped:
		return nil
	case results[i].Flaky:
		return fmt.Errorf("%s is wrong, and passes %s sometimes", p.Name, p.Fails)
	case results[i].Status != student.Failed:
		return fmt.Errorf("%s is wrong, but passes %s%s", p.Name, p.Fails, others(results))
	}
	for _, text := range p.Says {
		if !strings.Contains(results[i].Message, text) {
			return fmt.Errorf("%s fails %s without saying %q: %s", p.Name, p.Fails, text, results[i].Message)
		}
	}
	return nil
}

// others names the checks that failed instead.
func others(results []student.Result) string {
	var failed []string
	for _, r := range results {
		if r.Status == student.Failed {
			failed = append(failed, r.Check+" ("+r.Message+")")
		}
	}
	if failed == nil {
		return ", and every other check"
	}
	return "; it fails " + strings.Join(failed, ", ")
}
