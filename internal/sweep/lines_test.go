package sweep_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/sweep"
)

const printed = `goos: linux
pkg: speedup.example/pi
cpu: Some Processor
color: not of the testing package
BenchmarkPi/n=9/impl=sequential         	       5	 40000000 ns/op	   1.000 cores
BenchmarkPi/n=9/impl=parallel  	--- FAIL: BenchmarkPi/n=9/impl=parallel
    bench.go:99: answer 3, want 4
BenchmarkPi/n=9/impl=counted 5 32 B/op
--- WRONG: BenchmarkPi/n=9/impl=numba: answered 3, right is 4
BenchmarkPi/n=9/impl=unrolled         	       5	 4
PASS
BenchmarkPi/n=9/impl=cut         	       5	 40000000 ns/op	   1.0`

// What is kept is what benchstat reads, whole lines only, and the number that the
// testing package leaves out at GOMAXPROCS=1.
func TestResultLines(t *testing.T) {
	lines, measured := sweep.ResultLines([]byte(printed), 1)
	assert.True(t, measured)
	assert.Equal(t, []string{
		"goos: linux", "pkg: speedup.example/pi", "cpu: Some Processor",
		"BenchmarkPi/n=9/impl=sequential-1         	       5	 40000000 ns/op	   1.000 cores",
		"--- WRONG: BenchmarkPi/n=9/impl=numba: answered 3, right is 4",
	}, lines)

	lines, _ = sweep.ResultLines([]byte(strings.ReplaceAll(printed, "impl=sequential ", "impl=sequential-2 ")), 2)
	assert.Contains(t, strings.Join(lines, "\n"), "impl=sequential-2         	       5	")

	lines, measured = sweep.ResultLines([]byte("BenchmarkX 1 5 ns/op\r\n"), 1)
	assert.Equal(t, []string{"BenchmarkX-1 1 5 ns/op"}, lines)
	assert.True(t, measured)
	_, measured = sweep.ResultLines([]byte("goos: linux\nPASS\n"), 1)
	assert.False(t, measured)
	lines, measured = sweep.ResultLines(nil, 1)
	assert.Empty(t, lines)
	assert.False(t, measured)
}
