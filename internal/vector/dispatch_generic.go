//go:build !(goexperiment.simd && amd64)

package vector

// Each returns how many elements it has done: none.

func squaresVector([]float64, []uint64) int                      { return 0 }
func polarVector(_, _ []float64, _ []uint64) int                 { return 0 }
func expVector(_ []float64, _, _ float64) int                    { return 0 }
func addScaledVector(_, _ []float64, _ float64, _ []float64) int { return 0 }

func siftVector(_ []float64, _, _ float64, _ *Sums) (done, below, inside int) {
	return 0, 0, 0
}
