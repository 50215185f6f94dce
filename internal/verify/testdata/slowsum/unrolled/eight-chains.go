// Eight chains in an array, and whatever is left over in the first of them.
//
//verify:passes
package slowsum

func Unrolled(n int64) (total Sum) {
	var chains [8]Sum
	i, end := uint64(0), uint64(n)
	for ; i < end&^7; i += 8 {
		for k := range chains {
			x := i + uint64(k)
			chains[k] = chains[k].plus(x * x)
		}
	}
	for ; i < end; i++ {
		chains[0] = chains[0].plus(i * i)
	}
	for _, chain := range chains {
		total = total.add(chain)
	}
	return total
}
