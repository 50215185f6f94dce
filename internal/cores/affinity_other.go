//go:build !linux

package cores

// affinity returns all cores that Go sees: Windows leaves out forbidden ones, and macOS
// forbids none.
func affinity() []int { return everyCore() }
