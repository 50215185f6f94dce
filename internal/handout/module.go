package handout

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"

	"speedup.example/internal/course"
	"speedup.example/internal/student"
)

// The rest of what a student gets. From internal that is only what the
// exercises, their tests and bench.sh use, without its own tests: they test the
// course.
var (
	topFiles = []string{".gitattributes", ".gitignore", "LICENSE", "bench.sh", "go.mod", "go.sum"}
	internal = []string{"bench", "bench/turns", "check", "check/record", "child", "cores", "cputime", "course", "doctor", "limit", "pieces", "quotes", "random", "report", "source", "student", "sweep", "vector", "workers", "cmd/lab"}
)

const (
	readme   = "internal/handout/student.md" // becomes README.md
	workflow = "internal/handout/check.yml"  // becomes .github/workflows/check.yml
)

// A Handout is what [Make] made.
type Handout struct {
	Files   map[string][]byte // by path, with slashes
	Stubs   []student.Stub    // in the order of the exercises and their files
	Removed []string          // lines of solutions

	course  map[string]int  // how often each line is in the course's files
	imports map[string]bool // what those files import
}

// Make makes the student's module from the course at root, with the path
// modulePath. It has the exercises that are named, or all. Make writes nothing.
func Make(root fs.FS, modulePath string, names ...string) (*Handout, error) {
	if err := module.CheckImportPath(modulePath); err != nil {
		return nil, fmt.Errorf("handout: module path: %w", err)
	}
	exercises, err := chosen(names)
	if err != nil {
		return nil, err
	}
	h := &Handout{Files: map[string][]byte{}, course: map[string]int{}, imports: map[string]bool{}}
	for _, file := range topFiles {
		if err := h.add(root, file); err != nil {
			return nil, err
		}
	}
	for _, file := range []string{readme, workflow} {
		if err := h.add(root, file); err != nil {
			return nil, err
		}
	}
	h.move(workflow, ".github/workflows/check.yml")
	for _, exercise := range exercises {
		if err := h.addFolder(root, exercise.Name, isLesson); err != nil {
			return nil, err
		}
	}
	for _, folder := range internal {
		if err := h.addFolder(root, path.Join("internal", folder), forStudents); err != nil {
			return nil, err
		}
	}
	if err := h.addReadme(exercises); err != nil {
		return nil, err
	}
	if err := h.cutTable(exercises); err != nil {
		return nil, err
	}
	if err := h.rename(modulePath); err != nil {
		return nil, err
	}
	if err := h.addStubs(); err != nil {
		return nil, err
	}
	return h, h.addHashes()
}

// quickReference is the benchmark in internal that a lesson lets students run.
var quickReference = []string{"internal/workers/bench_test.go", "internal/workers/export_test.go"}

// forStudents reports whether a file of internal belongs in the handout. The
// course's own tests, the teacher's commands, what is for clusters, and the plan of the
// session don't.
func forStudents(file string) bool {
	name := path.Base(file)
	return slices.Contains(quickReference, file) ||
		strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go") &&
			!strings.HasPrefix(name, "teacher_") && !strings.HasPrefix(name, "cluster") && file != "internal/course/session.go"
}

// isLesson reports whether a file of an exercise belongs in the handout. Students
// find out the results, and the reasons, themselves. The kernel SIMD would show them
// what theirs has to do.
func isLesson(file string) bool {
	name := path.Base(file)
	return name != "RESULTS.md" && !strings.HasPrefix(name, "simd") && !strings.HasPrefix(name, "cluster")
}

// addReadme gives the handout its README.md, with the list of the files to write.
func (h *Handout) addReadme(exercises []course.Exercise) error {
	own, err := h.ownReadme(exercises)
	h.Files[readme] = []byte(own)
	h.move(readme, "README.md")
	return err
}

func (h *Handout) move(from, to string) {
	h.Files[to] = h.Files[from]
	delete(h.Files, from)
}

// ownRepository matches what a lesson says about the course's own repository.
var ownRepository = regexp.MustCompile(`\s*\(In\s+the\s+course's\s+own\s+repository[^)]*\)`)

// addFolder adds the files directly in a folder that belong in the handout.
func (h *Handout) addFolder(root fs.FS, folder string, belongs func(string) bool) error {
	entries, err := fs.ReadDir(root, folder)
	if err != nil {
		return fmt.Errorf("handout: %w", err)
	}
	for _, entry := range entries {
		if file := path.Join(folder, entry.Name()); entry.Type().IsRegular() && belongs(file) {
			if err := h.add(root, file); err != nil {
				return err
			}
		}
	}
	return nil
}

