package remote_test

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/remote"
	"speedup.example/internal/workers"
	"speedup.example/options"
	"speedup.example/pi"
	risk "speedup.example/var"
)

var (
	manyPoints = remote.Work{Exercise: "pi", N: 400*pi.Chunk + 1, Seed: 7, Kernel: "Unrolled"}
	manyPaths  = remote.Work{Exercise: "options", N: 500, Seed: 7, Kernel: "SIMD"}
	manySims   = remote.Work{Exercise: "var", N: 512*64*risk.Chunk + 1, Seed: 7, Kernel: "Unrolled"} // with a pilot in a round of its own
)

func silent(int, int) {}

// part computes a share, and takes it through a file.
func part(t *testing.T, name string, w remote.Work, share remote.Share, parts ...*remote.Part) *remote.Part {
	t.Helper()
	p, err := remote.Pieces(t.Context(), w, share, parts, silent)
	require.NoError(t, err)
	var file bytes.Buffer
	require.NoError(t, p.Write(&file))
	p, err = remote.Read(name, &file)
	require.NoError(t, err)
	return p
}

// Parts in any order, and some of them twice, give the answer of one machine.
func TestPartsGiveTheAnswer(t *testing.T) {
	for _, w := range []remote.Work{manyPoints, manyPaths} {
		want, err := w.Run(workers.NewContext(t.Context(), check.Backwards{}))
		require.NoError(t, err)
		got, err := remote.Combine(t.Context(), []*remote.Part{
			part(t, "c.json", w, remote.Fraction(3, 3)),
			part(t, "a.json", w, remote.Fraction(1, 3)),
			part(t, "b.json", w, remote.Range(1, -1)),
		})
		require.NoError(t, err)
		assert.Equal(t, want, got)
	}
}

// What goes through files is what Sequential answers, to the last bit.
func TestAnswersAreThoseOfSequential(t *testing.T) {
	answer := func(w remote.Work) string {
		got, err := remote.Combine(t.Context(), []*remote.Part{part(t, "all.json", w, remote.Range(0, -1))})
		require.NoError(t, err)
		return got
	}
	e, err := pi.Sequential(t.Context(), manyPoints.N, manyPoints.Seed, pi.Unrolled)
	require.NoError(t, err)
	assert.Equal(t, fmt.Sprintf("π is %v, with a standard error of %v: %d of %d points are inside\n", e.Pi, e.StdErr, e.Inside, e.N), answer(manyPoints))
	prices, err := options.Sequential(t.Context(), options.Lecture(), manyPaths.N, manyPaths.Seed, options.SIMD)
	require.NoError(t, err)
	assert.Contains(t, answer(manyPaths), fmt.Sprintf("the call at 95 is worth %v, with a standard error of %v\n", prices[3].Value, prices[3].StdErr))
}

// Var asks for a pilot first. Its parts are needed for the next round.
func TestRounds(t *testing.T) {
	pilot := part(t, "pilot.json", manySims, remote.Range(0, -1))
	_, err := remote.Combine(t.Context(), []*remote.Part{pilot})
	require.ErrorContains(t, err, "the parts complete round 1, and round 2 has none yet")
	a := part(t, "a.json", manySims, remote.Fraction(1, 2), pilot)
	b := part(t, "b.json", manySims, remote.Fraction(2, 2), pilot)
	got, err := remote.Combine(t.Context(), []*remote.Part{b, pilot, a})
	require.NoError(t, err)
	want, err := risk.Parallel(t.Context(), risk.Lecture(), manySims.N, remote.Level, manySims.Seed, risk.Unrolled)
	require.NoError(t, err)
	assert.Equal(t, fmt.Sprintf("the value at risk is %v (%v to %v), the expected shortfall %v\n", want.VaR, want.Low, want.High, want.ES), got)
	_, err = remote.Pieces(t.Context(), manySims, remote.Range(0, -1), []*remote.Part{pilot, a, b}, silent)
	require.ErrorContains(t, err, "the parts are complete")
}

