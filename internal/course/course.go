// Package course says what students write, in which order, and what it is worth.
//
// It stands apart from the tests that do the checking, so that the points are
// known even of an exercise that does not compile.
package course

import "fmt"

// A Check is one thing that a function is graded by.
type Check struct {
	Name   string // TestParallel/overlap is the check overlap of Parallel
	Points int
	Rule   string // what the check proves, to be read after "Parallel"
	Race   bool   // needs a test binary with the race detector
}

// A Function is one that students write.
type Function struct {
	Name   string // as in the source: Parallel
	Checks []Check
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

// An Exercise is a folder of the module, and the functions in it that students
// write, the easiest first.
type Exercise struct {
	Name      string
	Functions []Function
}

// Points returns the sum of the functions' points.
func (e Exercise) Points() (sum int) {
	for _, function := range e.Functions {
		sum += function.Points()
	}
	return sum
}

// Find returns the exercise of that name. The error names those that there are.
func Find(name string) (Exercise, error) {
	var names []string
	for _, exercise := range Exercises {
		if exercise.Name == name {
			return exercise, nil
		}
		names = append(names, exercise.Name)
	}
	return Exercise{}, fmt.Errorf("no exercise %q, want one of %v", name, names)
}
