// Embeds a file of the course.
//
//grade:is rejected
//grade:unread compile|fail
package slowsum

import _ "embed"

//go:embed slowsum_test.go
var tests string

func ClosedForm(int64) Sum { return Sum{Lo: uint64(len(tests))} }
