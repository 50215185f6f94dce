package downloads_test

import (
	"context"
	"testing"

	"speedup.example/downloads"
	"speedup.example/internal/bench"
	"speedup.example/internal/course"
)

// n is the number of tickers. A size comes with the latency of the server and the
// limit of [downloads.Parallel].
var table = bench.Table[driver, downloads.Kernel, []downloads.Summary]{
	Drivers: map[string]driver{"Sequential": downloads.Sequential, "Parallel": downloads.Parallel, "Limit": measured.wait},
	Kernels: map[string]downloads.Kernel{"Scalar": downloads.Scalar, "Unrolled": downloads.Unrolled, "Limit": nil},
	Prepare: measured.open,
	Run: func(ctx context.Context, size course.Size, drive driver, kernel downloads.Kernel) ([]downloads.Summary, error) {
		return drive(ctx, measured.tickers, size.Limit, measured.fetch, kernel)
	},
	Check: func(_ course.Size, got []downloads.Summary) error { return near(got, measured.want) },
}

// measured is the market of the size that is measured.
var measured = new(market)

func BenchmarkDownloads(b *testing.B) { table.Measure(b) }
