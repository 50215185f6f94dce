package risk

import (
	"errors"
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
)

// rounding is how far a correlation may be off. Libraries divide covariances by
// deviations, so the diagonal may be 1.0000000000000002.
const rounding = 1e-9

// root returns L of the correlation matrix C = L·Lᵀ. If C is positive definite, L is
// Cholesky's. C is singular if an asset is a sum of others, or if there are more
// assets than observations. Then C = V·Λ·Vᵀ gives L = V·√Λ. An eigenvalue within
// rounding of 0 is 0. Below that, no returns have these correlations.
func root(correlation *mat.SymDense) (mat.Matrix, error) {
	c, err := normalized(correlation)
	if err != nil {
		return nil, err
	}
	var cholesky mat.Cholesky
	if cholesky.Factorize(c) {
		return cholesky.RawU().T(), nil
	}
	var eigen mat.EigenSym
	if !eigen.Factorize(c, true) {
		return nil, errors.New("risk: Correlation has eigenvalues that gonum does not find")
	}
	values := eigen.Values(nil) // the least first
	within := rounding * float64(len(values))
	if values[0] < -within {
		return nil, fmt.Errorf("risk: Correlation is not positive semidefinite: its least eigenvalue is %.3g, want 0 or more", values[0])
	}
	for k, value := range values {
		if value <= within {
			value = 0
		}
		values[k] = math.Sqrt(value)
	}
	var vectors, l mat.Dense
	eigen.VectorsTo(&vectors)
	l.Mul(&vectors, mat.NewDiagDense(len(values), values))
	return &l, nil
}

// normalized returns Cᵢⱼ/√(Cᵢᵢ·Cⱼⱼ), with ones on the diagonal. It returns an error
// if an element is off by more than rounding.
func normalized(c *mat.SymDense) (*mat.SymDense, error) {
	n := c.SymmetricDim()
	exact := mat.NewSymDense(n, nil)
	for k := range n {
		if x := c.At(k, k); !(math.Abs(x-1) <= rounding) { // NaN is near nothing
			return nil, fmt.Errorf("risk: Correlation[%d][%d] is %v, want 1 on the diagonal", k, k, x)
		}
		exact.SetSym(k, k, 1)
		for j := range k {
			x := c.At(k, j)
			if !(math.Abs(x) <= 1+rounding) {
				return nil, fmt.Errorf("risk: Correlation[%d][%d] is %v, want -1 to 1", k, j, x)
			}
			exact.SetSym(k, j, min(max(x/math.Sqrt(c.At(k, k)*c.At(j, j)), -1), 1))
		}
	}
	return exact, nil
}
