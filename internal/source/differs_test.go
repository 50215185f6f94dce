package source_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"speedup.example/internal/source"
	"speedup.example/internal/testall"
)

// In each of these the running code differs, although the declarations of the row don't.
var differs = []struct {
	what    string
	files   string // added to those of the module
	was, is string
	row     string // the one that differs
	kinds   bool   // has files of another kind
}{
	{
		what: "the first of two init functions of a file", row: "parallel",
		files: "-- pi/a.go --\npackage pi\nfunc init() { seed(1) }\nfunc init() { seed(3) }\nfunc seed(int) {}\n", was: "seed(1)", is: "seed(2)",
	},
	{
		what: "the init function of a package that is imported for it", row: "parallel",
		files: "-- pi/a.go --\npackage pi\nimport _ \"tiny.example/internal/setup\"\n-- internal/setup/a.go --\npackage setup\nimport \"runtime/debug\"\nfunc init() { debug.SetGCPercent(50) }\n",
		was:   "(50)", is: "(51)",
	},
	{
		what: "a variable that nothing uses", row: "parallel",
		files: "-- pi/a.go --\npackage pi\nimport \"runtime/debug\"\nvar before = debug.SetGCPercent(50)\n", was: "(50)", is: "(51)",
	},
	{
		what: "a method of a type's other name", row: "unrolled",
		files: "-- pi/unrolled.go --\npackage pi\ntype lane struct{}\ntype other = lane\nfunc (other) next() int { return 1 }\nfunc Unrolled(n int) int { return lane{}.next() }\n",
		was:   "return 1", is: "return 2",
	},
	{
		what: "the first of two packages that are imported without a name", row: "unrolled",
		files: "-- pi/unrolled.go --\npackage pi\nimport (\n. \"tiny.example/internal/a\"\n. \"tiny.example/internal/b\"\n)\nfunc Unrolled(n int) int { return A() + B() }\n" +
			"-- internal/a/a.go --\npackage a\nfunc A() int { return 1 }\n-- internal/b/b.go --\npackage b\nfunc B() int { return 3 }\n",
		was: "return 1", is: "return 2",
	},
	{
		what: "another package of the same name", row: "unrolled",
		files: "-- pi/unrolled.go --\npackage pi\nimport rand \"math/rand\"\nfunc Unrolled(n int) int { return rand.Int() }\n",
		was:   "\"math/rand\"", is: "\"math/rand/v2\"",
	},
	{
		what: "the function that linkname puts in place of another", row: "unrolled",
		files: "-- pi/unrolled.go --\npackage pi\nimport _ \"unsafe\"\n//go:linkname step tiny.example/pi.hidden\n\nfunc step() int\nfunc Unrolled(n int) int { return step() }\nfunc hidden() int { return 1 }\n-- pi/a.s --\n",
		was:   "return 1", is: "return 2",
	},
	{
		what: "a linkname that stands elsewhere", row: "unrolled",
		files: "-- pi/unrolled.go --\npackage pi\nimport _ \"unsafe\"\nfunc step() int\nfunc Unrolled(n int) int { return step() }\nfunc one() int { return 1 }\nfunc two() int { return 2 }\n//go:linkname step tiny.example/pi.one\n-- pi/a.s --\n",
		was:   "pi.one", is: "pi.two",
	},
	{
		what: "a directive before an empty line", row: "unrolled",
		files: "-- pi/unrolled.go --\npackage pi\n\n//go:noinline\n\nfunc Unrolled(n int) int { return 2 * n }\n", was: "//go:noinline", is: "//",
	},
	{
		what: "a file that a test embeds", row: "parallel", kinds: true,
		files: "-- pi/a_test.go --\npackage pi_test\nimport _ \"embed\"\n//go:embed data.txt\nvar data string\n-- pi/data.txt --\n1 2 3\n", was: "1 2 3", is: "3 2 1",
	},
	{
		what: "which of two files is embedded", row: "unrolled",
		files: "-- pi/unrolled.go --\npackage pi\nimport _ \"embed\"\n//go:embed a.txt\nvar a string\n//go:embed b.txt\nvar b string\nfunc Unrolled(n int) int { return len(a) }\n-- pi/a.txt --\n1\n-- pi/b.txt --\n22\n",
		was:   "a.txt\nvar a string\n//go:embed b.txt", is: "b.txt\nvar a string\n//go:embed a.txt",
	},
	{
		what: "a flag of the C compiler", row: "unrolled", kinds: true,
		files: "-- pi/unrolled.go --\npackage pi\n\n// #cgo CFLAGS: -O1\n// int one(void) { return 1; }\nimport \"C\"\n\nfunc Unrolled(n int) int { return int(C.one()) }\n", was: "-O1", is: "-O2",
	},
	{
		what: "a module that stands for another", row: "unrolled", kinds: true,
		files: "-- go.mod --\nmodule tiny.example\n\ngo 1.26.0\n\nrequire other.example v1.0.0\n\nreplace other.example => ./other\n-- other/go.mod --\nmodule other.example\n\ngo 1.26.0\n-- other/a.go --\npackage other\nfunc Two() int { return 2 }\n" +
			"-- pi/unrolled.go --\npackage pi\nimport \"other.example\"\nfunc Unrolled(n int) int { return other.Two() }\n",
		was: "return 2", is: "return 1 + 1",
	},
	{
		what: "a package that imports the one that is tested", row: "unrolled", kinds: true,
		files: "-- pi/a_test.go --\npackage pi\nfunc Exported() {}\n-- internal/help/help.go --\npackage help\nimport \"tiny.example/pi\"\nfunc Unrolled(n int) int { return pi.Unrolled(n) + 1 }\n" +
			"-- pi/bench_test.go --\npackage pi_test\nimport (\n\"testing\"\n\"tiny.example/internal/help\"\n\"tiny.example/pi\"\n)\nfunc BenchmarkPi(b *testing.B) {\n" +
			"_ = map[string]any{\"Sequential\": pi.Sequential, \"Parallel\": pi.Parallel, \"Scalar\": pi.Scalar, \"Unrolled\": help.Unrolled}\n}\n",
		was: "(n) + 1", is: "(n) + 2",
	},
	{
		what: "an entry that is no row's", row: "parallel",
		files: "-- pi/unrolled.go --\npackage pi\nfunc Unrolled(n int) int { return 2 * n }\n-- pi/bench_test.go --\npackage pi_test\nimport (\n\"testing\"\n\"tiny.example/pi\"\n)\nfunc BenchmarkPi(b *testing.B) {\n_ = map[string]any{\"Size\": pi.Unrolled, \"Parallel\": pi.Parallel}\n}\n",
		was:   "2 * n", is: "n + n",
	},
	{
		what: "an entry that is in use by its name", row: "parallel",
		files: "-- pi/unrolled.go --\npackage pi\nfunc Unrolled(n int) int { return 2 * n }\n-- pi/bench_test.go --\npackage pi_test\nimport (\n\"testing\"\n\"tiny.example/pi\"\n)\nfunc BenchmarkPi(b *testing.B) {\nk := map[string]any{\"Unrolled\": pi.Unrolled, \"Parallel\": pi.Parallel}\n_ = k[\"Unrolled\"]\n}\n",
		was:   "2 * n", is: "n + n",
	},
	{what: "a setting of the runtime in a test", row: "parallel", files: "-- pi/a_test.go --\n//go:debug asynctimerchan=0\npackage pi_test\n", was: "asynctimerchan=0", is: "asynctimerchan=1"},
	{what: "a setting of the runtime in go.mod", row: "parallel", files: "-- go.mod --\nmodule tiny.example\n\ngo 1.26.0\n\ngodebug panicnil=0\n", was: "panicnil=0", is: "panicnil=1"},
	{what: "the toolchain", row: "parallel", files: "-- go.mod --\nmodule tiny.example\n\ngo 1.26.0\n\ntoolchain go1.26.1\n", was: "toolchain go1.26.1", is: "toolchain go1.26.2"},
	{
		what: "an exercise whose name is a constant", row: "parallel",
		files: "-- internal/course/course.go --\npackage course\ntype Exercise struct {\nName, Benchmark string\nSizes []int\n}\nconst pi = \"pi\"\nvar Exercises = []Exercise{{Name: pi, Benchmark: \"Pi\", Sizes: []int{1000}}}\n",
		was:   "1000", is: "1001",
	},
}

