package vector_test

import "math/big"

// The truth has numbers of 400 bits, far more than a float64's 53.
const prec = 400

func num(x float64) *big.Float                  { return new(big.Float).SetPrec(prec).SetFloat64(x) }
func ratio(a, b float64) *big.Float             { return div(num(a), num(b)) }
func add(x, y *big.Float) *big.Float            { return num(0).Add(x, y) }
func sub(x, y *big.Float) *big.Float            { return num(0).Sub(x, y) }
func mul(x, y *big.Float) *big.Float            { return num(0).Mul(x, y) }
func div(x, y *big.Float) *big.Float            { return num(0).Quo(x, y) }
func scale(x *big.Float, by float64) *big.Float { return mul(x, num(by)) }

// series sums first·(1 + r₁ + r₁·r₂ + …), each term the one before times r(i), until
// the terms no longer count.
func series(first *big.Float, r func(i float64) *big.Float) *big.Float {
	sum, term := add(first, num(0)), first
	for i := 1.0; term.Sign() != 0 && term.MantExp(nil) > sum.MantExp(nil)-prec-10; i++ {
		term = mul(term, r(i))
		sum = add(sum, term)
	}
	return sum
}

// bigExp is Σ xⁱ/i!. Below 0 it is the reciprocal, because the sum of large terms of
// both signs would lose its digits.
func bigExp(x *big.Float) *big.Float {
	if x.Sign() < 0 {
		return div(num(1), bigExp(scale(x, -1)))
	}
	return series(num(1), func(i float64) *big.Float { return div(x, num(i)) })
}

// bigSin is Σ ±x²ⁱ⁺¹/(2i+1)!, bigCos Σ ±x²ⁱ/(2i)!.
func bigSin(x *big.Float) *big.Float {
	return series(x, func(i float64) *big.Float { return div(mul(x, x), num(-2*i*(2*i+1))) })
}

func bigCos(x *big.Float) *big.Float {
	return series(num(1), func(i float64) *big.Float { return div(mul(x, x), num(-2*i*(2*i-1))) })
}

// arcs is Σ sⁱ·x²ⁱ⁺¹/(2i+1): the inverse of tanh for s = 1, of tan for s = −1.
func arcs(x *big.Float, s float64) *big.Float {
	power := x
	return series(x, func(i float64) *big.Float {
		before := div(power, num(2*i-1))
		power = scale(mul(power, mul(x, x)), s)
		return div(div(power, num(2*i+1)), before)
	})
}

// ln(m) = 2·artanh((m−1)/(m+1)), and ln(x) = ln(m) + k·ln(2).
func bigLog(x *big.Float) *big.Float {
	m := num(0)
	k := x.MantExp(m) // m in [1/2, 1)
	return add(nearOne(m), scale(bigLn2, float64(k)))
}

func nearOne(m *big.Float) *big.Float {
	if m.Cmp(num(1)) == 0 {
		return num(0)
	}
	return scale(arcs(div(sub(m, num(1)), add(m, num(1))), 1), 2)
}

var (
	bigLn2 = nearOne(num(2))
	// Machin's formula: π = 16·arctan(1/5) − 4·arctan(1/239).
	bigPi = sub(scale(arcs(ratio(1, 5), -1), 16), scale(arcs(ratio(1, 239), -1), 4))
)
