package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"speedup.example/internal/grade"
	"speedup.example/internal/sweep"
)

// A gradeProgress shows how far the class is, and how long the rest takes. On a terminal it
// is a bar that moves every second. On anything else it is a line now and then.
type gradeProgress struct {
	w        io.Writer
	format   string // of a line: how many are done, of how many
	terminal bool
	all      int
	stop     func() // the bar's moves

	mu          sync.Mutex
	ready, kept int
	began, last time.Time
}

const (
	everyLine = 30 * time.Second // on anything but a terminal
	barWidth  = 20
)

func newGradeProgress(w io.Writer, format string, all int) *gradeProgress {
	p := &gradeProgress{w: w, format: format, terminal: isTerminal(w), all: all, began: time.Now(), last: time.Now()}
	p.stop = sweep.EverySecond(func(int) { // even while nothing gets done
		p.mu.Lock()
		defer p.mu.Unlock()
		p.show()
	})
	return p
}

func (p *gradeProgress) done(_ int, _ grade.Grade, kept bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ready++
	if kept {
		p.kept++
	}
	if p.ready == p.all && !kept {
		p.last = time.Time{} // the last line is always there
	}
	p.show()
}

// show prints where the class is, unless it has done so a moment ago. The caller holds mu.
func (p *gradeProgress) show() {
	switch {
	case p.terminal:
		fmt.Fprintf(p.w, "\r%-78s", p.bar()+" "+p.text())
	case time.Since(p.last) >= everyLine:
		p.last = time.Now()
		fmt.Fprintln(p.w, p.text())
	}
}

func (p *gradeProgress) bar() string {
	full := barWidth * p.ready / max(p.all, 1)
	return "[" + strings.Repeat("#", full) + strings.Repeat(".", barWidth-full) + "]"
}

// text says how long the rest takes, or how long the first one has taken so far.
func (p *gradeProgress) text() string {
	done, since := fmt.Sprintf(p.format, p.ready, p.all), time.Since(p.began)
	graded := p.ready - p.kept
	if graded == 0 {
		return fmt.Sprintf(gradeSoFar, done, since.Round(time.Second))
	}
	left := since / time.Duration(graded) * time.Duration(p.all-p.ready)
	return fmt.Sprintf(gradeLeft, done, left.Round(time.Second))
}

// end removes the bar.
func (p *gradeProgress) end() {
	p.stop()
	if p.terminal {
		fmt.Fprintf(p.w, "\r%-78s\r", "")
	}
}

// isTerminal reports whether a writer is a terminal.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && width(file) > 0
}
