package report

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// A text is the content of a file, in lines and in UTF-8, whatever its encoding was.
type text struct {
	lines []line
	notes []string // what was odd, and was repaired; they follow the file's name
}

// A line has neither its end nor the marks of go test -v=test2json at its beginning.
type line struct {
	text   string
	number int  // in the file, from 1
	open   bool // it has no end, because the file or a package's output ends here
}

// add adds a piece of output that begins in a line of the file. It continues the
// last piece, which may have ended within a line.
func (t *text) add(piece string, number int) {
	for part := range strings.Lines(piece) {
		if last := len(t.lines) - 1; last >= 0 && t.lines[last].open {
			t.lines[last].text += strings.TrimSuffix(part, "\n")
			t.lines[last].open = !strings.HasSuffix(part, "\n")
		} else {
			t.lines = append(t.lines, line{strings.TrimSuffix(part, "\n"), number, !strings.HasSuffix(part, "\n")})
		}
		number++
	}
}

func (t *text) note(format string, args ...any) {
	t.notes = append(t.notes, fmt.Sprintf(format, args...))
}

// decode undoes what shells, editors and terminals do to a file on its way.
func decode(data []byte) (*text, error) {
	if err := refusePacked(data); err != nil {
		return nil, err
	}
	t := new(text)
	content, err := t.toUTF8(data)
	if err != nil {
		return nil, err
	}
	content = t.mendLineEnds(content)
	if before, _, found := strings.Cut(content, "\x00"); found {
		return nil, at(1+strings.Count(before, "\n"), msgNUL)
	}
	t.add(t.dropMarks(content), 1)
	return t.joinEvents()
}

// refusePacked refuses a packed file.
func refusePacked(data []byte) error {
	for _, format := range []struct{ magic, name, unpack string }{
		{"\x1f\x8b", "gzip", "gunzip"},
		{"PK\x03\x04", "zip", "unzip"},
		{"BZh", "bzip2", "bunzip2"},
		{"\xfd7zXZ\x00", "xz", "unxz"},
		{"\x28\xb5\x2f\xfd", "zstd", "unzstd"},
		{"7z\xbc\xaf\x27\x1c", "7z", "7z x"},
	} {
		if bytes.HasPrefix(data, []byte(format.magic)) {
			return fmt.Errorf(msgPacked, format.name, format.unpack)
		}
	}
	return nil
}

const bom = "\ufeff"

// toUTF8 converts a file to UTF-8. It detects UTF-16 by its byte order mark, or
// by NUL in every second byte.
func (t *text) toUTF8(data []byte) (string, error) {
	if order := utf16Order(data); order != nil {
		t.note(msgUTF16)
		return fromUTF16(data, order)
	}
	if bytes.HasPrefix(data, []byte(bom)) {
		t.note(msgBOM)
	}
	if !utf8.Valid(data) {
		t.note(msgNotUTF8)
	}
	return strings.ToValidUTF8(string(data), "?"), nil
}

func utf16Order(data []byte) binary.ByteOrder {
	switch {
	case bytes.HasPrefix(data, []byte{0xff, 0xfe}):
		return binary.LittleEndian
	case bytes.HasPrefix(data, []byte{0xfe, 0xff}):
		return binary.BigEndian
	}
	var nul [2]int // at even places, and at odd ones
	for i, b := range data[:min(len(data), 1000)] {
		if b == 0 {
			nul[i%2]++
		}
	}
	switch most := min(len(data), 1000) / 2 * 9 / 10; {
	case most > 0 && nul[0] == 0 && nul[1] >= most:
		return binary.LittleEndian
	case most > 0 && nul[1] == 0 && nul[0] >= most:
		return binary.BigEndian
	}
	return nil
}

// fromUTF16 refuses a file to which another program has added lines in ASCII. They
// would become Chinese, and be lost.
func fromUTF16(data []byte, order binary.ByteOrder) (string, error) {
	if bytes.Contains(data, []byte("Benchmark")) {
		return "", errors.New(msgMixed)
	}
	if len(data)%2 != 0 {
		return "", errors.New(msgHalfCharacter)
	}
	units := make([]uint16, len(data)/2)
	for i := range units {
		units[i] = order.Uint16(data[2*i:])
	}
	return string(utf16.Decode(units)), nil
}

var crlf = regexp.MustCompile(`\r+\n`)

// mendLineEnds treats a carriage return as the end of a line, too.
func (t *text) mendLineEnds(content string) string {
	content = crlf.ReplaceAllString(content, "\n")
	if strings.Contains(content, "\r") {
		t.note(msgCR)
	}
	return strings.ReplaceAll(content, "\r", "\n")
}

var (
	// The colours of a terminal, and the title of its window.
	escapes = regexp.MustCompile(`\x1b(\[[0-9;?]*[@-~]|\][^\x07\n]*\x07)`)

	// A byte order mark where files were put together, and the mark of the
	// testing package's lines for test2json.
	lineMarks = regexp.MustCompile(`(?m)^(` + bom + `|\x16)+`)
)

func (t *text) dropMarks(content string) string {
	if escapes.MatchString(content) {
		t.note(msgEscapes)
		content = escapes.ReplaceAllString(content, "")
	}
	return lineMarks.ReplaceAllString(content, "")
}
