package cores

import "fmt"

// Warning says in a line what the load takes of so many cores; nothing if it is little.
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
