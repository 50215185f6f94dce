package check

// For the tests of this package.
var (
	Diagnose = diagnose
	Passed   = passed
)

// RaceDetector reports whether the tests were built with it.
const RaceDetector = raceDetector
