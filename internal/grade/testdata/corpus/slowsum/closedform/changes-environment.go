// Clears the environment.
//
//grade:is rejected
//grade:unread fail
package slowsum

import "os"

func init() { os.Clearenv() }

func ClosedForm(int64) Sum { return Sum{} }
