package check

import (
	"regexp"
	"testing"
)

var stubPanic = regexp.MustCompile(`^(\w+\.\w+) is yours to write: (.*)`)

// stub reports whether a value is what a function panics with that is as it was handed
// out, and of which function, and what its task is.
func stub(value any) (function, task string, ok bool) {
	text, _ := value.(string)
	found := stubPanic.FindStringSubmatch(text)
	if found == nil {
		return "", "", false
	}
	return found[1], found[2], true
}

// SkipUnwritten ends a benchmark early that calls what is still to be written, in a
// student's module. Call it with defer. It cannot recover a panic in another goroutine.
func SkipUnwritten(b *testing.B) {
	if value := recover(); value != nil {
		if _, _, ok := stub(value); ok {
			b.Skip(value)
		}
		panic(value)
	}
}
