package child

import "maps"

// Clean makes an environment from a caller's and from the settings of go env. Other
// settings have the defaults.
func Clean(environ []string, set map[string]string) *Env {
	e := &Env{settings: map[string]string{"GOOS": "linux", "GOARCH": "amd64", "GOHOSTOS": "linux", "GOHOSTARCH": "amd64"}}
	maps.Copy(e.settings, set)
	e.clean(environ)
	return e
}

// FindTemp looks for a folder for programs.
func (e *Env) FindTemp() *Env {
	e.findTemp()
	return e
}

// Get returns the value that a program finds.
func (e *Env) Get(key string) string { return e.get(key) }

var Split = split
