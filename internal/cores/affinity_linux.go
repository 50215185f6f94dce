package cores

import "golang.org/x/sys/unix"

// affinity returns the cores that taskset, or a container, leaves to this process.
func affinity() (usable []int) {
	var set unix.CPUSet
	if err := unix.SchedGetaffinity(0, &set); err != nil {
		return everyCore()
	}
	for i := range len(set) * 64 {
		if set.IsSet(i) {
			usable = append(usable, i)
		}
	}
	return usable
}
