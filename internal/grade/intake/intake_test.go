package intake_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade/intake"
)

var options = intake.Options{
	Files:    []string{"options/parallel.go", "pi/parallel.go", "pi/unrolled.go", "var/parallel.go"},
	Packages: map[string]string{"risk": "var"},
}

// A file goes into an archive or a folder. Without a text, its text is its name, so that a
// test sees which of several was taken.
type file struct {
	name, text string
	time       time.Time
}

func (f file) content() string {
	if f.text != "" {
		return f.text
	}
	return "// " + f.name + "\n"
}

func files(names ...string) (all []file) {
	for _, name := range names {
		all = append(all, file{name: name})
	}
	return all
}

var noon = time.Date(2026, 11, 2, 12, 0, 0, 0, time.UTC)

func (f file) modified() time.Time {
	if f.time.IsZero() {
		return noon
	}
	return f.time
}

func zipOf(files ...file) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range files {
		header := &zip.FileHeader{Name: f.name, Method: zip.Deflate, Modified: f.modified()}
		if len(f.text) == 1 {
			header.Method = zip.Store // there may be thousands
		}
		entry, _ := w.CreateHeader(header)
		_, _ = entry.Write([]byte(f.content()))
	}
	_ = w.Close()
	return b.String()
}

func tarOf(files ...file) string {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, f := range files {
		text := f.content()
		_ = w.WriteHeader(&tar.Header{Name: f.name, Size: int64(len(text)), Mode: 0o644, ModTime: f.modified(), Typeflag: tar.TypeReg})
		_, _ = w.Write([]byte(text))
	}
	_ = w.Close()
	return b.String()
}

func gzipped(text string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write([]byte(text))
	_ = w.Close()
	return b.String()
}

// write writes files below a folder, and returns the path of the first element.
func write(t *testing.T, dir string, files ...file) string {
	t.Helper()
	for _, f := range files {
		path := filepath.Join(dir, filepath.FromSlash(f.name))
		require.NoError(t, os.MkdirAll(filepath.Dir(path), 0o777))
		require.NoError(t, os.WriteFile(path, []byte(f.content()), 0o666))
		require.NoError(t, os.Chtimes(path, f.modified(), f.modified()))
	}
	first, _, _ := strings.Cut(files[0].name, "/")
	return filepath.Join(dir, first)
}

func find(t *testing.T, name, content string) []intake.Submission {
	t.Helper()
	found, err := intake.FindIn(name, []byte(content), options)
	require.NoError(t, err)
	return found
}

// describe returns who has handed in what: "ada pi/parallel.go=course/pi/parallel.go". A file
// whose text is its path has no equals sign.
func describe(found []intake.Submission) (all []string) {
	for _, s := range found {
		line := s.Student.ID
		for _, path := range slices.Sorted(maps.Keys(s.Files)) {
			line += " " + path
			if from := strings.TrimSpace(strings.TrimPrefix(string(s.Files[path]), "//")); from != path {
				line += "=" + from
			}
		}
		all = append(all, line)
	}
	return all
}

