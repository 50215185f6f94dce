// Has an expression with ten thousand parentheses.
//
//grade:is rejected|limit|compile|fail
//grade:unread limit|compile|fail
package slowsum

func ClosedForm(n int64) Sum { return Sum{Lo: uint64((n))} }
