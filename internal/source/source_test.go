package source_test

import (
	"archive/zip"
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/source"
)

var (
	rows = []course.Row{
		{Name: "sequential", Driver: "Sequential", Kernel: "Scalar"},
		{Name: "unrolled", Driver: "Sequential", Kernel: "Unrolled"},
		{Name: "parallel", Driver: "Parallel", Kernel: "Scalar"},
		{Name: "simd", Driver: "Sequential", Kernel: "SIMD"},
	}
	exercise = course.Exercise{Name: "pi", Benchmark: "Pi", Rows: rows}
)

// module writes the module of testdata, with one text replaced.
func module(t *testing.T, was, is string) string {
	t.Helper()
	archive, err := txtar.ParseFile("testdata/pi.txtar")
	require.NoError(t, err)
	dir, found := t.TempDir(), false
	for _, file := range archive.Files {
		found = found || strings.Contains(string(file.Data), was)
		path := filepath.Join(dir, filepath.FromSlash(file.Name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, bytes.Replace(file.Data, []byte(was), []byte(is), 1), 0o666))
	}
	require.True(t, found, was)
	return dir
}

func newEnv(t *testing.T, root string) *child.Env {
	t.Helper()
	env, err := child.NewEnv(t.Context(), root)
	require.NoError(t, err)
	return env
}

func sums(t *testing.T, root string, vars ...string) map[string]source.Sum {
	t.Helper()
	code, err := source.Read(t.Context(), newEnv(t, root), root, vars, exercise)
	require.NoError(t, err)
	sums := map[string]source.Sum{}
	for _, row := range rows {
		sums[row.Name] = code.Sum(row)
	}
	return sums
}

// A change counts for the rows that run the changed code, and for no other.
func TestSum(t *testing.T) {
	before := sums(t, module(t, "", ""))
	all := "sequential unrolled parallel simd"
	for _, test := range []struct{ was, is, changed string }{
		{"// Scalar is", "// Scalar may be", ""},
		{"	// One after the other.\n", "	// In turn.\n", ""},
		{"return 2 * n", "return n + n", "unrolled"},
		{"return n * scale", "return scale * n", "sequential parallel"},
		{"scale = 2", "scale = 3", "sequential parallel"},
		{"int { return k(n) }", "int { return 0 + k(n) }", "parallel"},
		{"k(n) + check(n)", "check(n) + k(n)", "sequential unrolled simd"},
		{"{3, 4}", "{3, 5}", "sequential unrolled simd"},
		{"s.next++", "s.next += 1", "simd"},
		{"start = 1", "start = 2", all},
		{"Other() int { return 1 }", "Other() int { return 2 }", ""},
		{"// Unrolled is another kernel.\n", "//go:noinline\n", "unrolled"},
		{"b.N = len", "b.N = 1 + len", all},
		{"a hint", "another hint", ""},
		{"{1000}", "{1001}", all},
		{"{2000}", "{2001}", ""},
		{"go 1.26.0", "go 1.26.1", all},
		{"func TestPi(t *testing.T) {}", "func TestPi(t *testing.T) { t.Log() }", ""},
		{"width = 8", "width = 4", ""},
	} {
		after := sums(t, module(t, test.was, test.is))
		var changed []string
		for _, row := range rows {
			if before[row.Name] != after[row.Name] {
				changed = append(changed, row.Name)
			}
		}
		assert.Equal(t, test.changed, strings.Join(changed, " "), "%s → %s", test.was, test.is)
	}
}

// An experiment has other files.
func TestSumOfAnExperiment(t *testing.T) {
	was := "func Vectors(n int) int {\n"
	plain, vectors := module(t, was, was+"	n += width\n"), module(t, was, was+"	n -= width\n")
	simd := newEnv(t, plain).Experiment("simd")
	require.NoError(t, os.WriteFile(filepath.Join(plain, "pi", "simd.go"), []byte("//go:build goexperiment.simd\n\npackage pi\n\nvar width = 16\n"), 0o666))
	assert.NotEqual(t, sums(t, plain, simd)["simd"], sums(t, vectors, simd)["simd"])
	assert.Equal(t, sums(t, plain, simd)["unrolled"], sums(t, vectors, simd)["unrolled"])
}

func TestCodeThatIsNone(t *testing.T) {
	root := module(t, "return 2 * n", "return 2 *")
	_, err := source.Read(t.Context(), newEnv(t, root), root, nil, exercise)
	require.ErrorContains(t, err, "unrolled.go")
}

