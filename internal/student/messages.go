package student

const (
	noTests        = "There are no tests in this folder. go tool lab reset brings back your files, and the handout has the tests."
	stateDamaged   = "your points and hints are lost, but your code is not: %s: %w%s"
	raceGoesOn     = "the race detector is being built and run"
	notFasterYet   = "Right, but not faster yet: %s takes as long as %[3]s (%[2]s as fast)."
	hashesDamaged  = "%s is damaged, so lab can't tell whether the tests are the handout's: %v"
	testsChanged   = "you changed these tests, so the points say little: %s"
	filesChanged   = "you changed these files, but whoever grades uses the handout's: %s"
	noRaceDetector = "go test -race, which finds this, does not work on this machine (go tool lab doctor says what to do):"
)

// What follows when all checks of an exercise have passed.
const (
	predictFirst = "How many times faster than sequential will parallel be? Note it before you know:\n  go tool lab predict %s 1.9x\n"
	keepFirst    = "Keep the times of this first version, to see later ones beside it:\n  ./bench.sh save %s %s\n"
)
