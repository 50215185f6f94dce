package main

import (
	"bytes"
	"fmt"
	"io"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"
)

// echo is the width of the ^C that a terminal writes behind the picture.
const echo = len("^C")

// A screen has a picture at the bottom of a terminal, and above it what a command prints.
// Each change erases the picture and draws it again, in one write.
type screen struct {
	w    io.Writer
	size func() (columns, lines int)

	mu      sync.Mutex
	picture []string
	drawn   []int  // the widths of the lines on the terminal that can be erased
	begun   []byte // the last line of the command's output, without its end
}

// draw replaces the picture.
func (s *screen) draw(picture []string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.picture = picture
	s.redraw(nil)
}

// Write prints the output of a command above the picture. A line that is not complete
// stands between them, so it can be continued.
func (s *screen) Write(output []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	text := append(s.begun, output...)
	end := bytes.LastIndexByte(text, '\n') + 1
	s.begun = bytes.Clone(text[end:])
	return len(output), s.redraw(text[:end])
}

// end leaves the last picture, and completes the command's last line above it. What the
// command's children print later follows as it is.
func (s *screen) end() {
	s.mu.Lock()
	defer s.mu.Unlock()
	lines := s.begun
	if len(lines) > 0 {
		lines = append(lines, '\n')
	}
	s.begun = nil
	if s.redraw(lines) == nil && len(s.picture) > 0 {
		fmt.Fprintln(s.w)
	}
	s.drawn, s.picture = nil, nil
}

// redraw erases the picture, and writes lines and the picture again.
func (s *screen) redraw(lines []byte) error {
	columns, _ := s.size()
	var b bytes.Buffer
	b.WriteString(erase(s.drawn, columns))
	b.Write(lines)
	below := s.picture
	if begun := lastPart(s.begun); begun != "" {
		below = append([]string{shorten(begun, columns-1-echo)}, below...)
	}
	s.drawn = nil
	for i, line := range below {
		if i > 0 {
			b.WriteByte('\n')
		}
		b.WriteString(line)
		s.drawn = append(s.drawn, visibleWidth(line))
	}
	_, err := s.w.Write(b.Bytes())
	return err
}

// erase returns what erases lines of these widths, of which the cursor is on the last. In
// a terminal that has become narrower, long lines take several rows.
func erase(widths []int, columns int) string {
	if len(widths) == 0 {
		return ""
	}
	rows := 0
	for _, width := range widths {
		rows += max((width+columns-1)/columns, 1)
	}
	if rows == 1 {
		return "\r\x1b[J"
	}
	return fmt.Sprintf("\r\x1b[%dA\x1b[J", rows-1)
}

// escapes match what a terminal does not print.
var escapes = regexp.MustCompile(`\x1b\[[0-9;?]*[A-Za-z]`)

func visibleWidth(line string) int {
	return utf8.RuneCountInString(escapes.ReplaceAllString(line, ""))
}

// lastPart returns what a terminal would show of a line that a program writes again and
// again, after a carriage return each time.
func lastPart(line []byte) string {
	text := strings.ReplaceAll(strings.TrimRight(string(line), "\r"), "\t", " ") // as wide as it is long
	return text[strings.LastIndexByte(text, '\r')+1:]
}

// shorten cuts a line, and its colours with it, if it is wider than the terminal.
func shorten(line string, columns int) string {
	plain := escapes.ReplaceAllString(line, "")
	if utf8.RuneCountInString(plain) <= columns {
		return line
	}
	return string([]rune(plain)[:max(columns, 0)])
}
