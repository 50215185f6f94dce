package student

const (
	noTests        = "There are no tests in this folder. go tool lab reset brings back your files, and the handout has the tests."
	stateDamaged   = "what lab remembers of your points and hints is lost, and your code is not: %s: %w%s"
	notFasterYet   = "Right, and not faster yet: %s takes as long as %[3]s (%[2]s as fast)."
	hashesDamaged  = "%s is damaged, so that nobody can tell whether the tests are the handout's: %v"
	testsChanged   = "these tests are not those of the handout, so the points say little: %s"
	filesChanged   = "these files are not as they were handed out; whoever grades uses the handout's: %s"
	noRaceDetector = "go test -race, which finds this, does not work on this machine:"
)
