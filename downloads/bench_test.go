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
func BenchmarkDownloads(b *testing.B) {
	m := new(market)
	bench.Table[driver, downloads.Kernel, []downloads.Summary]{
		Drivers: map[string]driver{"Sequential": downloads.Sequential, "Parallel": downloads.Parallel, "Limit": m.wait},
		Kernels: map[string]downloads.Kernel{"Scalar": downloads.Scalar, "Unrolled": downloads.Unrolled, "Limit": nil},
		Prepare: m.open,
		Run: func(ctx context.Context, size course.Size, drive driver, kernel downloads.Kernel) ([]downloads.Summary, error) {
			return drive(ctx, m.tickers, size.Limit, m.fetch, kernel)
		},
		Check: func(_ course.Size, got []downloads.Summary) error { return near(got, m.want) },
	}.Measure(b)
}
