package quotes

// HasEnded reports whether somebody has waited for the end of the process.
func (p *Process) HasEnded() bool { return p.cmd.ProcessState != nil }
