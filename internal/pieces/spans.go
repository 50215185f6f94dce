package pieces

// A Span is a run of pieces, From to To−1, that give one value: a count, or a sum.
//
// Additions of floating point numbers round, so their order counts. A driver adds up the
// pieces of each span, and then the spans, in their order. This tree depends on the number
// of pieces only, so whoever computes a span, the total has the same bits.
type Span struct{ From, To int }

// MaxSpans is the largest number of spans. Whoever combines them holds as many values, at
// most, and no more however many pieces there are.
const MaxSpans = 1024

// Spans cuts count pieces into at most [MaxSpans] spans, all of the same length, a power
// of two, except for a last one that has the rest. Up to MaxSpans pieces each is a span.
func Spans(count int) []Span {
	length := 1
	for Count(count, length) > MaxSpans {
		length *= 2
	}
	spans := make([]Span, Count(count, length))
	for i := range spans {
		spans[i] = Span{i * length, min((i+1)*length, count)}
	}
	return spans
}

// Runs groups spans into runs of neighbours. A run is handed out at once, so it takes a message
// there and one back. Size tells how many pieces the next run should have, if left are left. A
// run ends with the span that reaches this size. No answer depends on the runs.
func Runs(spans []Span, size func(left int) int) (runs [][]Span) {
	end, first := spans[len(spans)-1].To, 0
	for i, s := range spans {
		from := spans[first].From
		if s.To-from >= size(end-from) || s.To == end {
			runs = append(runs, spans[first:i+1])
			first = i + 1
		}
	}
	return runs
}

// Bounds are those of the pieces of a run. Least is worth a message, and the answers to Most
// have room in one. A last run may be shorter, and no run is shorter than a span.
type Bounds struct{ Least, Most int }

func (b Bounds) within(size int) int { return min(max(b.Least, size), b.Most) }

// Equal is the size of equal runs, for an unknown number of workers. There are up to 256, so
// that all workers end at about the same time.
func (b Bounds) Equal(pieces int) func(left int) int {
	return func(int) int { return b.within(pieces / 256) }
}

// Guided is the size of runs for a known number of workers: half of an equal share of what is
// left. The first runs are long, so there are few. The last ones are shorter, so all workers end
// at about the same time. (C. D. Polychronopoulos and D. J. Kuck, "Guided Self-Scheduling",
// IEEE Transactions on Computers 36, 1987. OpenMP has it as schedule(guided), with the whole
// share.)
//
// The last runs are about equal, as many as Least allows. So no small rest takes a message of
// its own, while the other workers wait, unless Most or the length of a span leaves one.
func (b Bounds) Guided(workers int) func(left int) int {
	return func(left int) int {
		equal := Count(left, max(1, left/b.Least))
		return b.within(max(left/(2*workers), equal))
	}
}
