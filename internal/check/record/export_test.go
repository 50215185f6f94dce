package record

// Folder returns where the process writes.
func (p *Process) Folder() string { return p.folder }
