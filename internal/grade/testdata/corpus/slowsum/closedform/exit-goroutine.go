// Leaves with status 0 from a goroutine.
//
//grade:is rejected
//grade:unread no-record
package slowsum

import "os"

func ClosedForm(int64) Sum {
	go os.Exit(0)
	select {}
}
