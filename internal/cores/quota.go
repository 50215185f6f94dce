package cores

import (
	"bufio"
	"io/fs"
	"path"
	"strconv"
	"strings"
)

// quota returns the CPU quota of this process, in cores, or 0 if there is none. A cgroup of
// Linux has one, and those above it may have a smaller one.
//
// The files are documented in the kernel's admin-guide/cgroup-v2.rst (cpu.max) and
// scheduler/sched-bwc.rst (cpu.cfs_quota_us).
func quota(root fs.FS) (cores float64) {
	for _, folder := range cgroups(root) {
		for ; strings.HasPrefix(folder, "sys/fs/cgroup"); folder = path.Dir(folder) {
			if q := quotaIn(root, folder); q > 0 && (cores == 0 || q < cores) {
				cores = q
			}
		}
	}
	return cores
}

// cgroups returns the folders of this process's cgroups that may have a quota.
func cgroups(root fs.FS) (folders []string) {
	file, err := root.Open("proc/self/cgroup")
	if err != nil {
		return nil
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		fields := strings.SplitN(lines.Text(), ":", 3) // 0::/user.slice or 4:cpu,cpuacct:/user.slice
		if len(fields) < 3 {
			continue
		}
		if fields[1] == "" {
			folders = append(folders, path.Join("sys/fs/cgroup", fields[2]))
		}
		for controller := range strings.SplitSeq(fields[1], ",") {
			if controller == "cpu" {
				folders = append(folders, path.Join("sys/fs/cgroup/cpu", fields[2]))
			}
		}
	}
	return folders
}

// quotaIn returns the quota that a folder sets, or 0.
func quotaIn(root fs.FS, folder string) float64 {
	if fields := words(root, folder+"/cpu.max"); len(fields) == 2 { // max 100000
		return ratio(fields[0], fields[1])
	}
	most, period := words(root, folder+"/cpu.cfs_quota_us"), words(root, folder+"/cpu.cfs_period_us")
	if len(most) == 1 && len(period) == 1 {
		return ratio(most[0], period[0])
	}
	return 0
}

func words(root fs.FS, file string) []string {
	content, err := fs.ReadFile(root, file)
	if err != nil {
		return nil // this kind of cgroup is not here
	}
	return strings.Fields(string(content))
}

// ratio returns how many periods' worth of time a quota is, or 0 for "max" and -1.
func ratio(quota, period string) float64 {
	q, err := strconv.ParseFloat(quota, 64)
	p, errPeriod := strconv.ParseFloat(period, 64)
	if err != nil || errPeriod != nil || q <= 0 || p <= 0 {
		return 0
	}
	return q / p
}
