package slowsum

import (
	"errors"
	"fmt"
	"math/big"
	"math/bits"
)

// MaxN is the largest n that a driver accepts, 2³². Up to there i² fits in 64
// bits, and a sum in 96.
const MaxN int64 = 1 << 32

// A Sum is an exact unsigned integer of 128 bits: Hi·2⁶⁴ + Lo.
type Sum struct {
	Hi, Lo uint64
}

// plus returns s + x, with the carry.
func (s Sum) plus(x uint64) Sum {
	lo, carry := bits.Add64(s.Lo, x, 0)
	return Sum{s.Hi + carry, lo}
}

// add returns s + t.
func (s Sum) add(t Sum) Sum {
	lo, carry := bits.Add64(s.Lo, t.Lo, 0)
	return Sum{s.Hi + t.Hi + carry, lo}
}

// Big returns the sum as an integer of math/big.
func (s Sum) Big() *big.Int {
	hi := new(big.Int).SetUint64(s.Hi)
	return hi.Lsh(hi, 64).Add(hi, new(big.Int).SetUint64(s.Lo))
}

// String returns the sum in decimal digits.
func (s Sum) String() string {
	return s.Big().String()
}

func check(ns []int64) error {
	if len(ns) == 0 {
		return errors.New("slowsum: ns is empty, want one n for each call")
	}
	for i, n := range ns {
		if n < 1 || n > MaxN {
			return fmt.Errorf("slowsum: ns[%d] is %d, want 1 to %d", i, n, MaxN)
		}
	}
	return nil
}
