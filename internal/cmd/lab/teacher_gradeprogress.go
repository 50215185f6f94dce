package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"sync"
	"time"

	"speedup.example/internal/grade"
)

// A gradeProgress shows how far the class is, and how long the rest takes. On a terminal it
// is a bar that moves every second. On anything else it is a line now and then.
type gradeProgress struct {
	w        io.Writer
	format   string // of a line: how many are done, of how many
	terminal bool
	all      int
	stop     chan struct{}

	mu          sync.Mutex
	ready, kept int
	began, last time.Time
	ended       bool
}

const (
	everyLine = 30 * time.Second // on anything but a terminal
	barWidth  = 20
)

func newGradeProgress(w io.Writer, format string, all int) *gradeProgress {
	p := &gradeProgress{w: w, format: format, terminal: isTerminal(w), all: all, began: time.Now(), last: time.Now(), stop: make(chan struct{})}
	go p.tick()
	return p
}

// tick shows that something goes on even while nothing gets done.
func (p *gradeProgress) tick() {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-ticker.C:
			p.mu.Lock()
			p.show()
			p.mu.Unlock()
		}
	}
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
	case p.ended:
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
	close(p.stop)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.ended = true
	if p.terminal {
		fmt.Fprintf(p.w, "\r%-78s\r", "")
	}
}

// isTerminal reports whether a writer is a terminal.
func isTerminal(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && width(file) > 0
}
