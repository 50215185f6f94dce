// Computes for ever.
//
//grade:is limit
package slowsum

func ClosedForm(n int64) Sum {
	for i := 0; ; i++ {
		if i < 0 {
			return Sum{}
		}
	}
}
