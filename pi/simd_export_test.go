package pi

// For simd_test.go.
var (
	CountSteps   = countSteps
	InsideCircle = insideCircle
)
