package child

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// harmless are the flags in GOFLAGS that change neither the programs nor the output of
// the go command.
var harmless = []string{"mod=readonly", "modcacherw", "trimpath", "buildvcs", "p"}

// reported are the variables that also hold for the programs, and change what they do.
var reported = []string{"GODEBUG", "GOGC", "GOMEMLIMIT", "GOAMD64", "GOARM64"}

// clean makes the environment from the caller's.
func (e *Env) clean(environ []string) {
	e.vars = slices.DeleteFunc(slices.Clone(environ), func(v string) bool {
		key, _, _ := strings.Cut(v, "=")
		return key == "GOMAXPROCS" || key == "PWD" // set by flags, and by the folder
	})
	e.cleanFlags()
	e.cleanExperiments()
	e.cleanTarget()
	if work := e.settings["GOWORK"]; work != "" && work != "off" {
		e.note("GOWORK", "GOWORK=off: %s does not belong to this module", work)
	}
	e.set("GOWORK", "off")
	for _, set := range e.Reported() {
		key, _, _ := strings.Cut(set, "=")
		e.note(key, "%s is set, and holds for the programs here", set)
	}
}

// Reported returns the variables that are set and change what the programs do: GOGC=off.
func (e *Env) Reported() (set []string) {
	for _, key := range reported {
		if value := e.get(key); value != "" {
			set = append(set, key+"="+value)
		}
	}
	if len(e.experiments) > 0 {
		set = append(set, "GOEXPERIMENT="+strings.Join(e.experiments, ","))
	}
	return set
}

func (e *Env) cleanFlags() {
	var keep, drop []string
	for _, flag := range split(e.settings["GOFLAGS"]) {
		name, _, _ := strings.Cut(strings.Trim(flag, `'"-`), "=")
		if slices.Contains(harmless, name) || slices.Contains(harmless, strings.Trim(flag, `'"-`)) {
			keep = append(keep, flag)
		} else {
			drop = append(drop, flag)
		}
	}
	e.set("GOFLAGS", cmp.Or(strings.Join(keep, " "), " ")) // if empty, go env -w would count
	if len(drop) > 0 {
		e.note("GOFLAGS", "left out of GOFLAGS: %s, which would change what is built or printed", strings.Join(drop, " "))
	}
}

// split returns the flags in GOFLAGS. A flag with spaces keeps its quotes.
func split(flags string) (fields []string) {
	for flags = strings.TrimSpace(flags); flags != ""; flags = strings.TrimSpace(flags) {
		end := strings.IndexAny(flags, " \t\n")
		if quote := flags[:1]; quote == `"` || quote == "'" {
			end = strings.Index(flags[1:], quote)
			if end >= 0 {
				end += len(`""`)
			}
		}
		if end < 0 {
			end = len(flags)
		}
		fields, flags = append(fields, flags[:end]), flags[end:]
	}
	return fields
}

// cleanExperiments leaves out simd, because in a program with it scalar code is
// sometimes slower.
func (e *Env) cleanExperiments() {
	all := strings.FieldsFunc(e.settings["GOEXPERIMENT"], func(r rune) bool { return r == ',' })
	e.experiments = slices.DeleteFunc(slices.Clone(all), func(name string) bool { return name == "simd" })
	if len(e.experiments) < len(all) {
		e.note("GOEXPERIMENT", "left out of GOEXPERIMENT: simd, which is for the rows with vector instructions only")
		e.set("GOEXPERIMENT", strings.Join(append(slices.Clone(e.experiments), "nosimd"), ","))
	}
}

// cleanTarget sets this machine as the target, because the programs run here.
func (e *Env) cleanTarget() {
	for _, key := range []string{"OS", "ARCH"} {
		target, host := e.settings["GO"+key], e.settings["GOHOST"+key]
		if target != host {
			e.note("GO"+key, "GO%s=%s, not %s: the programs run here", key, host, target)
		}
		e.set("GO"+key, host)
	}
	if e.settings["GOHOSTOS"] != "windows" {
		e.settings["GOEXE"] = ""
	} else {
		e.settings["GOEXE"] = ".exe"
	}
}

// set sets a variable for all programs.
func (e *Env) set(key, value string) {
	e.vars = slices.DeleteFunc(e.vars, func(v string) bool { return strings.HasPrefix(v, key+"=") })
	e.vars = append(e.vars, key+"="+value)
}

// note adds a sentence about a setting.
func (e *Env) note(setting, format string, args ...any) {
	e.Notes = append(e.Notes, fmt.Sprintf(format, args...))
	e.about = append(e.about, setting)
}
