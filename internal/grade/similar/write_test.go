package similar_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade/similar"
)

func TestWrite(t *testing.T) {
	pair := similar.Pair{A: "ada", B: "bob\x1b[2J", Shared: 0.875, Spans: []similar.Span{
		{
			A: similar.Part{File: "pi/parallel.go", From: 9, Text: []string{"for {", "\tg.Go(f)", "}"}},
			B: similar.Part{File: "pi/pi.go", From: 99, Text: []string{"for { start(\"\u202e a long line that is cut\") }", "}"}},
		},
		{
			A: similar.Part{File: "pi/parallel.go", From: 20, Text: []string{"π"}},
			B: similar.Part{File: "pi/pi.go", From: 120, Text: []string{"x"}},
		},
	}}
	var b strings.Builder
	require.NoError(t, pair.Write(&b, 60))
	assert.Equal(t, `ada and bob�[2J share 88% of what the task doesn't make alike

ada: pi/parallel.go          | bob�[2J: pi/pi.go
   9  for {                  |   99  for { start("� a long…
  10      g.Go(f)            |  100  }
  11  }                      |

ada: pi/parallel.go          | bob�[2J: pi/pi.go
  20  π                      |  120  x
`, b.String())
}

// A page that is too narrow gets columns that can be read.
func TestWriteNarrow(t *testing.T) {
	pair := similar.Pair{A: "ada", B: "bob", Spans: []similar.Span{{}}}
	var b strings.Builder
	require.NoError(t, pair.Write(&b, 0))
	assert.Contains(t, b.String(), "ada:                 | bob:\n")
}
