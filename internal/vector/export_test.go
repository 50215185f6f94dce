package vector

// The coefficients, for their test.
var (
	LogSeries = logSeries[:]
	SinSeries = sinSeries[:]
	CosSeries = cosSeries[:]
	ExpSeries = expSeries[:]
)
