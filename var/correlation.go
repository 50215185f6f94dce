package risk

import (
	"errors"
	"fmt"

	"gonum.org/v1/gonum/mat"
)

// root returns Cholesky's L of the correlation matrix C = L·Lᵀ.
func root(c *mat.SymDense) (mat.Matrix, error) {
	if err := checkCorrelation(c); err != nil {
		return nil, err
	}
	var cholesky mat.Cholesky
	if !cholesky.Factorize(c) {
		return nil, errors.New("risk: Correlation is not positive definite")
	}
	return cholesky.RawU().T(), nil
}

func checkCorrelation(c *mat.SymDense) error {
	for k := range c.SymmetricDim() {
		for j := range k + 1 {
			switch x := c.At(k, j); {
			case k == j && x != 1:
				return fmt.Errorf("risk: Correlation[%d][%d] is %v, want 1 on the diagonal", k, k, x)
			case !(-1 <= x && x <= 1): // NaN is within no bounds
				return fmt.Errorf("risk: Correlation[%d][%d] is %v, want -1 to 1", k, j, x)
			}
		}
	}
	return nil
}
