package intake

import (
	"go/parser"
	"go/token"
	"path"
	"regexp"
	"strconv"
	"strings"
)

// Wanted are the files that students write. Its keys are in lower case.
type wanted struct {
	files    map[string]string // the paths
	bases    map[string]string // the last elements of the paths
	folders  map[string]bool   // the last elements of the paths' folders
	packages map[string]string // the folders of packages
	longest  int               // elements of a path
}

func newWanted(o Options) wanted {
	w := wanted{files: map[string]string{}, bases: map[string]string{}, folders: map[string]bool{}, packages: map[string]string{}}
	for _, file := range o.Files {
		folder, base := path.Dir(file), path.Base(file)
		w.files[strings.ToLower(file)] = file
		w.bases[strings.ToLower(base)] = base
		w.folders[strings.ToLower(path.Base(folder))] = true
		w.packages[path.Base(folder)] = folder
		w.longest = max(w.longest, 1+strings.Count(file, "/"))
	}
	for name, folder := range o.Packages {
		w.packages[name] = folder
	}
	return w
}

// match returns the file that a path ends in, and how many elements come before it.
func (w wanted) match(elements []string) (file string, above int, ok bool) {
	for above = max(0, len(elements)-w.longest); above < len(elements); above++ {
		if file, ok = w.files[strings.ToLower(strings.Join(elements[above:], "/"))]; ok {
			return file, above, true
		}
	}
	return "", 0, false
}

// inExercise reports whether a file is directly in a folder of an exercise.
func (w wanted) inExercise(elements []string) bool {
	return len(elements) > 1 && w.isExercise(elements[len(elements)-2])
}

func (w wanted) isExercise(name string) bool { return w.folders[strings.ToLower(name)] }

// copied matches the names that browsers and Canvas give to a second file of the same name:
// parallel-1.go, parallel (1).go.
var copied = regexp.MustCompile(`(?i)^(.+?)(?:-(\d{1,6})| ?\((\d{1,6})\))?(\.go)$`)

// loose returns what a file without its folder may be, and the number of the copy.
func (w wanted) loose(name string) (base string, version int, ok bool) {
	match := copied.FindStringSubmatch(name)
	if match == nil {
		return "", 0, false
	}
	version, _ = strconv.Atoi(match[2] + match[3])
	base, ok = w.bases[strings.ToLower(match[1]+match[4])]
	return base, version, ok
}

// byPackage returns the file of that name in the exercise that a source's package clause
// tells.
func (w wanted) byPackage(base string, source []byte) (file string, ok bool) {
	syntax, _ := parser.ParseFile(token.NewFileSet(), "", source, parser.PackageClauseOnly)
	if syntax == nil || syntax.Name == nil {
		return "", false
	}
	folder, ok := w.packages[syntax.Name.Name]
	if !ok {
		return "", false
	}
	file, ok = w.files[strings.ToLower(path.Join(folder, base))]
	return file, ok
}

// elements returns a path's elements. An archive counts as the folder that it was made of.
func elements(p string) []string {
	all := strings.Split(p, "/")
	for i := range all {
		all[i] = stem(all[i])
	}
	return all
}
