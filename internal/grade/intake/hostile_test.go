package intake_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade/intake"
)

// one returns the submission of an archive that is one student's.
func one(t *testing.T, name, content string) intake.Submission {
	t.Helper()
	found := find(t, name, content)
	require.Len(t, found, 1)
	return found[0]
}

// Names that lead out of an archive are refused, and the rest is read.
func TestNamesThatLeadOut(t *testing.T) {
	for _, name := range []string{"../pi/parallel.go", "x/../pi/parallel.go", "/pi/parallel.go", `..\pi\parallel.go`, `\pi\parallel.go`, `C:\x\pi\parallel.go`,
		"c:pi/parallel.go", `\\server\x\pi\parallel.go`, strings.Repeat("x/", 600) + "pi/parallel.go"} {
		s := one(t, "ada.zip", zipOf(files(name, "pi/unrolled.go")...))
		assert.Equal(t, []string{"ada pi/unrolled.go"}, describe([]intake.Submission{s}), name)
		require.Len(t, s.Notes, 1, name)
		assert.Contains(t, s.Notes[0], "not read, because the ", name)
	}
	s := one(t, "ada.tar", tarOf(files("../pi/parallel.go", "/pi/parallel.go", "pi/unrolled.go")...))
	assert.Equal(t, []string{"../pi/parallel.go, /pi/parallel.go: not read, because the path leads out of the archive."}, s.Notes)
	assert.Len(t, s.Files, 1)
}

// A path that leads to another student's folder is noted where it came from.
func TestPathToAnother(t *testing.T) {
	found := find(t, "class.zip", zipOf(files("ada/../bob/pi/parallel.go", "ada/pi/unrolled.go", "bob/pi/unrolled.go")...))
	require.Len(t, found, 2)
	assert.Len(t, found[0].Notes, 1)
	assert.Empty(t, found[1].Notes)
	assert.Len(t, found[1].Files, 1)
}

