// Sleeps for an hour.
//
//grade:is limit
package slowsum

import "time"

func ClosedForm(int64) Sum {
	time.Sleep(time.Hour)
	return Sum{}
}
