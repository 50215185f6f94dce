package grade_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/student"
	"speedup.example/internal/testall"
)

func TestMain(m *testing.M) {
	sandbox.Main()
	os.Exit(m.Run())
}

// A program is a hostile or right submission of one file. Directives in its package
// documentation say how its checks have to end:
//
//	//grade:is fail|limit       the verdict of the first check that does not pass, or one of these
//	//grade:unread no-record    the same without the filter; - if that is not promised
//	//grade:says TEXT           a part of that check's message, with the filter
type program struct {
	name, file string
	source     []byte
	is, unread []string
	says       string
}

// programs returns those of a folder of testdata.
func programs(t *testing.T, folder string) (programs []program) {
	t.Helper()
	root := os.DirFS(filepath.Join("testdata", folder))
	files, err := fs.Glob(root, "*/*/*.go")
	require.NoError(t, err)
	for _, name := range files {
		source, err := fs.ReadFile(root, name)
		require.NoError(t, err)
		p := program{name: name, file: path.Dir(name) + ".go", source: source}
		parsed, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ParseComments|parser.PackageClauseOnly)
		require.NoError(t, err)
		for _, comment := range parsed.Doc.List {
			if d, ok := ast.ParseDirective(comment.Slash, comment.Text); ok && d.Tool == "grade" {
				p.add(t, d)
			}
		}
		require.NotEmpty(t, p.is, name)
		if p.unread == nil {
			p.unread = p.is
		}
		programs = append(programs, p)
	}
	return programs
}

func (p *program) add(t *testing.T, d ast.Directive) {
	t.Helper()
	switch d.Name {
	case "is":
		p.is = strings.Split(d.Args, "|")
	case "unread":
		p.unread = strings.Split(d.Args, "|")
	case "says":
		p.says = d.Args
	default:
		t.Fatalf("%s: no directive grade:%s", p.name, d.Name)
	}
}

// walls are those of the machine. Without all of them there is nothing to test.
var walls = sync.OnceValues(func() (sandbox.Walls, error) { return sandbox.Probe(context.Background()) })

// newGrader returns a grader of these exercises, or all. It builds with the race detector,
// which is left to .ci/run.
func newGrader(t *testing.T, unread bool, exercises ...string) *grade.Grader {
	t.Helper()
	testall.Only(t)
	w, err := walls()
	require.NoError(t, err)
	if !w.Whole() {
		t.Skip("this machine has no such sandbox: ", w.Missing)
	}
	cache, err := os.UserCacheDir()
	require.NoError(t, err)
	o := grade.Options{
		Course: filepath.Join("..", ".."), Work: t.TempDir(), Cache: filepath.Join(cache, "speedup-grade"),
		Seed: 20261129, Programs: runtime.GOMAXPROCS(0), Procs: 2, Timed: true, Walls: w, Unread: unread,
	}
	for _, e := range course.Exercises {
		if len(exercises) == 0 || slices.Contains(exercises, e.Name) {
			o.Exercises = append(o.Exercises, e)
		}
	}
	g, err := grade.New(t.Context(), o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, g.Close()) })
	return g
}

// outcome grades a program beside other files, of its exercise only, and returns the verdict
// and the message of the first check of its function that does not pass.
func outcome(t *testing.T, g *grade.Grader, p program, others map[string][]byte) (grade.Verdict, string) {
	t.Helper()
	files := map[string][]byte{}
	for file, source := range others {
		if path.Dir(file) == path.Dir(p.file) {
			files[file] = source
		}
	}
	files[p.file] = p.source
	graded, err := g.Grade(t.Context(), intake.Submission{Student: intake.Student{ID: "x"}, Files: files})
	require.NoError(t, err)
	function := functionOf(t, g, p.file)
	for _, e := range graded.Exercises {
		for _, r := range e.Results {
			if e.Name == path.Dir(p.file) && r.Function == function && grade.Of(r.Verdict) != grade.Passed {
				return grade.Of(r.Verdict), fmt.Sprintf("%s: %s", r.Check, r.Message)
			}
		}
	}
	return grade.Passed, ""
}

func functionOf(t *testing.T, g *grade.Grader, file string) string {
	t.Helper()
	stubs := g.Stubs()
	i := slices.IndexFunc(stubs, func(s student.Stub) bool { return s.File == file })
	require.GreaterOrEqual(t, i, 0, file)
	return stubs[i].Name
}

// Every hostile program ends as it has to, with the filter and without it.
func TestCorpus(t *testing.T) {
	programs := programs(t, "corpus")
	assert.GreaterOrEqual(t, len(programs), 40)
	for _, unread := range []bool{false, true} {
		t.Run(fmt.Sprintf("unread=%v", unread), func(t *testing.T) {
			g := newGrader(t, unread)
			for _, p := range programs {
				want := p.is
				if unread {
					want = p.unread
				}
				if want[0] == "-" {
					continue // the record can't hold against that
				}
				t.Run(p.name, func(t *testing.T) {
					t.Parallel()
					verdict, message := outcome(t, g, p, nil)
					assert.Contains(t, want, string(verdict), message)
					if !unread {
						assert.Contains(t, message, p.says)
					}
				})
			}
		})
	}
}
