package intake_test

import (
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade/intake"
)

func TestLabel(t *testing.T) {
	for _, test := range []struct{ name, id, student, rest string }{
		{"Ada Lovelace_17_assignsubmission_file_", "17", "Ada Lovelace", ""},
		{"Ada_Lovelace_17_assignsubmission_file_", "17", "Ada Lovelace", ""},
		{"Ada Lovelace_17_assignsubmission_file", "17", "Ada Lovelace", ""},
		{"Ada Lovelace_17_assignsubmission_onlinetext_", "17", "Ada Lovelace", ""},
		{"Ada Lovelace_17_assignsubmission_file_my_work.zip", "17", "Ada Lovelace", "my_work.zip"},
		{"Ada_17_assignsubmission_file_Bob_18_assignsubmission_file_x.zip", "17", "Ada", "Bob_18_assignsubmission_file_x.zip"},
		{"Participant_17_assignsubmission_file_", "17", "Participant", ""},
		{"李 明_17_assignsubmission_file_", "17", "李 明", ""},
		{"lovelaceada_17_678_work.zip", "17", "lovelaceada", "work.zip"},
		{"lovelaceada_LATE_17_678_my_work-2.zip", "17", "lovelaceada", "my_work-2.zip"},
		{"o-brienbob_17_678_9_8_x.go", "17", "o-brienbob", "9_8_x.go"},
		{"lovelaceada_17_678_bob_99_1_x.go", "17", "lovelaceada", "bob_99_1_x.go"},
		{"lovelaceada_17_text.html", "17", "lovelaceada", "text.html"},
		{"anon_LATE_7nUuJ_678_work.zip", "7nUuJ", "", "work.zip"},
		{"submission_123", "123", "", ""},
		{"submission_123.zip", "123", "", "submission_123.zip"},
	} {
		student, rest, ok := intake.Label(test.name)
		require.True(t, ok, test.name)
		assert.Equal(t, intake.Student{ID: test.id, Name: test.student}, student, test.name)
		assert.Equal(t, test.rest, rest, test.name)
	}
	for _, name := range []string{"", "ada", "ada_17", "pi", "submission_", "submission_x", "submission_1_2", "assignsubmission_file_", "_17_assignsubmission_file_",
		"my work_1_2_x.go", "a_b_1_2_x.go", "a_1_2_"} {
		_, _, ok := intake.Label(name)
		assert.False(t, ok, name)
	}
}

func TestMoodle(t *testing.T) {
	found := find(t, "class.zip", zipOf(
		file{name: "Ada Lovelace_17_assignsubmission_file_/work.zip", text: zipOf(files("course/pi/parallel.go")...)},
		file{name: "Ada Lovelace_17_assignsubmission_onlinetext_/onlinetext.html"},
		file{name: "Bob Ng_18_assignsubmission_file_/parallel.go", text: "package risk"},
		file{name: "Eve_19_assignsubmission_file_/report.pdf"},
		file{name: "Zoe_20_assignsubmission_file_parallel.go", text: "package pi"},
		file{name: "Zoe_20_assignsubmission_file_unrolled.go", text: "package pi // unrolled"},
	))
	assert.Equal(t, []string{"17 pi/parallel.go=course/pi/parallel.go", "18 var/parallel.go=package risk", "19",
		"20 pi/parallel.go=package pi pi/unrolled.go=package pi // unrolled"}, describe(found))
	assert.Equal(t, "Ada Lovelace", found[0].Student.Name)
	assert.Equal(t, "class.zip/Zoe_20_assignsubmission_file_*", found[3].Source)
	assert.Equal(t, []string{"No file of an exercise was found."}, found[2].Notes)
	assert.Equal(t, []string{"parallel.go: taken as var/parallel.go, because of its package clause."}, found[1].Notes)
}

func TestCanvas(t *testing.T) {
	found := find(t, "submissions.zip", zipOf(
		file{name: "lovelaceada_17_678_work.zip", text: zipOf(files("course/pi/parallel.go")...)},
		file{name: "ngbob_LATE_18_680_parallel-1.go", text: "package pi // new"},
		file{name: "ngbob_LATE_18_679_parallel.go", text: "package pi // old"},
		file{name: "ngbob_LATE_18_681_unrolled.go", text: "package pi // unrolled"},
		file{name: "zoe_19_690_work-1.zip", text: zipOf(files("a/b/c/pi/parallel.go")...)},
		file{name: "zoe_19_682_work.zip", text: zipOf(files("pi/parallel.go", "pi/unrolled.go")...)},
		file{name: "eve_20_text.html"},
	))
	assert.Equal(t, []string{"17 pi/parallel.go=course/pi/parallel.go", "18 pi/parallel.go=package pi // new pi/unrolled.go=package pi // unrolled",
		"19 pi/parallel.go=a/b/c/pi/parallel.go pi/unrolled.go", "20"}, describe(found))
	assert.Equal(t, "lovelaceada", found[0].Student.Name)
	assert.Equal(t, "submissions.zip/lovelaceada_17_678_work.zip", found[0].Source)
	assert.Equal(t, "submissions.zip/ngbob_LATE_18_6*", found[1].Source)
	assert.Contains(t, found[1].Notes, "parallel.go: not taken, because parallel-1.go counts as pi/parallel.go.")
	assert.Contains(t, found[2].Notes, "work.zip/pi/parallel.go: not taken, because work-1.zip/a/b/c/pi/parallel.go counts as pi/parallel.go.")
}

