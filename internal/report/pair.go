package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A Pair is a result of two versions, interleaved.
type Pair struct {
	File          *File
	Before, After string  // the names of the versions, for a person
	Margin        float64 // two times are the same if they differ by less, relatively
	Identical     bool    // both run the same code
	Changes       []*Change
	OneSided      []Row // rows that only one of the two has
}

// The keys of the lines that such a result has beside the benchmarks.
const (
	KeyBefore    = "before"    // the version before; it marks a result of two versions
	KeyAfter     = "after"     // the other version
	KeyMargin    = "margin"    // 0.02
	KeyControls  = "controls"  // the rows whose code is the same: Pi/sequential Pi/limit
	KeyIdentical = "identical" // "yes" if no code differs: then no row is a control
	KeySide      = "side"      // the version of the lines that follow: before or after
	KeyRound     = "round"     // their round: 17, or again-17 of a second measurement
)

// Again begins the names of the rounds that measure again what differed.
const Again = "again-"

// Pair returns the comparison in a result. ok is false if the result is not of two
// versions.
func (f *File) Pair() (p *Pair, ok bool) {
	if !f.isPair() {
		return nil, false
	}
	p = &Pair{File: f, Before: f.Config(KeyBefore), After: f.Config(KeyAfter), Identical: f.Config(KeyIdentical) == "yes"}
	p.Margin, _ = strconv.ParseFloat(f.Config(KeyMargin), 64)
	controls := strings.Fields(f.Config(KeyControls))
	for _, row := range f.Results().Rows {
		c := f.change(row)
		if c.Rounds() == 0 {
			if f.isOneSided(row) {
				p.OneSided = append(p.OneSided, row)
			}
			continue
		}
		c.Control = slices.Contains(controls, row.Exercise+"/"+row.Impl)
		p.Changes = append(p.Changes, c)
	}
	p.judge(p.family(true))
	p.judge(p.family(false))
	return p, true
}

// isPair reports whether a result has two versions. It needs their rounds, because a
// program may print "before: 3", too.
func (f *File) isPair() bool {
	return f.Config(KeyBefore) != "" && f.Config(KeyAfter) != "" &&
		slices.ContainsFunc(f.records, func(rec record) bool { return rec.turn.side != "" && rec.turn.round != "" })
}

// isOneSided reports whether only one of the versions has a row. That one was measured
// twice, as in a complete round, and the other never.
func (f *File) isOneSided(row Row) bool {
	counts := map[string]int{}
	for _, rec := range f.records {
		if rec.row == row {
			counts[rec.turn.side]++
		}
	}
	before, after := counts[KeyBefore], counts[KeyAfter]
	return min(before, after) == 0 && max(before, after) > 1
}

// refusePairs refuses results of two versions if those of one are wanted, because their
// samples would be mixed.
func refusePairs(files ...*File) error {
	for _, f := range files {
		if f.isPair() {
			return fmt.Errorf(msgIsPair, f, f.Name)
		}
	}
	return nil
}

// family returns the controls, or the other rows. For each family the question is
// whether anything in it changed.
func (p *Pair) family(controls bool) (family []*Change) {
	for _, c := range p.Changes {
		if c.Control == controls {
			family = append(family, c)
		}
	}
	return family
}

// judge gives verdicts. A row is faster or slower if all its rounds say so, and those of
// the second measurement alone. Both are corrected for the number of rows. If controls
// moved, a row has to move further.
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

// differing returns the rows that differ by more than chance, and their direction.
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

// Floor returns how far controls moved, as the logarithm of a ratio, or 0 if none moved.
func (p *Pair) Floor() (floor float64) {
	for _, c := range p.Changes {
		if c.Control && c.moved() {
			floor = max(floor, c.size())
		}
	}
	return floor
}

// Unconfirmed returns the rows that seem to differ by more than the margin after the first
// measurement. They need a second one, because one of twenty unchanged rows seems to
// differ.
func (p *Pair) Unconfirmed() (rows []*Change) {
	for _, c := range p.Changes {
		if len(c.again) == 0 && signTest(c.first) < significance && !c.within(p.Margin) {
			rows = append(rows, c)
		}
	}
	return rows
}

// A turn says when a record was measured.
type turn struct{ side, round string }

// change returns the change of a row, without a verdict.
func (f *File) change(row Row) *Change {
	shortest, counts := map[turn]float64{}, map[turn]int{}
	var rounds []string
	for _, rec := range f.records {
		if rec.row != row {
			continue
		}
		seconds, _ := secondsOf(rec.result)
		counts[rec.turn]++
		if s, ok := shortest[rec.turn]; !ok || seconds < s {
			shortest[rec.turn] = seconds
		}
		rounds = addNew(rounds, rec.turn.round)
	}
	c := &Change{Row: row}
	var before, after []float64
	for _, round := range rounds {
		b, a := turn{KeyBefore, round}, turn{KeyAfter, round}
		if counts[b] == counts[a] && shortest[b] > 0 && shortest[a] > 0 { // not interrupted
			c.add(round, shortest[a]/shortest[b])
			before, after = append(before, shortest[b]), append(after, shortest[a])
		}
	}
	c.Before, c.After = median(before), median(after)
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
