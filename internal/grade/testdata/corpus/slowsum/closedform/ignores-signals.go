// Ignores all signals, and goes on for ever.
//
//grade:is rejected
//grade:unread limit
package slowsum

import "os/signal"

func ClosedForm(int64) Sum {
	signal.Ignore()
	for {
	}
}
