package main

// What check and watch say.
const (
	waitingForSaves = "Waiting for you to save a file; Ctrl-C ends it."
	nextSave        = "Save again for the next check."
	watchEnded      = "The watch has ended."
	savedAgain      = "A file was saved: checking again."
	pollsInstead    = "The system reports no changes (%v), so lab looks at the files twice a second."
)
