package filter_test

import (
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade/filter"
	"speedup.example/internal/handout"
	"speedup.example/internal/verify"
)

const root = "../../.."

// A rule is a file that breaks it, at the line that is said, and what the student reads.
// Where the file has no package clause, it is of package pi.
type rule struct{ name, source, place, says string }

// Every problem is about the first line of the code that it shows.
var rules = []rule{
	{"too long", "// " + strings.Repeat("x", 64<<10), ":1", "the limit is 65536"},
	{"not UTF-8", "// a\n// \xff", ":4", "is not UTF-8 here"},
	{"NUL", "// a\x00", ":3", "NUL byte"},

	{"linkname", "//go:linkname exit os.Exit\nfunc f() {}", ":3", "//go:linkname is a directive"},
	{"norace", "//go:norace\nfunc f() {}", ":3", "//go:norace is a directive"},
	{"build constraint", "//go:build ignore\n\npackage pi", ":1", "//go:build is a directive"},
	{"old build constraint", "// +build ignore\n\npackage pi", ":1", "// +build is a directive"},
	{"line", "//line check.go:1\nfunc f() {}", ":3", "//line is a directive"},
	{"line within a line", "func f() { /*line check.go:1*/ }", ":3", "/*line is a directive"},
	{"export", "//export f\nfunc f() {}", ":3", "//export is a directive"},
	{"directive in a file that does not parse", "//go:embed *\nfunc {", ":3", "//go:embed is a directive"},
	{"cgo in a file that does not parse", "import \"C\n// #cgo LDFLAGS: -L/", ":4", "#cgo is a directive"},

	{"package of tests", "package pi_test", ":1", "the package is pi_test, want pi"},
	{"os", `import "os"`, ":3", "the import os is not allowed: a function gets what it needs as arguments"},
	{"os by another name", `import sys "os"`, ":3", "the import os is not allowed"},
	{"log", `import "log"`, ":3", "a function returns its error"},
	{"testing", `import "testing"`, ":3", "the checks are separate"},
	{"unsafe", `import "unsafe"`, ":3", "the rules of the language"},
	{"C", `import "C"`, ":3", "without a C compiler"},
	{"debug", `import "runtime/debug"`, ":3", "the settings of the runtime belong to the checks"},
	{"any other", `import "encoding/json"`, ":3", "these are allowed: cmp, container/heap"},
	{"the checks", `import "speedup.example/internal/check"`, ":3", "may use internal/pieces, internal/random, internal/vector"},
	{"the checks of a handout", `import "example.edu/parallel/internal/check"`, ":3", "machinery of the course"},
	{"import in a file that does not parse", "import \"os\"\nfunc {", ":3", "the import os is not allowed"},
	{"dot", `import . "fmt"`, ":3", "the import of fmt by a dot"},
	{"underscore", `import _ "fmt"`, ":3", "the import of fmt by an underscore"},

	{"Goexit", "import \"runtime\"\nfunc f() { runtime.Goexit() }", ":4", "runtime.Goexit is not allowed: of package runtime an exercise may use only GOMAXPROCS"},
	{"Goexit by another name", "import r \"runtime\"\nvar exit = r.Goexit", ":4", "runtime.Goexit is not allowed"},
	{"Sift", "import \"speedup.example/internal/vector\"\nfunc f() { vector.Sift(nil, 0, 0) }", ":4", "of package vector an exercise may use only Exp, Exponentials"},
	{"Scan", "import \"fmt\"\nfunc f() { fmt.Scanln() }", ":4", "fmt.Scanln is not allowed: a function gets"},
	{"GOMAXPROCS is set", "import \"runtime\"\nfunc f() { runtime.GOMAXPROCS(1) }", ":4", "may only be asked"},
	{"GOMAXPROCS by a variable", "import \"runtime\"\nfunc f(n int) { runtime.GOMAXPROCS(n) }", ":4", "may only be asked"},
	{"GOMAXPROCS as a value", "import \"runtime\"\nfunc f() { set := runtime.GOMAXPROCS; set(1) }", ":4", "may only be asked"},

	{"no body", "func f(n int) int", ":3", "f has no body"},
	{"init", "func init() {}", ":3", "runs before the checks"},
	{"len", "func len(x any) int { return 0 }", ":3", "len has a meaning in Go"},
	{"true", "const true = false", ":3", "true has a meaning in Go"},
	{"error", "type error interface{}", ":3", "error has a meaning in Go"},
	{"nil in a group", "var (\n\ta, nil = 1, 2\n)", ":4", "nil has a meaning in Go"},
	{"method", "func (e *Error) Is(error) bool { return true }", ":3", "Error is not a type of this file"},
	{"method by another name", "type mine = Error\nfunc (e *mine) Is(error) bool { return true }", ":4", "mine is not a type of this file"},
	{"call of a function", "var x = f()\nfunc f() int { return 0 }", ":3", "f(…) runs code before the checks"},
	{"call of a function of the course", "var x = Scalar(1)", ":3", "Scalar(…) runs code"},
	{"call of a literal", "var x = func() int { return 0 }()", ":3", "func() {…}() runs code"},
	{"call within a literal", "var x = []int{f()}\nfunc f() int { return 0 }", ":3", "f(…) runs code"},
	{"call of a method", "type t int\nfunc (t) f() int { return 0 }\nvar x = t(1).f()", ":5", "f(…) runs code"},
	{"function that others call", "import \"context\"\nvar x = context.AfterFunc(nil, func() {})", ":4", "AfterFunc(…) runs code"},
	{"own function that others call", "import \"time\"\nfunc f() {}\nvar x = time.AfterFunc(0, f)", ":5", "AfterFunc(…) runs code"},
	{"call of what is kept for later", "import \"sync\"\nvar x = sync.OnceValue(func() int { return 0 })()", ":4", "runs code"},

	{"write to a package", "import \"context\"\nfunc f() { context.Canceled = nil }", ":4", "context.Canceled is a variable of another package"},
	{"write in brackets", "import \"context\"\nfunc f() { (context.Canceled) = nil }", ":4", "context.Canceled is a variable"},
	{"write by another name", "import c \"context\"\nfunc f() { c.Canceled = nil }", ":4", "context.Canceled is a variable"},
	{"write through a pointer", "import \"time\"\nfunc f() { *time.UTC = time.Location{} }", ":4", "time.UTC is a variable"},
	{"write by range", "import \"context\"\nfunc f(errs []error) { for _, context.Canceled = range errs {} }", ":4", "context.Canceled is a variable"},
	{"write by receiving", "import \"context\"\nfunc f(errs chan error) { select { case context.Canceled = <-errs: } }", ":4", "context.Canceled is a variable"},
	{"address", "import \"errors\"\nfunc f() { p := &errors.ErrUnsupported; *p = nil }", ":4", "&errors.ErrUnsupported lets code change"},
	{"write to the course", "func f() { Scalar = nil }", ":3", "Scalar is not declared in this file"},
	{"write to a part", "func f() { Scalar.table[0].x++ }", ":3", "Scalar is not declared in this file"},
	{"write by addition", "func f() { total += 1 }", ":3", "total is not declared in this file"},
	{"write after the end of a scope", "func f() { { total := 1; _ = total }; total = 2 }", ":3", "total is not declared in this file"},
	{"address of the course's", "func f() { p := &everything; _ = p }", ":3", "&everything lets code change"},

	{"brackets", "var x = " + strings.Repeat("(", 5000), ":3", "nests more than 100 deep"},
	{"signs", "var x = " + strings.Repeat("!", 50000) + "true", ":3", "nests more than 200 deep"},
	{"pointers", "var x " + strings.Repeat("*", 50000) + "int", ":3", "nests more than 200 deep"},
	{"sum", "var x = 1" + strings.Repeat("+1", 30000), ":3", "nests more than 200 deep"},
	{"else", "func f() { if a {}" + strings.Repeat(" else if a {}", 3000) + " }", ":3", "nests more than 200 deep"},
	{"digits", "var x = 1" + strings.Repeat("0", 200), ":3", "a number of 201 characters"},
	{"shift", "var x = 1 << 1000000000", ":3", "a constant shift"},
	{"shift by a name", "const n = 1 << 20\nvar x = 1 >> n", ":4", "a constant shift"},
	{"shift in place", "func f(x int) { x <<= 1e9 }", ":3", "a constant shift"},
	{"doubled text", doubled(30), ":22", "a constant text of more than 1048576 bytes"},
	{"array", "var x [1 << 40]int", ":3", "more than 1048576 elements"},
	{"array by a name", "const n int = 1e12\nvar x [n]int", ":4", "more than 1048576 elements"},
	{"array of arrays", "var x [2000][2000]int", ":3", "more than 1048576 elements"},
	{"array in an array", "type a [2000]int\ntype b [2000]a", ":4", "more than 1048576 elements"},
	{"doubled struct", doubledStruct(30), ":24", "more than 1048576 elements"},
	{"index", "var x = []int{1 << 40: 1}", ":3", "an index above 1048576"},
	{"index of a named type", "type a []int\nvar x = a{1 << 40: 1}", ":4", "an index above 1048576"},
	{"index by a name", "const n = 1 << 40\nvar x = [...]int{n: 1}", ":4", "an index above 1048576"},
}

