package quotes

// SleepPrecisely is sleepPrecisely.
var SleepPrecisely = sleepPrecisely
