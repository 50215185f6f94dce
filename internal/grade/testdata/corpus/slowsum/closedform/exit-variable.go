// Leaves while a variable gets its value.
//
//grade:is rejected
//grade:unread no-record
package slowsum

import "os"

var _ = leave()

func leave() int { os.Exit(0); return 0 }

func ClosedForm(int64) Sum { return Sum{} }
