package course_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
)

func TestFind(t *testing.T) {
	e, err := course.Find("var")
	require.NoError(t, err)
	assert.Equal(t, "var", e.Name)
	_, err = course.Find("sum")
	require.EqualError(t, err, `no exercise "sum", want one of [downloads slowsum pi options var]`)
}

// The name of a test is that of the function with a capital.
func TestTest(t *testing.T) {
	assert.Equal(t, "TestParallel", course.Function{Name: "Parallel"}.Test())
	assert.Equal(t, "TestSimulateBatches", course.Function{Name: "simulateBatches"}.Test())
}

// Every check has a name that go test -run can take, points and a rule, and no
// two checks of a function have the same name.
func TestChecks(t *testing.T) {
	for _, e := range course.Exercises {
		sum := 0
		for _, f := range e.Functions {
			seen := map[string]bool{}
			for _, c := range f.Checks {
				assert.Regexp(t, `^[a-z-]+$`, c.Name)
				assert.Positive(t, c.Points, "%s.%s/%s", e.Name, f.Name, c.Name)
				assert.NotEmpty(t, c.Rule)
				assert.False(t, seen[c.Name], "%s.%s/%s", e.Name, f.Name, c.Name)
				seen[c.Name] = true
				sum += c.Points
			}
		}
		assert.Equal(t, sum, e.Points())
	}
}