// doubled returns constants of which each is twice the one before.
func doubled(times int) string {
	s := "const s0 = \"x\"\n"
	for i := range times {
		s += fmt.Sprintf("const s%d = s%d + s%d\n", i+1, i, i)
	}
	return s
}

// doubledStruct returns types of which each has the one before twice.
func doubledStruct(times int) string {
	s := "type t0 struct{ a int }\n"
	for i := range times {
		s += fmt.Sprintf("type t%d struct{ a, b t%d }\n", i+1, i)
	}
	return s
}

// asFile returns the source with the package clause of pi, unless it has one.
func asFile(source string) []byte {
	if !strings.Contains(source, "package ") {
		source = "package pi\n\n" + source
	}
	return []byte(source)
}

func TestRules(t *testing.T) {
	for _, r := range rules {
		t.Run(r.name, func(t *testing.T) {
			problems := filter.Check("pi", "pi/parallel.go", asFile(r.source))
			require.NotEmpty(t, problems)
			assert.Contains(t, problems[0].Message, r.says)
			assert.Equal(t, "pi/parallel.go"+r.place, problems[0].Place)
		})
	}
}

// What looks like one of those, and is allowed.
var allowed = []string{
	"//lab:stub Count.\n//lab:hint How?\nfunc f() {}",
	"//nolint:all\n// go: it is a game\nfunc f() { s := `//go:norace`; _ = s }",
	"import \"example.edu/any/path/internal/random\"\nfunc f(s random.Stream) {}",
	"import r \"math/rand/v2\"\nfunc f() int { return r.IntN(6) }",
	"import \"runtime\"\nconst ask = 0\nfunc f() int { return runtime.GOMAXPROCS(ask) + runtime.GOMAXPROCS(-1) + runtime.NumCPU() }",
	"func f(len int, true bool) { error := 1; error++; _ = error }",
	"import \"context\"\nfunc f() { context := struct{ Canceled error }{}; context.Canceled = nil }",
	"import \"errors\"\nvar won = errors.New(\"won\")\nvar none = make([]int, 0, len(\"abc\"))\nvar half = float64(1) / 2",
	"import \"sync\"\nvar table = sync.OnceValue(func() int { return 1 })\nvar pool = sync.Pool{New: func() any { return 1 }}",
	"func (e *Error) helper() {}",
	"type stack[T any] []T\nfunc (s *stack[T]) Push(x T) { *s = append(*s, x) }",
	"func f() (x int, err error) { x = 1; x++; p := &x; *p = 2; for x = range 3 {}; return }",
	"var count int\nfunc f() { count++ }",
	"func f(p *struct{ a []int }) { p.a[0] = 1; q := &p.a[0]; *q++ }",
	"func f() { _ = 1; _, x := 1, 2; _ = x }",
	"var x = map[int]int{1 << 40: 1}\nvar y = [...]string{2: \"a\"}\nvar z [1 << 20]float64",
	"const Seed = 1 << 40\ntype stream struct{ Seed int }\nvar x = stream{Seed: 1}",
	"type node struct { next *node; pair [2]*node }",
	"type tree struct { tree }\nconst a = b + 1\nconst b = a + 1\nvar x [a]int",
	"func f() {\nlabel:\n\tfor { break label }\n\tpanic(recover())\n}",
	"import \"context\"\nfunc f() { a, context.Canceled := 1, nil }", // the compiler says it
	"func {",
}

