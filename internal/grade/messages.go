package grade

const (
	courseBroken  = "grade: the course's own %s does not build in the sandbox, so nothing can be graded:\n%s"
	internalFault = "The grader failed, which is not your fault and costs no points: %v"
	notRight      = "Not measured: first, all checks of %s have to pass."
	pointsOfRight = "%s So the points of speed go to right answers."
	unwritten     = "%s was not handed in, or is as it was handed out."
	noFunction    = "%s has no function %s."
	onlyHidden    = "It passes with the numbers of the handout, and fails with others. %s"
	inUse         = "grade: another grader is at work in %s (%w)"
	seedDamaged   = "grade: %s has no seed: %w"
	damaged       = "grade: %s is damaged, so remove it to grade that submission again: %w"
	buildStopped  = "The build was stopped: %s."
)
