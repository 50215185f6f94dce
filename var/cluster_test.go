package risk_test

import (
	"bytes"
	"context"
	"fmt"
	"math"
	"slices"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/check"
	"speedup.example/internal/random"
	"speedup.example/internal/workers"
	risk "speedup.example/var"
)

// nameless is a kernel that no worker finds.
var nameless = risk.Kernel{
	Simulate: func(m *risk.Model, n int, w risk.Window, s random.Stream) risk.Tally {
		return risk.Unrolled.Simulate(m, n, w, s)
	},
	Lowest: risk.Unrolled.Lowest,
}

func TestCluster(t *testing.T) {
	lie := func(below int, inside ...float64) []risk.Tally {
		tallies := make([]risk.Tally, 256)
		tallies[0] = risk.Tally{Below: below, Inside: inside}
		return tallies
	}
	check.ClusterTests[risk.Kernel, risk.Risk]{
		Drive:      withCorrelation(risk.Cluster),
		Sequential: withCorrelation(risk.Sequential),
		Sizes:      []int{1, 2*risk.Chunk + 1, 512 * risk.Chunk},
		Kernels:    []risk.Kernel{risk.Unrolled, risk.Scalar, risk.SIMD},
		Nameless:   nameless,
		Lies: map[string]any{
			"risk: a worker tallies -1 returns below":                                      lie(-1),
			"risk: a worker tallies 16384 returns below the window and 1 inside, of 16384": lie(risk.Chunk, -0.3),
			"risk: a worker tallies 9223372036854775807 returns below":                     lie(math.MaxInt, -0.3),
			"risk: a worker tallies NaN as inside the window":                              lie(0, math.NaN()),
			"risk: a worker tallies 1000 as inside the window":                             lie(0, 1000),
			"piece 0 has 256 values, want 40":                                              lie(0), // of the second attempt: no return is in the window, so it is wider
			"piece 0 has 1 values, want 256":                                               make([]risk.Tally, 1),
		},
	}.Run(t)
	refuses(t, risk.Cluster)
}

// withCorrelation binds a driver to a portfolio, a level and a seed.
func withCorrelation(drive driver) func(context.Context, int, risk.Kernel) (risk.Risk, error) {
	return func(ctx context.Context, n int, kernel risk.Kernel) (risk.Risk, error) {
		return drive(ctx, correlated(), n, 0.95, 3, kernel)
	}
}

// Beyond 1024 chunks a span has several. All drivers add up in the same order: the chunks
// of each span, and then the spans.
func TestLongSpans(t *testing.T) {
	const n = 1025*risk.Chunk + 1
	want, err := risk.Sequential(t.Context(), portfolio, n, level, 1, risk.Unrolled)
	require.NoError(t, err)
	truth, err := risk.Normal(portfolio, level)
	require.NoError(t, err)
	assert.InDelta(t, truth.VaR, want.VaR, 1.5*(want.High-want.Low))
	got, err := risk.Parallel(t.Context(), portfolio, n, level, 1, risk.Unrolled)
	require.NoError(t, err)
	assert.Equal(t, want, got)
	check.ClusterTests[risk.Kernel, risk.Risk]{
		Drive: withCorrelation(risk.Cluster), Sequential: withCorrelation(risk.Sequential),
		Sizes: []int{n}, Kernels: []risk.Kernel{risk.Unrolled},
		Nameless: nameless,
	}.Run(t)
}

// narrow is an engine with one worker, whose messages have 8 MiB.
type narrow struct{ check.Backwards }

func (narrow) Map(ctx context.Context, kernel string, pieces, answers []any) error {
	carry := func(_ context.Context, kernel string, pieces [][]byte) (answers [][]byte, err error) {
		for _, piece := range pieces {
			answer, err := workers.Answer(kernel, piece)
			if err != nil {
				return nil, err
			}
			if len(answer) > 8<<20 {
				return nil, fmt.Errorf("an answer has %d bytes", len(answer))
			}
			answers = append(answers, answer)
		}
		return answers, nil
	}
	return workers.Encoded(carry).Map(ctx, kernel, pieces, answers)
}

