package random

// NewLane returns a lane in the given state.
func NewLane(s0, s1 uint64) Lane { return Lane{s0, s1} }

// SplitMix returns the SplitMix64 sequence from the given state.
func SplitMix(state uint64) func() uint64 { return (*splitMix)(&state).next }
