package sweep

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// A Progress shows how far a sweep is. On a terminal it rewrites one line.
// Elsewhere it prints a line for each pass.
type Progress struct {
	W       io.Writer
	Columns func() int // of the terminal; nil without one

	mu      sync.Mutex
	pass    int // the last one shown, from 1
	width   int // of the line on the screen
	quarter int // of many rounds, the last one shown
}

// step shows that a step of a pass begins, with the names of its rows. The pass counts
// from 1. On a terminal the line moves every second until stop is called.
func (p *Progress) step(pass, count int, step Step, r rest) (stop func()) {
	stop = func() {}
	switch {
	case p.Columns != nil:
		rows := ""
		if len(step.Rows) > 1 {
			rows = ": " + strings.Join(step.names(), " ")
		}
		show := func(what string, r rest) {
			p.rewrite(fmt.Sprintf("pass %d of %d, %s: %s%s", pass, count, what, r, rows))
		}
		show(step.What, r)
		stop = EverySecond(func(seconds int) { show(fmt.Sprintf("%s for %d s", step.What, seconds), r.after(seconds)) })
	case pass > p.pass:
		p.Say("pass %d of %d: %s", pass, count, r)
	}
	p.pass = pass
	return stop
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

// Show shows what goes on, on a terminal only.
func (p *Progress) Show(format string, args ...any) {
	if p.Columns != nil {
		p.rewrite(fmt.Sprintf(format, args...))
	}
}

// Say prints a line in place of the one on the screen.
func (p *Progress) Say(format string, args ...any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	fmt.Fprintf(p.W, format+"\n", args...)
}

// During shows what goes on until done is called: on a terminal at once, and with the
// seconds. Elsewhere it prints a line, after a while.
func (p *Progress) During(what string) (done func()) {
	if p.Columns == nil {
		timer := time.AfterFunc(aWhile, func() { p.Say("%s", what) })
		return func() { timer.Stop() }
	}
	p.rewrite(what)
	stop := EverySecond(func(seconds int) { p.rewrite(fmt.Sprintf("%s, %d s", what, seconds)) })
	return func() { stop(); p.Clear() }
}

// Clear removes the line on the screen, and the ^C of a terminal behind it.
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

// round shows how many rounds are done, and how long the rest takes. On a terminal it does
// so in each round, elsewhere at every quarter.
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
