package intake_test

import (
	"encoding/binary"
	"slices"
	"strings"
	"testing"

	"speedup.example/internal/grade/intake"
)

// check tests what holds for every submission.
func check(t *testing.T, found []intake.Submission) {
	t.Helper()
	ids := map[string]bool{}
	for _, s := range found {
		if !isSafe(s.Student.ID) {
			t.Errorf("the ID %q is not safe", s.Student.ID)
		}
		if id := strings.ToUpper(s.Student.ID); ids[id] {
			t.Errorf("the ID %q is twice there", s.Student.ID)
		} else {
			ids[id] = true
		}
		for path, content := range s.Files {
			if !slices.Contains(options.Files, path) {
				t.Errorf("nobody has asked for %q", path)
			}
			if len(content) > 64<<10 {
				t.Errorf("%s has %d bytes", path, len(content))
			}
		}
		if notes := strings.Join(s.Notes, "\n"); len(notes) > 64<<10 || strings.Contains(notes, "\x1b") {
			t.Errorf("the notes are not fit to print: %q", notes)
		}
	}
}

func fuzz(f *testing.F, name string, seeds ...string) {
	f.Helper()
	for _, seed := range seeds {
		f.Add([]byte(seed))
	}
	restore := intake.LowerLimits(1000, 4<<20)
	f.Cleanup(restore)
	f.Fuzz(func(t *testing.T, content []byte) {
		if found, err := intake.FindIn(name, content, options); err == nil {
			check(t, found)
		}
	})
}

func FuzzZip(f *testing.F) {
	inner := zipOf(files("course/pi/parallel.go", "var/parallel.go")...)
	fuzz(f, "x.zip", inner,
		zipOf(file{name: "ada.zip", text: inner}, file{name: "bob.tgz", text: gzipped(tarOf(files("pi/parallel.go")...))}),
		zipOf(file{name: "Ada_17_assignsubmission_file_/work.zip", text: inner}),
		zipOf(file{name: "lovelaceada_17_678_work.zip", text: inner}, file{name: "ngbob_18_678_parallel-1.go", text: "package risk"}),
		zipOf(file{name: "submission_101/work.zip", text: inner}, file{name: "submission_metadata.yml", text: gradescope}),
		zipOf(files(`..\pi\parallel.go`, `C:\pi\parallel.go`, "J\x81rgen/PI/Parallel.go", "/x", "")...),
		zipOf(files("ada/pi/parallel.go", "ADA/pi/parallel.go", "Ada/pi/parallel.go")...),
		zipOf(file{name: "parallel.go", text: toUTF16(binary.LittleEndian, "package pi")}))
}

func FuzzTar(f *testing.F) {
	plain := tarOf(files("course/pi/parallel.go", "../pi/unrolled.go", "/var/parallel.go")...)
	fuzz(f, "x.tar", plain, gzipped(plain),
		tarOf(file{name: "ada.zip", text: zipOf(files("pi/parallel.go")...)}, file{name: "bob.tgz", text: gzipped(plain)}),
		tarOf(file{name: "submission_101/pi/parallel.go"}, file{name: "submission_metadata.yml", text: gradescope}))
}

func FuzzRoster(f *testing.F) {
	for _, seed := range []string{"id,name,email\n17,Ada Lovelace,ada@uni.example\n", "sep=;\nID;Name\n17;\"Lovelace, Ada\"\n", "Identifier\tFull name\nParticipant 17\tA\n",
		toUTF16(binary.BigEndian, "id\n1\n"), "name\n\xfc\n", "a,b\n", "Student,ID\nPoints Possible,\n"} {
		f.Add(seed)
	}
	class := []byte(zipOf(files("17/pi/parallel.go", "Ada Lovelace/pi/parallel.go", "eve/pi/parallel.go")...))
	f.Fuzz(func(t *testing.T, content string) {
		students, err := intake.ReadRoster(strings.NewReader(content))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "intake: roster: ") {
				t.Error(err)
			}
			return
		}
		ids := map[string]bool{}
		for _, s := range students {
			if s.ID == "" || ids[s.ID] {
				t.Errorf("the ID %q is empty, or twice there", s.ID)
			}
			ids[s.ID] = true
		}
		o := options
		o.Roster = students
		found, err := intake.FindIn("class.zip", class, o)
		if err != nil {
			t.Fatal(err)
		}
		check(t, found)
	})
}

func FuzzNames(f *testing.F) {
	for _, seed := range [][2]string{{"Ada_17_assignsubmission_file_", "pi/parallel.go"}, {"lovelaceada_LATE_17_678_work.zip", "x"}, {"submission_17", "Pi/Parallel.go"},
		{"anon_7nUuJ_1_parallel (1).go", ""}, {"con", "..\\pi\\unrolled.go"}, {"-rf", "a/../pi/parallel.go"}, {"ada.tar.gz", "C:/pi/parallel.go"}, {"李\u0308", ".lab/pi/parallel.go"}} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, student, name string) {
		if id := intake.Safe(student); !isSafe(id) || intake.Safe(id) != id {
			t.Errorf("the ID %q of %q is not safe", id, student)
		}
		if len(student)+len(name) > 60_000 {
			return // a zip's names are shorter
		}
		content := zipOf(file{name: student + "/" + name, text: "package pi"}, file{name: student, text: "package risk"}, file{name: "bob/pi/parallel.go"})
		if found, err := intake.FindIn("x.zip", []byte(content), options); err == nil {
			check(t, found)
		}
	})
}
