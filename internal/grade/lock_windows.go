package grade

import (
	"fmt"
	"os"
)

// Lock makes a folder if there is none. Windows has no lock that ends with the process.
func Lock(folder string) (unlock func(), err error) {
	if err := os.MkdirAll(folder, 0o777); err != nil {
		return nil, fmt.Errorf("grade: %w", err)
	}
	return func() {}, nil
}
