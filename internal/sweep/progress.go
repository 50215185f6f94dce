package sweep

import (
	"fmt"
	"io"
	"strings"
	"time"
)

// A Progress shows on a terminal how far a sweep is, in a line that it writes anew;
// elsewhere it prints a line a pass.
type Progress struct {
	W       io.Writer
	Columns func() int // of the terminal; nil where there is none

	steps, count int
	began        time.Time
	first        []time.Duration // when the steps of the first pass began
	firstPass    time.Duration   // how long it took
	width        int             // of the line that is shown
	quarter      int             // of many rounds, that was said
}

// start begins to measure the time of so many passes over so many steps.
func (p *Progress) start(steps, count int) {
	p.steps, p.count = steps, count
	p.began = time.Now()
}

// step shows that a step begins; pass counts from 0.
func (p *Progress) step(pass, step int, what string) {
	elapsed := time.Since(p.began)
	if pass == 0 {
		p.first = append(p.first, elapsed)
	} else if p.firstPass == 0 {
		p.firstPass = elapsed
	}
	done, left := p.estimate(pass, step, elapsed)
	switch {
	case p.Columns != nil:
		p.rewrite(fmt.Sprintf("pass %d of %d, %s: %d%%%s", pass+1, p.count, what, done, left))
	case step == 0:
		p.Say("pass %d of %d: %d%%%s", pass+1, p.count, done, left)
	}
}

// estimate returns how many percent are done, and how long the rest takes. The first
// pass takes all steps to be alike; the later ones go by when each began in the first.
func (p *Progress) estimate(pass, step int, elapsed time.Duration) (percent int, left string) {
	done, all, sure := float64(pass*p.steps+step), float64(p.count*p.steps), "perhaps"
	if pass > 0 {
		sure = "about"
		if p.firstPass > 0 {
			done = float64(pass)*p.firstPass.Seconds() + p.first[step].Seconds()
			all = float64(p.count) * p.firstPass.Seconds()
		}
	}
	if done == 0 {
		return 0, ", how long it takes is not known yet"
	}
	rest := time.Duration(float64(elapsed) * (all - done) / done)
	return int(100 * done / all), fmt.Sprintf(", %s %s left", sure, minutes(rest))
}

// forget takes a step that is not repeated out of the time that the rest is estimated by.
func (p *Progress) forget(took time.Duration) { p.began = p.began.Add(took) }

// minutes formats a time as 1 min 20 s.
func minutes(d time.Duration) string {
	seconds := int(d.Round(time.Second).Seconds())
	if seconds < 60 {
		return fmt.Sprintf("%d s", seconds)
	}
	return fmt.Sprintf("%d min %d s", seconds/60, seconds%60)
}

func (p *Progress) rewrite(line string) {
	if most := p.Columns() - 3; len(line) > most { // ^C takes two columns
		line = line[:max(most, 0)]
	}
	fmt.Fprintf(p.W, "\r%-*s", p.width, line)
	p.width = len(line)
}

// Say prints a line in place of the one that is shown.
func (p *Progress) Say(format string, args ...any) {
	p.Clear()
	fmt.Fprintf(p.W, format+"\n", args...)
}

// Clear takes away the line that is shown, and the ^C of a terminal behind it.
func (p *Progress) Clear() {
	if p.width > 0 {
		fmt.Fprintf(p.W, "\r%s\r", strings.Repeat(" ", p.width+2))
	}
	p.width = 0
}

// round shows how much of many rounds is done, and how long the rest takes: on a terminal in
// each round, elsewhere at every quarter.
func (p *Progress) round(done float64, left time.Duration, what string) {
	text := fmt.Sprintf("%d%%", int(100*min(done, 1)))
	if left > 0 {
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
