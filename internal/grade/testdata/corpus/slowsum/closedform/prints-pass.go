// Prints what go test prints for a pass.
//
//grade:is fail
//grade:says the sum is 0
package slowsum

import "fmt"

func ClosedForm(int64) Sum {
	fmt.Print("\n--- PASS: TestClosedForm (0.00s)\n    --- PASS: TestClosedForm/exact (0.00s)\nPASS\nok  \tspeedup.example/slowsum\t0.1s\n")
	return Sum{}
}
