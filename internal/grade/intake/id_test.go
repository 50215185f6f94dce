package intake_test

import (
	"strings"
	"testing"
	"unicode"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/grade/intake"
)

func TestSafe(t *testing.T) {
	for id, want := range map[string]string{
		"ada":                    "ada",
		" ada@uni.example ":      "ada@uni.example",
		"Ada Lovelace":           "Ada_Lovelace",
		"../ada":                 "_ada",
		"a/b\\c:d":               "a_b_c_d",
		"":                       "student",
		"..":                     "student",
		".git":                   "git",
		"-rf":                    "rf",
		"ada.":                   "ada",
		"con":                    "_con",
		"NUL.zip":                "_NUL.zip",
		"console":                "console",
		"Jürgen":                 "Jürgen",
		"Ju\u0308rgen":           "Jurgen",
		"李明":                     "李明",
		"a\x1b[2Jb":              "a__2Jb",
		"\xff":                   "_",
		strings.Repeat("x", 300): strings.Repeat("x", 100),
		strings.Repeat("李", 40):  strings.Repeat("李", 33),
	} {
		assert.Equal(t, want, intake.Safe(id), "%q", id)
	}
}

// isSafe reports whether an ID can name a file.
func isSafe(id string) bool {
	return id != "" && len(id) < 150 && !strings.HasPrefix(id, ".") && !strings.HasSuffix(id, ".") && !strings.ContainsFunc(id, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.@", r)
	})
}
