// Declares a name that the course's own files use.
//
//grade:is rejected
//grade:unread fail|compile
package slowsum

func len(any) int { return 0 }

func ClosedForm(int64) Sum { return Sum{} }
