package pi

// What simd_test.go looks at.
var (
	CountSteps   = countSteps
	InsideCircle = insideCircle
)
