package course

// A Function is a function that students write.
type Function struct {
	Name   string // as in the source: Parallel
	Checks []Check
}

// A Check proves one rule about a function, and earns points.
type Check struct {
	Name   string // TestParallel/overlap is the check overlap of Parallel
	Points int
	Rule   string // what the check proves, to be read after "Parallel"
	Race   bool   // needs a test binary with the race detector
	After  string // a check that is the cause if both fail, and so the first to mend
}

// Test returns the name of the test function whose subtests are the checks.
func (f Function) Test() string {
	return "Test" + string(f.Name[0]&^0x20) + f.Name[1:]
}

// Points returns the sum of the checks' points.
func (f Function) Points() (sum int) {
	for _, check := range f.Checks {
		sum += check.Points
	}
	return sum
}

// after returns the check with another one as its possible cause.
func (c Check) after(cause string) Check {
	c.After = cause
	return c
}

// again returns checks that students know from an earlier exercise, at a point each. New
// work earns most.
func again(checks ...Check) []Check {
	for i := range checks {
		checks[i].Points = 1
	}
	return checks
}

// The checks of a driver, in any exercise.
var (
	overlap  = Check{Name: "overlap", Points: 3, Rule: "has as many pieces under way as GOMAXPROCS allows, and no more"}
	window   = Check{Name: "window", Points: 2, Rule: "begins the next piece as soon as one ends"}
	eachOnce = Check{Name: "each-once", Points: 2, Rule: "does every piece, and none twice"}
	order    = Check{Name: "order", Points: 1, Rule: "gives the answers in the order of the arguments, whichever comes first"}
	streams  = Check{Name: "streams", Points: 2, Rule: "gives every piece a random stream of its own"}
	agrees   = Check{Name: "agrees", After: "each-once", Points: 2, Rule: "gives Sequential's answer to the last bit, at any GOMAXPROCS"}
	cancels  = Check{Name: "cancels", Points: 2, Rule: "begins nothing after its context has ended, and returns the context's error"}
	leaks    = Check{Name: "leaks", Points: 1, Rule: "leaves no goroutine behind"}
	badInput = Check{Name: "bad-input", Points: 1, Rule: "refuses what Sequential refuses, with the same error"}
	race     = Check{Name: "race", Points: 2, Rule: "writes to nothing that another goroutine reads or writes", Race: true}
)

// The checks of a kernel with random numbers.
var (
	truth      = Check{Name: "truth", Points: 3, Rule: "agrees with the exact answer, within the standard error of each of many runs"}
	seeds      = Check{Name: "seeds", Points: 2, Rule: "gives independent answers for neighbouring seeds"}
	repeatable = Check{Name: "repeatable", Points: 1, Rule: "gives the same answer for the same stream"}
)

// What the exact sums of slowsum are graded by.
var overflow = Check{Name: "overflow", After: "exact", Points: 2, Rule: "is exact where the sum needs more than 64 bits"}
