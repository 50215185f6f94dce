package downloads_test

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"speedup.example/downloads"
	"speedup.example/internal/check"
)

func TestFastest(t *testing.T) {
	check.Graded(t, "downloads", "Fastest", check.Tests{
		"fastest":   func(t *testing.T) { firstAnswer(t); laterAnswer(t); deafLoser(t) },
		"losers":    losers,
		"failures":  func(t *testing.T) { oneFails(t); allFail(t) },
		"cancels":   func(t *testing.T) { mirrorsEndMidway(t); noMirrorAfterTheEnd(t) },
		"leaks":     stubbornMirror,
		"bad-input": noMirrors,
		"race":      raceMirrors,
	})
}

// mirror answers with close after some time, or fails when its context ends.
func mirror(latency time.Duration, close float64) downloads.Fetch {
	return func(ctx context.Context, _ string) ([]float64, error) {
		select {
		case <-time.After(latency):
			return []float64{1, 1, close}, nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// broken fails after some time.
func broken(latency time.Duration, err error) downloads.Fetch {
	return func(context.Context, string) ([]float64, error) {
		time.Sleep(latency)
		return nil, err
	}
}

const second = time.Second

func firstAnswer(t *testing.T) {
	for _, latencies := range [][]time.Duration{{3, 1, 2}, {1, 2, 3}, {3, 2, 1}, {5}} {
		check.InBubble(t, func(t *testing.T) {
			var mirrors []downloads.Fetch
			for i, latency := range latencies {
				mirrors = append(mirrors, mirror(latency*second, float64(10*(i+1))))
			}
			fastest, start := min(latencies[0], latencies[len(latencies)/2], latencies[len(latencies)-1])*second, time.Now()
			closes, err := downloads.Fastest(t.Context(), "AAPL", mirrors...)
			took := time.Since(start)
			switch {
			case err != nil:
				check.Fail(t, "All mirrors answer, after %d seconds, but Fastest returned the error %q.", latencies, err)
			case took > fastest:
				check.Fail(t, "The mirrors answer after %d seconds, but Fastest took %v. Ask them all at once, and cancel the others when the first has answered.", latencies, took)
			case len(closes) != 3 || latencies[int(closes[2])/10-1]*second != fastest:
				check.Fail(t, "The mirrors answer after %d seconds, but the answer %v is not that of the fastest.", latencies, closes)
			}
		})
	}
}

// The last mirror is the first to answer, so Fastest has to ask them all.
func laterAnswer(t *testing.T) {
	check.InBubble(t, func(t *testing.T) {
		var asked atomic.Int32
		counting := func(ctx context.Context, ticker string) ([]float64, error) {
			asked.Add(1)
			if ticker != "AAPL" {
				check.Fail(t, "A mirror was asked for %q instead of AAPL.", ticker)
			}
			return mirror(time.Second, 1)(ctx, ticker)
		}
		if _, err := downloads.Fastest(t.Context(), "AAPL", counting, counting, counting); err != nil || asked.Load() != 3 {
			check.Fail(t, "Of 3 mirrors %d were asked (error: %v).", asked.Load(), err)
		}
	})
}

// A mirror that ignores its context answers after the first, and too late.
func deafLoser(t *testing.T) {
	check.InBubble(t, func(t *testing.T) {
		deaf := func(_ context.Context, ticker string) ([]float64, error) {
			return mirror(2*second, 20)(context.Background(), ticker)
		}
		closes, err := downloads.Fastest(t.Context(), "AAPL", deaf, mirror(second, 10))
		if err != nil || len(closes) != 3 || closes[2] != 10 {
			check.Fail(t, "One mirror answered after 1s, another after 2s although it was cancelled. The answer is %v (error: %v), which is not that of the fastest.", closes, err)
		}
	})
}

// The mirrors that lose take a tenth of a second to stop.
func losers(t *testing.T) {
	check.InBubble(t, func(t *testing.T) {
		var cancelled atomic.Int32
		slow := func(ctx context.Context, ticker string) ([]float64, error) {
			closes, err := mirror(10*second, 2)(ctx, ticker)
			if err != nil {
				cancelled.Add(1)
				time.Sleep(second / 10)
			}
			return closes, err
		}
		start := time.Now()
		_, err := downloads.Fastest(t.Context(), "AAPL", slow, mirror(second, 1), slow)
		took := time.Since(start)
		synctest.Wait()
		switch {
		case err != nil:
			check.Fail(t, "A mirror answered, but Fastest returned the error %q. The losers fail because they are cancelled; that is no error.", err)
		case cancelled.Load() != 2:
			check.Fail(t, "A mirror answered, and %d of the 2 others were cancelled: the rest go on downloading for nothing. Give the mirrors a context of their own, and end it.", cancelled.Load())
		case took != second+second/10:
			check.Fail(t, "A mirror answered after 1s, the others needed 100ms to stop, and Fastest returned after %v. Wait for them: its caller may want to close their connections.", took)
		}
	})
}

func oneFails(t *testing.T) {
	check.InBubble(t, func(t *testing.T) {
		closes, err := downloads.Fastest(t.Context(), "AAPL",
			broken(second, errors.New("broken")), mirror(3*second, 30),
			func(context.Context, string) ([]float64, error) { return []float64{0}, nil })
		if err != nil || len(closes) != 3 || closes[2] != 30 {
			check.Fail(t, "One mirror answers with nonsense, one fails after 1s, the third answers after 3s. Fastest returned %v, error %v. A failure loses the race; it does not end it. checkCloses finds nonsense.", closes, err)
		}
	})
}

func allFail(t *testing.T) {
	check.InBubble(t, func(t *testing.T) {
		one, two := errors.New("broken one"), errors.New("broken two")
		start := time.Now()
		closes, err := downloads.Fastest(t.Context(), "AAPL", broken(2*second, one), broken(second, two))
		failed, ok := errors.AsType[*downloads.Error](err)
		switch {
		case err == nil || closes != nil:
			check.Fail(t, "Both mirrors failed, and Fastest returned %v, error %v.", closes, err)
		case time.Since(start) != 2*second:
			check.Fail(t, "The mirrors failed after 2s and 1s, and Fastest returned after %v. The last one might have had an answer.", time.Since(start))
		case !ok || failed.Ticker != "AAPL":
			check.Fail(t, "Both mirrors failed, and the error is %q. It has to be an Error that names the ticker.", err)
		case !check.Is(err, one) || !check.Is(err, two):
			check.Fail(t, "The mirrors failed with %q and %q, and the error is %q. It has to wrap both, as errors.Join does.", one, two, err)
		}
	})
}

func mirrorsEndMidway(t *testing.T) {
	for _, after := range []func(context.Context, time.Duration) context.Context{cancelledAfter, expiredAfter} {
		check.InBubble(t, func(t *testing.T) {
			ctx, start := after(t.Context(), 300*time.Millisecond), time.Now()
			closes, err := downloads.Fastest(ctx, "AAPL", mirror(second, 1), mirror(2*second, 2))
			switch {
			case err == nil || !check.Is(err, ctx.Err()) || closes != nil:
				check.Fail(t, "The context ended with %q, and Fastest returned %v, error %v.", ctx.Err(), closes, err)
			case time.Since(start) != 300*time.Millisecond:
				check.Fail(t, "The context ended after 300ms, and Fastest returned after %v. The mirrors' context has to come from the caller's: context.WithCancel(ctx).", time.Since(start))
			}
		})
	}
}

func noMirrorAfterTheEnd(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	var asked atomic.Int32
	_, err := downloads.Fastest(ctx, "AAPL", func(context.Context, string) ([]float64, error) {
		asked.Add(1)
		return flat, nil
	})
	if !check.Is(err, context.Canceled) || asked.Load() > 0 {
		check.Fail(t, "The context had ended before: %d mirrors were asked, and the error is %v.", asked.Load(), err)
	}
}

// Fastest waits for a mirror that ignores its context, and leaves none behind.
func stubbornMirror(t *testing.T) {
	check.NothingLeft(t, func(ctx context.Context) {
		_, err := downloads.Fastest(ctx, "AAPL", mirror(second, 1), broken(5*second, errors.New("late")), mirror(9*second, 3))
		if err != nil {
			check.Fail(t, "A mirror answered, but Fastest returned the error %q.", err)
		}
	})
	check.NothingLeft(t, func(ctx context.Context) {
		downloads.Fastest(cancelledAfter(ctx, second/2), "AAPL", mirror(second, 1), broken(5*second, errors.New("late")))
	})
}

func noMirrors(t *testing.T) {
	for want, f := range map[string]func() ([]float64, error){
		"downloads: mirrors is empty, want at least 1 mirror": func() ([]float64, error) { return downloads.Fastest(t.Context(), "AAPL") },
		"downloads: ticker is empty, want a ticker":           func() ([]float64, error) { return downloads.Fastest(t.Context(), "", mirror(0, 1)) },
	} {
		if closes, err := f(); err == nil || err.Error() != want || closes != nil {
			check.Fail(t, "Fastest returned %v, error %v, want the error %q. checkMirrors makes it.", closes, err, want)
		}
	}
}

// Nothing orders these mirrors, so the race detector sees what the goroutines share.
func raceMirrors(t *testing.T) {
	at := func(close float64) downloads.Fetch {
		return func(context.Context, string) ([]float64, error) { return []float64{1, 1, close}, nil }
	}
	for range 100 {
		_, err := downloads.Fastest(t.Context(), "AAPL", at(1), at(2), at(3), at(4))
		check.NoError(t, err, "Fastest")
	}
}
