// Doubles a string until it has a gigabyte.
//
//grade:is rejected|limit|compile
//grade:unread limit|compile|fail
package slowsum

const (
	a = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
	b = a + a + a + a + a + a + a + a + a + a + a + a + a + a + a + a
	c = b + b + b + b + b + b + b + b + b + b + b + b + b + b + b + b
	d = c + c + c + c + c + c + c + c + c + c + c + c + c + c + c + c
	e = d + d + d + d + d + d + d + d + d + d + d + d + d + d + d + d
	f = e + e + e + e + e + e + e + e + e + e + e + e + e + e + e + e
	g = f + f + f + f + f + f + f + f + f + f + f + f + f + f + f + f
)

var x = g

func ClosedForm(n int64) Sum { return Sum{Lo: uint64(len(x))} }
