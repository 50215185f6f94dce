package quotes

// HasEnded reports whether the process has ended, and was waited for.
func (p *Process) HasEnded() bool { return p.cmd.ProcessState != nil }