func TestAllowed(t *testing.T) {
	for _, source := range allowed {
		assert.Empty(t, filter.Check("pi", "pi/parallel.go", asFile(source)), source)
	}
}

// A message comes once, at its first line, and the lines are in order.
func TestOrder(t *testing.T) {
	source := "package pi\n\nimport \"os\"\n\nfunc init() { x = 1 }\nfunc init() { os.Exit(1); x = 2 }\n//go:norace\n"
	var places []string
	for _, p := range filter.Check("pi", "pi/parallel.go", []byte(source)) {
		places = append(places, p.Place)
	}
	assert.Equal(t, []string{"pi/parallel.go:3", "pi/parallel.go:5", "pi/parallel.go:5", "pi/parallel.go:7"}, places)
}

// The programs that leave the check's process. They are wrong, and the filter says so
// before anything runs.
var refused = map[string]string{
	"pi/parallel/goexit.go":       "runtime.Goexit is not allowed",
	"pi/parallel/log-fatal.go":    "the import log is not allowed",
	"pi/parallel/os-exit.go":      "the import os is not allowed",
	"pi/parallel/syscall-exit.go": "the import syscall is not allowed",
}

func TestPrograms(t *testing.T) {
	programs, err := verify.Programs(os.DirFS(filepath.Join(root, "internal/verify/testdata")))
	require.NoError(t, err)
	for _, p := range programs {
		problems := filter.Check(path.Dir(p.File), p.File, p.Source)
		if says := refused[p.Name]; says != "" && assert.NotEmpty(t, problems, p.Name) {
			assert.NotEmpty(t, p.Fails, "%s is right", p.Name)
			assert.Contains(t, problems[0].Message, says)
			continue
		}
		assert.Empty(t, problems, p.Name)
	}
}

