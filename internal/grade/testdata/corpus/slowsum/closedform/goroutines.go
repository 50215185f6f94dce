// Starts goroutines without an end.
//
//grade:is limit
package slowsum

func ClosedForm(int64) Sum {
	for {
		go func() { select {} }()
	}
}
