package sweep_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/tools/txtar"

	"speedup.example/internal/child"
	"speedup.example/internal/course"
	"speedup.example/internal/sweep"
)

const twoLimits = `
-- go.mod --
module tiny.example

go 1.26.0
-- pi/pi_test.go --
package pi

import "testing"

func BenchmarkPi(b *testing.B) {
	_ = map[string]func() int{"Limit": limit, "Scalar": scalar}
}

func scalar() int { return 1 }
-- pi/plain_test.go --
//go:build !goexperiment.simd

package pi

func limit() int { return 2 }
-- pi/simd_test.go --
//go:build goexperiment.simd

package pi

func limit() int { return 3 }
`

// A row of the second binary comes from the first if there is no second. So it is the same
// only if it is in both.
func TestSameRowsOfBothBinaries(t *testing.T) {
	write := func(text string) string {
		root := t.TempDir()
		for _, file := range txtar.Parse([]byte(text)).Files {
			path := filepath.Join(root, filepath.FromSlash(file.Name))
			require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
			require.NoError(t, os.WriteFile(path, file.Data, 0o666))
		}
		return root
	}
	before := write(twoLimits)
	env, err := child.NewEnv(t.Context(), before)
	require.NoError(t, err)
	e := course.Exercise{Name: "pi", Benchmark: "Pi", Rows: []course.Row{
		{Name: "sequential", Driver: "Sequential", Kernel: "Scalar"},
		{Name: "limit", Driver: "Limit", Kernel: "Limit", Needs: course.Widest},
	}}
	assert.Equal(t, []string{"sequential", "limit"}, sweep.SameRows(t.Context(), env, before, write(twoLimits), e))
	for _, was := range []string{"return 2", "return 3"} {
		after := write(strings.Replace(twoLimits, was, "return 4", 1))
		assert.Equal(t, []string{"sequential"}, sweep.SameRows(t.Context(), env, before, after, e), was)
	}
}
