// math/big, whose integers have as many bits as they need.
//
//verify:passes
package slowsum

import "math/big"

func ClosedForm(n int64) Sum {
	product := new(big.Int).Mul(big.NewInt(n-1), big.NewInt(n))
	product.Mul(product, big.NewInt(2*n-1)).Quo(product, big.NewInt(6))
	hi := new(big.Int).Rsh(product, 64)
	lo := product.Sub(product, new(big.Int).Lsh(hi, 64))
	return Sum{Hi: hi.Uint64(), Lo: lo.Uint64()}
}
