package report_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/report"
)

// On logarithmic scales Slowsum is halfway from 1/2 to 2, so it breaks even at the
// geometric mean of n, and of the times. Pi does at a third of the way. A row that always
// wins, or never, has no break-even.
func TestShould(t *testing.T) {
	assert.Equal(t, `Should you use parallelism? parallel beside sequential, at GOMAXPROCS=2:
                   n  sequential  parallel  times faster
  Downloads        6     60.0 ms   10.0 ms         6.00×  wins
  Slowsum        100      100 ns    200 ns         0.50×  loses
  Slowsum      10000     10.0 µs   5.00 µs         2.00×  wins; break-even at n≈1000, 1.00 µs
  Slowsum    1000000     1.00 ms    500 µs         2.00×  wins
  Pi             100      100 ns    200 ns         0.50×  loses
  Pi          100000      100 µs   25.0 µs         4.00×  wins; break-even at n≈1000, 1.00 µs
  Options         10      500 ns   1.00 µs         0.50×  loses
  Var            100      500 ns                       -
-: not measured at GOMAXPROCS=2
`, report.Should(read(t,
		"cores: 2",
		samples("Downloads/n=6/impl=sequential-2", 60e6), samples("Downloads/n=6/impl=parallel-2", 10e6),
		samples("Slowsum/n=100/impl=sequential-2", 100), samples("Slowsum/n=100/impl=parallel-2", 200),
		samples("Slowsum/n=10000/impl=sequential-2", 10_000), samples("Slowsum/n=10000/impl=parallel-2", 5_000),
		samples("Slowsum/n=1000000/impl=sequential-2", 1e6), samples("Slowsum/n=1000000/impl=parallel-2", 5e5),
		samples("Pi/n=100/impl=sequential-2", 100), samples("Pi/n=100/impl=parallel-2", 200),
		samples("Pi/n=100000/impl=sequential-2", 100_000), samples("Pi/n=100000/impl=parallel-2", 25_000),
		samples("Options/n=10/impl=sequential-2", 500), samples("Options/n=10/impl=parallel-2", 1000),
		samples("Var/n=100/impl=sequential-2", 500),
	)))
}

// Between a clear loss and a clear win there may be sizes without a visible difference.
func TestShouldIsSure(t *testing.T) {
	text := report.Should(read(t,
		samples("Pi/n=100/impl=sequential-2", 100, 100, 100, 100, 100, 100), samples("Pi/n=100/impl=parallel-2", 400, 400, 400, 400, 400, 401),
		samples("Pi/n=1000/impl=sequential-2", 100, 100, 100, 100, 100, 100), samples("Pi/n=1000/impl=parallel-2", 90, 80, 110, 90, 90, 90),
		samples("Pi/n=10000/impl=sequential-2", 100, 100, 100, 100, 100, 100), samples("Pi/n=10000/impl=parallel-2", 25, 25, 25, 25, 25, 26),
	))
	assert.Regexp(t, `(?m)^  Pi +100 .* loses$`, text)
	assert.Regexp(t, `(?m)^  Pi +1000 .* 1\.11×  no difference seen$`, text)
	assert.Regexp(t, `(?m)^  Pi +10000 .* wins; break-even at n≈1000, 100 ns$`, text)
}

// The quick reference has the slide's lines. A dash stands for a missing measurement.
func TestReference(t *testing.T) {
	assert.Equal(t, `The quick reference, measured at GOMAXPROCS=2:
                to                                      goroutines  processes   ratio
  Overhead      start a worker for each core, end them     2.00 µs    4.00 ms   2000×
  Overhead      have a running worker do a piece            500 ns          -
  Sharing data  give it 8 KiB                                    -          -
  Sharing data  give it 64 KiB                                   -          -
  Sharing data  give it 512 KiB                                  -          -
  Sharing data  give it 4 MiB                               400 ns    16.0 ms  40000×
-: not measured at GOMAXPROCS=2
`, report.Reference(read(t,
		samples("QuickReference/what=start/impl=goroutines-2", 2000),
		samples("QuickReference/what=start/impl=processes-2", 4e6),
		samples("QuickReference/what=piece/impl=goroutines-2", 500),
		samples("QuickReference/what=byte/n=4194304/impl=goroutines-2", 400),
		samples("QuickReference/what=byte/n=4194304/impl=processes-2", 16e6),
	)))
}