func TestSumDiffers(t *testing.T) {
	for i, test := range differs {
		if i%4 != 0 && !testall.On() {
			continue // each of them starts the go command twice
		}
		require.Equal(t, 1, strings.Count(test.files, test.was), test.what)
		before, after := with(t, test.files), with(t, strings.Replace(test.files, test.was, test.is, 1))
		assert.NotEqual(t, sums(t, before)[test.row], sums(t, after)[test.row], test.what)
	}
}

// with writes the module of testdata, with more or other files.
func with(t *testing.T, files string) string {
	t.Helper()
	root := module(t, "", "")
	for _, file := range txtar.Parse([]byte(files)).Files {
		path := filepath.Join(root, filepath.FromSlash(file.Name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, file.Data, 0o666))
	}
	return root
}

// Pack packs files of all kinds, and a module that replaces another.
func TestFilesOfAllKinds(t *testing.T) {
	for _, test := range differs {
		if !test.kinds {
			continue
		}
		root := with(t, test.files)
		env := newEnv(t, root)
		packages, err := source.List(t.Context(), env, root, nil, "pi")
		require.NoError(t, err, test.what)
		files, err := source.Files(root, packages)
		require.NoError(t, err)
		packed, err := source.Pack(root, files)
		require.NoError(t, err)
		path, copied := filepath.Join(t.TempDir(), "x.zip"), t.TempDir()
		require.NoError(t, os.WriteFile(path, packed, 0o666))
		require.NoError(t, source.Unpack(path, copied))
		assert.Equal(t, sums(t, root), sums(t, copied), test.what)
	}
}
