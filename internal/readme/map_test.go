package readme

import (
	"io/fs"
	"os"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var mapped = regexp.MustCompile(`(?m)^(internal/\S+) +\S`)

// The map has every package of internal, and nothing else.
func TestMap(t *testing.T) {
	_, section, found := strings.Cut(read(t, first), "\n## Map of the repository\n")
	require.True(t, found)
	var got []string
	parent := ""
	for line := range strings.Lines(section) {
		if match := mapped.FindStringSubmatch(line); match != nil {
			parent = match[1]
			got = append(got, parent)
		} else if inside, ok := strings.CutPrefix(line, "  "); ok {
			for _, name := range strings.Fields(inside) {
				got = append(got, path.Join(parent, name))
			}
		}
	}
	assert.ElementsMatch(t, packages(t), got)
}

// packages returns the folders of internal that have Go files.
func packages(t *testing.T) (folders []string) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(root), "internal", func(file string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && entry.Name() == "testdata":
			return fs.SkipDir
		case !entry.IsDir() && path.Ext(file) == ".go":
			folders = append(folders, path.Dir(file))
		}
		return nil
	})
	require.NoError(t, err)
	slices.Sort(folders)
	return slices.Compact(folders)
}

// The first README is short enough that people read it to its end.
func TestFirstIsShort(t *testing.T) {
	lines := strings.Split(strings.TrimSuffix(read(t, first), "\n"), "\n")
	assert.LessOrEqual(t, len(lines), 250)
	for i, line := range lines {
		assert.LessOrEqual(t, utf8.RuneCountInString(line), columns, "line %d: %s", i+1, line)
	}
}
