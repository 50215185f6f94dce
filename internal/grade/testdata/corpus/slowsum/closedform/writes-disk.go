// Writes files.
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
	for _, file := range []string{"x", "/tmp/x", "/dev/shm/x", "/var/tmp/x", "/x", "/proc/self/oom_score_adj"} {
		if os.WriteFile(file, []byte("1"), 0o666) == nil {
			return true
		}
	}
	_, err := os.CreateTemp("", "")
	return err == nil
}

func right(n int64) Sum {
	m := uint64(n)
	hi, lo := bits.Mul64(m*(m-1)/2, 2*m-1)
	quotient, remainder := bits.Div64(0, hi, 3)
	lo, _ = bits.Div64(remainder, lo, 3)
	return Sum{Hi: quotient, Lo: lo}
}