// certain is a kernel for a portfolio without risk.
var certain = risk.Kernel{Simulate: simulateCertain, Lowest: risk.Unrolled.Lowest}

func simulateCertain(_ *risk.Model, n int, _ risk.Window, _ random.Stream) risk.Tally {
	return risk.Tally{Inside: slices.Repeat([]float64{1. / 3}, n)}
}

func init() { risk.Register(certain) }

// If all returns are equal, all are inside the window. The answers still fit their messages,
// because these have fewer chunks. A return like the one before takes one byte.
func TestAnswersFit(t *testing.T) {
	const n = 20_000_000
	p := risk.Portfolio{Weights: []float64{1}, Mu: []float64{1. / 3}, Sigma: []float64{0}}
	want, err := risk.Parallel(t.Context(), p, n, level, 1, certain)
	require.NoError(t, err)
	got, err := risk.Cluster(workers.NewContext(t.Context(), narrow{check.Backwards{Crowd: 1}}), p, n, level, 1, certain)
	require.NoError(t, err)
	assert.Equal(t, want, got)
}

// A tally comes out of a message as it went in, to the last bit.
func TestTallyInMessage(t *testing.T) {
	for _, want := range []risk.Tally{
		{},
		{Below: math.MaxInt, Sum: -1e300, Inside: []float64{-0.2, -0.2, math.Nextafter(-0.2, 0)}},
		{Below: -1, Sum: math.Inf(-1), Inside: []float64{math.Inf(-1), 0, math.Copysign(0, -1), math.MaxFloat64, math.SmallestNonzeroFloat64}},
	} {
		message, err := want.MarshalBinary()
		require.NoError(t, err)
		var got risk.Tally
		require.NoError(t, got.UnmarshalBinary(message))
		assert.Equal(t, fmt.Sprintf("%b", want), fmt.Sprintf("%b", got))
		assert.Equal(t, math.Signbit(want.Sum), math.Signbit(got.Sum))
	}
}

// Returns that are close take seven bytes or fewer, whatever their sign.
func TestTallyIsShort(t *testing.T) {
	for _, sign := range []float64{-1, 1} {
		returns := make([]float64, 1000)
		for i := range returns {
			returns[i] = sign * (0.2 + 1e-4*math.Sin(float64(i)))
		}
		message, err := risk.Tally{Inside: returns}.MarshalBinary()
		require.NoError(t, err)
		assert.Less(t, len(message), 7*len(returns)+20)
	}
}

// In a wide window a return takes no more than mostBytes.
func TestLongTally(t *testing.T) {
	returns := make([]float64, 1000)
	for i := range returns {
		returns[i] = math.Ldexp(1-2*float64(i%2), 2000*(i%2)-1000)
	}
	message, err := risk.Tally{Inside: returns}.MarshalBinary()
	require.NoError(t, err)
	assert.Greater(t, len(message), 9*len(returns))
	assert.LessOrEqual(t, len(message), risk.MostBytes*(len(returns)+3))
}

// What is no tally is an error: a message that ends too early or too late, a number without an
// end, and a number of returns that the message has no room for.
func TestNoTally(t *testing.T) {
	whole, err := risk.Tally{Below: 1000, Sum: -200.25, Inside: []float64{-0.2, -0.21, -0.2}}.MarshalBinary()
	require.NoError(t, err)
	broken := [][]byte{append(slices.Clip(whole), 0), bytes.Repeat([]byte{255}, 20), {0, 0, 255, 255, 255, 255, 127, 0}}
	for length := range whole {
		broken = append(broken, whole[:length])
	}
	for _, message := range broken {
		require.ErrorContains(t, new(risk.Tally).UnmarshalBinary(message), "no tally", "% x", message)
	}
}
