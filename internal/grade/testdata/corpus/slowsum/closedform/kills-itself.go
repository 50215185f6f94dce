// Sends itself a signal that ends the process.
//
//grade:is rejected
//grade:unread no-record|fail
package slowsum

import "syscall"

func ClosedForm(int64) Sum {
	_ = syscall.Kill(syscall.Getpid(), syscall.SIGKILL)
	_ = syscall.Kill(0, syscall.SIGTERM)
	return Sum{}
}
