package main

// What check and watch say.
const (
	waitingForSaves = "Waiting for you to save a file; Ctrl-C ends it."
	nextSave        = "Save again for the next check."
	watchEnded      = "The watch has ended."
	savedAgain      = "A file was saved: once more."
	pollsInstead    = "The system tells of no changes (%v), so the files are looked at twice a second."
)
