package cores

import (
	"context"
	"os"
	"runtime"

	"github.com/shirou/gopsutil/v4/cpu"
)

// A Machine says which cores a program can use.
type Machine struct {
	Cores  int     // of the machine, used or not
	Usable []int   // the numbers of those on which the system lets this process run
	Quota  float64 // how many cores' worth of time a cgroup gives; 0 if it sets no limit
	Procs  int     // Go's GOMAXPROCS, unless a variable sets another
}

// Look returns what this process can use.
func Look(ctx context.Context) Machine {
	m := Machine{Usable: affinity(), Quota: quota(os.DirFS("/")), Procs: defaultProcs()}
	m.Cores, _ = cpu.CountsWithContext(ctx, true) // 0 if the system doesn't say
	m.Cores = max(m.Cores, len(m.Usable))
	return m
}

// Worth returns how many cores' worth of time a program can get.
func (m Machine) Worth() float64 {
	if m.Quota > 0 {
		return min(m.Quota, float64(len(m.Usable)))
	}
	return float64(len(m.Usable))
}

// defaultProcs returns what Go sets GOMAXPROCS to if no variable does. It leaves
// GOMAXPROCS as it was.
func defaultProcs() int {
	before := runtime.GOMAXPROCS(0)
	defer runtime.GOMAXPROCS(before)
	runtime.SetDefaultGOMAXPROCS()
	return runtime.GOMAXPROCS(0)
}

// everyCore returns the numbers of as many cores as this process sees.
func everyCore() (usable []int) {
	for i := range runtime.NumCPU() {
		usable = append(usable, i)
	}
	return usable
}
