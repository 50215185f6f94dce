package formats_test

import (
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
)

// The scores of the tests add up to the score, and no test is hidden.
func TestGradescopeSums(t *testing.T) {
	for _, id := range []string{"17", "23", "charles"} {
		var doc struct {
			Score float64
			Tests []struct {
				Name, Status, Visibility string
				Score                    float64
				MaxScore                 float64 `json:"max_score"`
			}
		}
		require.NoError(t, json.Unmarshal([]byte(write(t, format(t, "gradescope"), only(id))), &doc))
		var sum, most float64
		for _, test := range doc.Tests {
			assert.Equal(t, "visible", test.Visibility)
			sum, most = sum+test.Score, most+test.MaxScore
		}
		got, of := only(id)[0].Points()
		assert.Equal(t, []float64{doc.Score, sum, most}, []float64{float64(got), float64(got), float64(of)}, id)
	}
}

// The points of Classroom 50's tests add up, too: it refuses others.
func TestClassroom50Sums(t *testing.T) {
	for _, id := range []string{"17", "23", "charles"} {
		var doc struct {
			Score    int
			MaxScore int `json:"max-score"`
			Tests    []struct {
				Name     string `json:"test-name"`
				Passed   bool
				Score    int
				MaxScore int `json:"max-score"`
			}
		}
		require.NoError(t, json.Unmarshal([]byte(write(t, format(t, "classroom50"), only(id))), &doc))
		var sum, most int
		for _, test := range doc.Tests {
			assert.Equal(t, test.Passed, test.Score == test.MaxScore, test.Name)
			sum, most = sum+test.Score, most+test.MaxScore
		}
		assert.Equal(t, []int{doc.Score, doc.MaxScore}, []int{sum, most}, id)
	}
}

// All points of the course are in a grade without faults.
func TestAllPoints(t *testing.T) {
	all := 0
	for _, e := range course.Exercises {
		all += e.Points()
	}
	got, of := only("17")[0].Points()
	assert.Equal(t, []int{all, all}, []int{got, of})
}
