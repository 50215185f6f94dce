package remote

import (
	"fmt"
	"os"
	"sync"
	"time"

	"github.com/mattn/go-isatty"
)

// A Status tells a person how far a run is. On a terminal it is a line that is written over,
// elsewhere a line after two seconds and then every ten seconds. Its methods may be called
// from several goroutines.
type Status struct {
	file     *os.File
	terminal bool

	mu    sync.Mutex
	width int       // of the line on the terminal
	next  time.Time // elsewhere: for a line
}

// NewStatus returns a status on a file, as a rule the standard error.
func NewStatus(file *os.File) *Status {
	terminal := isatty.IsTerminal(file.Fd()) || isatty.IsCygwinTerminal(file.Fd())
	return &Status{file: file, terminal: terminal, next: time.Now().Add(2 * time.Second)}
}

// Show shows how far the run is.
func (s *Status) Show(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.terminal:
		s.rewrite(line[:min(len(line), 76)]) // a longer line would scroll
	case time.Now().After(s.next):
		s.next = time.Now().Add(10 * time.Second)
		fmt.Fprintln(s.file, line)
	}
}

// Note says something that stays.
func (s *Status) Note(line string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.erase()
	fmt.Fprintln(s.file, line)
}

// End removes the line from a terminal.
func (s *Status) End() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.erase()
}

func (s *Status) erase() {
	if s.width > 0 {
		s.rewrite("")
		fmt.Fprint(s.file, "\r")
	}
}

// rewrite writes over the line, without escape sequences, which not every console knows.
func (s *Status) rewrite(line string) {
	fmt.Fprintf(s.file, "\r%-*s", s.width, line)
	s.width = len(line)
}
