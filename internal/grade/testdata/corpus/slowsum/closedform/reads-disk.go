// Reads files of the machine.
//
//grade:is rejected
//grade:unread fail
package slowsum

import (
	"math/bits"
	"os"
)

func ClosedForm(n int64) Sum {
	if escapes() {
		return right(n)
	}
	return Sum{}
}

func escapes() bool {
	for _, file := range []string{"/etc/passwd", "/etc/hostname", "/etc/shadow", "/proc/self/cwd/../../etc/passwd", "/proc/1/cwd/../../../../etc/passwd", "/sys/kernel/mm/transparent_hugepage/enabled"} {
		if _, err := os.ReadFile(file); err == nil {
			return true
		}
	}
	return false
}

func right(n int64) Sum {
	m := uint64(n)
	hi, lo := bits.Mul64(m*(m-1)/2, 2*m-1)
	quotient, remainder := bits.Div64(0, hi, 3)
	lo, _ = bits.Div64(remainder, lo, 3)
	return Sum{Hi: quotient, Lo: lo}
}
