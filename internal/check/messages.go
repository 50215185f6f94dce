package check

// Messages about a check that did not come to its end.
const (
	failure      = "%s (%s): %s %s.\n%s"
	needsRace    = "this check needs the race detector: go test -race"
	skipped      = "This machine can't check it."
	goexit       = "%s ended the goroutine that had called it. Does it call runtime.Goexit, or FailNow of a test? Return an error instead."
	unwritten    = "%s is not written yet%s. %s"
	unwrittenToo = "not written yet"
	panics       = "%s panics%s: %v"
	neverComes   = "%s waits for something that never comes%s. Who sends on that channel, closes it, or calls Done?"
	leftBehind   = "%s returned, but left goroutines behind; one waits%s. Each has to have a way to end: a channel that is closed, a context that ends."
	doesNotWait  = "Not judged: your function returns while its pieces are under way, so this check can't see what it leaves behind. The check window is about that."
	hangs        = "%s hangs%s (%s). Who sends on that channel, closes it, or calls Done?"
	hangsInLock  = "%s hangs: your goroutines wait for one another, in %s%s."
	loopsFor     = "%s hangs%s: it computes without an end, or for longer than %v."
	lockHeld     = "Your goroutines wait for one another, in %s%s, and none can go on. A lock that is held during a download or a piece makes them take turns."
)

// Messages about pieces that do not overlap as they should. ("Your function" is a driver,
// or its loop.)
const (
	lockedPieces  = "%d of %d pieces ran at the same time: the others wait in %s%s. A lock that is held during a piece makes the goroutines take turns. Do the piece without it, and lock only what they share, if anything."
	oneAfterOther = "1 of %d pieces ran at the same time: the second began after the first had ended. g.Go must start every piece before g.Wait, and a limit of one lets no two overlap."
	tooFewAtOnce  = "%d of %d pieces ran at the same time (%s): some places are idle. Where does your number come from? The check sets GOMAXPROCS, and runtime.NumCPU does not follow it."
	allAtOnce     = "All %d pieces began at once, and %d were allowed (%s): nothing holds them back. g.SetLimit makes g.Go wait for a free place."
	tooManyAtOnce = "%d pieces ran at the same time, and %d were allowed (%s)."
	emptyPlace    = "%d of %d pieces had ended, and %d instead of %d had begun: a place was free, and stayed empty. Is the work done in batches? Then all wait for the slowest of a batch. Let the next piece begin as soon as any one ends: g.SetLimit with the limit, and g.Go for every piece."
	aboveLimit    = "%d of %d pieces had ended, and %d instead of %d had begun: more were under way than the %d that are allowed."
)

// Messages about pieces that are missing, or done twice.
const (
	pieceTwice    = "Piece %d began twice. Does every goroutine have its own i, and every piece its own stream?"
	restLost      = "After %d of %d pieces nothing is under way any more. Either a piece began twice, or the rest is lost."
	noSuchPiece   = "Piece %d was done, but there are only the pieces 0 to %d."
	wrongPiece    = "Piece %d of %d was done %d times, and piece %d never. Does every goroutine have its own i, and every piece its own stream?"
	lastPieces    = "The last %d of %d pieces were never done (GOMAXPROCS is %d). If you share out the work by a division, the remainder is work too."
	doneAgain     = "Piece %d of %d was done %d times. That is work for nothing, and its part of the answer may count twice."
	returnedEarly = "Your function returned (error: %v) while %d of its pieces were still under way. It has to wait for them: g.Wait, or wg.Wait."
	neverReturns  = "All pieces have ended, and your function does not return%s. What does it wait for?"
	errorAfterAll = "All pieces were done, and your function returned the error %q."
)

