package filter

import (
	"go/parser"
	"go/token"
	"slices"
	"strconv"
)

// Renamed returns the source with the path modulePath in the imports of the student's own
// module, whose path may be another one. All lines stay where they are. Renamed changes
// only imports that [Check] allows, and nothing if it can't read them.
func Renamed(source []byte, modulePath string) []byte {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "", source, parser.ImportsOnly|parser.SkipObjectResolution)
	if err != nil {
		return source
	}
	renamed := slices.Clone(source)
	for _, spec := range slices.Backward(file.Imports) {
		written, err := strconv.Unquote(spec.Path.Value)
		p := withoutModule(written)
		if _, ok := packages[p]; err != nil || !ok || !isOwn(p) {
			continue
		}
		from := fset.PositionFor(spec.Path.Pos(), false).Offset
		to := from + len(spec.Path.Value)
		renamed = slices.Replace(renamed, from, to, []byte(strconv.Quote(modulePath+p))...)
	}
	return renamed
}
