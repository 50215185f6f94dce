package sweep

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Find returns the path of the results in dir that are called name, or of the file that
// name is the path of; nothing if there is neither.
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

// Newest returns the path of the results in dir that were written last, or nothing. Those
// of a sweep that has not ended, or was killed, have to be named.
func Newest(dir string) (newest string) {
	var when time.Time
	for _, path := range files(dir) {
		if strings.Contains(filepath.Base(path), unfinished) {
			continue
		}
		if info, err := os.Stat(path); err == nil && info.ModTime().After(when) {
			newest, when = path, info.ModTime()
		}
	}
	return newest
}

func files(dir string) (paths []string) {
	entries, _ := os.ReadDir(dir) // without a folder there are none
	for _, entry := range entries {
		if !entry.IsDir() && strings.HasSuffix(entry.Name(), ".txt") {
			paths = append(paths, filepath.Join(dir, entry.Name()))
		}
	}
	return paths
}
