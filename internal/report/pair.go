package report

import (
	"math"
	"slices"
	"strconv"
	"strings"
)

// A Pair is a result of two versions that were measured in turn.
type Pair struct {
	File          *File
	Before, After string  // what they are, for a person
	Margin        float64 // two times are the same if they differ by less, relatively
	Identical     bool    // nothing that is measured differs between them
	Changes       []*Change
}

// The keys of the lines that such a result has beside the benchmarks'.
const (
	KeyBefore    = "before"    // what the version before is; it makes a result one of two versions
	KeyAfter     = "after"     // what the other is
	KeyMargin    = "margin"    // 0.02
	KeyControls  = "controls"  // the rows whose code is the same: Pi/sequential Pi/limit
	KeyIdentical = "identical" // "yes" if no code differs: then no row is a control
	KeySide      = "side"      // which version the lines that follow are of: before or after
	KeyRound     = "round"     // and of which round: 17, or again-17 of a second measurement
)

// Again begins the rounds in which what came out different is measured again.
const Again = "again-"

// Pair returns what a result says of two versions; ok is false of one that is not of two.
func (f *File) Pair() (p *Pair, ok bool) {
	if f.Config(KeyBefore) == "" {
		return nil, false
	}
	p = &Pair{File: f, Before: f.Config(KeyBefore), After: f.Config(KeyAfter), Identical: f.Config(KeyIdentical) == "yes"}
	p.Margin, _ = strconv.ParseFloat(f.Config(KeyMargin), 64)
	controls := strings.Fields(f.Config(KeyControls))
	for _, row := range f.Results().Rows {
		c := f.change(row)
		if c.Rounds() == 0 {
			continue // of one version only
		}
		c.Control = slices.Contains(controls, row.Exercise+"/"+row.Impl)
		p.Changes = append(p.Changes, c)
	}
	p.judge(p.family(true))
	p.judge(p.family(false))
	return p, true
}

// family returns the controls, or the other rows. Each is a question of its own: did
// anything in it change?
func (p *Pair) family(controls bool) (family []*Change) {
	for _, c := range p.Changes {
		if c.Control == controls {
			family = append(family, c)
		}
	}
	return family
}

// judge gives verdicts. A row is faster or slower if all its rounds say so, and those of the
// second measurement alone, each corrected for how many rows were looked at. Where controls
// moved, what moved no further is not called.
func (p *Pair) judge(family []*Change) {
	all := differing(family, (*Change).ratios)
	repeated := slices.DeleteFunc(slices.Clone(family), func(c *Change) bool { return len(c.again) == 0 })
	again := differing(repeated, func(c *Change) []float64 { return c.again })
	for _, c := range family {
		differs := all[c] != "" && all[c] == again[c] && c.size() >= math.Log1p(p.Margin)
		switch {
		case differs && (c.Control || c.size() > p.Floor()):
			c.Verdict = all[c]
		case c.within(p.Margin):
			c.Verdict = Same
		default:
			c.Verdict = Unclear
		}
	}
}

// differing returns in which direction rows differ that do so not by chance.
func differing(family []*Change, ratios func(*Change) []float64) map[*Change]Verdict {
	ps := make([]float64, len(family))
	for i, c := range family {
		ps[i] = signTest(ratios(c))
	}
	differs := map[*Change]Verdict{}
	for i, p := range holm(ps) {
		if p < significance {
			differs[family[i]] = direction(median(ratios(family[i])))
		}
	}
	return differs
}

// Floor returns how far controls moved, as the logarithm of a ratio: 0 if none did.
func (p *Pair) Floor() (floor float64) {
	for _, c := range p.Changes {
		if c.Control && c.moved() {
			floor = max(floor, c.size())
		}
	}
	return floor
}

// Unconfirmed returns the rows that seem to differ after the first measurement, by more than
// the margin as far as one can tell. They have to be measured again: of twenty rows that did
// not change, one seems to.
func (p *Pair) Unconfirmed() (rows []*Change) {
	for _, c := range p.Changes {
		if len(c.again) == 0 && signTest(c.first) < significance && !c.within(p.Margin) {
			rows = append(rows, c)
		}
	}
	return rows
}

// A turn is when a record was measured.
type turn struct{ side, round string }

// change returns the change of a row, without a verdict.
func (f *File) change(row Row) *Change {
	shortest := map[turn]float64{}
	var rounds []string
	times := map[string][]float64{}
	for _, rec := range f.records {
		if rec.row != row {
			continue
		}
		seconds, _ := secondsOf(rec.result)
		times[rec.turn.side] = append(times[rec.turn.side], seconds)
		if s, ok := shortest[rec.turn]; !ok || seconds < s {
			shortest[rec.turn] = seconds
		}
		rounds = addNew(rounds, rec.turn.round)
	}
	c := &Change{Row: row, Before: median(times[KeyBefore]), After: median(times[KeyAfter])}
	for _, round := range rounds {
		before, after := shortest[turn{KeyBefore, round}], shortest[turn{KeyAfter, round}]
		if before > 0 && after > 0 { // or it was interrupted
			c.add(round, after/before)
		}
	}
	if c.Rounds() > 0 {
		s := summary(c.ratios())
		c.Ratio, c.Lo, c.Hi = s.Center, s.Lo, s.Hi
	}
	return c
}

func (c *Change) add(round string, ratio float64) {
	if strings.HasPrefix(round, Again) {
		c.again = append(c.again, ratio)
	} else {
		c.first = append(c.first, ratio)
	}
}
