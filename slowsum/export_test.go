package slowsum

// Emulated is SIMD by scalar code, in the same lanes.
func Emulated(n int64) Sum {
	r := newRegister()
	r.addSquares(int(n/lanes), run(n))
	return r.total(int(n % lanes))
}

// Run is run.
func Run(n int64) int { return run(n) }
