package course_test

import (
	"fmt"
	"math"
	"slices"
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
	require.EqualError(t, err, fmt.Sprintf(`no exercise "sum", want one of %v`, course.Names()))
}

// The name of a test has the name of the function with a capital.
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

// Every row has a name that benchstat can parse, and is there once.
func TestRows(t *testing.T) {
	for _, e := range course.Exercises {
		seen := map[string]bool{}
		for _, row := range append(slices.Clone(e.Rows), e.Peers...) {
			assert.Regexp(t, `^[a-z]([a-z0-9-]*[a-z])?$`, row.Name, "a name that ends in -8 would be GOMAXPROCS=8")
			assert.False(t, seen[row.Name], "%s has %s twice", e.Name, row.Name)
			seen[row.Name] = true
		}
		assert.Equal(t, course.Baseline, e.Rows[0].Name)
		assert.Equal(t, course.Limit, e.Rows[len(e.Rows)-1].Name)
		assert.Equal(t, row(t, e, "simd").Needs == course.Vectors, e.HasVectors(), e.Name)
		assert.NotContains(t, e.Predictable(), course.Baseline)
		assert.NotContains(t, e.Predictable(), course.Limit)
		assert.Contains(t, e.Predictable(), "parallel")
	}
}

// row returns the row with that name, or the zero row.
func row(t *testing.T, e course.Exercise, name string) course.Row {
	t.Helper()
	i := slices.IndexFunc(e.Rows, func(r course.Row) bool { return r.Name == name })
	if i < 0 {
		return course.Row{}
	}
	return e.Rows[i]
}

// AllRows has each row once, and each exercise has its rows in that order.
func TestAllRows(t *testing.T) {
	var all []string
	for _, row := range course.AllRows() {
		assert.NotContains(t, all, row.Name)
		all = append(all, row.Name)
	}
	for _, e := range course.Exercises {
		at := -1
		for _, row := range e.Rows {
			next := slices.Index(all, row.Name)
			assert.Greater(t, next, at, "%s of %s", row.Name, e.Name)
			at = next
		}
	}
}

func TestFindBenchmark(t *testing.T) {
	e, ok := course.FindBenchmark("Var")
	assert.True(t, ok)
	assert.Equal(t, "var", e.Name)
	_, ok = course.FindBenchmark("var")
	assert.False(t, ok)
}

// The growth goes from 10⁵ to 10⁹ units of work, whatever n is.
func TestSizes(t *testing.T) {
	for _, e := range course.Exercises {
		for i, size := range e.Sizes.Growth {
			assert.InEpsilon(t, math.Pow10(5+i), float64(size.N*e.UnitsPerN), 1e-9, e.Name)
		}
		require.Len(t, e.Sizes.Short, 2, e.Name)
		assert.Equal(t, e.Sizes.Short[1:], e.Sizes.Peers(true))
		assert.Equal(t, e.Sizes.Lecture, e.Sizes.Peers(false))
		assert.Equal(t, len(e.Sizes.Growth) == 0, e.Sizes.Wait(), e.Name)
		if e.Sizes.Wait() {
			assert.Equal(t, e.Sizes.Short, e.Sizes.Should())
			continue
		}
		for i, size := range e.Sizes.Should() {
			assert.InEpsilon(t, math.Pow10(i), float64(size.N)/float64(e.Sizes.Short[0].N), 1e-9, e.Name)
		}
	}
}

// The rows that the lecture asks about are peers of the exercise, and a slide's times
// belong to rows of the table.
func TestSlides(t *testing.T) {
	asked, slides := 0, 0
	for _, e := range course.Exercises {
		assert.Subset(t, e.Peers, e.Asked, e.Name)
		asked += len(e.Asked)
		for _, said := range e.TimesAt(fmt.Sprintf("n=%d", e.Sizes.Lecture[0].N)) {
			isSaid := func(r course.Row) bool { return r.Name == said.Row }
			assert.True(t, slices.ContainsFunc(slices.Concat(e.Rows, e.Peers), isSaid), "%s of %s", said.Row, e.Name)
			assert.NotEmpty(t, e.Slide)
			slides++
		}
		assert.Empty(t, e.TimesAt("n=7"))
	}
	assert.Positive(t, asked)
	assert.Positive(t, slides)
}

// The measurement of a slide ends before the next slide, and the last one before the
// session ends.
func TestSession(t *testing.T) {
	assert.Zero(t, course.Session[0].At)
	for i, slide := range course.Session {
		next := course.SessionTakes
		if i+1 < len(course.Session) {
			next = course.Session[i+1].At
		}
		assert.Positive(t, slide.Takes, slide.Name)
		assert.Less(t, slide.At+slide.Takes, next, slide.Name)
	}
}

func TestWorkAt(t *testing.T) {
	options, err := course.Find("options")
	require.NoError(t, err)
	assert.Equal(t, "eight options, of 1,000,000 paths each", options.WorkAt("n=1000000"))
	assert.Equal(t, "eight options, of 999 paths each", options.WorkAt("n=999"))
	assert.Empty(t, options.WorkAt("what=start"))
	assert.Empty(t, course.Exercise{}.WorkAt("n=9"))
}

// Any n is a size if n says everything. A download also has a limit and a latency.
func TestSize(t *testing.T) {
	pi, downloads := course.Exercises[2], course.Exercises[0]
	size, err := pi.Size(77)
	require.NoError(t, err)
	assert.Equal(t, course.Size{N: 77}, size)
	_, err = pi.Size(0)
	require.EqualError(t, err, "pi has no size n=0, want 1 or more")
	size, err = downloads.Size(500)
	require.NoError(t, err)
	assert.Equal(t, 50, size.Limit)
	_, err = downloads.Size(7)
	require.EqualError(t, err, "downloads has no size n=7, want one of [6 60 500]")
}

// A timed row is one of the exercise, and its functions are some that students write. They
// have a check called speed in no other way.
func TestTimed(t *testing.T) {
	timed := 0
	for _, e := range course.Exercises {
		var names []string
		for _, f := range e.Functions {
			names = append(names, f.Name)
			for _, c := range f.Checks {
				assert.NotEqual(t, course.Speed, c.Name)
			}
		}
		for _, row := range e.Timed {
			assert.False(t, e.IOBound, "%s waits, so its time is not its own", e.Name)
			assert.True(t, slices.ContainsFunc(e.Rows, func(r course.Row) bool { return r.Name == row.Row && r.Needs == course.Nothing }), "%s of %s", row.Row, e.Name)
			assert.NotEmpty(t, row.Functions)
			assert.Subset(t, names, row.Functions)
			assert.Positive(t, row.Points)
			timed++
		}
	}
	assert.Positive(t, timed)
}
