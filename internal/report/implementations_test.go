package report_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/report"
)

// Implementations compares the others with the first, pass by pass. A question mark stands
// for a missing measurement.
func TestImplementations(t *testing.T) {
	f, err := report.Parse("quick.txt", []byte(`cores: 2
BenchmarkQuick/what=start/impl=goroutines-2 10 1000 ns/op
BenchmarkQuick/what=start/impl=processes-2 10 4000000 ns/op
BenchmarkQuick/what=byte/n=8/impl=goroutines-2 10 500 ns/op
BenchmarkQuick/what=start/impl=goroutines-2 10 2000 ns/op
BenchmarkQuick/what=start/impl=processes-2 10 4000000 ns/op
`))
	require.NoError(t, err)
	assert.Equal(t, `Quick at GOMAXPROCS=2
                 goroutines  processes  times as long
  what=start        1.50 µs    4.00 ms  3000×
  what=byte/n=8      500 ns          ?  ?

Time is the median of the runs, times as long the median of the ratios within each pass.
`, report.Implementations(f.Results()))
}
