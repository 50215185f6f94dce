package intake_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Of several files, the notes say which was taken, and which not.
func TestChoiceIsSaid(t *testing.T) {
	for name, test := range map[string]struct {
		files []file
		taken string
		notes []string
	}{
		"nearest": {files("old/pi/parallel.go", "pi/parallel.go"), "pi/parallel.go",
			[]string{"old/pi/parallel.go: not taken, because pi/parallel.go counts as pi/parallel.go."}},
		"case": {files("x/Pi/parallel.go"), "x/Pi/parallel.go", []string{"x/Pi/parallel.go: taken as pi/parallel.go."}},
		"beside more": {files("pi/unrolled.go", "x/a/pi/parallel.go", "x/b/pi/parallel.go", "x/b/var/parallel.go"), "x/b/pi/parallel.go",
			[]string{"x/a/pi/parallel.go: not taken, because x/b/pi/parallel.go counts as pi/parallel.go."}},
		"many": {files("pi/parallel.go", "1/pi/parallel.go", "2/pi/parallel.go", "3/pi/parallel.go", "4/pi/parallel.go", "5/pi/parallel.go"), "pi/parallel.go",
			[]string{"1/pi/parallel.go, 2/pi/parallel.go, 3/pi/parallel.go and 2 more: not taken, because pi/parallel.go counts as pi/parallel.go."}},
		"plain": {files("pi/parallel.go"), "pi/parallel.go", nil},
	} {
		s := one(t, "ada.zip", zipOf(test.files...))
		assert.Equal(t, "// "+test.taken+"\n", string(s.Files["pi/parallel.go"]), name)
		assert.Equal(t, test.notes, s.Notes, name)
	}
}
