package course

import (
	"fmt"
	"strings"
	"time"
)

// A SlideTime is a time on a slide of the lecture, for the work of a row.
type SlideTime struct {
	Row  string // the row it belongs to
	Says string // what the slide calls it
	Time time.Duration
}

// TimesAt returns the slide's times for a size such as n=1000. Only the lecture's own
// size has any.
func (e Exercise) TimesAt(size string) []SlideTime {
	for _, own := range e.Sizes.Lecture {
		if size == fmt.Sprintf("n=%d", own.N) {
			return e.Times
		}
	}
	return nil
}

// WorkAt says what the work of a size is, for a person, or nothing if the exercise
// doesn't say it.
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
