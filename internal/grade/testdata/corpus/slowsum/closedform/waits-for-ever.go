// Waits for ever.
//
//grade:is limit
//grade:says hangs
package slowsum

func ClosedForm(int64) Sum { select {} }
