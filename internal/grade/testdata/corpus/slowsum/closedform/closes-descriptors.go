// Closes all descriptors, so that no record can be written.
//
//grade:is rejected
//grade:unread fail|no-record
package slowsum

import "syscall"

func ClosedForm(int64) Sum {
	for fd := range 100 {
		_ = syscall.Close(fd)
	}
	return Sum{}
}