const gradescope = `---
submission_101:
  :submitters:
  - :name: Ada Lovelace
    :sid: 00123
    :email: ada@uni.example
  :created_at: 2026-11-03 05:22:33.123456000 Z
  :score: 10.0
  :results: !ruby/hash:ActiveSupport::HashWithIndifferentAccess
    tests: []
submission_102:
  :submitters:
  - :name: Bob Ng
    :sid:
    :email: bob@uni.example
  - :name: Zoe
    :sid: '124'
    :email: zoe@uni.example
  :created_at: !ruby/object:ActiveSupport::TimeWithZone
    utc: &1 2026-11-04 05:22:33.123456000 Z
    zone: &2 !ruby/object:ActiveSupport::TimeZone
      name: Etc/UTC
    time: *1
`

func TestGradescope(t *testing.T) {
	export := append(files("x/submission_101/pi/parallel.go", "x/submission_102/y/pi/unrolled.go", "x/submission_103/notes.txt"),
		file{name: "x/submission_metadata.yml", text: gradescope})
	found := find(t, "export.zip", zipOf(export...))
	assert.Equal(t, []string{"00123 pi/parallel.go=x/submission_101/pi/parallel.go", "103", "124 pi/unrolled.go=x/submission_102/y/pi/unrolled.go",
		"bob@uni.example pi/unrolled.go=x/submission_102/y/pi/unrolled.go"}, describe(found))
	assert.Equal(t, intake.Student{ID: "00123", Name: "Ada Lovelace", Email: "ada@uni.example"}, found[0].Student)
	assert.Equal(t, time.Date(2026, 11, 3, 5, 22, 33, 0, time.UTC), found[0].Time)
	assert.Equal(t, time.Date(2026, 11, 4, 5, 22, 33, 0, time.UTC), found[2].Time)
	assert.Equal(t, []string{"Handed in together with Bob Ng."}, found[2].Notes)
	assert.Contains(t, found[1].Notes[1], "is not in Gradescope's submission_metadata.yml")

	dir := t.TempDir()
	write(t, dir, export...)
	inFolder, err := intake.Find([]string{dir}, options)
	require.NoError(t, err)
	assert.Equal(t, describe(found), describe(inFolder))

	for _, bad := range []string{"submission_101: [", "- 1", strings.Repeat("x", 17<<20), bomb()} {
		export[3].text = bad
		found := find(t, "export.zip", zipOf(export...))
		require.Len(t, found, 3)
		assert.Equal(t, "101", found[0].Student.ID)
		assert.Contains(t, strings.Join(found[0].Notes, " "), "submission_metadata.yml")
	}
}

// bomb returns a YAML document that grows when its aliases are followed.
func bomb() string {
	var b strings.Builder
	b.WriteString("a0: &a0 {submitters: [x]}\n")
	for i := 1; i < 30; i++ {
		prior := "*a" + string(rune('0'+(i-1)%10)) + strings.Repeat("x", (i-1)/10)
		name := "a" + string(rune('0'+i%10)) + strings.Repeat("x", i/10)
		b.WriteString(name + ": &" + name + " {\":submitters\": [{\":name\": " + prior + "}, " + prior + ", " + prior + "]}\n")
	}
	return b.String()
}

// A platform's time counts, not that of the files.
func TestGradescopeTwice(t *testing.T) {
	metadata := strings.ReplaceAll(gradescope, "'124'", "'00123'")
	found := find(t, "export.zip", zipOf(
		file{name: "submission_101/pi/parallel.go", text: "old", time: noon.AddDate(1, 0, 0)},
		file{name: "submission_102/pi/parallel.go", text: "new"},
		file{name: "submission_metadata.yml", text: metadata},
	))
	assert.Equal(t, []string{"00123 pi/parallel.go=new", "bob@uni.example pi/parallel.go=new"}, describe(found))
	assert.Contains(t, found[0].Notes, "export.zip/submission_101: not graded, because a newer submission of the same student counts.")
}
