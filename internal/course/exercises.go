package course

// Exercises are in the lecture's order.
var Exercises = []Exercise{
	{"downloads", []Function{
		{"Parallel", []Check{
			{"overlap", 3, "has limit downloads in flight, and no more", false},
			{"window", 2, "begins the next download as soon as one ends", false},
			eachOnce,
			{"order", 1, "gives the answers in the order of the tickers, whichever comes first", false},
			{"agrees", 2, "gives Sequential's answers", false},
			{"first-error", 2, "returns the first error, and cancels the other downloads", false},
			cancels, leaks, badInput, race,
		}},
		{"Unrolled", []Check{
			{"formula", 2, "gives what the formula gives by hand", false},
			{"every-day", 2, "looks at every day, whatever the number of days", false},
			{"precision", 2, "keeps its digits where all returns are alike", false},
		}},
		{"Fastest", []Check{
			{"fastest", 2, "asks all mirrors at once, and returns the first answer", false},
			{"losers", 2, "cancels the downloads that are not needed any more", false},
			{"failures", 2, "goes on when a mirror fails, and fails when all have", false},
			cancels, leaks, badInput, race,
		}},
	}},
	{"slowsum", []Function{
		{"Parallel", []Check{overlap, window, eachOnce, order, agrees, cancels, leaks, badInput, race}},
		{"Unrolled", []Check{
			{"exact", 2, "adds every term, whatever the number of terms", false},
			{"overflow", 2, "is exact where the sum needs more than 64 bits", false},
		}},
		{"ClosedForm", []Check{
			{"exact", 2, "is what adding gives", false},
			{"overflow", 2, "is exact where the sum needs more than 64 bits", false},
			{"bound", 1, "is exact up to the largest n, where the products need more than 64 bits", false},
		}},
	}},
	{"pi", []Function{
		{"Parallel", []Check{overlap, window, eachOnce, streams, agrees, cancels, leaks, badInput, race}},
		{"Unrolled", []Check{
			truth, seeds, repeatable,
			{"every-sample", 2, "counts every sample, whatever the number of samples", false},
		}},
	}},
	{"options", []Function{
		{"Parallel", []Check{overlap, window, eachOnce, order, streams, agrees, cancels, leaks, badInput, race}},
		{"Unrolled", []Check{
			truth, seeds, repeatable,
			{"every-path", 2, "counts every path, whatever the number of paths", false},
			{"standard-error", 2, "says how far the price may be off", false},
		}},
	}},
	{"var", []Function{
		{"Parallel", []Check{
			overlap, window, eachOnce, streams, agrees, cancels,
			{"pilot", 1, "has the pilot run done in parallel as well", false},
			leaks, badInput, race,
		}},
		{"sift", []Check{
			{"below", 1, "counts and sums what is below the window", false},
			{"inside", 2, "keeps what is inside the window, ends included", false},
			{"adds", 1, "adds a batch to what the tally has already", false},
		}},
		{"simulateBatches", []Check{
			truth, seeds, repeatable,
			{"every-return", 2, "draws every return, whatever the number of returns", false},
			{"keeps", 2, "tallies the returns by the window, the last batch as well", false},
		}},
		{"lowest", []Check{
			{"selects", 2, "brings the lowest numbers to the front", false},
			{"equal", 2, "does so when many numbers are equal, and comes to an end", false},
			{"nan", 1, "comes to an end when some are not numbers, and loses none", false},
			{"no-sort", 2, "does not sort", false},
		}},
	}},
}

// What a driver is graded by, in any exercise.
var (
	agrees   = Check{"agrees", 2, "gives Sequential's answer to the last bit, at any GOMAXPROCS", false}
	order    = Check{"order", 1, "gives the answers in the order of the arguments, whichever comes first", false}
	overlap  = Check{"overlap", 3, "has as many pieces under way as GOMAXPROCS allows, and no more", false}
	window   = Check{"window", 2, "begins the next piece as soon as one ends", false}
	eachOnce = Check{"each-once", 2, "does every piece, and none twice", false}
	streams  = Check{"streams", 2, "gives every piece a random stream of its own", false}
	cancels  = Check{"cancels", 2, "begins nothing after its context has ended, and returns the context's error", false}
	leaks    = Check{"leaks", 1, "leaves no goroutine behind", false}
	badInput = Check{"bad-input", 1, "refuses what Sequential refuses, with the same error", false}
	race     = Check{"race", 2, "writes to nothing that another goroutine reads or writes", true}
)

// What a kernel with random numbers is graded by.
var (
	truth      = Check{"truth", 3, "agrees with the exact answer, within the standard error of each of many runs", false}
	seeds      = Check{"seeds", 2, "gives independent answers for neighbouring seeds", false}
	repeatable = Check{"repeatable", 1, "gives the same answer for the same stream", false}
)
