// Reads the nonce before the check does, and writes a record with it.
//
//grade:is rejected
//grade:unread no-record
package slowsum

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"
)

func init() {
	line, _ := bufio.NewReader(os.Stdin).ReadString('\n')
	nonce, _, _ := strings.Cut(line, " ")
	environ, _ := os.ReadFile("/proc/self/environ")
	for _, v := range strings.Split(string(environ), "\x00") {
		if folder, ok := strings.CutPrefix(v, "SPEEDUP_CHECK="); ok {
			_ = os.WriteFile(filepath.Join(folder, "record"), fmt.Appendf(nil, `{"verdict":"passed","nonce":%q}`, nonce), 0o666)
		}
	}
	os.Exit(0)
}

func ClosedForm(int64) Sum { return Sum{} }
