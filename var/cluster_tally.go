package risk

import (
	"encoding/binary"
	"errors"
	"math"
)

// MarshalBinary encodes a tally for a message. The returns inside a narrow window have their
// first bits in common. So what the bits of a return add to those of the one before has six
// or seven bytes, where package gob would need nine.
func (t Tally) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, 20+7*len(t.Inside))
	b = binary.AppendVarint(b, int64(t.Below))
	b = binary.AppendUvarint(b, math.Float64bits(t.Sum))
	before := uint64(0)
	for _, x := range t.Inside {
		bits := math.Float64bits(x)
		b = binary.AppendVarint(b, int64(bits-before))
		before = bits
	}
	return b, nil
}

// mostBytes is the largest number of bytes that a return takes, in a wide window.
const mostBytes = binary.MaxVarintLen64

var errNoTally = errors.New("risk: a worker sends what is no tally")

// UnmarshalBinary decodes what MarshalBinary has encoded.
func (t *Tally) UnmarshalBinary(b []byte) error {
	below, n := binary.Varint(b)
	total, m := binary.Uvarint(b[max(n, 0):])
	if n <= 0 || m <= 0 {
		return errNoTally
	}
	*t = Tally{Below: int(below), Sum: math.Float64frombits(total)}
	b = b[n+m:]
	t.Inside = make([]float64, 0, len(b)/6)
	for bits := uint64(0); len(b) > 0; b = b[n:] {
		var difference int64
		if difference, n = binary.Varint(b); n <= 0 {
			return errNoTally
		}
		bits += uint64(difference)
		t.Inside = append(t.Inside, math.Float64frombits(bits))
	}
	return nil
}
