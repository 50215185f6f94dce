package intake_test

import (
	"encoding/binary"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/grade/intake"
)

var ada = intake.Student{ID: "17", Name: "Ada Lovelace", Email: "ada@uni.example"}

func TestReadRoster(t *testing.T) {
	for name, content := range map[string]string{
		"plain":        "id,name,email\n17,Ada Lovelace,ada@uni.example\n",
		"any order":    "Email Address,STUDENT ID,Full Name\r\nada@uni.example,17,Ada Lovelace\r\n",
		"other":        "Section,User ID,First name,Surname,E-mail\nA,17,Ada,Lovelace,ada@uni.example\n",
		"semicolons":   "\ufeffID;Name;Email\r\n17;Ada Lovelace;ada@uni.example\r\n",
		"sep":          "sep=;\r\nID;Name;Email\r\n17;Ada Lovelace;ada@uni.example\r\n",
		"tabs":         "ID\tName\tEmail\n17\tAda Lovelace\tada@uni.example",
		"quotes":       "ID,Name,Email\n\"17\",\"Lovelace, Ada\",\"ada@uni.example\"\n\n",
		"UTF-16":       toUTF16(binary.LittleEndian, "ID\tName\tEmail\r\n17\tAda Lovelace\tada@uni.example\r\n"),
		"short row":    "Email,ID,First,Last,Section\nada@uni.example,17,Ada,Lovelace\n",
		"Moodle":       "Identifier,\"Full name\",\"Email address\",Status,Grade\n\"Participant 17\",\"Ada Lovelace\",ada@uni.example,Submitted,\n",
		"Moodle, both": "Identifier,Full name,ID number,Email address\nTeilnehmer/in 17,Ada Lovelace,s999,ada@uni.example\n",
		"Canvas":       "Student,ID,SIS User ID,SIS Login ID,Email,Section\n,,,,,\n    Points Possible,,,,,\n\"Lovelace, Ada\",17,999,ada,ada@uni.example,A\n",
		"Gradescope":   "First Name,Last Name,SID,Email,Role\nAda,Lovelace,17,ada@uni.example,Student\n",
	} {
		students, err := intake.ReadRoster(strings.NewReader(content))
		require.NoError(t, err, name)
		assert.Equal(t, []intake.Student{ada}, students, name)
	}
}

func TestReadRosterWithoutIDs(t *testing.T) {
	for content, want := range map[string]intake.Student{
		"id,email\n,ada@uni.example\n": {ID: "ada@uni.example", Email: "ada@uni.example"},
		"name\nAda Lovelace\n":         {ID: "Ada Lovelace", Name: "Ada Lovelace"},
		"sid,username\n,ada\n":         {ID: "ada"},
		"name,id\nJ\xfcrgen,1\n":       {ID: "1", Name: "Jürgen"},
	} {
		students, err := intake.ReadRoster(strings.NewReader(content))
		require.NoError(t, err, content)
		assert.Equal(t, []intake.Student{want}, students)
	}
}

func TestReadRosterErrors(t *testing.T) {
	for content, want := range map[string]string{
		"":                                "intake: roster: has no header",
		"\n\n":                            "intake: roster: has no header",
		"17,Ada\n18,Bob\n":                "intake: roster: line 1: the header has no column",
		"id,name\n17,Ada\n\n17,Bob\n":     "intake: roster: line 4: the ID 17 is that of line 2, too",
		"id,name\na,Ada\nA,Bob\n":         "line 3: the ID A is that of line 2, too",
		"id,name\n17,Ada\n,Bob\n":         "line 3: the student Bob has neither an ID nor an email address",
		"id,name\n17,\"Ada\nBob\n":        "line 2",
		"sep=;\nid;name\n17;A\n;Bob\n":    "line 4: the student Bob",
		strings.Repeat("x", 16<<20) + "x": "intake: roster: has more than 16 MiB",
	} {
		_, err := intake.ReadRoster(strings.NewReader(content))
		require.ErrorContains(t, err, want)
	}
}

// The roster says who a name is, in each way in which a platform or a folder names somebody.
func TestRoster(t *testing.T) {
	o := options
	o.Roster = []intake.Student{ada, {ID: "18", Name: "Bob Ng"}, {ID: "19", Name: "Bob Ng"}}
	for _, folder := range []string{"17", "ada@uni.example", "ADA", "Ada Lovelace", "ada_lovelace", "LovelaceAda", "lovelaceada_99_5_work", "Ada Lovelace_99_assignsubmission_file_"} {
		found, err := intake.FindIn("class.zip", []byte(zipOf(files("x/"+folder+"/pi/parallel.go")...)), o)
		require.NoError(t, err)
		require.Len(t, found, 3, folder)
		assert.Equal(t, ada, found[0].Student, folder)
		assert.Len(t, found[0].Files, 1, folder)
		assert.Empty(t, found[0].Notes, folder)
		assert.Equal(t, []string{"Nothing was handed in."}, found[1].Notes)
		assert.Empty(t, found[1].Files)
	}

	found, err := intake.FindIn("class.zip", []byte(zipOf(files("17/pi/parallel.go", "Bob Ng/pi/parallel.go", "eve/pi/parallel.go")...)), o)
	require.NoError(t, err)
	assert.Equal(t, []string{"17 pi/parallel.go=17/pi/parallel.go", "18", "19", "Bob_Ng pi/parallel.go=Bob Ng/pi/parallel.go", "eve pi/parallel.go=eve/pi/parallel.go"}, describe(found))
	assert.Equal(t, []string{"The student is not in the roster."}, found[3].Notes)

	found, err = intake.FindIn("ada.zip", []byte(zipOf(files("course/pi/parallel.go")...)), o)
	require.NoError(t, err)
	assert.Equal(t, ada, found[0].Student)
}

// Two names of one student of the roster are two submissions of one.
func TestRosterJoins(t *testing.T) {
	o := options
	o.Roster = []intake.Student{ada}
	found, err := intake.FindIn("class.zip", []byte(zipOf(file{name: "17/pi/parallel.go", text: "old"}, file{name: "ada/pi/parallel.go", text: "new", time: noon.AddDate(0, 0, 1)})), o)
	require.NoError(t, err)
	assert.Equal(t, []string{"17 pi/parallel.go=new"}, describe(found))
	assert.Equal(t, []string{"class.zip/17: not graded, because a newer submission of the same student counts."}, found[0].Notes)
}
