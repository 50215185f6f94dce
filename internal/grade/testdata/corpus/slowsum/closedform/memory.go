// Takes all memory.
//
//grade:is limit
//grade:says memory
package slowsum

var kept [][]byte

func ClosedForm(int64) Sum {
	for {
		block := make([]byte, 16<<20)
		for i := range block {
			block[i] = 1
		}
		kept = append(kept, block)
	}
}
