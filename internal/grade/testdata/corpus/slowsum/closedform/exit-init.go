// Leaves with status 0 before anything is checked.
//
//grade:is rejected
//grade:unread no-record
package slowsum

import "os"

func init() { os.Exit(0) }

func ClosedForm(int64) Sum { return Sum{} }
