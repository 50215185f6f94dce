package record

// These messages are about a process that left no record, or one that counts for less
// than another.
const (
	raceSeen     = "Two goroutines use the same variable at the same time, and one of them writes to it%s. Which of the two is first changes from run to run, and an update can be lost. Let every piece write to an element of its own, wait for all, and only then read what they wrote."
	afterHang    = "Not judged, because the check %s hangs."
	afterCause   = "Not judged: it fails, and that the check %s fails can be why. Mend that first."
	panics       = "%s panics%s: %s"
	hangsKilled  = "%s hangs: it had not returned after %v."
	wasKilled    = "%s was stopped from outside (%v). Did it use all memory?"
	wasStopped   = "%s was stopped: %s."
	noMemory     = "%s needs more memory than it may have."
	noGoroutines = "%s has more goroutines at a time than the race detector can follow, which is about 8,000."
	noTime       = "%s needs more processor time than it may have."
	exited       = "%s ended the program, with status %d, before the check was through. Does it call os.Exit or log.Fatal? A function returns its error, and main decides."
	itPrinted    = " The last that it printed:\n%s"
)
