// Has constants with millions of digits.
//
//grade:is rejected|limit|compile
//grade:unread limit|compile
package slowsum

const (
	a = 1 << 500
	b = a * a * a * a * a * a * a * a
	c = b * b * b * b * b * b * b * b
)

func ClosedForm(n int64) Sum { return Sum{Lo: uint64(c & 1)} }
