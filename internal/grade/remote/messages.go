package remote

// What a teacher reads.
const (
	asksAgain = "%s: no grade yet, and it is asked for again: %v"
	noAnswer  = "No worker could grade this, which is not your fault and costs no points: %v"
)

// What is wrong with an answer.
const (
	noJSON         = "an answer can't be read: %w"
	badAnswer      = "the answer of worker %q does not count: %w"
	otherPiece     = "it is about another submission"
	otherExercises = "it has %d exercises, want %d"
	otherExercise  = "it has exercise %q, want %s"
	otherChecks    = "it has %d results, want %d"
	otherResults   = "it has other results than were sent with the piece"
	otherCheck     = "it has %s/%s with %d of %d points, want %s/%s with at most %d"
	otherVerdict   = "%s/%s has the verdict %q"
	notAsked       = "it was measured, which nobody has asked for"
	noRow          = "row %s is missing"
	otherRow       = "it has row %q, which is none, or twice"
	tooMany        = "row %s has %d points, more than the checks of its functions allow"
)

// What a worker says.
const (
	courseChanged = "the course has changed here since the worker started, so start it again"
	noGrader      = "it can't prepare to grade: %v"
	noPiece       = "remote: the piece: %w"
)