// One student's work is found wherever it is, and named after the argument.
func TestOne(t *testing.T) {
	loose := file{name: "parallel.go", text: "package pi"}
	for name, test := range map[string]struct {
		files []file
		want  string
	}{
		"module":           {files("pi/parallel.go", "var/parallel.go", "go.mod"), "ada pi/parallel.go var/parallel.go"},
		"folder":           {files("course/pi/parallel.go", "course/README.md"), "ada pi/parallel.go=course/pi/parallel.go"},
		"folders":          {files("a/b/c/pi/parallel.go", "a/x.txt"), "ada pi/parallel.go=a/b/c/pi/parallel.go"},
		"beside documents": {files("docs/a.txt", "x/pi/parallel.go"), "ada pi/parallel.go=x/pi/parallel.go"},
		"dot":              {files("./pi/parallel.go"), "ada pi/parallel.go=./pi/parallel.go"},
		"other files":      {files("pi/parallel.go", "pi/pi.go", "internal/check/parallel.go"), "ada pi/parallel.go"},
		"case":             {files("PI/Parallel.go"), "ada pi/parallel.go=PI/Parallel.go"},
		"case exact first": {files("PI/Parallel.go", "pi/parallel.go", "Pi/parallel.go"), "ada pi/parallel.go"},
		"backup":           {files("old/pi/parallel.go", "pi/parallel.go", "a/pi/unrolled.go"), "ada pi/parallel.go pi/unrolled.go=a/pi/unrolled.go"},
		"ignored":          {files("__MACOSX/pi/parallel.go", ".git/pi/parallel.go", "x/.lab/pi/parallel.go", "pi/._parallel.go", "pi/unrolled.go"), "ada pi/unrolled.go"},
		"loose":            {[]file{loose}, "ada pi/parallel.go=package pi"},
		"loose copy":       {[]file{{name: "parallel (1).go", text: "package risk"}, loose}, "ada pi/parallel.go=package pi var/parallel.go=package risk"},
		"loose newest":     {[]file{{name: "parallel-2.go", text: "package pi // 2"}, loose}, "ada pi/parallel.go=package pi // 2"},
		"loose last":       {append(files("x/pi/parallel.go"), loose), "ada pi/parallel.go=x/pi/parallel.go"},
		"archive":          {[]file{{name: "work.zip", text: zipOf(files("x/pi/parallel.go")...)}}, "ada pi/parallel.go=x/pi/parallel.go"},
		"an archive each":  {[]file{{name: "pi.zip", text: zipOf(files("parallel.go")...)}, {name: "var.zip", text: zipOf(files("var/parallel.go")...)}}, "ada pi/parallel.go=parallel.go var/parallel.go"},
		"folders twice":    {files("pi/pi/parallel.go", "var/var/parallel.go"), "ada pi/parallel.go=pi/pi/parallel.go var/parallel.go=var/var/parallel.go"},
		"other exercise":   {files("pi/parallel.go", "options/unrolled.go"), "ada pi/parallel.go"},
		"deep":             {files("a/b/c/d/e/f/g/h/i/j/k/pi/parallel.go", "x.txt"), "ada pi/parallel.go=a/b/c/d/e/f/g/h/i/j/k/pi/parallel.go"},
		"same name twice":  {[]file{{name: "pi/parallel.go", text: "first"}, {name: "pi/parallel.go", text: "second"}}, "ada pi/parallel.go=second"},
	} {
		assert.Equal(t, []string{test.want}, describe(find(t, "ada.zip", zipOf(test.files...))), "%s.zip", name)
		assert.Equal(t, []string{test.want}, describe(find(t, "ada.tar", tarOf(test.files...))), "%s.tar", name)
		assert.Equal(t, []string{test.want}, describe(find(t, "ada.tgz", gzipped(tarOf(test.files...)))), "%s.tgz", name)
	}
}

// A class has students, whether in folders or in archives, also below other folders.
func TestClass(t *testing.T) {
	adas, bobs := files("pi/parallel.go"), files("var/parallel.go")
	inFolders := append(files("ada/pi/parallel.go", "bob/x/var/parallel.go", "eve/notes.txt"), files("roster.csv")...)
	want := []string{"ada pi/parallel.go=ada/pi/parallel.go", "bob var/parallel.go=bob/x/var/parallel.go", "eve"}
	assert.Equal(t, want, describe(find(t, "class.zip", zipOf(inFolders...))))
	assert.Equal(t, want, describe(find(t, "class.tar.gz", gzipped(tarOf(inFolders...)))))

	inArchives := []file{
		{name: "hand-in/ada.tar.gz", text: gzipped(tarOf(adas...))},
		{name: "hand-in/bob.zip", text: zipOf(bobs...)},
		{name: "hand-in/eve.ZIP", text: zipOf()},
	}
	want = []string{"ada pi/parallel.go", "bob var/parallel.go", "eve"}
	assert.Equal(t, want, describe(find(t, "class.zip", zipOf(inArchives...))))
	assert.Equal(t, want, describe(find(t, "class.tar", tarOf(inArchives...))))
}

// A student may not decide that an archive of the student's is a class.
func TestNobodyHandsInForOthers(t *testing.T) {
	bobs := file{name: "Bob_99_assignsubmission_file_/pi/parallel.go"}
	class := zipOf(file{name: "Ada_17_assignsubmission_file_/work.zip", text: zipOf(bobs)}, file{name: "Eve_18_assignsubmission_file_/" + bobs.name},
		file{name: "Dan_19_assignsubmission_file_Bob_99_assignsubmission_file_parallel.go", text: "package pi"})
	var ids []string
	for _, s := range find(t, "class.zip", class) {
		ids = append(ids, s.Student.ID)
	}
	assert.Equal(t, []string{"17", "18", "19"}, ids)

	known := options
	known.Roster = []intake.Student{{ID: "ada"}, {ID: "bob"}}
	found, err := intake.FindIn("ada.zip", []byte(zipOf(files("bob/pi/parallel.go", "eve/pi/parallel.go")...)), known)
	require.NoError(t, err)
	assert.Equal(t, []string{"ada pi/parallel.go=bob/pi/parallel.go", "bob"}, describe(found))
}

func TestFolders(t *testing.T) {
	dir := t.TempDir()
	one := write(t, dir, files("ada/course/pi/parallel.go", "ada/course/pi/pi.go")...)
	class := write(t, dir, append(files("class/bob/pi/parallel.go"), file{name: "class/eve.zip", text: zipOf(files("x/pi/unrolled.go")...)})...)
	found, err := intake.Find([]string{one, class + string(filepath.Separator)}, options)
	require.NoError(t, err)
	assert.Equal(t, []string{"ada pi/parallel.go=ada/course/pi/parallel.go", "bob pi/parallel.go=class/bob/pi/parallel.go",
		"eve pi/unrolled.go=x/pi/unrolled.go"}, describe(found))
	assert.Equal(t, one, found[0].Source)
	assert.Equal(t, class+"/bob", found[1].Source)
	assert.Equal(t, class+"/eve.zip", found[2].Source)
	assert.Equal(t, noon, found[0].Time)

	t.Chdir(one)
	found, err = intake.Find([]string{"."}, options)
	require.NoError(t, err)
	assert.Equal(t, "ada", found[0].Student.ID)
}