func (h *Handout) add(root fs.FS, file string) error {
	content, err := read(root, file)
	if err != nil {
		return err
	}
	countLines(h.course, content)
	if strings.HasSuffix(file, ".md") {
		content = ownRepository.ReplaceAll(content, nil)
	}
	if strings.HasSuffix(file, ".go") {
		emptied, stubs, removed, err := Empty(file, content)
		if err != nil {
			return err
		}
		h.addImports(content)
		content = emptied
		h.Stubs = append(h.Stubs, stubs...)
		h.Removed = append(h.Removed, removed...)
	}
	h.Files[file] = content
	return nil
}

// read reads a file of the course, with the line ends of Unix. A checkout on Windows may
// have others.
func read(root fs.FS, file string) ([]byte, error) {
	content, err := fs.ReadFile(root, file)
	if err != nil {
		return nil, fmt.Errorf("handout: %w", err)
	}
	return bytes.ReplaceAll(content, []byte("\r\n"), []byte("\n")), nil
}

// addImports notes what a file imports, even for a solution: students will want
// the same packages.
func (h *Handout) addImports(source []byte) {
	syntax, err := parser.ParseFile(token.NewFileSet(), "", source, parser.ImportsOnly)
	if err != nil {
		return // can't happen: Empty has parsed it
	}
	for _, spec := range syntax.Imports {
		if p, err := strconv.Unquote(spec.Path.Value); err == nil {
			h.imports[p] = true
		}
	}
}

// rename gives the module its new path: in go.mod, in the imports, and in the
// imports that a lesson shows.
func (h *Handout) rename(modulePath string) error {
	mod, err := modfile.Parse("go.mod", h.Files["go.mod"], nil)
	if err != nil {
		return fmt.Errorf("handout: %w", err)
	}
	if err := checkPath(modulePath, mod); err != nil {
		return err
	}
	old := mod.Module.Mod.Path
	quoted := regexp.MustCompile(`"` + regexp.QuoteMeta(old) + `(/[^"\s]*)?"`)
	for file, content := range h.Files {
		h.Files[file] = quoted.ReplaceAll(content, []byte(`"`+modulePath+`$1"`))
	}
	if err := prune(mod, slices.Collect(maps.Keys(h.imports)), modulePath); err != nil {
		return err
	}
	h.Files["go.mod"], err = mod.Format()
	return err
}

// checkPath refuses a module path if the go command would look for a package in two
// places, or in none.
func checkPath(modulePath string, mod *modfile.File) error {
	for _, require := range mod.Require {
		if dependency := require.Mod.Path; isBelow(modulePath, dependency) || isBelow(dependency, modulePath) {
			return fmt.Errorf(pathClashes, modulePath, dependency)
		}
	}
	for element := range strings.SplitSeq(modulePath, "/") {
		if element == "testdata" || element == "vendor" || element == "internal" || strings.HasPrefix(element, "_") {
			return fmt.Errorf(oddPathElement, modulePath, element)
		}
	}
	return nil
}

func isBelow(path, parent string) bool { return path == parent || strings.HasPrefix(path, parent+"/") }

// addStubs adds the file in which lab finds the tasks, the hints, and the files
// as they were handed out.
func (h *Handout) addStubs() error {
	for i, stub := range h.Stubs {
		h.Stubs[i].Source = string(h.Files[stub.File])
	}
	content, err := json.MarshalIndent(h.Stubs, "", "\t")
	h.Files[student.StubsFile] = content
	return err
}

// addHashes adds the file that shows lab which other files somebody has changed.
func (h *Handout) addHashes() error {
	hashes := map[string]string{}
	for file, content := range h.Files {
		isStub := slices.ContainsFunc(h.Stubs, func(s student.Stub) bool { return s.File == file })
		if !isStub && file != student.HashesFile {
			hashes[file] = student.Hash(content)
		}
	}
	content, err := json.MarshalIndent(hashes, "", "\t")
	h.Files[student.HashesFile] = content
	return err
}