// Packed and unpacked files build as before, and the bytes of the archive don't depend on
// the time.
func TestPack(t *testing.T) {
	root := module(t, "", "")
	env := newEnv(t, root)
	packages, err := source.List(t.Context(), env, root, nil, "pi")
	require.NoError(t, err)
	files, err := source.Files(root, packages)
	require.NoError(t, err)
	assert.Contains(t, files, "pi/simd.go", "of other tags")
	assert.Contains(t, files, "internal/random/random.go")
	assert.Contains(t, files, "pi/bench_test.go")
	packed, err := source.Pack(root, files)
	require.NoError(t, err)
	again, err := source.Pack(module(t, "", ""), files)
	require.NoError(t, err)
	assert.Equal(t, packed, again)

	path, copied := filepath.Join(t.TempDir(), "x.zip"), t.TempDir()
	require.NoError(t, os.WriteFile(path, packed, 0o666))
	require.NoError(t, source.Unpack(path, copied))
	assert.Equal(t, sums(t, root), sums(t, copied))
	out, err := env.Command(t.Context(), copied, nil, "go", "vet", "./...").CombinedOutput()
	require.NoError(t, err, string(out))
}

// Unpack writes only below its folder, and refuses a bomb.
func TestUnpackWhatIsHostile(t *testing.T) {
	for name, size := range map[string]int{"../x.go": 1, "/x.go": 1, "a/../../x.go": 1, "big.go": 16<<20 + 1} {
		var packed bytes.Buffer
		w := zip.NewWriter(&packed)
		entry, err := w.Create(name)
		require.NoError(t, err)
		_, err = entry.Write(make([]byte, size))
		require.NoError(t, err)
		require.NoError(t, w.Close())
		parent := t.TempDir()
		path := filepath.Join(parent, "x.zip")
		require.NoError(t, os.WriteFile(path, packed.Bytes(), 0o666))
		require.Error(t, source.Unpack(path, filepath.Join(parent, "below")), name)
		assert.NoFileExists(t, filepath.Join(parent, "x.go"))
	}
	require.Error(t, source.Unpack("testdata/pi.txtar", t.TempDir()))
	require.ErrorIs(t, source.Unpack("gone.zip", t.TempDir()), os.ErrNotExist)
}

// Checkout writes only the module's folder, and doesn't change the repository.
func TestCheckout(t *testing.T) {
	if _, err := exec.LookPath("git"); err != nil {
		t.Skip("needs git")
	}
	root := module(t, "", "")
	env := newEnv(t, root)
	git := func(args ...string) {
		t.Helper()
		identity := []string{"GIT_AUTHOR_NAME=x", "GIT_AUTHOR_EMAIL=x@example.com", "GIT_COMMITTER_NAME=x", "GIT_COMMITTER_EMAIL=x@example.com"}
		out, err := env.Command(t.Context(), root, identity, "git", args...).CombinedOutput()
		require.NoError(t, err, string(out))
	}
	_, err := source.Revision(t.Context(), env, root, "HEAD")
	require.ErrorIs(t, err, source.ErrNoRevision)
	git("init", "-q")
	git("add", ".")
	git("commit", "-q", "-m", "x")
	require.NoError(t, os.WriteFile(filepath.Join(root, "pi", "unrolled.go"), []byte("package pi\n"), 0o666))
	hash, err := source.Revision(t.Context(), env, root, "HEAD")
	require.NoError(t, err)
	assert.Regexp(t, `^[0-9a-f]{7,}$`, hash)

	dir := t.TempDir()
	require.NoError(t, source.Checkout(t.Context(), env, root, hash, dir))
	assert.Equal(t, sums(t, module(t, "", "")), sums(t, dir))
	text, err := os.ReadFile(filepath.Join(root, "pi", "unrolled.go"))
	require.NoError(t, err)
	assert.Equal(t, "package pi\n", string(text))

	for _, name := range []string{"gone", "--help", "HEAD:pi", ""} {
		_, err = source.Revision(t.Context(), env, root, name)
		require.ErrorIs(t, err, source.ErrNoRevision, name)
	}
	require.Error(t, source.Checkout(t.Context(), env, root, "0000000", t.TempDir()))

	// A git hook runs with variables for another folder.
	t.Setenv("GIT_DIR", ".git/elsewhere")
	_, err = source.Revision(t.Context(), newEnv(t, root), root, "HEAD")
	require.NoError(t, err)

	// A repository around the module doesn't count if it hasn't committed the module.
	inside := filepath.Join(root, "inside")
	require.NoError(t, os.Mkdir(inside, 0o777))
	_, err = source.Revision(t.Context(), env, inside, "HEAD")
	require.ErrorIs(t, err, source.ErrNoRevision)
	require.ErrorContains(t, err, "it has no go.mod in this folder")
	t.Setenv("PATH", "")
	_, err = source.Revision(t.Context(), env, root, "HEAD")
	require.ErrorContains(t, err, "there is no git on the PATH")
}
