package cores

import "fmt"

// Warning returns a line about the load on the cores, or nothing if it is small.
func (l Load) Warning(cores int) string {
	if l.Cores < Most {
		return ""
	}
	const longest = 20
	who := "other programs use"
	if l.Name != "" {
		runes := []rune(l.Name)
		who = fmt.Sprintf("another program (%s) uses", string(runes[:min(len(runes), longest)]))
	}
	return fmt.Sprintf("warning: %s %.1f of %d cores: the times will be too long", who, min(l.Cores, float64(cores)), cores)
}