// Every kind of part that does not belong is refused by name.
func TestRefused(t *testing.T) {
	w := remote.Work{Exercise: "pi", N: 200 * pi.Chunk, Seed: 7, Kernel: "SIMD"}
	good := func() *remote.Part { return part(t, "good.json", w, remote.Fraction(1, 2)) }
	rest := part(t, "rest.json", w, remote.Fraction(2, 2))
	double := func(change func(p *remote.Part)) []*remote.Part {
		p := part(t, "odd.json", w, remote.Range(0, -1))
		change(p)
		return []*remote.Part{good(), rest, p}
	}
	for name, test := range map[string]struct {
		parts []*remote.Part
		want  string
	}{
		"no part":       {nil, "no parts to combine"},
		"a gap":         {[]*remote.Part{good()}, "round 1: no part has piece 2 to 3 of 0 to 3"},
		"two gaps":      {[]*remote.Part{part(t, "1.json", w, remote.Range(1, 2))}, "no part has piece 0, 2 to 3 of 0 to 3"},
		"exercise":      {double(func(p *remote.Part) { p.Exercise = "var" }), "odd.json has exercise var, want pi as the others"},
		"n":             {double(func(p *remote.Part) { p.N++ }), "odd.json has n 104857601, want 104857600 as the others"},
		"seed":          {double(func(p *remote.Part) { p.Seed++ }), "odd.json has seed 8, want 7 as the others"},
		"kernel":        {double(func(p *remote.Part) { p.Kernel = "Scalar" }), "odd.json has kernel Scalar, want SIMD as the others"},
		"version":       {double(func(p *remote.Part) { p.Version = "1-000000000000" }), "odd.json is of version 1-000000000000, and this program of 2-"},
		"other asked":   {double(func(p *remote.Part) { p.Asked = "0" }), "odd.json answers other questions than this program asks in round 1"},
		"other pieces":  {double(func(p *remote.Part) { p.Pieces++ }), "odd.json answers other questions"},
		"other answer":  {double(func(p *remote.Part) { p.Answers[2] = p.Answers[3] }), "rest.json and odd.json have different answers to piece 2: one is wrong"},
		"rubbish twice": {double(func(p *remote.Part) { p.Answers[2] = []byte("rubbish") }), "rest.json and odd.json have different answers to piece 2"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := remote.Combine(t.Context(), test.parts)
			require.ErrorContains(t, err, test.want)
		})
	}
	alone := part(t, "alone.json", w, remote.Range(0, -1))
	alone.Answers[2] = []byte("rubbish")
	_, err := remote.Combine(t.Context(), []*remote.Part{alone})
	require.ErrorContains(t, err, "the answer to piece 2: ")
}

func TestBadFiles(t *testing.T) {
	var whole bytes.Buffer
	require.NoError(t, part(t, "x", manyPaths, remote.Range(0, 2)).Write(&whole))
	for content, want := range map[string]string{
		"":                                           "bad.json is no part, or not all of one: EOF",
		whole.String()[:whole.Len()/2]:               "bad.json is no part, or not all of one: ",
		whole.String() + whole.String():              "bad.json has more than a part",
		`{"exercise":"pi","color":"red"}`:            `bad.json is no part, or not all of one: json: unknown field "color"`,
		`{"round":0,"pieces":1}`:                     "bad.json: round 0 has 1 pieces",
		`{"round":1,"pieces":100000}`:                "bad.json: round 1 has 100000 pieces",
		`{"round":1,"pieces":2,"answers":{"2":""}}`:  "bad.json: it answers piece 2, and has 2",
		`{"round":1,"pieces":2,"answers":{"-1":""}}`: "bad.json: it answers piece -1, and has 2",
	} {
		_, err := remote.Read("bad.json", strings.NewReader(content))
		require.ErrorContains(t, err, want)
	}
}

func TestBadWork(t *testing.T) {
	for want, w := range map[string]remote.Work{
		`exercise "slowsum" has no pieces to hand out, want options, pi, var`: {Exercise: "slowsum", N: 1, Kernel: "SIMD"},
		`no kernel "simd", want Scalar, Unrolled or SIMD`:                     {Exercise: "var", N: 1, Kernel: "simd"},
		"pi: n is 0 samples": {Exercise: "pi", Kernel: "SIMD"},
		"n is so small that no piece is worth handing out": {Exercise: "var", N: 100, Kernel: "SIMD"},
	} {
		_, err := remote.Pieces(t.Context(), w, remote.Range(0, -1), nil, silent)
		require.ErrorContains(t, err, want)
	}
	_, err := remote.Pieces(t.Context(), manyPaths, remote.Range(3, 9), nil, silent)
	require.ErrorContains(t, err, "pieces 3 to 9, want 0 ≤ from ≤ to ≤ 8")
}

// More shares than pieces leave some empty, and lose nothing.
func TestFraction(t *testing.T) {
	for _, k := range []int{1, 2, 3, 8, 50} {
		next := 0
		for i := range k {
			from, to, err := remote.Fraction(i+1, k)(8)
			require.NoError(t, err)
			assert.Equal(t, next, from)
			next = to
		}
		assert.Equal(t, 8, next)
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	_, err := remote.Pieces(ctx, manyPoints, remote.Range(0, -1), nil, func(int, int) { cancel() })
	require.ErrorIs(t, err, context.Canceled)
}
