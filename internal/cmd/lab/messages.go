package main

// What check and watch say.
const (
	waitingForSaves = "Waiting for you to save a file; Ctrl-C ends it."
	nextSave        = "Save again for the next check."
	watchEnded      = "The watch has ended."
	savedAgain      = "A file was saved: checking again."
	pollsInstead    = "The system reports no changes (%v), so lab looks at the files twice a second."
)

// What lab report says.
const (
	noPage          = "report: pages with figures are not part of this handout: want -format text, md, csv or json"
	reportTextOnly  = "report: -lecture, -peers and -v are for the format text, not %s"
	reportReplaces  = "report: %s is a result, which the output would replace: want another file after -o"
	reportWrote     = "lab: wrote %s, %d KB\n"
	reportNothing   = "report: no file or result %q: there is %s in %s"
	reportNoResults = "report: there are no results in %s: measure first (./bench.sh), or name a file"
	reportTry       = "report: there are no results in %s: measure first (./bench.sh), or look at the course's own: go tool lab report %s"
	reportPDF       = "report: %s would not be a PDF: make a page (-o page.html), and print it from a browser into a PDF"
	reportEnding    = "report: %s has an end that stands for no format: want .html, .md, .csv, .json or .txt, or -format"
	reportNotFormat = "report: %s should not have the format %s: want another end, or another -format"
)

// What lab bench, predict and reset say.
const (
	noMachines       = "machines are not part of this handout: they are in the course's own repository, under internal/cluster"
	noPeers          = "the peers are not part of this handout: they are in the course's own repository, under internal/peers"
	badSaveName      = "the name to save as is %q, want letters, digits, dots, dashes and underscores, and no .txt at the end"
	versionFirst     = "%q is not an exercise; the version to compare with comes first: ./bench.sh ab BEFORE EXERCISE...; exercises: %s"
	noCommit         = "there is no git repository with a commit here to compare with%s: save first (./bench.sh save NAME), then ./bench.sh ab NAME"
	savedAndRevision = "%s is a saved result and a revision of git (%s): ab takes the saved result; ./bench.sh ab %s takes the revision\n"
	noSuchVersion    = "%q is not an exercise, a result saved with its sources, or a revision of git%s"
	noted            = "Noted: %s %s will be %v× as fast as sequential. Measure it: ./bench.sh %s\n"
	resetOfCourse    = "reset: this is the course itself, which would lose its solutions; reset is for handouts"
)

// What doctor says at its end.
const (
	fitToWork = "You can work here."
	notFit    = "What is BAD has to be mended first."
)

// What cores says.
const dashesFirst = "cores: the command %q comes after two dashes, as in:\n%s"