func TestNamesFromWindows(t *testing.T) {
	s := one(t, "ada.zip", zipOf(files(`course\pi\parallel.go`, `course\pi\`)...))
	assert.Contains(t, s.Files, "pi/parallel.go")
	assert.Empty(t, s.Notes)

	found := find(t, "class.zip", zipOf(files("J\x81rgen/pi/parallel.go", "Zoë/pi/parallel.go")...))
	assert.Equal(t, "Jürgen", found[0].Student.ID)
	assert.Equal(t, "Zoë", found[1].Student.ID)
}

// Nothing is read but regular files.
func TestLinksInATar(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for name, kind := range map[string]byte{"pi/parallel.go": tar.TypeSymlink, "pi/unrolled.go": tar.TypeLink, "var/parallel.go": tar.TypeFifo, "options/parallel.go": tar.TypeChar} {
		require.NoError(t, w.WriteHeader(&tar.Header{Name: name, Typeflag: kind, Linkname: "/etc/passwd", Mode: 0o644}))
	}
	require.NoError(t, w.Close())
	s := one(t, "ada.tar", b.String())
	assert.Empty(t, s.Files)
	notes := strings.Join(s.Notes, "\n")
	assert.Contains(t, notes, "because it is a link")
	assert.Contains(t, notes, "because it is not a regular file")
}

func TestLinksInAZip(t *testing.T) {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, kind := range []fs.FileMode{fs.ModeSymlink, fs.ModeNamedPipe} {
		header := &zip.FileHeader{Name: "pi/parallel.go"}
		header.SetMode(kind | 0o777)
		entry, err := w.CreateHeader(header)
		require.NoError(t, err)
		_, err = entry.Write([]byte("/etc/passwd"))
		require.NoError(t, err)
	}
	require.NoError(t, w.Close())
	s := one(t, "ada.zip", b.String())
	assert.Empty(t, s.Files)
	assert.Len(t, s.Notes, 3)
}

func TestLinksOnDisk(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, files("secret/parallel.go", "class/ada/pi/unrolled.go", "class/bob/pi/parallel.go")...)
	for link, target := range map[string]string{"class/ada/pi/parallel.go": "../../../secret/parallel.go", "class/ada/var": "../../secret", "class/eve": "bob", "class/zoe.zip": "/dev/zero"} {
		if err := os.Symlink(target, filepath.Join(dir, filepath.FromSlash(link))); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	found, err := intake.Find([]string{filepath.Join(dir, "class")}, options)
	require.NoError(t, err)
	assert.Equal(t, []string{"ada pi/unrolled.go=class/ada/pi/unrolled.go", "bob pi/parallel.go=class/bob/pi/parallel.go"}, describe(found))
	assert.Equal(t, []string{"pi/parallel.go, var: not read, because it is a link."}, found[0].Notes)
}

func TestUnreadable(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, files("class/ada/pi/parallel.go", "class/ada/pi/unrolled.go", "class/bob/pi/parallel.go", "class/bob/var/x")...)
	file, folder := filepath.Join(dir, "class", "ada", "pi", "parallel.go"), filepath.Join(dir, "class", "bob", "var")
	require.NoError(t, os.Chmod(file, 0))
	require.NoError(t, os.Chmod(folder, 0))
	t.Cleanup(func() { _ = os.Chmod(folder, 0o777) })
	if _, err := os.ReadFile(file); err == nil {
		t.Skip("the user of this test may read everything")
	}
	found, err := intake.Find([]string{filepath.Join(dir, "class")}, options)
	require.NoError(t, err)
	assert.Equal(t, []string{"pi/parallel.go: can't be read."}, found[0].Notes)
	assert.Equal(t, []string{"var: can't be read."}, found[1].Notes)
}

func TestLargeFiles(t *testing.T) {
	most := strings.Repeat("x", 64<<10)
	s := one(t, "ada.zip", zipOf(file{name: "pi/parallel.go", text: most}, file{name: "pi/unrolled.go", text: most + "x"}, file{name: "pi/data", text: most + "x"}))
	assert.Len(t, s.Files["pi/parallel.go"], 64<<10)
	assert.Equal(t, []string{"pi/unrolled.go: not taken, because it has more than 64 KiB."}, s.Notes)

	s = one(t, "ada.zip", zipOf(file{name: "pi/parallel.go", text: toUTF16(binary.LittleEndian, strings.Repeat("語", 30<<10))}))
	assert.Empty(t, s.Files, "90 KiB in UTF-8")
}

// An entry that says that it is smaller than it is. Go 1.27 refuses the whole archive, and
// Go 1.26 the entry.
func TestZipThatLies(t *testing.T) {
	honest := []byte(zipOf(file{name: "pi/parallel.go", text: strings.Repeat("x", 60<<10)}, file{name: "pi/unrolled.go"}))
	size := binary.LittleEndian.AppendUint32(nil, 60<<10)
	lie := binary.LittleEndian.AppendUint32(nil, 10)
	require.True(t, bytes.Contains(honest, size))
	s := one(t, "ada.zip", string(bytes.ReplaceAll(honest, size, lie)))
	got := strings.Join(append(describe([]intake.Submission{s}), s.Notes...), "|")
	assert.Contains(t, []string{
		"ada pi/unrolled.go|pi/parallel.go: damaged, so it can't be read, or not to its end.",
		"ada|ada.zip: damaged, so it can't be read, or not to its end.|No file of an exercise was found.",
	}, got)
}

func TestDamaged(t *testing.T) {
	good := zipOf(files("pi/parallel.go")...)
	for name, content := range map[string]string{
		"empty":     "",
		"cut":       good[:len(good)-30],
		"other":     "Rar!\x1a\x07",
		"zeros":     strings.Repeat("\x00", 700),
		"only head": "PK\x03\x04",
		"gzip":      "\x1f\x8b\x08",
		"gzip body": gzipped(tarOf(files("x")...))[:40],
	} {
		s := one(t, "ada.zip", content)
		assert.Empty(t, s.Files, name)
		assert.Contains(t, s.Notes[0], "ada.zip: ", name)

		dir := t.TempDir()
		write(t, dir, file{name: "class/bob.zip", text: good})
		require.NoError(t, os.WriteFile(filepath.Join(dir, "class", "ada.zip"), []byte(content), 0o666))
		found, err := intake.Find([]string{filepath.Join(dir, "class")}, options)
		require.NoError(t, err)
		assert.Equal(t, []string{"ada", "bob pi/parallel.go"}, describe(found), name)
		assert.Equal(t, s.Notes[0], found[0].Notes[0], name)
	}
}

func TestEncrypted(t *testing.T) {
	content := []byte(zipOf(files("pi/parallel.go")...))
	for _, signature := range []string{"PK\x03\x04", "PK\x01\x02"} {
		flags := bytes.Index(content, []byte(signature)) + 6
		if signature == "PK\x01\x02" {
			flags += 2
		}
		content[flags] |= 1
	}
	s := one(t, "ada.zip", string(content))
	assert.Empty(t, s.Files)
	assert.Equal(t, "pi/parallel.go: encrypted: hand it in without a password.", s.Notes[0])
}

func TestOtherMethod(t *testing.T) {
	content := strings.ReplaceAll(zipOf(files("pi/parallel.go")...), "\x08\x00\x08\x00", "\x08\x00\x0e\x00")
	s := one(t, "ada.zip", content)
	assert.Empty(t, s.Files)
	assert.Contains(t, s.Notes[0], "compressed in a way that can't be read")
}

func TestForeignArchives(t *testing.T) {
	found := find(t, "class.zip", zipOf(files("ada/work.rar", "bob/pi/parallel.go", "eve/pi/parallel.go")...))
	assert.Equal(t, "work.rar: not read: hand in a zip, tar, tar.gz or tgz file.", found[0].Notes[0])
}

// Archives in archives are opened to a bounded depth.
func TestNested(t *testing.T) {
	content := zipOf(files("pi/parallel.go")...)
	for depth := 1; depth < 6; depth++ {
		s := one(t, "ada.zip", content)
		if depth <= 3 {
			assert.Len(t, s.Files, 1, depth)
		} else {
			assert.Empty(t, s.Files, depth)
			assert.Contains(t, s.Notes[0], "in archives within archives")
		}
		content = zipOf(file{name: "work.zip", text: content})
	}
}

// memory returns how many MiB a function asks for.
func memory(f func()) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	f()
	runtime.ReadMemStats(&after)
	return (after.TotalAlloc - before.TotalAlloc) >> 20
}

// bombOf returns a tar.gz with a file of that name and so many MiB, and a file after that. A gzip file may
// be made of several, so only the first MiB has to be compressed.
func bombOf(t *testing.T, name string, mebibytes int) string {
	t.Helper()
	var header bytes.Buffer
	require.NoError(t, tar.NewWriter(&header).WriteHeader(&tar.Header{Name: name, Size: int64(mebibytes) << 20, Mode: 0o644}))
	return gzipped(header.String()) + strings.Repeat(gzipped(strings.Repeat("\x00", 1<<20)), mebibytes) + gzipped(tarOf(files("pi/unrolled.go")...))
}

// A bomb costs no more memory than its limit, and ends with a note.
func TestBombs(t *testing.T) {
	t.Cleanup(intake.LowerLimits(1000, 16<<20))
	small, big := bombOf(t, "pi/parallel.go", 8), bombOf(t, "pi/parallel.go", 64)
	s := one(t, "small.tgz", small)
	assert.Len(t, s.Files, 1, "the file after a large one")
	for name, content := range map[string]string{
		"argument.tgz":   big,
		"tgz-in-zip.zip": zipOf(file{name: "x.tgz", text: big}),
		"zip-in-zip.zip": zipOf(file{name: "x.zip", text: zipOf(file{name: "x.zip", text: strings.Repeat("\x00", 20<<20)})}),
	} {
		used := memory(func() {
			s := one(t, name, content)
			assert.Empty(t, s.Files, name)
			assert.Contains(t, strings.Join(s.Notes, "\n"), "not read, or not to its end, because too much is in it.", name)
		})
		assert.Less(t, used, uint64(128), name)
	}

	_, err := intake.FindIn("class.tgz", []byte(gzipped(tarOf(files("ada/pi/parallel.go", "bob/pi/parallel.go")...)[:2<<10])+bombOf(t, "eve/pi/parallel.go", 64)), options)
	require.ErrorContains(t, err, "looks like a class")
}

// One student's bomb is no other's.
func TestBombInAClass(t *testing.T) {
	t.Cleanup(intake.LowerLimits(1000, 16<<20))
	found := find(t, "class.zip", zipOf(file{name: "ada.tgz", text: bombOf(t, "pi/parallel.go", 64)}, file{name: "bob.zip", text: zipOf(files("pi/parallel.go")...)}))
	assert.Equal(t, []string{"ada", "bob pi/parallel.go"}, describe(found))
}

func TestTooManyFiles(t *testing.T) {
	t.Cleanup(intake.LowerLimits(1000, 16<<20))
	var many []file
	for i := range 1000 {
		many = append(many, file{name: fmt.Sprintf("x/%d", i), text: "x"})
	}
	many = append(many, file{name: "pi/parallel.go"})
	for _, packed := range []string{zipOf(many...), gzipped(tarOf(many...))} {
		s := one(t, "ada.zip", packed)
		assert.Empty(t, s.Files)
		assert.Contains(t, s.Notes[0], "because too many files are in it")

		found := find(t, "class.zip", zipOf(file{name: "ada.zip", text: packed}, file{name: "bob.zip", text: zipOf(files("pi/parallel.go")...)}))
		assert.Equal(t, []string{"ada", "bob pi/parallel.go"}, describe(found))
		assert.Contains(t, found[0].Notes[0], "because too many files are in it")
	}
}

// What is held in memory for a student is bounded, too.
func TestTooManyCopies(t *testing.T) {
	var many []file
	for i := range 100 {
		many = append(many, file{name: fmt.Sprintf("x/%d/pi/parallel.go", i), text: strings.Repeat("x", 60<<10)})
	}
	content := zipOf(append(files("pi/unrolled.go"), many...)...)
	var s intake.Submission
	assert.Less(t, memory(func() { s = one(t, "ada.zip", content) }), uint64(32))
	assert.Contains(t, s.Files, "pi/unrolled.go")
	assert.Contains(t, s.Files, "pi/parallel.go")
	assert.Less(t, len(strings.Join(s.Notes, "\n")), 2000)
}

// What is said of an archive can be printed, and can be JSON, whatever the archive says.
func TestReportable(t *testing.T) {
	var b bytes.Buffer
	w := tar.NewWriter(&b)
	for _, name := range []string{"pi/parallel.go", "x/\x1b[2J\u202e\n/pi/parallel.go", strings.Repeat("long", 200) + "/pi/parallel.go"} {
		require.NoError(t, w.WriteHeader(&tar.Header{Name: name, ModTime: time.Unix(math.MaxInt32*1000, 0), Format: tar.FormatPAX}))
	}
	require.NoError(t, w.Close())
	s := one(t, "ada.tar", b.String())
	assert.True(t, s.Time.IsZero())
	_, err := json.Marshal(s)
	require.NoError(t, err)
	for _, note := range s.Notes {
		assert.NotContains(t, note, "\x1b")
		assert.NotContains(t, note, "\n")
		assert.NotContains(t, note, "\u202e")
		assert.Less(t, len(note), 1000)
	}
}
