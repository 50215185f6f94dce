package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"math"
	"slices"
	"strings"
)

// Answer says in a few sentences what became faster or slower. The table of a [Pair] shows
// it in full.
func (p *Pair) Answer() string {
	if len(p.Changes) == 0 {
		return strings.Join(append([]string{msgNothingMeasured}, p.oneSided()...), "\n") + "\n"
	}
	var sentences []string
	for _, verdict := range []Verdict{Slower, Faster} {
		for _, g := range p.groups(verdict) {
			sentences = append(sentences, g.sentence(p, verdict))
		}
	}
	switch {
	case len(sentences) > 0:
	case len(p.family(false)) == 0:
		sentences = append(sentences, msgNoQuestions)
	case p.count(false, Unclear) > 0:
		sentences = append(sentences, msgNothingKnown)
	default:
		sentences = append(sentences, msgNoDifference)
	}
	sentences = append(sentences, p.others()...)
	sentences = append(sentences, p.oneSided()...)
	return strings.Join(append(sentences, p.controls()...), "\n") + "\n"
}

// A group is the changes of one row at several sizes, with the same verdict.
type group []*Change

// groups returns the questions with a verdict, by exercise and row.
func (p *Pair) groups(v Verdict) (groups []group) {
	for _, c := range p.family(false) {
		if c.Verdict != v {
			continue
		}
		i := slices.IndexFunc(groups, func(g group) bool { return g[0].Exercise == c.Exercise && g[0].Impl == c.Impl })
		if i < 0 {
			groups = append(groups, group{c})
		} else {
			groups[i] = append(groups[i], c)
		}
	}
	return groups
}

// sentence returns, for example, "unrolled of Pi: 14% slower (10–18%), at both sizes".
func (g group) sentence(p *Pair, v Verdict) string {
	lo, hi := g[0].Lo, g[0].Hi
	var ratios []float64
	for _, c := range g {
		lo, hi, ratios = min(lo, c.Lo), max(hi, c.Hi), append(ratios, c.Ratio)
	}
	from, to := amount(lo), amount(hi)
	if v == Faster {
		from, to = to, from
	}
	return fmt.Sprintf("%s of %s: %s %s (%s to %s), %s", g[0].Impl, g[0].Exercise, amount(median(ratios)), v, from, to, g.sizes(p))
}

// sizes names the sizes of the group, among those that were measured.
func (g group) sizes(p *Pair) string {
	measured := 0
	for _, c := range p.Changes {
		if c.Exercise == g[0].Exercise && c.Impl == g[0].Impl {
			measured++
		}
	}
	switch {
	case len(g) == measured && measured == 2:
		return "at both sizes"
	case len(g) == measured && measured > 2:
		return "at all sizes"
	}
	var names []string
	for _, c := range g {
		names = append(names, c.Size)
	}
	return "at " + strings.Join(names, ", ")
}

// amount returns how far a ratio is from 1, as 14%, or as 2.00× from 2 on.
func amount(ratio float64) string {
	switch {
	case ratio >= 2:
		return times(ratio)
	case ratio <= 0.5:
		return times(1 / ratio)
	case math.Abs(ratio-1) < 0.095:
		return fmt.Sprintf("%.1f%%", 100*math.Abs(ratio-1))
	}
	return percent(math.Abs(ratio - 1))
}

// others says which questions are the same, and which are unclear.
func (p *Pair) others() (sentences []string) {
	if same := p.count(false, Same); same > 0 {
		sentences = append(sentences, fmt.Sprintf("%s the same, within %s.", rowsAre(same), percent(p.Margin)))
	}
	unconfirmed := p.Unconfirmed()
	unclear := slices.DeleteFunc(p.family(false), func(c *Change) bool { return c.Verdict != Unclear || slices.Contains(unconfirmed, c) })
	if len(unconfirmed) > 0 {
		sentences = append(sentences, fmt.Sprintf(msgUnconfirmed, some(places(unconfirmed))))
	}
	switch n := len(unclear); {
	case n > most:
		sentences = append(sentences, fmt.Sprintf(msgManyUnclear, n, percent(p.Margin)))
	case n > 0:
		sentences = append(sentences, fmt.Sprintf(msgUnclear, percent(p.Margin), strings.Join(places(unclear), ", ")))
	}
	return sentences
}

// places names rows, with their intervals.
func places(changes []*Change) (names []string) {
	for _, c := range changes {
		names = append(names, strings.TrimSpace(fmt.Sprintf("%s of %s at %s %s", c.Impl, c.Exercise, c.Size, c.interval())))
	}
	return names
}

// most is how many rows a sentence names.
const most = 4

func (p *Pair) count(controls bool, v Verdict) (n int) {
	for _, c := range p.family(controls) {
		if c.Verdict == v {
			n++
		}
	}
	return n
}

func rowsAre(n int) string {
	if n == 1 {
		return "1 row is"
	}
	return fmt.Sprintf("%d rows are", n)
}

