package profile

import (
	"cmp"
	"fmt"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/google/pprof/profile"
)

// A Share is a function's part of something, from 0 to 1.
type Share struct {
	Function string // risk.lowest
	Part     float64
}

// shares returns the parts of each function, the largest first.
func shares(amounts map[string]float64) (all []Share) {
	total := 0.0
	for _, amount := range amounts {
		total += amount
	}
	for function, amount := range amounts {
		if total > 0 {
			all = append(all, Share{function, amount / total})
		}
	}
	slices.SortFunc(all, func(a, b Share) int {
		return cmp.Or(cmp.Compare(b.Part, a.Part), cmp.Compare(a.Function, b.Function))
	})
	return all
}

// ReadProfile returns which functions took the CPU time themselves, without those they call.
func ReadProfile(file string) ([]Share, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	p, err := profile.Parse(f)
	if err != nil {
		return nil, fmt.Errorf("profile: %s: %w", file, err)
	}
	return top(p), nil
}

// top adds up the samples. Their last value is the CPU time, and their first location the
// place, whose first line is the innermost of the inlined calls.
func top(p *profile.Profile) []Share {
	amounts := map[string]float64{}
	for _, sample := range p.Sample {
		name := "unknown"
		if len(sample.Location) > 0 && len(sample.Location[0].Line) > 0 {
			name = short(sample.Location[0].Line[0].Function.Name)
		}
		amounts[name] += float64(sample.Value[len(sample.Value)-1])
	}
	return shares(amounts)
}

// version matches the last element of the path of a package's later versions.
var version = regexp.MustCompile(`^v\d+\.`)

// short leaves out the folders of a package, and the types of a generic function:
// speedup.example/var.lowest is var.lowest, and slices.sort[go.shape.int] slices.sort.
func short(function string) string {
	function, _, _ = strings.Cut(function, "[")
	base := path.Base(function)
	if version.MatchString(base) {
		return path.Join(path.Base(path.Dir(function)), base)
	}
	return base
}
