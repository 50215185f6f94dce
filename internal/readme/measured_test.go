package readme

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/report"
)

const machine = "cores: 2\ngo: go1.26.8\ngoos: linux\ngoarch: amd64\ncpu: Some CPU\n"

// The line below a table comes from its raw lines: the command, the passes, the machine,
// and other settings.
func TestMeasured(t *testing.T) {
	const row = "BenchmarkPi/n=1000/impl=sequential-2 10 60000 ns/op\n"
	const quick = "pkg: speedup.example/internal/workers\nBenchmarkQuick/what=start/impl=processes-2 10 60000 ns/op\n"
	const on = "2 cores of Some CPU, linux/amd64, go1.26.8."
	for name, test := range map[string]struct {
		raw  []string
		want string
	}{
		"a sweep":   {[]string{machine + row + row}, "Measured in 2 passes of `./bench.sh pi`: " + on},
		"growth":    {[]string{"sizes: growth\n" + machine + row}, "Measured in 1 pass of `./bench.sh growth pi`: " + on},
		"one core":  {[]string{"cores: 1\ncpu: X\ngoos: o\ngoarch: a\ngo: g\n" + row}, "Measured in 1 pass of `./bench.sh pi`: 1 core of X, o/a, g."},
		"exercises": {[]string{machine + row, machine + row + row}, "Measured in 2 passes of `./bench.sh`, an exercise at a time: " + on},
		"vectors": {[]string{machine + row, "go-simd: go1.26.8 with GOEXPERIMENT=simd, AVX2\n" + machine + row},
			"Measured in 1 pass of `./bench.sh`, an exercise at a time: 2 cores of Some CPU, AVX2, linux/amd64, go1.26.8."},
		"no exercise's": {[]string{machine + quick}, "Measured in 1 pass of `go test -run '^$' -bench Quick ./internal/workers`: " + on},
		"of two modules": {[]string{machine + quick + "pkg: speedup.example/internal/cluster/measure\nBenchmarkQuick/what=start/impl=machines-2 10 60000 ns/op\n"},
			"Measured in 1 pass of `go test -run '^$' -bench Quick ./internal/workers` and `go -C internal/cluster test -run '^$' -bench Quick ./measure`: " + on},
		"on machines": {[]string{"sizes: growth\ndriver: cluster\n" + machine + row}, "Measured in 1 pass of `./bench.sh growth -driver cluster pi`: " + on},
		"an environment": {[]string{"env: GOGC=off\ncc: gcc 12\n" + machine + row},
			"Measured in 1 pass of `./bench.sh pi`: " + on + " `env: GOGC=off`. `cc: gcc 12`."},
	} {
		t.Run(name, func(t *testing.T) {
			var files []*report.File
			for _, raw := range test.raw {
				f, err := report.Parse("raw.txt", []byte(raw))
				require.NoError(t, err)
				files = append(files, f)
			}
			assert.Equal(t, test.want, measured(files))
		})
	}
}
