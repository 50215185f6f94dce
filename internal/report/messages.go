package report

// What is wrong with a file. The file's name comes before it.
const (
	msgPacked        = "is packed by %s: run %s first"
	msgMixed         = "mixes UTF-16 with another encoding, as PowerShell's >> does: put its parts into separate files"
	msgHalfCharacter = "is UTF-16 and ends within a character: it was cut"
	msgNoImpl        = "has no benchmark with an impl=... in its name; it has %s"
	msgNoTime        = "has no benchmark with a time (ns/op); it has %s"
	msgOnlyWrong     = "has no time: all its answers are wrong, such as that of %s"
	msgPage          = "is a page or a drawing, not the output of benchmarks: it begins with %s"
	msgSeveral       = "is a page of %d results: go tool lab report and ./bench.sh show take it, other commands a single result"
	msgBadPacked     = "is a page whose packed result %q is damaged: %w"
	msgNoBenchmark   = "has no line of a benchmark, such as\n" +
		"  BenchmarkPi/n=1000/impl=parallel-2  10  60 ns/op\n" +
		"It begins with %s"
)

// What is wrong with a line. File and line come before it.
const (
	msgNUL           = "NUL bytes: this is not text, or parts of the file are UTF-16"
	msgBadEvent      = "not an event of go test -json, was the file cut? %w"
	msgCut           = "the file was cut, it ends within the line %s"
	msgSyntax        = "%s in %s"
	msgTooLong       = "too long for the line of a benchmark"
	msgIterations    = "%s ran %d times"
	msgUnitTwice     = "%s has %s twice"
	msgKeyTwice      = "%s has %s= twice: two lines may have run into one"
	msgTwoNames      = "%s is two names: two lines may have run into one"
	msgCores         = "cores is %q, want a number from 1"
	msgMargin        = "has a margin of %q, want a part of the time such as 0.02"
	msgOnlyFailed    = "no benchmark has passed, the first failure: %s"
	msgOnlyMisplaced = "a benchmark has to begin its line, and none does: %s"
	msgTwoMachines   = "a machine of %s cores after one of %s: report them one at a time"
)

// What was odd, and was mended or left out. The file's name comes before it.
const (
	msgUTF16      = "is UTF-16, as PowerShell's > writes it: it was read as UTF-16"
	msgBOM        = "begins with a byte order mark, as editors of Windows write it: it was ignored"
	msgNotUTF8    = "has characters that are not UTF-8: they were read as ?"
	msgCR         = "has carriage returns: they were read as ends of lines"
	msgEscapes    = "has the colours of a terminal: they were ignored"
	msgEvents     = "is the output of go test -json: its lines were put together again"
	msgMisplaced  = "has benchmarks that do not begin their lines (%d, the first in line %d): they were left out"
	msgFailed     = "has a benchmark that failed, in line %d: %s"
	msgWrongLine  = "has a wrong answer in line %d that can't be parsed: it was left out"
	msgUnnamed    = "has benchmarks without an impl=... in their names, which are in no table: %s"
	msgUntimed    = "has benchmarks without a time (ns/op), which are in no table: %s"
	msgChanges    = "has lines of several runs: %s is %q first, then %q"
	msgSizes      = `has a line "sizes: %s", which is no known kind: it was read as a sweep`
	msgNoCores    = `has no line "cores: N": GOMAXPROCS=%d may be more than the machine has`
	msgTwiceGiven = "is given twice"
)

// Warnings below a comparison: differences that don't come from the code.
const (
	msgOtherCores       = "warning: %s was measured on %s, %s on %s: times of different machines do not compare.\n"
	msgOtherCPU         = "warning: %s was measured on %s, %s on %s: times of different processors do not compare.\n"
	msgOtherSystem      = "warning: %s was measured on %s, %s on %s: a difference may be the system's.\n"
	msgOtherGo          = "warning: %s was built with %s, %s with %s: a difference may be the compiler's.\n"
	msgOtherEnvironment = "warning: %s was measured with %s set, %s with %s: a difference may be the environment's.\n"
)

