package check

import "sync/atomic"

var current atomic.Value // string

// Doing notes what a check is about to do, for what is said if it never ends. It is a
// sentence: "It was asked for the lowest of 1,000 equal numbers."
func Doing(what string) { current.Store(" " + what) }

// doing is what was noted last, with a space before it.
func doing() string {
	what, _ := current.Load().(string)
	return what
}
