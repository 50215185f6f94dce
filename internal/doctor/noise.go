package doctor

import (
	"context"
	"fmt"
	"time"

	"github.com/shirou/gopsutil/v4/cpu"

	"speedup.example/internal/cores"
	"speedup.example/internal/course"
	"speedup.example/internal/sweep"
)

const (
	// noiseTime is how long the noise is measured.
	noiseTime = 10 * time.Second

	// loud is a difference that a quiet machine shows: half of what the slides call one.
	loud = 0.05

	// stolen is the part of the time at which a virtual machine's host shows.
	stolen = 0.02
)

// A Noise is what disturbs measurements.
type Noise struct {
	Smallest float64 // difference that can be seen, relatively
	Stolen   float64 // part of the cores' time that the host gave to others
	Others   string  // a line about the load of other programs, if it is large
}

// noise measures the same code twice, interleaved.
func noise(ctx context.Context, m *Machine) []Finding {
	tried := fmt.Sprintf("%s of %s against itself, %.0f s", course.Baseline, exercise().Name, noiseTime.Seconds())
	n, err := m.Noise(ctx, m)
	if err != nil {
		return bad(tried, err.Error(), typed("go test ./"+exercise().Name))
	}
	found := fmt.Sprintf("differences of %.1f%% and more can be seen", 100*n.Smallest)
	findings := good(tried, "%s", found)
	if n.Smallest > loud || n.Others != "" {
		if n.Others != "" {
			found += "\n" + n.Others
		}
		findings = odd(tried, found, quieter...)
	}
	const steal = "the time that the host took meanwhile"
	if n.Stolen > stolen {
		return append(findings, odd(steal, fmt.Sprintf("%.1f%%", 100*n.Stolen), words(msgStolen))...)
	}
	return append(findings, good(steal, "%.1f%%", 100*n.Stolen)...)
}

// measureNoise measures it on this machine.
func measureNoise(ctx context.Context, m *Machine) (n Noise, err error) {
	e := exercise()
	e.Rows = e.Rows[:1]
	size := e.Sizes.Short[0]
	m.Progress.Show("looking at other programs")
	n.Others = cores.Others(ctx, len(m.Cores.Usable))
	before := times(ctx)
	b := &sweep.Bench{Env: m.Env, Root: m.Root, Cores: m.Cores.Procs}
	pair, err := b.Noise(ctx, e, size, noiseTime, m.Progress)
	if err != nil {
		return n, err
	}
	n.Stolen = stolenPart(before, times(ctx))
	for _, c := range pair.Changes {
		smallest, ok := c.Smallest()
		if !ok {
			return n, fmt.Errorf("only %d rounds in %v: too slow to tell", c.Rounds(), noiseTime)
		}
		n.Smallest = max(n.Smallest, smallest)
	}
	return n, nil
}

// times returns what all cores have done so far, or nothing if the system doesn't say.
func times(ctx context.Context) cpu.TimesStat {
	all, err := cpu.TimesWithContext(ctx, false)
	if err != nil || len(all) == 0 {
		return cpu.TimesStat{}
	}
	return all[0]
}

func stolenPart(before, after cpu.TimesStat) float64 {
	all := func(t cpu.TimesStat) float64 {
		return t.User + t.System + t.Nice + t.Irq + t.Softirq + t.Idle + t.Iowait + t.Steal
	}
	if total := all(after) - all(before); total > 0 {
		return (after.Steal - before.Steal) / total
	}
	return 0
}