// A file passes as it is handed out, and as it is solved.
func TestHandout(t *testing.T) {
	h, err := handout.Make(os.DirFS(root), "example.edu/parallel")
	require.NoError(t, err)
	require.NotEmpty(t, h.Stubs)
	for _, stub := range h.Stubs {
		solution, err := os.ReadFile(filepath.Join(root, filepath.FromSlash(stub.File)))
		require.NoError(t, err)
		for _, source := range [][]byte{h.Files[stub.File], []byte(stub.Source), solution} {
			assert.Empty(t, filter.Check(path.Dir(stub.File), stub.File, source))
		}
	}
}

func TestRenamed(t *testing.T) {
	source := func(module string) []byte {
		return []byte(`package pi

import (
	"math/rand/v2"

	r "` + module + `/internal/random"; "` + module + `/internal/pieces" // ` + "`" + `/internal/random` + "`" + `
)

var text = "example.edu/parallel/internal/random"
`)
	}
	assert.Equal(t, string(source("speedup.example")), string(filter.Renamed(source("example.edu/parallel"), "speedup.example")))
	assert.Equal(t, string(source("a.b")), string(filter.Renamed(source("speedup.example"), "a.b")))
	for _, same := range []string{"package pi\nimport \"a/internal/check\"", "package {", ""} {
		assert.Equal(t, same, string(filter.Renamed([]byte(same), "speedup.example")))
	}
}

// Check comes to an end on any input, and panics on none. A file that it passes is renamed
// line by line.
func FuzzCheck(f *testing.F) {
	for _, r := range rules {
		f.Add(asFile(r.source))
	}
	for _, source := range allowed {
		f.Add(asFile(source))
	}
	f.Fuzz(func(t *testing.T, source []byte) {
		filter.Check("pi", "pi/parallel.go", source)
		renamed := filter.Renamed(source, "speedup.example")
		assert.Equal(t, strings.Count(string(source), "\n"), strings.Count(string(renamed), "\n"))
	})
}
