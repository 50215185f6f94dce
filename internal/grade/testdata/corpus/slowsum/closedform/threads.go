// Holds a thread in each of many goroutines.
//
//grade:is rejected
//grade:unread limit|fail|no-record
package slowsum

import (
	"runtime"
	"time"
)

func ClosedForm(int64) Sum {
	for range 20_000 {
		go func() { runtime.LockOSThread(); time.Sleep(time.Hour) }()
	}
	time.Sleep(time.Second)
	return Sum{}
}