// Errors of Compare.
const (
	msgIsPair   = "report: %s has the times of two versions, not of one: ./bench.sh show %s says how they compare"
	msgSameFile = "report: compare takes two different results, not %s twice"
	msgNoCommon = "report: %s and %s have no row in common: the one has %s, the other %s"
)

// Below the times of a sweep.
const (
	msgTimesFaster = "Times faster at GOMAXPROCS=%d than %s at GOMAXPROCS=%d (below 1: slower; -v: how sure):\n"
	msgCoresBusy   = "Cores busy: on average, by %s on the left and by %s on the right.\n"
	msgNotThere    = "%s: not measured at GOMAXPROCS=%d\n"
	msgNotCompared = "%s: too fast for the clock, or no %s at GOMAXPROCS=%d to compare with\n"
	msgNothingElse = "  nothing but %s was measured\n"
	msgUnbounded   = "No interval where there are fewer than 6 passes."
	msgEachScaling = "\nTimes faster than %s at each GOMAXPROCS, with intervals of %s:\n"
	msgLeftOut     = "\nGOMAXPROCS=%s is more than the %d cores, and left out here; -cpu %s, or a file, shows it.\n"
	msgScaling     = "\n%s at each GOMAXPROCS, times faster and cores busy:\n"
)

// Below the table of benchmarks that belong to no exercise.
const msgMediansOfAll = "\nTime is the median of the runs, times as long the median of the ratios within each pass.\n"

// Below the lecture's tables.
const (
	msgMedians = "Time is the median of the runs, times faster the median of the ratios within each pass."
	msgSlide   = "The slide %q: %s"
)

// Of the table that compares with the peers.
const (
	msgPeersEnd = "The slowest first. Time is the median of the runs, times faster the median of the\n" +
		"ratios within each pass. CPU is the time that all cores together spent on a run, cores\n" +
		"how many were busy, limit the share of the row limit that is reached.\n" +
		"python, numpy, numba and c begin the names of the peers; all others are Go."
	msgWeak     = "%s is a weak peer, no lead over it counts: %s"
	msgLead     = "Times faster than each peer, at GOMAXPROCS=%d:\n"
	msgLeadWeak = "  Weak peers, no lead over them counts: %s\n"
	msgLeadEnds = "\nThe median of the ratios within each pass. Empty: no such program, or its answer is wrong.\n"
)

// Above the tables of the quick reference, and of when parallelism pays.
const (
	msgReference = "The quick reference, measured at GOMAXPROCS=%d:"
	msgShould    = "Should you use parallelism? %s beside %s, at GOMAXPROCS=%d:"
	msgCrossover = "From which size on does it pay? %s beside %s, at GOMAXPROCS=%d:"
	msgElsewhere = "%s at GOMAXPROCS=%d: where the pieces go, and times faster (×) than %s"
	msgBreakEven = "wins; break-even at n≈%s, %s"
	msgWins      = "wins"
	msgLoses     = "loses"
	msgEven      = "no difference seen"

	msgPaysFrom    = "%s: %s pays from n≈%s on, where %s takes %s."
	msgPaysAlways  = "%s: %s pays at the smallest size that was measured, too."
	msgPaysWhere   = "%s: %s pays at each size where a difference was seen."
	msgPaysMixed   = "%s: %s wins at a size, and loses at a larger one: close programs, raise -count."
	msgPaysNever   = "%s: %s surely pays at no size that was measured."
	msgPaysUnclear = "%s: %s makes no difference that was seen at any size."
)

// What makes the numbers mean less than they seem to, in lines of at most 100 columns.
const (
	msgOversubscribed = "warning: GOMAXPROCS=%s is more than the %d cores: there goroutines take turns.\n"
	msgNoisy          = "warning: ±%s noise (±%s in %s): close programs, raise -count.\n"
	msgDrift          = "warning: the machine became %s meanwhile: it got hot, or was not alone. Run again.\n"
)

