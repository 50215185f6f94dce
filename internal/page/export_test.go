package page

import "fmt"

// LookOf returns the look of an implementation without its colour.
func LookOf(impl string) string {
	l := lookOf(impl)
	return fmt.Sprintf("%T %v", l.marker, l.dashes)
}
