package handout_test

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/course"
	"speedup.example/internal/student"
)

// secrets match the code words of a hint, which are parts of a solution.
var secrets = []*regexp.Regexp{
	regexp.MustCompile(`[A-Za-z]\w*\.[A-Za-z]\w*`),                // bits.Add64
	regexp.MustCompile(`[A-Za-z]\w*\[[^\]\s]*\]`),                 // inside[i]
	regexp.MustCompile(`[A-Za-z]\w*\(`),                           // SetLimit(
	regexp.MustCompile(`[A-Za-z]*[a-z][A-Z]\w*`),                  // checkCloses
	regexp.MustCompile(`[^\s,.:;]*[·%−][^\s,.:;]*[A-Za-z\d][)]?`), // i·(i+1), n%4
	regexp.MustCompile(`2[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+`),                         // 2⁻³²
}

// told has the code words that a lesson needs, although a hint has them, too.
var told = map[string]string{
	"WithContext": "downloads introduces errgroup: this makes a group and its context",
	"SetLimit":    "downloads introduces errgroup: this says how many run at a time",
	"2³²":         "the largest n of slowsum",
}

// codeWords returns the code words of a stub's hints. The words of the task are no
// secret.
func codeWords(stub student.Stub) (words []string) {
	for _, hint := range stub.Hints {
		for _, secret := range secrets {
			for _, word := range secret.FindAllString(hint, -1) {
				if !strings.Contains(stub.Task, word) {
					words = append(words, word)
				}
			}
		}
	}
	return words
}

// givenAway returns the code words of the stubs' hints that are in a lesson.
func givenAway(lesson string, stubs []student.Stub) (words []string) {
	lesson = plain(lesson)
	for _, stub := range stubs {
		for _, word := range codeWords(stub) {
			if told[word] == "" && whole(plain(word)).MatchString(lesson) {
				words = append(words, word)
			}
		}
	}
	slices.Sort(words)
	return slices.Compact(words)
}

var spaced = regexp.MustCompile(` *([*%]) *`)

// plain writes formulas as in Go, without spaces, so that i·(i+1) is i * (i+1).
func plain(text string) string {
	return spaced.ReplaceAllString(strings.NewReplacer("·", "*", "−", "-").Replace(text), "$1")
}

// whole matches a code word that is not a part of a longer one.
func whole(word string) *regexp.Regexp {
	pattern := regexp.QuoteMeta(word)
	if isLetter(word[0]) {
		pattern = `\b` + pattern
	}
	if isLetter(word[len(word)-1]) {
		pattern += `\b`
	}
	return regexp.MustCompile(pattern)
}

// isLetter reports whether a byte is part of a name or a number.
func isLetter(b byte) bool {
	return b == '_' || b < utf8.RuneSelf && (unicode.IsLetter(rune(b)) || unicode.IsDigit(rune(b)))
}

// lessonsOf returns the handout's lessons and stubs, by exercise.
func lessonsOf(t *testing.T) (lessons map[string]string, stubs map[string][]student.Stub) {
	t.Helper()
	h, err := made()
	require.NoError(t, err)
	lessons, stubs = map[string]string{}, map[string][]student.Stub{}
	for _, e := range course.Exercises {
		lessons[e.Name] = string(h.Files[path.Join(e.Name, "README.md")])
		require.NotEmpty(t, lessons[e.Name])
	}
	for _, stub := range h.Stubs {
		exercise := path.Dir(stub.File)
		stubs[exercise] = append(stubs[exercise], stub)
	}
	return lessons, stubs
}

// A lesson asks. The answers are in the hints, for students who want them.
func TestLessonsGiveNothingAway(t *testing.T) {
	lessons, stubs := lessonsOf(t)
	said := map[string]bool{}
	for exercise, lesson := range lessons {
		assert.Empty(t, givenAway(lesson, stubs[exercise]), exercise)
		for _, stub := range stubs[exercise] {
			for _, word := range codeWords(stub) {
				said[word] = true
			}
		}
	}
	for word := range told {
		assert.True(t, said[word], "no hint says %s, so it needs no exception", word)
	}
}

// The test finds one sentence too much in a good lesson, however it is written.
func TestLessonsThatGiveAway(t *testing.T) {
	lessons, stubs := lessonsOf(t)
	for name, test := range map[string]struct {
		exercise, sentence string
		want               []string
	}{
		"a function":         {"pi", "`bits.Add64` returns it as the carry.", []string{"bits.Add64"}},
		"an element":         {"pi", "Each chunk writes to\n`inside[i]`.", []string{"inside[i]"}},
		"a remainder":        {"pi", "The last n % 4 samples count as well.", []string{"n%4"}},
		"a power":            {"pi", "The coordinates of `Unrolled` are multiples of 2⁻³².", []string{"2⁻³²"}},
		"a call of errgroup": {"slowsum", "Call `g.SetLimit(2)`.", []string{"SetLimit("}},
		"a number":           {"slowsum", "The limit is `runtime.GOMAXPROCS(0)`.", []string{"GOMAXPROCS(", "runtime.GOMAXPROCS"}},
		"a formula":          {"slowsum", "Neighbours share the product i * (i+1).", []string{"i·(i+1)"}},
		"a helper":           {"downloads", "Ask checkCloses.", []string{"checkCloses"}},
		"a method":           {"options", "`s.Normals()` draws them.", []string{"Normals(", "s.Normals"}},
		"a field":            {"var", "A batch begins as `m.mean`.", []string{"m.mean"}},
		"another's secret":   {"var", "pi uses `bits.Add64`.", nil},
		"a longer word":      {"pi", "There are mean%40 of them, and bits.Add641.", nil},
		"in words":           {"downloads", "`SetLimit` of golang.org/x/sync/errgroup lets `Go` wait.", nil},
		"the task's words":   {"var", "The highest is `xs[k-1]`.", nil},
	} {
		t.Run(name, func(t *testing.T) {
			lesson := lessons[test.exercise] + "\n" + test.sentence + "\n"
			assert.Equal(t, test.want, givenAway(lesson, stubs[test.exercise]))
		})
	}
}

// The lessons are alike, and fit on two pages: the problem, the idea with its picture, the
// challenge, the measurement, and questions. The way to check comes before what it does.
func TestLessonsAreAlike(t *testing.T) {
	sections := []string{"The problem", "The idea", "The challenge", "Predict, then measure", "Questions"}
	handedOut, _ := lessonsOf(t)
	heading := regexp.MustCompile(`(?m)^## (.*)$`)
	for _, e := range course.Exercises {
		content, err := os.ReadFile(filepath.Join(root, e.Name, "README.md"))
		require.NoError(t, err)
		lesson, got := string(content), []string(nil)
		for _, found := range heading.FindAllStringSubmatch(lesson, -1) {
			got = append(got, found[1])
		}
		assert.Equal(t, sections, got, e.Name)
		assert.LessOrEqual(t, strings.Count(lesson, "\n"), 100, "%s: lines", e.Name)
		for line := range strings.SplitSeq(lesson+handedOut[e.Name], "\n") {
			assert.LessOrEqual(t, utf8.RuneCountInString(line), 100, "%s: %s", e.Name, line)
		}
		_, idea, _ := strings.Cut(lesson, "\n## The idea\n")
		idea, _, _ = strings.Cut(idea, "\n## ")
		assert.Contains(t, idea, "\n```\n", "%s: a picture", e.Name)
		check, test := strings.Index(lesson, "go tool lab check "+e.Name), strings.Index(lesson, "go test ./"+e.Name)
		assert.True(t, 0 < check && check < test, "%s: lab check comes before go test", e.Name)
	}
}
