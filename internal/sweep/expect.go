package sweep

import (
	"fmt"
	"strconv"
	"strings"
	"time"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
)

// The time of a process outside of measuring, roughly.
const (
	starting      = 50 * time.Millisecond
	startingAPeer = time.Second           // Python, and its libraries
	unknown       = 10 * time.Millisecond // a run without older results
	resultsToAsk  = 5                     // how many older results to read
)

// Older has the times of a run in seconds, from older results of one kind.
type Older map[report.Row]float64

// readOlder reads the newest results of a kind in dir. A row has its newest time.
func readOlder(dir string, kind Kind) Older {
	older, read := Older{}, 0
	for _, path := range byTime(files(dir)) {
		file, err := report.ReadFile(path)
		if err != nil || file.Config("sizes") != string(kind) {
			continue // a file that is damaged, or still grows
		}
		r := file.Results()
		for _, row := range r.Rows {
			if _, ok := older[row]; !ok {
				older[row] = r.Time(row).Center
			}
		}
		if read++; read == resultsToAsk {
			break
		}
	}
	return older
}

// Expect returns how long each step may take. sure says that most of that comes from older
// results.
func (o Options) Expect(steps []Step, older Older) (expected []time.Duration, sure bool) {
	runs, knownRuns := 0, 0
	for _, step := range steps {
		took := starting
		if step.Program == Peer {
			took = startingAPeer
		}
		for _, row := range step.Rows {
			for _, size := range step.Sizes {
				seconds, ok := older[report.Row{Exercise: step.Benchmark, Size: fmt.Sprintf("n=%d", size.N), Impl: row.Name, Procs: step.Procs}]
				if !ok {
					seconds = max(unknown, waits(row, size)).Seconds()
				} else {
					knownRuns++
				}
				runs++
				took += sampleTime(o.Benchtime, seconds)
			}
		}
		expected = append(expected, took)
	}
	return expected, 2*knownRuns > runs
}

// waits returns how long a row waits for its downloads.
func waits(row course.Row, size course.Size) time.Duration {
	if size.Limit == 0 || row.Driver == course.Sequential {
		return time.Duration(size.N) * size.Latency
	}
	return time.Duration((size.N+size.Limit-1)/size.Limit) * size.Latency
}

// sampleTime returns how long a sample takes if one run takes this many seconds.
func sampleTime(benchtime string, seconds float64) time.Duration {
	run := time.Duration(seconds * float64(time.Second))
	if runs, ok := strings.CutSuffix(benchtime, "x"); ok {
		n, _ := strconv.Atoi(runs)
		return time.Duration(n) * run
	}
	least, _ := time.ParseDuration(benchtime)
	return max(least, run)
}
