// Calls itself without an end.
//
//grade:is limit|fail
package slowsum

func ClosedForm(n int64) Sum {
	s := ClosedForm(n + 1)
	s.Lo++
	return s
}
