package intake

// What was not taken, and why. The paths come before it.
const (
	msgLink       = "not read, because it is a link"
	msgSpecial    = "not read, because it is not a regular file"
	msgOutside    = "not read, because the path leads out of the archive"
	msgLongName   = "not read, because the name has more than 1024 bytes"
	msgUnreadable = "can't be read"
	msgDamaged    = "damaged, so it can't be read, or not to its end"
	msgEncrypted  = "encrypted: hand it in without a password"
	msgMethod     = "compressed in a way that can't be read: make a new zip with another program"
	msgForeign    = "not read: hand in a zip, tar, tar.gz or tgz file"
	msgNested     = "not read, because it is in archives within archives"
	msgTooLarge   = "not taken, because it has more than 64 KiB"
	msgTooMuch    = "not read, or not to its end, because too much is in it"
	msgTooMany    = "not read, or not to its end, because too many files are in it"
	msgNoExercise = "not taken: put it into the folder of its exercise, or write the exercise's package clause"
	msgTwice      = "not taken, because %s counts as %s"
	msgCase       = "taken as %s"
	msgByPackage  = "taken as %s, because of its package clause"
	msgOlder      = "not graded, because a newer submission of the same student counts"
)

// What is said of a submission as a whole.
const (
	msgNoFile        = "No file of an exercise was found."
	msgMissing       = "Nothing was handed in."
	msgNotInRoster   = "The student is not in the roster."
	msgTogether      = "Handed in together with %s."
	msgMetadata      = "Gradescope's submission_metadata.yml can't be read, so the name is missing: %v"
	msgNotInMetadata = "The submission is not in Gradescope's submission_metadata.yml, so the name is missing."
)

// Errors of Find.
const (
	msgNoArgument = "intake: no submission is given"
	msgNoArchive  = "intake: %s is neither a folder nor a zip, tar, tar.gz or tgz file"
	msgCutClass   = "intake: %s looks like a class, but can't be read to its end: %w"
	msgNothing    = "intake: nothing was found in %s. It should be the folder or archive of one student, with\n" +
		"files such as %s in it, or that of a class, with a folder or archive for each student:\n" +
		"  class.zip: ada.zip, bob/%[2]s, Eve_17_assignsubmission_file_/work.zip"
)

// Errors in a roster.
const (
	msgRoster        = "intake: roster: %w"
	msgRosterLine    = "intake: roster: line %d: %w"
	msgRosterLarge   = "has more than 16 MiB"
	msgRosterEmpty   = "has no header, such as: ID,Name,Email"
	msgRosterHeader  = "the header has no column for an ID, a name or an email address, such as ID,Name,Email: it has %s"
	msgRosterNoID    = "the student %s has neither an ID nor an email address"
	msgRosterTwiceID = "the ID %s is that of line %d, too"
)
