package peers

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
)

// TestMain can also play the Python and the compiler of tests that need none. See [fake].
func TestMain(m *testing.M) {
	switch strings.TrimSuffix(filepath.Base(os.Args[0]), ".exe") {
	case "python":
		os.Exit(fakePython())
	case "compiler":
		os.Exit(fakeCompiler(os.Args[1:]))
	}
	status := m.Run()
	if dir != "" {
		if p, err := prepared(); err == nil {
			p.Close()
		}
		os.RemoveAll(dir)
	}
	os.Exit(status)
}

// usual is the environment of the tests, before any test changes it.
var usual, usualErr = child.NewEnv(context.Background(), root)

// testHost has the environment that a test has made, without its PATH, which has no go.
func testHost() host {
	env, err := child.NewEnv(context.Background(), root)
	if err != nil {
		env = usual
	}
	return host{env, root}
}

// dir has the programs that [here] compiles.
var dir string

// prepared returns the peers of this machine, which several tests share.
var prepared = sync.OnceValues(func() (p *Peers, err error) {
	if usualErr != nil {
		return nil, usualErr
	}
	if dir, err = os.MkdirTemp("", "peers"); err != nil {
		return nil, err
	}
	return Prepare(context.Background(), testHost().env, root, dir, course.Exercises)
})

func here(t *testing.T) *Peers {
	t.Helper()
	p, err := prepared()
	require.NoError(t, err)
	return p
}

// compilesTrivial returns an error if the compiler can't compile a program with OpenMP.
var compilesTrivial = sync.OnceValue(func() error {
	p, err := prepared()
	if err != nil {
		return err
	}
	source := filepath.Join(dir, "trivial.c")
	text := "#include <omp.h>\n#include <sys/resource.h>\nint main(void) { return omp_get_max_threads() < 1; }\n"
	if err := os.WriteFile(source, []byte(text), 0o666); err != nil {
		return err
	}
	return p.cc.build(context.Background(), source, filepath.Join(dir, "trivial")).err
})

// fake returns the path of a program that behaves as fakePython or fakeCompiler below.
func fake(t *testing.T, name string) (path string) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	path = filepath.Join(t.TempDir(), name)
	if runtime.GOOS == "windows" {
		path += ".exe"
	}
	if err := os.Symlink(self, path); err != nil {
		t.Skip(err)
	}
	return path
}

// fakePython prints FAKE_ANSWERS, and fails if there is a FAKE_FAILURE, which it prints.
func fakePython() (status int) {
	fmt.Print(os.Getenv("FAKE_ANSWERS"))
	if failure := os.Getenv("FAKE_FAILURE"); failure != "" {
		fmt.Fprintln(os.Stderr, failure)
		return 9
	}
	return 0
}

// fakeCompiler refuses the arguments in FAKE_REFUSED. Its assembly is FAKE_ASSEMBLY, or a
// loop as wide as the processor's vectors, and its program is a list of the arguments.
func fakeCompiler(args []string) (status int) {
	if slices.Contains(args, "--version") {
		fmt.Println("fakec 1.2\nCopyright")
		return 0
	}
	for _, refused := range strings.Fields(os.Getenv("FAKE_REFUSED")) {
		if slices.Contains(args, refused) {
			fmt.Fprintf(os.Stderr, "1\n2\n3\n4\n5\nerror: no %s, please\n", refused)
			return 1
		}
	}
	output := args[slices.Index(args, "-o")+1]
	text := strings.Join(args, " ")
	if slices.Contains(args, "-S") {
		text = cmp.Or(os.Getenv("FAKE_ASSEMBLY"), fullLoop())
	}
	if err := os.WriteFile(output, []byte(text), 0o666); err != nil {
		return 1
	}
	return 0
}

// fullLoop is a hot function with a loop as wide as the processor's vectors.
func fullLoop() string {
	if runtime.GOARCH == "arm64" {
		return "hot_f:\n.L1:\n\tadd\tv0.2d, v0.2d, v1.2d\n\tbne\t.L1\n"
	}
	register := map[int]string{128: "%xmm0", 256: "%ymm0", 512: "%zmm0"}[fullWidth()]
	return "hot_f:\n.L1:\n\tvpaddq\t" + register + ", " + register + ", " + register + "\n\tjne\t.L1\n"
}