// How far one can trust the times, in a sentence.
const (
	msgOnce      = "Each row was measured once, so nothing shows how noisy the machine was."
	msgFewPasses = "%d runs are too few to say how noisy the machine was."
	msgDrifted   = "The machine became %s meanwhile: it got hot, or was not alone, so measure again."
	msgWasNoisy  = "The machine was noisy: a typical row scatters by ±%s, and the worst by ±%s (%s)."
	msgWasQuiet  = "The machine was quiet: a typical row scatters by ±%s, and the worst by ±%s (%s)."
	msgWasStill  = "The machine was quiet: no row scatters."
)

// What Amdahl's law says of a table.
const (
	msgSerialSurely = "Amdahl's law fits %s best if %s of the work stays serial (%s to %s)."
	msgNoLawSlower  = "Amdahl's law does not explain %s: it is slower on more cores."
	msgNoLawFaster  = "Amdahl's law does not explain %s: it gains more than it has cores."
)

// On a page.
const (
	msgPageTitle     = "Speedup: what was measured"
	msgAllTitle      = "All exercises: times faster at GOMAXPROCS=%d than %s at GOMAXPROCS=%d"
	msgScalingFigure = "Times faster than %s, against GOMAXPROCS"
	msgScalingDesc   = "Times faster than %s against GOMAXPROCS, both on logarithmic scales. %s"
	msgShares        = "Share of the limit, at GOMAXPROCS=%d"
	msgTimesBars     = "Times faster than %s at GOMAXPROCS=%d, on a logarithmic scale"
	msgFarOver       = "No share (-): %s took less than half of the time of %s, by another method or by noise."
	msgOver          = "More than 100%%: %s took less time than %s, by doing less or by noise."
	msgPeersBars     = "Time of a run, on a logarithmic scale (hollow: not Go)"
	msgCurves        = "Time against n, both on logarithmic scales"
	msgGrowth        = "Time for a unit of work against n"
	msgMemory        = "All the memory that a run takes, one piece after the other"
	msgForest        = "Change of the time, with intervals of %s"
	msgFloors        = "What can be seen here, and what can't"
	msgPredicted     = "predicted"
	msgMixedPair     = "report: %s compares two versions: csv has it only alone"
)

// Below tables that are too wide for the window.
const (
	msgNoBase    = "(Without \"vs base\": the window is narrow.)"
	msgNoColumns = "(Without \"vs base\" and %s: the window is narrow.)"
)

// What a comparison of two versions in one run says.
const (
	msgPairTitle       = "%s, then %s, interleaved; intervals are of %s:"
	msgNothingMeasured = "Nothing was measured in both versions."
	msgUnconfirmed     = "Seem to differ, but were not measured again to be sure: %s."
	msgNoDifference    = "No row is faster or slower."
	msgOneSided        = "Not compared, because only one of the two versions has the row: %s."
	msgNothingKnown    = "No row is known to be faster or slower."
	msgNoQuestions     = "Nothing that changed was measured in both versions, so it may be faster or slower."
	msgUnclear         = "Not measurable here, to %s: %s."
	msgManyUnclear     = "%d rows are not measurable here, to %s: the table has their intervals. More time (-time 2m) makes them narrower."
	msgIdentical       = "Both run the same code: what differs is noise."
	msgNoControls      = "No controls: all rows run code that changed."
	msgNoiseTitle      = "What can be seen here: no difference below the floor."
	msgControlsAgree   = "Controls (same code in both): none of %d moved."
	msgControlsUnclear = "Controls (same code in both): none of %d is known to have moved, but %s not measurable."
	msgBlocks          = "Two blocks of time are compared, so other work of the machine counts, too.\n" +
		"To know whether a change is faster: ./bench.sh ab, which interleaves both.\n\n"
	msgNoBlockControls = "Nothing is called faster or slower: all rows run code that changed, so none shows what the machine did.\n"
	msgTooFewPasses    = "There are too few passes to call any of %d rows faster or slower: save both with -count %d or more."
	msgUnknownControls = "Nothing is called faster or slower: the rows that can't have changed are unknown.\n" +
		"(./bench.sh save keeps the sources, and two results with sources show it.)\n"
	msgBlockControls = "The %d rows whose code is the same in both moved by %s (the median), and by up to %s."
	msgControlsMoved = "%d of %d controls moved, by up to %s, though their code is the same: no row that moved less is called."
)
