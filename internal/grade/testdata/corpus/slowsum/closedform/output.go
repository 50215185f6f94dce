// Prints without an end.
//
//grade:is limit
//grade:says printed
package slowsum

import (
	"fmt"
	"strings"
)

func ClosedForm(int64) Sum {
	for {
		fmt.Print(strings.Repeat("PASS ", 1000))
	}
}
