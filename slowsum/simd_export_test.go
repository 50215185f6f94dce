package slowsum

// Run is run.
var Run = run
