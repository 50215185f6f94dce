package measure

import (
	"context"
	"fmt"
	"runtime"
	"testing"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/bench"
	"speedup.example/internal/course"
	"speedup.example/internal/workers"
	risk "speedup.example/var"
)

// BenchmarkMerge measures what is left for the engine if the machines take no time: a run
// of var encodes the pieces, decodes the answers, adds them up, and selects the quantile.
// Beside the time there are the messages of a run, and their bytes, there and back.
func BenchmarkMerge(b *testing.B) {
	e, _ := course.Find("var")
	for _, size := range e.Sizes.Beyond() {
		t := tape{}
		estimate := func(ctx context.Context, carry workers.Encoded) (risk.Risk, error) {
			return risk.Cluster(workers.NewContext(ctx, carry), risk.Lecture(), size.N, 0.95, 1, risk.SIMD)
		}
		want, err := estimate(b.Context(), t.record)
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprintf("n=%d/impl=engine", size.N), func(b *testing.B) {
			var got risk.Risk
			for b.Loop() {
				t.played = 0
				if got, err = estimate(b.Context(), t.play); err != nil {
					b.Fatal(err)
				}
			}
			if err := bench.Near(got.VaR, want.VaR, 0); err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(t.messages), "messages")
			b.ReportMetric(float64(t.sent), "sent-B")
			b.ReportMetric(float64(t.received), "received-B")
		})
	}
}

// A tape keeps the answers of a run's calls, to give them again at once.
type tape struct {
	calls                    [][][]byte
	played                   int
	messages, sent, received int
}

// record computes the answers on all cores.
func (t *tape) record(ctx context.Context, kernel string, pieces [][]byte) ([][]byte, error) {
	answers := make([][]byte, len(pieces))
	g, _ := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0))
	for i, piece := range pieces {
		g.Go(func() (err error) {
			answers[i], err = workers.Answer(kernel, piece)
			return err
		})
	}
	err := g.Wait()
	t.calls = append(t.calls, answers)
	t.messages += len(pieces)
	for i := range pieces {
		t.sent += len(pieces[i])
		t.received += len(answers[i])
	}
	return answers, err
}

// play returns the answers of the next call.
func (t *tape) play(context.Context, string, [][]byte) ([][]byte, error) {
	t.played++
	return t.calls[t.played-1], nil
}
