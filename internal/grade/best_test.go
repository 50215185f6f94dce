package grade_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check/record"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/intake"
	"speedup.example/internal/student"
)

// earning returns a grade of two exercises with so many points of ten.
func earning(id string, first, second int) grade.Grade {
	exercise := func(name string, points int) grade.Exercise {
		r := student.Result{Function: "Parallel", Check: "speed", Points: 10, Earned: points}
		r.Verdict = record.Slow
		return grade.Exercise{Name: name, Results: []student.Result{r}}
	}
	return grade.Grade{Student: intake.Student{ID: id}, Exercises: []grade.Exercise{exercise("pi", first), exercise("var", second)}}
}

func points(g grade.Grade) int { got, _ := g.Points(); return got }

// Handing in again never costs points, in any exercise. It costs no other student's either,
// and the same is true after another run.
func TestBest(t *testing.T) {
	folder := t.TempDir()
	keep := func(g grade.Grade) grade.Grade {
		store, err := grade.OpenStore(folder)
		require.NoError(t, err)
		require.NoError(t, store.KeepBest(&g))
		return g
	}
	assert.Equal(t, 9, points(keep(earning("ada", 4, 5))))
	second := keep(earning("ada", 7, 2))
	assert.Equal(t, 12, points(second))
	assert.Equal(t, []int{0, 5}, []int{second.Exercises[0].Before, second.Exercises[1].Before})
	assert.Equal(t, 12, points(keep(earning("ada", 0, 0))))
	assert.Equal(t, 12, points(keep(second)), "what was kept is not kept twice")
	assert.Equal(t, 1, points(keep(earning("blaise", 1, 0))))
	assert.Equal(t, 20, points(keep(earning("ada", 10, 10))))
}

// Points of as many others are not comparable.
func TestBestOfOthers(t *testing.T) {
	store, err := grade.OpenStore(t.TempDir())
	require.NoError(t, err)
	first, second := earning("ada", 9, 9), earning("ada", 5, 5)
	require.NoError(t, store.KeepBest(&first))
	second.Exercises[0].Results[0].Points = 20
	require.NoError(t, store.KeepBest(&second))
	assert.Equal(t, 5+9, points(second))
}

// Points that nothing was measured for don't stay, when it is.
func TestBestOfNothing(t *testing.T) {
	store, err := grade.OpenStore(t.TempDir())
	require.NoError(t, err)
	first, second := earning("ada", 10, 4), earning("ada", 6, 3)
	first.Exercises[0].Results[0].Verdict = record.Unmeasured
	require.NoError(t, store.KeepBest(&first))
	require.NoError(t, store.KeepBest(&second))
	assert.Equal(t, 6+4, points(second))
}

// A nickname is the student's own. Else it is made up, and stays the same, and nobody can
// work it out from the number.
func TestNickname(t *testing.T) {
	name := func(folder string, s intake.Student) string {
		store, err := grade.OpenStore(folder)
		require.NoError(t, err)
		name, err := store.Nickname(s)
		require.NoError(t, err)
		return name
	}
	here, there, ada := t.TempDir(), t.TempDir(), intake.Student{ID: "17"}
	assert.Equal(t, "lightning", name(here, intake.Student{ID: "17", Nickname: "lightning"}))
	assert.Regexp(t, `^runner [0-9a-f]{6}$`, name(here, ada))
	assert.Equal(t, name(here, ada), name(here, ada))
	assert.NotEqual(t, name(here, ada), name(here, intake.Student{ID: "18"}))
	assert.NotEqual(t, name(here, ada), name(there, ada))
}
