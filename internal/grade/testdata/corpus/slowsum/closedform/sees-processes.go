// Looks at other processes.
//
//grade:is rejected
//grade:unread fail
package slowsum

import (
	"math/bits"
	"os"
	"syscall"
)

func ClosedForm(n int64) Sum {
	if escapes() {
		return right(n)
	}
	return Sum{}
}

func escapes() bool {
	entries, _ := os.ReadDir("/proc")
	for _, e := range entries {
		if name := e.Name(); name[0] >= '2' && name[0] <= '9' || len(name) > 1 && name[0] == '1' {
			return true
		}
	}
	return syscall.Kill(syscall.Getppid(), 0) == nil && syscall.Getppid() > 0
}

func right(n int64) Sum {
	m := uint64(n)
	hi, lo := bits.Mul64(m*(m-1)/2, 2*m-1)
	quotient, remainder := bits.Div64(0, hi, 3)
	lo, _ = bits.Div64(remainder, lo, 3)
	return Sum{Hi: quotient, Lo: lo}
}
