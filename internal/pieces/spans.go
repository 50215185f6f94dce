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

// Runs groups spans into runs of neighbours, each to be handed out at once. A run has at
// least so many pieces, if there are as many, because handing out takes time. But there
// are up to 256 runs, so that all workers end at about the same time. No answer depends on
// the runs.
func Runs(spans []Span, least int) (runs [][]Span) {
	least = max(least, spans[len(spans)-1].To/mostRuns)
	first := 0
	for i, s := range spans {
		if s.To-spans[first].From >= least || i == len(spans)-1 {
			runs = append(runs, spans[first:i+1])
			first = i + 1
		}
	}
	return runs
}

const mostRuns = 256
