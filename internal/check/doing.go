package check

import "sync/atomic"

var current atomic.Value // string

// Doing notes what a check is about to do, for the message if it never ends. what is
// a sentence: "It was asked for the lowest of 1,000 equal numbers."
func Doing(what string) { current.Store(" " + what) }

// doing returns the last note, with a space before it.
func doing() string {
	what, _ := current.Load().(string)
	return what
}
