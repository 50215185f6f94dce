// Has a function without a body, as assembly would need.
//
//grade:is rejected
//grade:unread compile
package slowsum

func ClosedForm(n int64) Sum
