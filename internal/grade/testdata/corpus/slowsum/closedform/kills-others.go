// Kills all processes that it can.
//
//grade:is rejected
//grade:unread fail|no-record
package slowsum

import "syscall"

func ClosedForm(int64) Sum {
	_ = syscall.Kill(-1, syscall.SIGKILL)
	_ = syscall.Kill(syscall.Getppid(), syscall.SIGKILL)
	return Sum{}
}
