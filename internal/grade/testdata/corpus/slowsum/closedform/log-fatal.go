// Leaves as a program does that gives up.
//
//grade:is rejected
//grade:unread no-record
package slowsum

import "log"

func ClosedForm(int64) Sum { log.Fatal("PASS"); return Sum{} }
