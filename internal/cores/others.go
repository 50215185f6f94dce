// Package cores looks at the cores of this machine: which of them a program can use, and
// what they do.
package cores

import (
	"cmp"
	"context"
	"os"
	"runtime"
	"slices"
	"time"

	"github.com/shirou/gopsutil/v4/cpu"
	"github.com/shirou/gopsutil/v4/process"
)

const (
	// span is how long [Others] watches the programs.
	span = 250 * time.Millisecond

	// Most is how many cores other programs may keep busy without a warning.
	Most = 0.5
)

// A Usage is the CPU seconds that a program has used since it began.
type Usage struct {
	Name    string
	Seconds float64
}

// A Sample is what all programs have used so far.
type Sample struct {
	Total    float64 // CPU seconds of all cores; 0 if the system does not say
	Programs map[int32]Usage
}

// Others watches the other programs for a moment, while this one waits. It returns a line
// about their load on the cores, or nothing if that is small or unknown.
func Others(ctx context.Context, cores int) string {
	before, err := sample(ctx)
	if err != nil {
		return ""
	}
	start := time.Now()
	select {
	case <-ctx.Done():
		return ""
	case <-time.After(span):
	}
	after, err := sample(ctx)
	if err != nil {
		return ""
	}
	return Compare(before, after, time.Since(start)).Warning(cores)
}

// sample asks the system. It leaves out a program that has ended meanwhile, or that
// another user hides.
func sample(ctx context.Context) (s Sample, err error) {
	times, err := cpu.TimesWithContext(ctx, true)
	if err == nil && len(times) == runtime.NumCPU() { // a container sees the cores of its host
		for _, t := range times {
			s.Total += t.User + t.System + t.Nice + t.Irq + t.Softirq
		}
	}
	programs, err := process.ProcessesWithContext(ctx)
	s.Programs = map[int32]Usage{}
	for _, p := range programs {
		used, err := p.TimesWithContext(ctx)
		if err != nil || int(p.Pid) == os.Getpid() {
			continue
		}
		name, _ := p.NameWithContext(ctx)
		s.Programs[p.Pid] = Usage{name, used.User + used.System}
	}
	return s, err
}

// A Load says how busy other programs kept the cores.
type Load struct {
	Cores float64 // that were busy on average
	Name  string  // of the program with more than half of the load, if any
}

// Compare returns the load between two samples.
func Compare(before, after Sample, span time.Duration) Load {
	var all []Usage
	sum := 0.0
	for pid, now := range after.Programs {
		was, there := before.Programs[pid]
		if !there {
			continue // its usage may be from before
		}
		used := (now.Seconds - was.Seconds) / span.Seconds()
		all = append(all, Usage{now.Name, used})
		sum += used
	}
	load := Load{Cores: max(sum, (after.Total-before.Total)/span.Seconds())}
	if len(all) > 0 {
		most := slices.MaxFunc(all, func(a, b Usage) int { return cmp.Compare(a.Seconds, b.Seconds) })
		if most.Seconds > load.Cores/2 {
			load.Name = most.Name
		}
	}
	return load
}