// Tidied takes over go.mod and go.sum as go mod tidy left them in dir. Otherwise lab
// would report them as changed.
func (h *Handout) Tidied(dir string) (err error) {
	for _, file := range []string{"go.mod", "go.sum"} {
		if h.Files[file], err = os.ReadFile(filepath.Join(dir, file)); err != nil {
			return err
		}
	}
	if err := h.addHashes(); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, filepath.FromSlash(student.HashesFile)), h.Files[student.HashesFile], 0o666)
}

// behindOthers are modules that the course imports, and of the handout only the modules
// that it imports: testify reads YAML.
var behindOthers = []string{"go.yaml.in/yaml/v3"}

// prune leaves in go.mod what the handout needs: its tools, and the modules whose packages
// it imports. Indirect requirements stay, because they pin the versions that the course
// was tested with.
func prune(mod *modfile.File, imports []string, modulePath string) error {
	old := mod.Module.Mod.Path
	for _, tool := range slices.Clone(mod.Tool) {
		own, isOwn := strings.CutPrefix(tool.Path, old+"/")
		if isOwn || strings.HasSuffix(tool.Path, "/staticcheck") {
			if err := mod.DropTool(tool.Path); err != nil {
				return err
			}
		}
		if isOwn && slices.Contains(internal, strings.TrimPrefix(own, "internal/")) {
			if err := mod.AddTool(modulePath + "/" + own); err != nil {
				return err
			}
		}
	}
	for _, tool := range mod.Tool {
		imports = append(imports, tool.Path)
	}
	for _, require := range slices.Clone(mod.Require) {
		used := slices.ContainsFunc(imports, func(p string) bool {
			return p == require.Mod.Path || strings.HasPrefix(p, require.Mod.Path+"/")
		})
		if used || require.Indirect {
			continue
		}
		dropped := require.Mod
		if err := mod.DropRequire(dropped.Path); err != nil {
			return err
		}
		if slices.Contains(behindOthers, dropped.Path) {
			mod.AddNewRequire(dropped.Path, dropped.Version, true)
		}
	}
	mod.Cleanup()
	return mod.AddModuleStmt(modulePath)
}

// Leaks returns the lines of solutions that are still in the handout. A line
// that other code of the course has is no secret. But the handout may not have
// it more often than the course without the solutions.
func (h *Handout) Leaks() []string {
	left := maps.Clone(h.course)
	for _, line := range h.Removed {
		left[strings.TrimSpace(line)]--
	}
	found := map[string]int{}
	for _, content := range h.Files {
		countLines(found, content)
	}
	var leaks []string
	for _, line := range h.Removed {
		line = strings.TrimSpace(line)
		if found[line] > left[line] && strings.ContainsFunc(line, unicode.IsLetter) {
			leaks = append(leaks, line)
		}
	}
	slices.Sort(leaks)
	return slices.Compact(leaks)
}

// countLines adds the lines of a text, without the space around them.
func countLines(counts map[string]int, text []byte) {
	for line := range bytes.Lines(text) {
		counts[string(bytes.TrimSpace(line))]++
	}
}

// Write writes the handout into dir, which must be empty, or not exist.
func (h *Handout) Write(dir string) error {
	entries, err := os.ReadDir(dir)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("handout: %w", err)
	}
	if len(entries) > 0 {
		return fmt.Errorf("handout: %s is not empty; nothing was written", dir)
	}
	for file, content := range h.Files {
		to := filepath.Join(dir, filepath.FromSlash(file))
		if err := os.MkdirAll(filepath.Dir(to), 0o777); err != nil {
			return fmt.Errorf("handout: %w", err)
		}
		mode := fs.FileMode(0o666)
		if strings.HasSuffix(file, ".sh") {
			mode = 0o777
		}
		if err := os.WriteFile(to, content, mode); err != nil {
			return fmt.Errorf("handout: %w", err)
		}
	}
	return nil
}

// Remove removes what Write wrote into dir, and dir if nothing else is in it.
func (h *Handout) Remove(dir string) error {
	var errs []error
	folders := map[string]bool{".": true}
	for file := range h.Files {
		if err := os.Remove(filepath.Join(dir, filepath.FromSlash(file))); err != nil && !errors.Is(err, fs.ErrNotExist) {
			errs = append(errs, err)
		}
		for folder := path.Dir(file); folder != "."; folder = path.Dir(folder) {
			folders[folder] = true
		}
	}
	for _, folder := range slices.Backward(slices.Sorted(maps.Keys(folders))) {
		_ = os.Remove(filepath.Join(dir, filepath.FromSlash(folder))) // a folder with other files stays
	}
	return errors.Join(errs...)
}
