// Reaches into the testing package.
//
//grade:is rejected
//grade:unread compile|fail|no-record
package slowsum

import _ "unsafe"

//go:linkname exit os.Exit
func exit(int)

func ClosedForm(int64) Sum {
	exit(0)
	return Sum{}
}
