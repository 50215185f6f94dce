package pieces_test

import (
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"

	"speedup.example/internal/pieces"
)

func TestSplit(t *testing.T) {
	assert.Equal(t, []int{1}, pieces.Split(1, 10))
	assert.Equal(t, []int{9}, pieces.Split(9, 10))
	assert.Equal(t, []int{10}, pieces.Split(10, 10))
	assert.Equal(t, []int{10, 1}, pieces.Split(11, 10))
	assert.Equal(t, []int{10, 10, 5}, pieces.Split(25, 10))
	assert.Equal(t, []int{1, 1, 1}, pieces.Split(3, 1))
}

// All pieces are in one span, in order, and no more spans than allowed.
func TestSpans(t *testing.T) {
	assert.Equal(t, []pieces.Span{{0, 1}}, pieces.Spans(1))
	assert.Equal(t, []pieces.Span{{0, 1}, {1, 2}, {2, 3}}, pieces.Spans(3))
	const most = pieces.MaxSpans
	for _, count := range []int{1, 2, most - 1, most, most + 1, 2*most - 1, 2 * most, 2*most + 1, 61_035_157} {
		spans := pieces.Spans(count)
		assert.LessOrEqual(t, len(spans), most)
		assert.GreaterOrEqual(t, len(spans), min(count, most/2))
		covers(t, spans, count)
	}
	assert.Equal(t, pieces.Span{1022, 1024}, pieces.Spans(most + 1)[511])
	assert.Equal(t, pieces.Span{1024, 1025}, pieces.Spans(most + 1)[512])
}

// covers checks that the spans are pieces 0 to count−1, in order.
func covers(t *testing.T, spans []pieces.Span, count int) {
	t.Helper()
	next := 0
	for _, s := range spans {
		assert.Equal(t, next, s.From)
		assert.Less(t, s.From, s.To)
		next = s.To
	}
	assert.Equal(t, count, next)
}

func TestRuns(t *testing.T) {
	bounds := pieces.Bounds{Least: 64, Most: math.MaxInt}
	for _, count := range []int{1, 63, 64, 65, 611, 1025, 610_352, 61_035_157} {
		runs := pieces.Runs(pieces.Spans(count), bounds.Equal(count))
		assert.LessOrEqual(t, len(runs), 257)
		covers(t, slices.Concat(runs...), count)
		for _, run := range runs[:len(runs)-1] {
			assert.GreaterOrEqual(t, length(run), 64)
		}
	}
	assert.Len(t, pieces.Runs(pieces.Spans(611), bounds.Equal(611)), 10)
	assert.Len(t, pieces.Runs(pieces.Spans(610_352), bounds.Equal(610_352)), 199)
	assert.Len(t, pieces.Runs(pieces.Spans(1000), pieces.Bounds{Least: 10, Most: 10}.Equal(1_000_000)), 100)
}

func length(run []pieces.Span) int { return run[len(run)-1].To - run[0].From }

// Two workers get half of an equal share of what is left, within bounds.
func TestGuided(t *testing.T) {
	for bounds, want := range map[pieces.Bounds][]int{
		{Least: 100, Most: 6400}: {250, 187, 140, 106, 106, 106, 105},
		{Least: 100, Most: 200}:  {200, 200, 150, 113, 113, 112, 112},
		{Least: 300, Most: 6400}: {334, 333, 333},
		{Least: 600, Most: 6400}: {1000},
		{Least: 300, Most: 300}:  {300, 300, 300, 100},
	} {
		var lengths []int
		for _, run := range pieces.Runs(pieces.Spans(1000), bounds.Guided(2)) {
			lengths = append(lengths, length(run))
		}
		assert.Equal(t, want, lengths)
	}
}

// All pieces are in a run, in order, however many workers there are.
func TestGuidedCovers(t *testing.T) {
	for _, count := range []int{1, 610_352, 61_035_157} {
		for _, workers := range []int{1, 2, 100, 10_000} {
			spans := pieces.Spans(count)
			runs := pieces.Runs(spans, pieces.Bounds{Least: 100, Most: 6400}.Guided(workers))
			covers(t, slices.Concat(runs...), count)
			for i, run := range runs {
				assert.Less(t, length(run), 6400+length(spans[:1]))
				assert.True(t, length(run) >= 100 || i == len(runs)-1)
			}
		}
	}
}
