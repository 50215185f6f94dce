package course

import (
	"fmt"
	"strings"
	"time"
)

// A SlideTime is what a slide of the lecture says that the work of a row takes.
type SlideTime struct {
	Row  string // that it stands beside
	Says string // what the slide calls it
	Time time.Duration
}

// TimesAt returns what the slide says of a size, as of n=1000: of the lecture's own.
func (e Exercise) TimesAt(size string) []SlideTime {
	for _, own := range e.Sizes.Lecture {
		if size == fmt.Sprintf("n=%d", own.N) {
			return e.Times
		}
	}
	return nil
}

// WorkAt says what the work of a size is, for a person; nothing if the exercise does not.
func (e Exercise) WorkAt(size string) string {
	n, ok := strings.CutPrefix(size, "n=")
	if e.Work == "" || !ok {
		return ""
	}
	return fmt.Sprintf(e.Work, thousands(n))
}

// thousands puts commas into the digits of a number.
func thousands(digits string) string {
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
