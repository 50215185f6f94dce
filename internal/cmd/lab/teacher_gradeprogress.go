package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"speedup.example/internal/grade"
)

// A gradeProgress shows how far the class is, and how long the rest takes. On anything but
// a terminal it prints a line now and then.
type gradeProgress struct {
	w           io.Writer
	terminal    bool
	all         int
	ready, kept int
	began, last time.Time
}

func newGradeProgress(w io.Writer, all int) *gradeProgress {
	return &gradeProgress{w: w, terminal: isTerminal(w), all: all, began: time.Now(), last: time.Now()}
}

func (p *gradeProgress) done(_ int, _ grade.Grade, kept bool) {
	p.ready++
	if kept {
		p.kept++
		return
	}
	every := time.Second / 2
	if !p.terminal {
		every = 30 * time.Second
	}
	if time.Since(p.last) < every && p.ready < p.all {
		return
	}
	p.last = time.Now()
	graded := p.ready - p.kept
	left := time.Since(p.began) / time.Duration(graded) * time.Duration(p.all-p.ready)
	text := fmt.Sprintf(gradeProgressed, p.ready, p.all, left.Round(time.Second))
	if p.terminal {
		fmt.Fprintf(p.w, "\r%-60s", text)
		return
	}
	fmt.Fprintln(p.w, text)
}

func (p *gradeProgress) end() {
	if p.terminal {
		fmt.Fprintf(p.w, "\r%-60s\r", "")
	}
}

// isTerminal reports whether a writer is a terminal.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && width(file) > 0
}
