package quotes

// ServeConnections is for the tests, which are in a package of their own.
var ServeConnections = serveConnections

// HasEnded reports whether somebody has waited for the end of the process.
func (p *Process) HasEnded() bool { return p.cmd.ProcessState != nil }
