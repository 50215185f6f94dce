// Lets the runtime write its crashes elsewhere, and crashes.
//
//grade:is rejected
//grade:unread no-record
package slowsum

import (
	"os"
	"runtime/debug"
)

func ClosedForm(int64) Sum {
	_ = debug.SetCrashOutput(os.Stdout, debug.CrashOptions{})
	go panic("PASS")
	select {}
}