// oneSided names the rows that only one version has.
func (p *Pair) oneSided() []string {
	if len(p.OneSided) == 0 {
		return nil
	}
	names := make([]string, len(p.OneSided))
	for i, row := range p.OneSided {
		names[i] = fmt.Sprintf("%s of %s at %s", row.Impl, row.Exercise, row.Size)
	}
	return []string{fmt.Sprintf(msgOneSided, some(names))}
}

// controls says whether any row moved that can't have changed.
func (p *Pair) controls() []string {
	all := len(p.family(true))
	moved := p.count(true, Slower) + p.count(true, Faster)
	switch {
	case p.Identical:
		return []string{msgIdentical}
	case all == 0:
		return []string{msgNoControls}
	case moved == 0 && p.count(true, Unclear) > 0:
		return []string{fmt.Sprintf(msgControlsUnclear, all, rowsAre(p.count(true, Unclear)))}
	case moved == 0:
		return []string{fmt.Sprintf(msgControlsAgree, all)}
	}
	return []string{fmt.Sprintf(msgControlsMoved, moved, all, amount(math.Exp(p.Floor())))}
}

// Slower reports whether any row became slower.
func (p *Pair) Slower() bool { return p.count(false, Slower) > 0 }

// The formats of a table.
const (
	Text     = "text"
	Markdown = "md"
	CSV      = "csv"
	JSON     = "json"
	HTML     = "html"
)

// Write writes the answer, and the table of all rows below it. As [CSV] it writes
// the table only.
func (p *Pair) Write(w io.Writer, format string) error {
	if format == CSV {
		return p.writeCSV(w)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%s\n\n%s\n", p.title(), p.Answer())
	if format == Markdown {
		p.grid().markdown(&b)
	} else {
		p.grid().write(&b)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *Pair) title() string {
	return fmt.Sprintf(msgPairTitle, p.Before, p.After, percent(Confidence))
}

// Tables writes the noise, if a version was compared with itself, and else the answer.
func (p *Pair) Tables(w io.Writer) error {
	if p.Before == p.After {
		return p.WriteNoise(w)
	}
	return p.Write(w, Text)
}

// WriteNoise writes for each row by how much two measurements of the same code differ.
// The further end of the interval is the smallest difference that can be seen.
func (p *Pair) WriteNoise(w io.Writer) error {
	var b strings.Builder
	b.WriteString(msgNoiseTitle + "\n\n")
	p.floors().write(&b)
	_, err := io.WriteString(w, b.String())
	return err
}

func (p *Pair) floors() Grid {
	rows := [][]string{{"exercise", "size", "row", "time", "floor"}}
	for _, c := range p.Changes {
		rows = append(rows, []string{c.Exercise, c.Size, c.Impl, duration(c.Before), c.floor()})
	}
	return Grid{Rows: rows, Names: 3}
}

func (c *Change) floor() string {
	smallest, ok := c.Smallest()
	if !ok {
		return "?"
	}
	return fmt.Sprintf("%.1f%%", 100*smallest)
}

// Smallest returns the smallest difference that can be seen, relatively, if both versions
// are the same: 0.02. ok is false if there are too few rounds to tell.
func (c *Change) Smallest() (difference float64, ok bool) {
	if !c.bounded() {
		return 0, false
	}
	return max(c.Hi, 1/c.Lo) - 1, true
}

// grid returns the table of all rows.
func (p *Pair) grid() Grid {
	rows := [][]string{{"exercise", "size", "row", "before", "after", "change", "interval", "verdict"}}
	for _, c := range p.Changes {
		verdict := string(c.Verdict)
		if c.Control {
			verdict += " (control)"
		}
		rows = append(rows, []string{
			c.Exercise, c.Size, c.Impl, duration(c.Before), duration(c.After), signed(c.Ratio), c.interval(), verdict,
		})
	}
	return Grid{Rows: rows, sides: []int{left, left, left, right, right, right, left, left}}
}

// interval is empty if there are too few rounds for one.
func (c *Change) interval() string {
	if !c.bounded() {
		return ""
	}
	return fmt.Sprintf("(%s to %s)", signed(c.Lo), signed(c.Hi))
}

// signed formats a ratio as a change: +14.0%.
func signed(ratio float64) string {
	text := fmt.Sprintf("%+.1f%%", 100*(ratio-1))
	return strings.Replace(text, "-0.0%", "+0.0%", 1)
}

func (p *Pair) writeCSV(w io.Writer) error {
	out := csv.NewWriter(w)
	err := out.Write([]string{"exercise", "size", "row", "gomaxprocs", "before_sec", "after_sec", "ratio", "ratio_low", "ratio_high", "rounds", "control", "verdict"})
	for _, c := range p.Changes {
		fields := []string{c.Exercise, c.Size, c.Impl, fmt.Sprint(c.Procs)}
		for _, v := range []float64{c.Before, c.After, c.Ratio, c.Lo, c.Hi} {
			fields = append(fields, fmt.Sprintf("%.6g", v))
		}
		if err == nil {
			err = out.Write(append(fields, fmt.Sprint(c.Rounds()), fmt.Sprint(c.Control), string(c.Verdict)))
		}
	}
	out.Flush()
	if err == nil {
		err = out.Error()
	}
	return err
}
