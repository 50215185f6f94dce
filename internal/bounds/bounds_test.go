// Package bounds tests that the loops of the fast kernels check no index. Such a check is
// a comparison and a jump, in every turn. The compiler leaves it out if it can prove that
// the index is right, and lists the rest:
//
//	go build -gcflags=-d=ssa/check_bce ./options
package bounds

import (
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const root = "../.."

// The files of the fast kernels, with the lines that may check an index, and why. (An
// inlined function has its line at the call, too. The files of vector instructions need
// GOEXPERIMENT=simd: Go 1.26 compiles those with go126 in their names, newer versions the
// others.)
var kernels = map[string]map[string]string{
	"downloads/unrolled.go": {
		"n, last, first := float64(days), closes[days], closes[1]/closes[0]": "once a history",
	},
	"slowsum/unrolled.go":                           {},
	"slowsum/simd_avx512_amd64.go":                  {},
	"slowsum/simd_avx512_go126_amd64.go":            {},
	"slowsum/simd_avx2_amd64.go":                    {},
	"slowsum/simd_avx2_go126_amd64.go":              {},
	"pi/unrolled.go":                                {},
	"pi/simd_avx512_amd64.go":                       {},
	"pi/simd_avx512_go126_amd64.go":                 {},
	"pi/simd_avx2_amd64.go":                         {},
	"pi/simd_avx2_go126_amd64.go":                   {},
	"options/unrolled.go":                           {},
	"internal/vector/exponentials.go":               {},
	"internal/random/lane.go":                       {},
	"internal/random/normal.go":                     {},
	"internal/limit/limit.go":                       {},
	"internal/limit/products.go":                    {},
	"internal/limit/products_avx512_amd64.go":       {},
	"internal/limit/products_avx512_go126_amd64.go": {},
	"internal/limit/products_avx2_amd64.go":         {},
	"internal/limit/products_avx2_go126_amd64.go":   {},
	"var/unrolled.go": {
		"t.sift(batch, w)":                "inlined",
		"addScaled(batch, loading, z[:])": "inlined",
		"y[i] += a * x[i]":                "the last three of a chunk, at most",
	},
	"var/sift.go": {
		"batch[kept] = x":                                "the compiler cannot know that kept is not ahead of the loop; var/RESULTS.md has what it costs",
		"batch[inside] = x":                              "the same; one return in twenty",
		"for _, x := range batch[:kept] {":               "once a batch",
		"t.Inside = append(t.Inside, batch[:inside]...)": "once a batch",
	},
	"var/lowest.go": {
		"xs[i] = xs[below]":                             "the compiler cannot know that below is not ahead of the loop; and few returns come here",
		"if x > xs[highest] {":                          "the same; once a call",
		"xs[highest], xs[last] = xs[last], xs[highest]": "once a call",
		"front := xs[:k]":                               "once a call",
		"pivot := median(xs[rng.IntN(len(xs))], xs[rng.IntN(len(xs))], xs[rng.IntN(len(xs))])": "once a pivot",
		"below := split(xs, pivot)":                             "inlined",
		"below = split(xs, math.Nextafter(pivot, math.Inf(1)))": "inlined",
		"xs = xs[:below]":                                       "once a pivot",
		"xs, k = xs[below:], k-below":                           "once a pivot",
		"highestLast(front)":                                    "inlined",
	},
}

func TestKernelsCheckNoIndex(t *testing.T) {
	var folders []string
	for file := range kernels {
		folders = append(folders, "./"+path.Dir(file))
	}
	slices.Sort(folders)
	found := checks(t, root, slices.Compact(folders)...)
	require.NotEmpty(t, found)
	for _, c := range found {
		allowed, kernel := kernels[c.file]
		if _, ok := allowed[c.line]; kernel && !ok {
			t.Errorf("%s checks an index: %s", c.file, c.line)
		}
	}
	for file, allowed := range kernels {
		for line := range allowed {
			assert.Contains(t, found, check{file, line}, "it may check an index, and doesn't: remove it from kernels")
		}
	}
}

// A file that doesn't exist checks no index, so TestKernelsCheckNoIndex would pass.
func TestKernelsExist(t *testing.T) {
	for file := range kernels {
		assert.FileExists(t, filepath.Join(root, file))
	}
}

// A check of an index: the file, and the text of the line.
type check struct{ file, line string }

var finding = regexp.MustCompile(`^(.+):(\d+):\d+: Found Is(?:Slice)?InBounds\s*$`)

// checks returns the checks that the compiler leaves in packages of the module in dir.
// The go command may repeat the output of an earlier build, with paths as seen from
// there. So the package in the line above, "# speedup.example/var", says where a file
// is.
func checks(t *testing.T, dir string, packages ...string) (all []check) {
	t.Helper()
	cmd := exec.Command("go", append([]string{"build", "-gcflags=-d=ssa/check_bce"}, packages...)...)
	cmd.Dir = dir
	output, err := cmd.CombinedOutput()
	require.NoError(t, err, "%s", output)
	folder := ""
	for said := range strings.Lines(string(output)) {
		if name, ok := strings.CutPrefix(strings.TrimSpace(said), "# "); ok {
			_, folder, _ = strings.Cut(name, "/")
		}
		if match := finding.FindStringSubmatch(said); match != nil && isIn(folder, match[1]) {
			file := path.Join(folder, filepath.Base(match[1]))
			number, _ := strconv.Atoi(match[2])
			all = append(all, check{file, lines(t, filepath.Join(dir, file))[number-1]})
		}
	}
	return all
}

// isIn reports whether a file, seen from anywhere, is in a folder of the module. The
// compiler also lists generic functions of other packages, with those that call them.
func isIn(folder, file string) bool {
	parent := filepath.Base(filepath.Dir(file))
	return parent == "." || parent == path.Base(folder)
}

// lines returns the lines of a file, without their indentation.
func lines(t *testing.T, file string) []string {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	all := strings.Split(string(text), "\n")
	for i := range all {
		all[i] = strings.TrimSpace(all[i])
	}
	return all
}

// checks finds the one loop of two that checks its index. It finds it again when the
// compiler doesn't run, and the go command repeats its output.
func TestChecksAreFound(t *testing.T) {
	dir := t.TempDir()
	for file, text := range map[string]string{"go.mod": "module loops\n\ngo 1.26\n", "loops.go": loops} {
		require.NoError(t, os.WriteFile(filepath.Join(dir, file), []byte(text), 0o644))
	}
	for range 2 {
		assert.Equal(t, []check{{"loops.go", "second += xs[i]"}}, checks(t, dir, "."))
	}
}

const loops = `package loops

func Sums(xs []int, n int) (first, second int) {
	for i := range xs {
		first += xs[i]
	}
	for i := range n {
		second += xs[i]
	}
	return first, second
}
`