func TestSource(t *testing.T) {
	work := zipOf(files("pi/parallel.go")...)
	class := zipOf(file{name: "x/Ada_17_assignsubmission_file_/a/work.zip", text: work}, file{name: "x/Bob_18_assignsubmission_file_/pi/parallel.go"})
	found := find(t, "hand-in/class.zip", class)
	assert.Equal(t, "hand-in/class.zip/x/Ada_17_assignsubmission_file_/a/work.zip", found[0].Source)
	assert.Equal(t, "hand-in/class.zip/x/Bob_18_assignsubmission_file_", found[1].Source)
	found = find(t, "ada.zip", zipOf(file{name: "x/work.zip", text: work}))
	assert.Equal(t, "ada.zip/x/work.zip", found[0].Source)
}

// Of two submissions of a student the newest counts, or the later argument.
func TestTwice(t *testing.T) {
	dir := t.TempDir()
	early, late := file{name: "pi/parallel.go", text: "early"}, file{name: "pi/parallel.go", text: "late", time: noon.Add(time.Hour)}
	write(t, dir, file{name: "1/ada.zip", text: zipOf(early)}, file{name: "2/ada.zip", text: zipOf(late)}, file{name: "3/ada.zip", text: zipOf(early)})
	path := func(n int) string { return filepath.Join(dir, fmt.Sprint(n), "ada.zip") }
	for _, test := range []struct {
		paths []int
		text  string
		best  int
		older []int
	}{{[]int{1, 2}, "late", 2, []int{1}}, {[]int{2, 1}, "late", 2, []int{1}}, {[]int{1, 3}, "early", 3, []int{1}}, {[]int{3, 2, 1}, "late", 2, []int{3, 1}}} {
		var paths, older []string
		for _, n := range test.paths {
			paths = append(paths, path(n))
		}
		for _, n := range test.older {
			older = append(older, path(n))
		}
		found, err := intake.Find(paths, options)
		require.NoError(t, err)
		require.Len(t, found, 1)
		assert.Equal(t, test.text, string(found[0].Files["pi/parallel.go"]))
		assert.Equal(t, path(test.best), found[0].Source)
		require.Len(t, found[0].Notes, 1)
		for _, o := range older {
			assert.Contains(t, found[0].Notes[0], o)
		}
		assert.Contains(t, found[0].Notes[0], "newer submission")
	}
}

// IDs that differ in case only are two students, with two names for files.
func TestClashingIDs(t *testing.T) {
	found := find(t, "class.zip", zipOf(files("ada/pi/parallel.go", "ADA/pi/parallel.go", "a da/pi/parallel.go", "a_da/pi/parallel.go", "a?da/pi/parallel.go")...))
	var ids []string
	for _, s := range found {
		ids = append(ids, s.Student.ID)
	}
	assert.Equal(t, []string{"ADA", "a_da", "a_da-2", "a_da-3", "ada-2"}, ids)
}

func TestErrors(t *testing.T) {
	dir := t.TempDir()
	path := func(name string) string { return filepath.Join(dir, name) }
	class := tarOf(files("ada/pi/parallel.go", "bob/pi/parallel.go")...)
	write(t, dir, file{name: "notes.txt", text: "notes"}, file{name: "empty/notes.txt"}, file{name: "empty.zip", text: zipOf(files("a.txt")...)},
		file{name: "cut.tgz", text: gzipped(class[:2<<10]) + "\x1f\x8b"}, file{name: "ada/pi/parallel.go"})
	for name, want := range map[string]string{
		"missing.zip": "missing.zip",
		"notes.txt":   "is neither a folder nor a zip, tar, tar.gz or tgz file",
		"empty":       "such as options/parallel.go",
		"empty.zip":   "nothing was found in " + path("empty.zip"),
		"cut.tgz":     "looks like a class, but can't be read to its end",
	} {
		_, err := intake.Find([]string{path(name)}, options)
		require.ErrorContains(t, err, want)
		require.ErrorContains(t, err, "intake: ")
		require.ErrorContains(t, err, name)
	}
	_, err := intake.Find(nil, options)
	require.ErrorContains(t, err, "no submission is given")

	found, err := intake.Find([]string{path("empty"), path("ada")}, options)
	require.NoError(t, err, "one student of several has handed in a text")
	assert.Equal(t, []string{"ada pi/parallel.go=ada/pi/parallel.go", "empty"}, describe(found))
	assert.Equal(t, []string{"No file of an exercise was found."}, found[1].Notes)
}
