package risk

import (
	"encoding/binary"
	"errors"
	"math"
)

// mostBytes is the largest number of bytes that a return takes in a message.
const mostBytes = binary.MaxVarintLen64

// MarshalBinary encodes a tally for a message. The returns inside a narrow window have their
// first bits in common. So the difference between the bits of a return and those of the one
// before takes six or seven bytes. Package gob would need nine.
func (t Tally) MarshalBinary() ([]byte, error) {
	b := make([]byte, 0, 3*mostBytes+7*len(t.Inside))
	b = binary.AppendVarint(b, int64(t.Below))
	b = binary.AppendUvarint(b, math.Float64bits(t.Sum))
	b = binary.AppendUvarint(b, uint64(len(t.Inside)))
	before := uint64(0)
	for _, x := range t.Inside {
		bits := math.Float64bits(x)
		b = binary.AppendVarint(b, int64(bits-before))
		before = bits
	}
	return b, nil
}

var errNoTally = errors.New("risk: a worker sends what is no tally")

// UnmarshalBinary decodes what MarshalBinary has encoded.
func (t *Tally) UnmarshalBinary(b []byte) error {
	m := message{b}
	t.Below = int(m.varint())
	t.Sum = math.Float64frombits(m.uvarint())
	count := m.uvarint()
	if count > uint64(len(m.rest)) { // a return takes a byte at least
		return errNoTally
	}
	t.Inside = make([]float64, count)
	bits := uint64(0)
	for i := range t.Inside {
		bits += uint64(m.varint())
		t.Inside[i] = math.Float64frombits(bits)
	}
	if m.rest == nil || len(m.rest) > 0 {
		return errNoTally
	}
	return nil
}

// A message is read number by number. Its rest is nil after a number that was broken.
type message struct{ rest []byte }

func (m *message) varint() int64 {
	value, length := binary.Varint(m.rest)
	m.skip(length)
	return value
}

func (m *message) uvarint() uint64 {
	value, length := binary.Uvarint(m.rest)
	m.skip(length)
	return value
}

func (m *message) skip(length int) {
	if length <= 0 {
		m.rest = nil
		return
	}
	m.rest = m.rest[length:]
}
