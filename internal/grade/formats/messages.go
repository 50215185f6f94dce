package formats

// What students can do, or should know.
const (
	adviceRejected = "Submissions may use only some packages, and no directives. Take out what the message names, and hand in again."
	adviceCompile  = "Nothing can be checked before it builds. Type `go vet ./EXERCISE` to see the same on your machine."
	adviceRace     = "Two goroutines use the same memory, and one of them writes. Type `go test -race ./EXERCISE` to see both places."
	adviceLimit    = "It took too much time, memory or output, or it waits for ever."
	adviceNoRecord = "The program ended before the check did, as `os.Exit` and `log.Fatal` end it."
	adviceNotHere  = "The grader's machine can't check this, so it costs no points."
	adviceInternal = "The grader has failed, not you, so it costs no points. Ask your teacher to grade it again."
)

// Sentences of the letter to a student.
const (
	msgNotTaken   = "What was not taken from your submission:"
	msgNothing    = "Nothing of yours was found to check."
	msgBefore     = "An earlier submission earned %d points here, and they count."
	msgAllPass    = "All checks pass."
	msgLesson     = "The lesson: `%s/README.md`, from \"The challenge\" on."
	msgRuleLabel  = "The rule: "
	msgRule       = msgRuleLabel + "%s %s."
	msgNotCounted = "%d points could not be checked, and count in neither number."
	msgSeed       = "The checks had the seed `%d`. To run the visible checks on your machine: `%s`"
	msgUnchecked  = "nothing was checked"
)

// Lines below the table of a class.
const (
	msgEmptyClass = "No submissions."
	msgMarks      = "R: a file was refused. C: something does not build. I: a fault of the grader, which costs no points.\n" +
		"U: a speed could not be measured, so right answers earned its points. Try the same command again.\n"
	msgClass   = "%s. Points: median %s, mean %.1f, from %d to %d.\n"
	msgHardest = "The checks that fail most, of the functions that are written and build:\n"
)

// Errors and warnings of the formats for Moodle. A student, or a row, comes before some.
const (
	msgNoWorksheet  = "formats: moodle-worksheet needs the grading worksheet that Moodle gives"
	msgNoColumn     = "formats: the worksheet has no column %q; download it with Moodle in English"
	msgBadWorksheet = "formats: the worksheet is not CSV: %w"
	msgNotInSheet   = "%s is not in the worksheet"
	msgNotGraded    = "%s is in the worksheet, but has no grade"
	msgTwice        = "%s has the row of another submission, and was left out"
	msgLocked       = "%s has a grade that can't be changed in Moodle"
	msgNoMaximum    = "%s has no maximum grade in the worksheet, so the points are not filled in"
	msgNoPoints     = "%s could not be checked at all, so the points are not filled in"
	msgFault        = "%s met a fault of the grader, so some points are missing in both numbers: grade again"
	msgNoFolder     = "%s was not in a folder of Moodle's, as in Ada Lovelace_17_assignsubmission_file_, so Moodle would not know whose feedback it is"
	msgFolderTwice  = "%s has the folder of another submission, and was left out"
)

// Errors of classroom50.
const msgNoRunner = "formats: classroom50 needs the variables of its runner, and %s is not set"
