// Replaces the clock.
//
//grade:is rejected
//grade:unread compile|fail
package slowsum

import (
	"time"
	_ "unsafe"
)

//go:linkname now time.now
func now() (sec int64, nsec int32, mono int64) { return 0, 0, 0 }

func ClosedForm(int64) Sum { _ = time.Now(); return Sum{} }
