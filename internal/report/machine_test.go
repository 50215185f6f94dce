package report_test

import (
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/report"
)

func TestMachineWarnings(t *testing.T) {
	one := samples("Pi/n=1/impl=a-1", 1)
	this := parse(t, "a.txt", "goos: linux\ngoarch: amd64\ncpu: A 1\ncores: 1\ngo: go1.26.8", one)
	other := parse(t, "b.txt", "goos: darwin\ngoarch: arm64\ncpu: B 2\ncores: 10\ngo: go1.27.3", one)
	assert.Equal(t, `warning: a.txt was measured on 1 core, b.txt on 10 cores: times of different machines do not compare.
warning: a.txt was measured on A 1, b.txt on B 2: times of different processors do not compare.
warning: a.txt was measured on linux/amd64, b.txt on darwin/arm64: a difference may be the system's.
warning: a.txt was built with go1.26.8, b.txt with go1.27.3: a difference may be the compiler's.
`, report.MachineWarnings(this, other))
	silent := parse(t, "c.txt", one) // tells nothing
	assert.Empty(t, report.MachineWarnings(this, this, silent)+report.MachineWarnings(silent, this)+report.MachineWarnings())
}
