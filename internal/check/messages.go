package check

// What is said of a check that did not come to its end.
const (
	failure      = "%s (%s): %s %s.\n%s"
	needsRace    = "this check needs the race detector: go test -race"
	skipped      = "This machine can't check it."
	goexit       = "%s ended the goroutine that had called it. Does it call runtime.Goexit, or FailNow of a test? Return an error instead."
	unwritten    = "%s is not written yet%s. %s"
	unwrittenToo = "not written yet"
	panics       = "%s panics%s: %v"
	neverComes   = "%s waits for something that never comes%s. Who sends on that channel, closes it, or calls Done?"
	leftBehind   = "%s returned, but goroutines of it are left behind; one waits%s. Each has to have a way to end: a channel that is closed, a context that ends."
	doesNotWait  = "Not judged: the driver returns while its pieces are under way, so that nobody can tell what it leaves behind. See the check window."
	hangs        = "%s hangs%s (%s). Who sends on that channel, closes it, or calls Done?"
	hangsInLock  = "%s hangs: your goroutines wait for one another, in %s%s."
	loopsFor     = "%s hangs%s: it computes without an end, or for longer than %v."
	inTurns      = "Your goroutines wait for one another, in %s%s, and none can go on. A lock that is held during a download or a piece makes them take turns."
)