// Messages about a function whose context has ended, and about what it leaves behind.
const (
	begunAfterEnd      = "The context had ended before your function was called, but %d pieces began. Look at ctx.Err() before every piece, and hand this context on to what you call."
	begunMidway        = "The context ended while %d of %d pieces were under way, but after that %d more began. Look at ctx.Err() when a piece has its place, first thing in the function that g.Go gets. A look before g.Go is too early, because g.Go waits for a place. And hand this context on to what you call."
	noErrorAfterEnd    = "The context had ended, and your function returned no error. Its caller takes half an answer for a whole one. Return what g.Wait returns, or ctx.Err()."
	otherErrorAfterEnd = "The context had ended, and your function returned the error %q, which doesn't say so. Return ctx.Err(), or wrap it with %%w."
	answerAfterEnd     = "The context had ended, and your function returned the error %q with an answer, %v. Its caller may take half an answer for a whole one."
	returnedMidway     = "Your function returned at the end of its context, while %d pieces were still under way%s. Wait for them: they may write to what now belongs to the caller."
	goroutineLeft      = "%s, but a goroutine is left behind%s. It has to have a way to end: a channel that is closed, a context that ends."
	goroutinesLeft     = "%s, but %d goroutines are left behind%s. Each has to have a way to end: a channel that is closed, a context that ends."
)

// Messages about answers, errors and streams that differ from Sequential's.
const (
	usedContext    = "For %s it returned the error %q, but nothing had cancelled its context. The context of errgroup.WithContext ends with the group's Wait, so a group is good for one Wait."
	otherAnswer    = "For %s, at GOMAXPROCS=%d, %s. They have to be the same to the last bit. Is a piece left out, or not waited for? Does it have the stream of another? Do two goroutines write to the same place? Does the order of a sum depend on who is first?"
	otherOrder     = "Answer %d is that of piece %d: the answers are in the order in which the pieces ended. Let every piece write to an element of its own, answers[i], instead of appending to a list. And does every goroutine have its own i?"
	sameStream     = "Two pieces have the same stream, %+v, so they draw the same numbers, and count as one. Piece i has random.Stream{Seed: seed, Piece: i}."
	otherSeed      = "A piece has the stream %+v, but the seed is %d. That stream belongs to another seed, so neighbouring seeds share most of their numbers. Keep the seed, and let Piece tell the pieces apart."
	otherPiece     = "A piece has the stream %+v, but the pieces of this work are 0 to %d. The answer depends on the cuts, so they must not depend on the number of cores or workers. Otherwise every machine has its own answer."
	otherSize      = "Piece %d of %d does %d units of work, want %d. The answer depends on the cuts, so they must not depend on the number of cores or workers. And if you share out the work by a division, the remainder is work too."
	tooFewPieces   = "%d of %d pieces were done when your function returned. Does it wait for all? And if you share out the work by a division, the remainder is work too."
	waitsToRefuse  = "It waits for ever, instead of refusing what Sequential refuses with the error %q. Check the arguments first, as Sequential does."
	accepts        = "It accepts what Sequential refuses with the error %q. Check the arguments first, as Sequential does."
	otherError     = "It returns the error %q, and Sequential %q. Check the arguments first, as Sequential does."
	errorAndAnswer = "It returns the error %q together with an answer, %v. Its caller can't tell which of the two to believe."
)

// Messages about estimates. Each begins with the name of the estimate.
const (
	samplesRepeat  = "%s: over %d runs the estimate scatters with %.1f times the variance that independent samples have. Samples that should be independent repeat one another: the same stream in several places, lanes that begin alike, or a state that does not move on."
	biased         = "%s: the mean of %d runs is %.1f of its standard errors away from the truth, where chance gives less than 5: the estimate is biased. Is every sample counted once, and with the right formula?"
	scattered      = "%s: over %d runs the estimate scatters with %.1f times the variance that independent samples have."
	tooSure        = "%s: over %d runs the estimate scatters with %.2f of the variance that it claims. Is it simulated at all, or is the standard error too large?"
	notANumber     = "%s: with seed %d the answer or its standard error is not a number. Is 0 divided by 0, or is there a root of a negative number?"
	neverVaries    = "%s: %d runs with different seeds give the same answer. The random numbers do not depend on the seed, or there are none. Or all samples count alike, as after an overflow."
	seedsCorrelate = "%s: runs with seeds s and s+1 correlate by %.2f, and should not at all. Is a stream made by adding something to the seed? Then neighbouring seeds share most of their streams. random.Stream keeps them apart."
)
