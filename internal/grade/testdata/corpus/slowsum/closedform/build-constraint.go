//go:build never

// Takes itself out of the build.
//
//grade:is rejected
//grade:unread compile
package slowsum

func ClosedForm(int64) Sum { return Sum{} }
