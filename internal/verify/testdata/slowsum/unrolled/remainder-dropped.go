// Four terms a turn, and the last n%4 are forgotten.
//
//verify:fails exact
//verify:says That is the sum without the last 1: n need not be a multiple
//verify:says n need not be a multiple of what a turn of the loop takes
package slowsum

func Unrolled(n int64) Sum {
	var a, b, c, d Sum
	for i := uint64(0); i+4 <= uint64(n); i += 4 {
		a = a.plus(i * i)
		b = b.plus((i + 1) * (i + 1))
		c = c.plus((i + 2) * (i + 2))
		d = d.plus((i + 3) * (i + 3))
	}
	return a.add(b).add(c.add(d))
}
