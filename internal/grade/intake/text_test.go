package intake_test

import (
	"encoding/binary"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/assert"
)

func toUTF16(order binary.AppendByteOrder, s string) string {
	var data []byte
	for _, unit := range utf16.Encode([]rune("\ufeff" + s)) {
		data = order.AppendUint16(data, unit)
	}
	return string(data)
}

// Files become what programs of Unix write. What is in no known encoding stays as it is.
func TestText(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"plain":                 {"a\nb\n", "a\nb\n"},
		"CRLF":                  {"a\r\nb\rc\r\n", "a\nb\rc\n"},
		"BOM":                   {"\ufeffa\r\n", "a\n"},
		"UTF-16, little-endian": {toUTF16(binary.LittleEndian, "π😀\r\n"), "π😀\n"},
		"UTF-16, big-endian":    {toUTF16(binary.BigEndian, "π😀\r\n"), "π😀\n"},
		"half a character":      {toUTF16(binary.LittleEndian, "π") + "x", "π"},
		"Latin-1":               {"caf\xe9", "caf\xe9"},
	} {
		s := one(t, "ada.zip", zipOf(file{name: "pi/parallel.go", text: test.text}))
		assert.Equal(t, test.want, string(s.Files["pi/parallel.go"]), name)
		assert.Empty(t, s.Notes, name)
	}
}

// A loose file is read before its package clause is.
func TestLooseInUTF16(t *testing.T) {
	s := one(t, "ada.zip", zipOf(file{name: "Parallel.go", text: toUTF16(binary.LittleEndian, "// x\r\npackage risk\r\n")}))
	assert.Equal(t, "// x\npackage risk\n", string(s.Files["var/parallel.go"]))
}

func TestLooseOfNoExercise(t *testing.T) {
	for _, text := range []string{"package main", "no Go", "package options2", "/*"} {
		s := one(t, "ada.zip", zipOf(file{name: "parallel.go", text: text}))
		assert.Empty(t, s.Files)
		assert.Contains(t, s.Notes[0], "parallel.go: not taken: put it into the folder of its exercise")
	}
}
