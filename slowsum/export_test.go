package slowsum

// Emulated is SIMD by scalar code, in the same lanes.
func Emulated(n int64) Sum {
	r := newRegisters()
	r.add(int(n/terms), run(n))
	return r.total(n)
}

// Run is run.
func Run(n int64) int { return run(n) }
