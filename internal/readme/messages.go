package readme

// What is wrong in a line of a document. File and line come before it.
const (
	msgNoEnd       = "the marker has no end: put a line " + end + " after the table"
	msgNoBeginning = "the end of a table without its beginning: put a line <!-- table: FILE --> before the table"
	msgMarker      = "%s is no marker: want <!-- table: FILE --> or <!-- table: FILE KIND -->"
	msgKind        = "there is no kind of table %q: want %s, or none for all that ./bench.sh show prints"
	msgMissing     = "there is no %s: to measure it, type internal/readme/measure.sh %s"
	msgTwoMachines = "the raw lines are not of one machine: %s"
	msgStale       = "the table does not match %s: it has %q, want %q; " +
		"type go test ./internal/readme -run TestTables -update"
	msgStaleFigure = "%s is not drawn from %s; type go test ./internal/readme -run TestTables -update"
	msgStray       = "this looks measured, but is outside of markers: %q; " +
		"commit the raw lines, and put the table between <!-- table: FILE --> and " + end
)

// What is wrong with the raw lines of a figure, whose name comes before it.
const msgNoFigure = " has no sweep over GOMAXPROCS to draw"

const msgOrphan = "%s: no marker names these raw lines: remove them, or publish them by <!-- table: %s -->"
