package main

// What the teacher's commands say.
const (
	notTidy   = "go.mod may name more than it needs, because go mod tidy failed:\n%s"
	notVetted = "handout: it was removed again, because go %s failed in it:\n%s"

	noSandbox = `grade: this machine has no whole sandbox for code that nobody trusts:
%s
Use another machine, or take the risk with -without-sandbox: then the code of every
student can read your files, change them, and use your network`
	noSubmission       = "grade: want what students have handed in, as in:\n%s"
	similarBegins      = "Pairs of submissions that are alike: %d. They stand side by side in %s. Look at them: this is no verdict.\n"
	similarPair        = "  %3.0f%%  %s and %s\n"
	autograderWritten  = "%s is ready to upload, at Gradescope under Configure Autograder. It has the course with its solutions, so give it to nobody.\n"
	workflowWritten    = "%s grades what is pushed, once it is committed. Its first lines say what to set up.\n"
	riskTaken          = "lab: grading without the whole sandbox. The code of every student can do what you can.\n%s\n"
	noWorksheet        = "grade: -format moodle-worksheet needs -worksheet FILE, which is the grading worksheet that Moodle gives"
	gradeBuilds        = "Building the checks. The first time that takes a minute or two."
	byWorkers          = "by the workers at the server"
	clusterFlagsAlone  = "grade: -token-file and -tls-ca need -cluster, whose server they are for"
	notElsewhere       = "grade: -%s is for a grading on this machine, and with -cluster others grade"
	gradeBegins        = "Grading %d submissions (%s) %s. The seed of the hidden checks is %d.\n"
	gradeProgressed    = "%d of %d submissions are graded"
	speedBegins        = "Measuring, one submission at a time. Keep the machine quiet."
	speedProgressed    = "%d of %d submissions are measured"
	speedElsewhere     = "grade: -speed needs Linux, and this is %s"
	leaderboardAlone   = "grade: -leaderboard needs -speed, which measures"
	leaderboardWritten = "The fastest are in %s.\n"
	leaderboardNowhere = "grade: -leaderboard %s: there is no folder %s"
	gradeLeft          = "%s, %v left"
	gradeSoFar         = "%s, %v so far"
	gradeInterrupted   = "Interrupted: %d of %d submissions are graded, and kept. To go on: go tool lab %s\n"
	gradeWritten       = "\nIn %s: %s. The seed is %d.\n"

	peersRun       = "%d rows can be measured (%s)"
	otherGrader    = "grade on another machine, with Linux 5.13 or newer"
	oneCore        = "one core, since the driver is sequential: compare with %s"
	otherProcesses = "the work is in other processes; this is the one that starts them"
	amdahlSays     = "with these steps, no number of cores makes it more than %.3g× as fast as one"
)
