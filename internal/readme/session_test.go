package readme

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
)

// The table of the session has the course's slides, and no others.
func TestSession(t *testing.T) {
	_, section, found := strings.Cut(read(t, first), "\n## The session\n")
	require.True(t, found)
	section, _, _ = strings.Cut(section, "\n## ")
	var got, want []string
	for line := range strings.Lines(section) {
		if strings.HasPrefix(line, "| ") {
			got = append(got, strings.TrimSpace(line))
		}
	}
	require.Greater(t, len(got), 2)
	for _, slide := range course.Session {
		want = append(want, fmt.Sprintf("| %.0f | %s | `%s` | %.0f | %s | %s |",
			slide.At.Minutes(), slide.Name, slide.Type, slide.Takes.Seconds(), slide.Lights, slide.Ask))
	}
	assert.Equal(t, want, got[2:])
}
