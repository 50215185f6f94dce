package doctor

import (
	"context"
	"fmt"
	"os"
	"strings"
)

// usable says on which cores this process may run.
func usable(_ context.Context, m *Machine) []Finding {
	const tried = "those that programs may use"
	may, all := len(m.Cores.Usable), m.Cores.Cores
	found := fmt.Sprintf("%d of %d", may, all)
	switch {
	case may < 2:
		return odd(tried, found+msgOneCore, words(msgMoreCores))
	case may < all:
		return odd(tried, fmt.Sprintf("%s: %s%s", found, ranges(m.Cores.Usable), msgAffinity), typed("taskset -cp "+ranges(everything(all))+" $$"))
	}
	return good(tried, "all %d", all)
}

func everything(n int) (all []int) {
	for i := range n {
		all = append(all, i)
	}
	return all
}

// ranges writes numbers as taskset does: 0-3,8.
func ranges(numbers []int) string {
	var parts []string
	for i := 0; i < len(numbers); {
		last := i
		for last+1 < len(numbers) && numbers[last+1] == numbers[last]+1 {
			last++
		}
		part := fmt.Sprint(numbers[i])
		if last > i {
			part += fmt.Sprintf("-%d", numbers[last])
		}
		parts, i = append(parts, part), last+1
	}
	return strings.Join(parts, ",")
}

// quota says how much time a cgroup gives. A container with less than its cores is stopped
// for a part of each tenth of a second, which makes times jump.
func quota(_ context.Context, m *Machine) []Finding {
	const tried = "the cgroup's CPU time"
	switch q := m.Cores.Quota; {
	case q == 0:
		return good(tried, "there is none")
	case q < float64(len(m.Cores.Usable)):
		return odd(tried, fmt.Sprintf(msgQuota, q, len(m.Cores.Usable)), words(fmt.Sprintf(msgMoreQuota, len(m.Cores.Usable))))
	default:
		return good(tried, "%.3g cores, which is enough", q)
	}
}

// procs says how many goroutines run at a time.
func procs(_ context.Context, m *Machine) []Finding {
	const tried = "Go's own choice"
	if set := os.Getenv("GOMAXPROCS"); set != "" {
		return odd("the variable GOMAXPROCS", fmt.Sprintf(msgProcsSet, set, m.Cores.Procs), typed("unset GOMAXPROCS"))
	}
	if float64(m.Cores.Procs) > m.Cores.Worth() {
		return odd(tried, fmt.Sprintf(msgProcsMany, m.Cores.Procs, m.Cores.Worth()))
	}
	return good(tried, "%d", m.Cores.Procs)
}
