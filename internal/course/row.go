package course

import "slices"

// A Row of a benchmark is one implementation. In Go it is a driver with a kernel,
// both by their names in the benchmark's file. A peer is a program in another
// language, and has neither.
type Row struct {
	Name   string // impl= in the benchmark's name; ends in a letter
	Driver string // Parallel
	Kernel string // Unrolled
	Needs  Need
}

// A Need is what a row can't run without.
type Need string

// The needs of rows.
const (
	Nothing Need = ""
	Vectors Need = "vector instructions" // and so the binary with them
	Widest  Need = "the widest binary"   // the one with vector instructions, if there is one
	Python  Need = "Python"
	NumPy   Need = "NumPy"
	Numba   Need = "Numba" // which needs NumPy
	SciPy   Need = "SciPy" // beside Numba, whose np.dot calls SciPy's BLAS
	C       Need = "a C compiler"
)

const (
	// Sequential is the driver that does one piece after the other, in the goroutine
	// of its caller.
	Sequential = "Sequential"

	// Parallel is the driver that does as many pieces at a time as GOMAXPROCS allows.
	Parallel = "Parallel"

	// Baseline is the row that all others are compared with.
	Baseline = "sequential"

	// OnAllCores is the row that does the baseline's work on all cores. Predictions are
	// about it.
	OnAllCores = "parallel"

	// Limit is the row that no implementation of the exercise's method can
	// beat. It does only what all of them have to do.
	Limit = "limit"
)

// Unwritten begins a line on a benchmark's standard error, in a student's module. The
// name of an unwritten row follows.
const Unwritten = "--- UNWRITTEN: "

// The rows that every exercise has.
var (
	sequential       = Row{Name: Baseline, Driver: Sequential, Kernel: "Scalar"}
	unrolled         = Row{Name: "unrolled", Driver: Sequential, Kernel: "Unrolled"}
	parallel         = Row{Name: OnAllCores, Driver: Parallel, Kernel: "Scalar"}
	parallelUnrolled = Row{Name: "parallel-unrolled", Driver: Parallel, Kernel: "Unrolled"}
)

// Rows that some exercises have.
var (
	processes         = Row{Name: "processes", Driver: "Processes", Kernel: "Scalar"}
	processesUnrolled = Row{Name: "processes-unrolled", Driver: "Processes", Kernel: "Unrolled"}
	limit             = Row{Name: Limit, Driver: "Limit", Kernel: "Limit", Needs: Widest}
)

// Rows that some exercises have, and the students' module hasn't.
//
//lab:drop
var (
	simd         = Row{Name: "simd", Driver: Sequential, Kernel: "SIMD", Needs: Vectors}
	parallelSIMD = Row{Name: "parallel-simd", Driver: Parallel, Kernel: "SIMD", Needs: Vectors}
)

// Peers that several exercises have.
var (
	numpy               = Row{Name: "numpy", Needs: NumPy}
	numbaFirstCall      = Row{Name: "numba-first-call", Needs: Numba}
	numba               = Row{Name: "numba", Needs: Numba}
	numbaExactFirstCall = Row{Name: "numba-exact-first-call", Needs: Numba}
	numbaParallel       = Row{Name: "numba-parallel", Needs: Numba}
	numbaExact          = Row{Name: "numba-exact", Needs: Numba}
	cOpenMP             = Row{Name: "c-openmp", Needs: C}
	pythonSimulating    = Row{Name: "python", Needs: NumPy} // the lecture's loop draws by NumPy
	pythonProcesses     = Row{Name: "python-processes", Needs: NumPy}
)

// AllRows returns the rows in Go of all exercises, each once. Each exercise has its rows
// in this order.
func AllRows() (rows []Row) {
	for _, e := range Exercises {
		next := 0
		for _, row := range e.Rows {
			if i := slices.IndexFunc(rows, func(r Row) bool { return r.Name == row.Name }); i >= 0 {
				next = i + 1
				continue
			}
			rows = slices.Insert(rows, next, row)
			next++
		}
	}
	return rows
}

// InSecondBinary reports whether the binary with vector instructions measures
// the row, if there is one.
func (r Row) InSecondBinary() bool { return r.Needs == Vectors || r.Needs == Widest }

// HasVectors reports whether the exercise has rows that need vector instructions.
func (e Exercise) HasVectors() bool {
	return slices.ContainsFunc(e.Rows, func(r Row) bool { return r.Needs == Vectors })
}

// Predictable returns the names of the rows that have a speed-up to predict: all
// but the baseline and the limit.
func (e Exercise) Predictable() (names []string) {
	for _, row := range e.Rows {
		if row.Name != Baseline && row.Name != Limit {
			names = append(names, row.Name)
		}
	}
	return names
}

// Paced returns the rows that differ from the baseline by one function that students
// write, which should make them faster.
func (e Exercise) Paced() (rows []Row) {
	for _, row := range e.Rows {
		kernel := row.Driver == Sequential && row.Kernel != "Scalar" && !e.IOBound
		driver := row.Driver == "Parallel" && row.Kernel == "Scalar"
		if row.Needs == Nothing && (kernel || driver) {
			rows = append(rows, row)
		}
	}
	return rows
}

// Fast returns the rows of the fast kernels in one process. The growth with n is
// measured for these.
func (e Exercise) Fast() (rows []Row) {
	for _, row := range e.Rows {
		if (row.Driver == Sequential || row.Driver == Parallel) && (row.Kernel == "Unrolled" || row.Kernel == "SIMD") {
			rows = append(rows, row)
		}
	}
	return rows
}
