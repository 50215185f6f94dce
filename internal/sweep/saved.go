package sweep

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Find returns the path of the results called name in dir, or of the file at the path
// name, or nothing.
func Find(dir, name string) string {
	for _, path := range []string{filepath.Join(dir, name+".txt"), name, filepath.Join(dir, name)} {
		if info, err := os.Stat(path); err == nil && !info.IsDir() {
			if absolute, err := filepath.Abs(path); err == nil {
				return absolute
			}
		}
	}
	return ""
}

// Saved returns the names of the results in dir, sorted.
func Saved(dir string) (names []string) {
	for _, path := range files(dir) {
		names = append(names, strings.TrimSuffix(filepath.Base(path), ".txt"))
	}
	slices.Sort(names)
	return names
}

// Newest returns the path of the newest results in dir, or nothing. It ignores those of a
// sweep that has not ended, or was killed.
func Newest(dir string) string {
	paths := byTime(files(dir))
	if len(paths) == 0 {
		return ""
	}
	return paths[0]
}

// byTime sorts the files of finished sweeps, the newest first.
func byTime(paths []string) []string {
	when := map[string]time.Time{}
	for _, path := range paths {
		if info, err := os.Stat(path); err == nil && !strings.Contains(filepath.Base(path), unfinished) {
			when[path] = info.ModTime()
		}
	}
	paths = slices.DeleteFunc(slices.Clone(paths), func(path string) bool { return when[path].IsZero() })
	slices.SortFunc(paths, func(a, b string) int { return when[b].Compare(when[a]) })
	return paths
}

func files(dir string) (paths []string) {
	entries, _ := os.ReadDir(dir) // no folder, no entries
	for _, entry := range entries {
		if !entry.IsDir() && strings.HasSuffix(entry.Name(), ".txt") {
			paths = append(paths, filepath.Join(dir, entry.Name()))
		}
	}
	return paths
}
