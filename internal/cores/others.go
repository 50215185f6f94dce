// Package cores looks at what the cores of this machine do.
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
	// span is how long the programs are watched.
	span = 250 * time.Millisecond

	// Most is how many cores other programs may keep busy without a word.
	Most = 0.5
)

// A Usage is the CPU seconds that a program has used in all its life.
type Usage struct {
	Name    string
	Seconds float64
}

// A Sample is what all programs have used up to a moment.
type Sample struct {
	Total    float64 // CPU seconds of all cores; 0 if the system does not say
	Programs map[int32]Usage
}

// Others watches the other programs for a moment in which this one waits. It returns a line
// on what they take of the cores, or nothing if that is little, or not known.
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

// sample asks the system. A program that has ended meanwhile, or that belongs to somebody
// else, may not answer; it is left out.
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

// A Load is what other programs took of the cores.
type Load struct {
	Cores float64 // that were busy on average
	Name  string  // of the program that took most, if it took most of all
}

// Compare returns the load between two samples.
func Compare(before, after Sample, span time.Duration) Load {
	var all []Usage
	sum := 0.0
	for pid, now := range after.Programs {
		was, there := before.Programs[pid]
		if !there {
			continue // what it has used may be of all its life, or it has just begun
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
