package speed

// How measurements end.
const (
	measured   = "%.2f times as fast as Sequential with Scalar (from %.2f to %.2f), at GOMAXPROCS=%d. The course's own is %.2f times as fast, and all points begin at %.2f."
	belowLimit = "It takes %.2f times as long as what every implementation has to do. So it does not do the work."
	notQuiet   = "Not measurable here: the course's own program, compared with itself, took %.2f times as long (from %.2f to %.2f), and should take as long. Something else kept the machine busy."
	noGain     = "Not measurable here: the course's own functions are only %.2f times as fast as Sequential with Scalar. Something else may have kept the other cores busy."
	oneCore    = "Not measurable here: there is only one core."
)

// How a student's program can fail in a turn.
const (
	tooSlow        = "It had no answer after %v for n=%d and the seed %d. Sequential with Scalar needs %v."
	noAnswer       = "It has no answer for n=%d and the seed %d: %s."
	wrong          = "It is wrong for n=%d and the seed %d: %s."
	nothing        = "it answers nothing"
	notSequentials = "it answers %s, and Sequential %s"
	gone           = "the program has ended (%v)"
	notAReply      = "its reply can't be read (%v)"
)

// Faults of the grader, or of the machine.
const (
	ofOwn   = "speed: the course's own program: %s"
	noPause = "speed: programs can be stopped for a while on Linux only"
)
