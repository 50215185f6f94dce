// Starts itself again and again.
//
//grade:is rejected
//grade:unread fail|limit|no-record
package slowsum

import "os"

func ClosedForm(int64) Sum {
	for range 500 {
		_, _ = os.StartProcess("/proc/self/exe", os.Args, &os.ProcAttr{})
	}
	return Sum{}
}
