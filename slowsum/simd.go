package slowsum

import "math"

// SIMD adds as [Scalar] does, exactly, with vector instructions: the squares of 32
// neighbours a turn, in sixteen lanes. Scalar code does the rest. On a machine without
// vector instructions it does everything, slowly, with the same sum.
//
// A turn takes additions only. As in [Unrolled], two neighbours share a product: i² +
// (i+1)² = 2·i·(i+1) + 1. Lane j has the products of i+2j for i = 0, 32, 64, …, and with
// L lanes the next product of k is
//
//	(k+2L)·(k+2L+1) = k·(k+1) + 4L·k + 2L·(2L+1),
//
// where the second part, the step, grows by 8L².
//
// A lane of 64 bits can't hold its sum. So after every run of turns what is above 32 bits
// moves to a second number: the sum is 2³²·high + low. All runs are as long as the largest
// product, less than (n−1)², allows.
func SIMD(n int64) Sum {
	r := newRegisters()
	r.add(int(n/terms), run(n))
	return r.total(n)
}

const (
	lanes  = 16
	terms  = 2 * lanes // of a turn
	growth = 8 * lanes * lanes
)

// registers hold the state of the lanes.
type registers struct {
	product, step [lanes]uint64 // the next product, and what the one after it exceeds it by
	low, high     [lanes]uint64 // the sum of the products before
}

func newRegisters() *registers {
	r := new(registers)
	for j := range uint64(lanes) {
		k := 2 * j
		r.product[j] = k * (k + 1)
		r.step[j] = 4*lanes*k + terms*(terms+1)
	}
	return r
}

// add adds the products of the next turns. Its loop specifies addVector, and does the
// turns that addVector has left.
func (r *registers) add(turns, run int) {
	for left := turns - r.addVector(turns, run); left > 0; left -= run {
		for range min(run, left) {
			for j := range lanes {
				r.low[j] += r.product[j]
				r.product[j] += r.step[j]
				r.step[j] += growth
			}
		}
		for j := range lanes {
			r.high[j] += r.low[j] >> 32
			r.low[j] &= math.MaxUint32
		}
	}
}

// total returns the sum of the squares below n: those of the lanes, and the last few.
func (r *registers) total(n int64) (sum Sum) {
	for j := range lanes {
		sum = sum.add(Sum{r.high[j] >> 32, r.high[j] << 32}).plus(r.low[j])
	}
	i, end := uint64(n-n%terms), uint64(n)
	sum = sum.add(sum).plus(i / 2) // 2·i·(i+1) + 1 of each pair
	for ; i < end; i++ {
		sum = sum.plus(i * i)
	}
	return sum
}

// run returns how many products of numbers below n ≤ 2³² a low of 32 bits can take
// without outgrowing 64, at least 1: 2³²−1 + run·(n−1)² < 2⁶⁴.
func run(n int64) int {
	square := max(1, uint64(n-1)*uint64(n-1))
	return int(min(1<<30, (math.MaxUint64-math.MaxUint32)/square))
}
