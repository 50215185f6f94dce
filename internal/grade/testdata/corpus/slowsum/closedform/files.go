// Opens and makes files without an end.
//
//grade:is rejected
//grade:unread fail|no-record
package slowsum

import (
	"fmt"
	"os"
)

func ClosedForm(int64) Sum {
	for i := range 10_000 {
		if f, err := os.Create(fmt.Sprint("file", i)); err == nil {
			_, _ = f.Write(make([]byte, 1<<20))
		}
	}
	return Sum{}
}
