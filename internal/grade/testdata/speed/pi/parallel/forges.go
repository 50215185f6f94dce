// Writes replies of its own, before it is asked.
//
//grade:is fail|no-record
package pi

import (
	"context"
	"os"
)

func init() {
	os.NewFile(4, "replies").WriteString("{}\n{}\n{\"answer\":{\"Pi\":3.14159}}\n{}\n{\"answer\":{\"Pi\":3.14159}}\n")
}

func Parallel(ctx context.Context, n int, seed uint64, count Kernel) (Estimate, error) {
	return Sequential(ctx, n, seed, count)
}
