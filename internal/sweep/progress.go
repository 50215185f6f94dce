package sweep

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// A Progress shows on a terminal how far a sweep is, in a line that it writes anew;
// elsewhere it prints a line a pass.
type Progress struct {
	W       io.Writer
	Columns func() int // of the terminal; nil where there is none

	mu      sync.Mutex
	pass    int // that was shown last, from 1
	width   int // of the line that is shown
	quarter int // of many rounds, that was said
}

// step shows that a step of a pass begins, by the names of its rows: the pass counts from 1.
func (p *Progress) step(pass, count int, step Step, r rest) {
	switch {
	case p.Columns != nil:
		line := fmt.Sprintf("pass %d of %d, %s: %s", pass, count, step.What, r)
		if len(step.Rows) > 1 {
			line += ": " + strings.Join(step.names(), " ")
		}
		p.rewrite(line)
	case pass > p.pass:
		p.Say("pass %d of %d: %s", pass, count, r)
	}
	p.pass = pass
}

// minutes formats a time as 1 min 20 s.
func minutes(d time.Duration) string {
	seconds := int(d.Round(time.Second).Seconds())
	switch {
	case seconds == 0:
		return "less than a second"
	case seconds < 60:
		return fmt.Sprintf("%d s", seconds)
	}
	return fmt.Sprintf("%d min %d s", seconds/60, seconds%60)
}

func (p *Progress) rewrite(line string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if most := p.Columns() - 3; len(line) > most { // ^C takes two columns
		line = line[:max(most, 0)]
	}
	fmt.Fprintf(p.W, "\r%-*s", p.width, line)
	p.width = len(line)
}

// Say prints a line in place of the one that is shown.
func (p *Progress) Say(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	fmt.Fprintf(p.W, format+"\n", args...)
}

// SayAfter says a line if what it is about takes as long, and is not done before.
func (p *Progress) SayAfter(d time.Duration, format string, args ...any) (done func()) {
	timer := time.AfterFunc(d, func() { p.Say(format, args...) })
	return func() { timer.Stop() }
}

// Clear takes away the line that is shown, and the ^C of a terminal behind it.
func (p *Progress) Clear() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}

func (p *Progress) clear() {
	if p.width > 0 {
		fmt.Fprintf(p.W, "\r%s\r", strings.Repeat(" ", p.width+2))
	}
	p.width = 0
}

// round shows how much of many rounds is done, and how long the rest takes: on a terminal in
// each round, elsewhere at every quarter.
func (p *Progress) round(done float64, left time.Duration, what string) {
	text := fmt.Sprintf("%d%%", int(100*min(done, 1)))
	if left >= time.Second {
		text += fmt.Sprintf(", about %s left", minutes(left))
	}
	switch quarter := int(4 * done); {
	case p.Columns != nil:
		p.rewrite(text + ", " + what)
	case quarter > p.quarter:
		p.quarter = quarter
		p.Say("%s", text)
	}
}
