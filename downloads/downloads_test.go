package downloads_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"speedup.example/downloads"
	"speedup.example/internal/check"
	"speedup.example/internal/quotes"
)

type driver = func(ctx context.Context, tickers []string, limit int, fetch downloads.Fetch, summarize downloads.Kernel) ([]downloads.Summary, error)

func TestSequential(t *testing.T) { driverTests(downloads.Sequential, check.One).Run(t) }

// How many downloads are in flight is the caller's decision, not the machine's:
// waiting needs no core.
func TestParallel(t *testing.T) {
	check.Graded(t, "downloads", "Parallel", driverTests(downloads.Parallel, limitFor))
}

func TestScalar(t *testing.T) { kernelTests(downloads.Scalar).Run(t) }

func TestUnrolled(t *testing.T) {
	check.Graded(t, "downloads", "Unrolled", kernelTests(downloads.Unrolled))
}

// limitFor is a driver's limit in the checks, which run at GOMAXPROCS 1, 2, 4
// and 8. So there are several limits, and one is above the number of tickers.
func limitFor(procs int) int { return 2*procs - 1 }

func driverTests(drive driver, limit func(procs int) int) check.Tests {
	return check.DriverTests(inPieces(drive), limit).And(check.Tests{
		"agrees":      func(t *testing.T) { agrees(t, drive) },
		"order":       func(t *testing.T) { check.InOrder(t, numbers(drive)); answersTwice(t, drive) },
		"window":      func(t *testing.T) { check.Window(t, inPieces(drive), limit); latencies(t, drive, limit) },
		"first-error": func(t *testing.T) { firstError(t, drive, limit); errorEndsTheWork(t, drive) },
		"bad-input":   func(t *testing.T) { badInput(t, drive); badHistory(t, drive) },
		"cancels": func(t *testing.T) {
			check.Cancels(t, inPieces(drive), limit)
			check.NoAnswer(t, func(ctx context.Context) ([]downloads.Summary, error) {
				return drive(ctx, quotes.Tickers(6), 3, new(quotes.Market).Fetch, downloads.Scalar)
			})
			endsMidway(t, drive)
		},
	})
}

func kernelTests(kernel downloads.Kernel) check.Tests {
	return check.Tests{
		"formula":   func(t *testing.T) { formula(t, kernel) },
		"every-day": func(t *testing.T) { everyDay(t, kernel) },
		"precision": func(t *testing.T) { precision(t, kernel) },
	}
}

// The histories are so short that the formula can be done by hand.
func formula(t *testing.T, kernel downloads.Kernel) {
	scale := check.Pick("scale", 1.0, 0.5, 2.0, 4.0) // changes no return
	for _, c := range []struct {
		closes           []float64
		mean, volatility float64
	}{
		{[]float64{100, 110, 99}, 0, math.Sqrt(0.02 * 252)},             // returns +10 % −10 %
		{[]float64{100, 120, 90, 99}, 0.05 / 3, math.Sqrt(14.07)},       // +20 % −25 % +10 %
		{[]float64{8, 4, 6, 6, 9, 18}, 0.3, math.Sqrt(0.325 * 252)},     // −50 % +50 % 0 +50 % +100 %
		{[]float64{7, 7, 7, 7, 7, 7, 7}, 0, 0},                          // no change
		{[]float64{1, 2, 4, 8, 16, 32, 64, 128, 256}, 1, 0},             // doubles every day
		{[]float64{100, 101, 102.01, 103.0301, 104.060401}, 0.01, 0},    // +1 % every day
		{[]float64{1, 1e6, 1e6, 1e6}, 333_333, 999_999 * math.Sqrt(84)}, // an outlier
	} {
		for day := range c.closes {
			c.closes[day] *= scale
		}
		got, last := kernel(c.closes), c.closes[len(c.closes)-1]
		switch tolerance := 1e-12; {
		case got.Last != last:
			check.Fail(t, "Of the closes %v the last is %v, not %v.", c.closes, last, got.Last)
		case !(math.Abs(got.MeanReturn-c.mean) <= tolerance*(1+c.mean)):
			check.Fail(t, "The mean return of %v is %v, not %v.", c.closes, c.mean, got.MeanReturn)
		case !(math.Abs(got.Volatility-c.volatility) <= tolerance*(1+c.volatility)):
			check.Fail(t, "The volatility of %v is %v, not %v. The sum of squares is divided by n-1, n being the number of returns, and a year has 252 days.", c.closes, c.volatility, got.Volatility)
		}
	}
}

// A stock that grows by the same factor every day has no volatility. There a
// difference of sums would lose all its digits, or be below zero.
func precision(t *testing.T, kernel downloads.Kernel) {
	for percent := range 100 {
		closes := []float64{100}
		for day := range 60 {
			closes = append(closes, closes[day]*(1+float64(percent)/100))
		}
		for n := 3; n <= len(closes); n++ {
			got := kernel(closes[:n])
			if !(math.Abs(got.MeanReturn-float64(percent)/100) <= 1e-12) {
				check.Fail(t, "%d closes that grow by %d %% a day have the mean return %v.", n, percent, got.MeanReturn)
			}
			if !(math.Abs(got.Volatility) <= 1e-12) {
				check.Fail(t, "%d closes that grow by %d %% every day have the volatility %v, not 0. Σx² − (Σx)²/n is the difference of two numbers that are nearly equal, and loses its digits, or is below 0. Sum the returns minus a constant that is near their mean.", n, percent, got.Volatility)
			}
		}
	}
}

// From 2 to 11 returns: around the multiples of the unroll (4), with an empty
// unrolled loop and an empty rest. Then a year.
func everyDay(t *testing.T, kernel downloads.Kernel) {
	for _, ticker := range quotes.Tickers(check.Pick("tickers", 50, 60, 70)) {
		history, err := quotes.History(ticker)
		require.NoError(t, err)
		for _, n := range check.Pick("n", []int{3, 4, 5, 6, 7, 8, 9, 10, 11, 12, len(history)}, []int{3, 4, 5, 6, 13, 15, 18, 99, len(history) - 1}, []int{3, 4, 5, 7, 14, 16, 21, 100, len(history) - 2}) {
			want, got := downloads.Scalar(history[:n]), kernel(history[:n])
			if got.Last != history[n-1] || !(math.Abs(got.MeanReturn-want.MeanReturn) <= 1e-12*want.Volatility) ||
				!(math.Abs(got.Volatility/want.Volatility-1) <= 1e-12) {
				check.Fail(t, "For %d closes, which are %d returns, it gives %+v, and Scalar %+v. Every return counts once: their number need not be a multiple of what a turn of the loop takes.", n, n-1, got, want)
			}
		}
	}
}

// The fake clock of a bubble counts latencies exactly.
func latencies(t *testing.T, drive driver, limit func(int) int) {
	parallel := limit(2) > 1
	type wait struct{ tickers, limit, latencies int }
	for _, c := range check.Pick("waits",
		[]wait{
			{6, 6, 1}, // the lecture's: 6 s, or 1 s
			{12, 1, 12},
			{12, 3, 4},
			{13, 3, 5},
			{6, 1000, 1},
			{6, math.MaxInt, 1},
			{500, 50, 10},
		},
		[]wait{{7, 7, 1}, {11, 1, 11}, {14, 4, 4}, {9, 2, 5}, {5, math.MaxInt, 1}, {401, 40, 11}},
		[]wait{{8, 8, 1}, {10, 1, 10}, {17, 5, 4}, {15, 2, 8}, {4, 2000, 1}, {302, 60, 6}},
	) {
		want := time.Duration(c.tickers) * time.Second
		if parallel {
			want = time.Duration(c.latencies) * time.Second
		}
		check.InBubble(t, func(t *testing.T) {
			market := quotes.Market{Latency: time.Second}
			start := time.Now()
			_, err := drive(t.Context(), quotes.Tickers(c.tickers), c.limit, market.Fetch, downloads.Scalar)
			if took := time.Since(start); err != nil || took != want {
				check.Fail(t, "%d tickers of a second each, at most %d in flight, took %v (error: %v), want %v.", c.tickers, c.limit, took, err, want)
			}
		})
	}
}

// flat is the history of a stock whose price never moves.
var flat = []float64{1, 1, 1}

// inPieces binds a driver to the limit of the checks: a piece is the download of
// a ticker.
func inPieces(drive driver) check.Driver {
	return func(ctx context.Context, pieces int, piece func(int)) error {
		_, err := numbers(drive)(ctx, pieces, func(i int) int { piece(i); return i + 1 })
		return err
	}
}

// numbers binds a driver to tickers whose last close is the number of the ticker.
func numbers(drive driver) func(ctx context.Context, pieces int, number func(int) int) ([]int, error) {
	return func(ctx context.Context, pieces int, number func(int) int) (answers []int, err error) {
		tickers := quotes.Tickers(pieces)
		summaries, err := drive(ctx, tickers, limitFor(runtime.GOMAXPROCS(0)), func(_ context.Context, ticker string) ([]float64, error) {
			return []float64{1, 1, float64(number(slices.Index(tickers, ticker)))}, nil
		}, downloads.Scalar)
		for _, summary := range summaries {
			answers = append(answers, int(summary.Last))
		}
		return answers, err
	}
}

func agrees(t *testing.T, drive driver) {
	tickers := quotes.Tickers(check.Pick("tickers", 20, 23, 26))
	want := make([]downloads.Summary, len(tickers))
	for i, ticker := range tickers {
		history, err := quotes.History(ticker)
		require.NoError(t, err)
		want[i] = downloads.Scalar(history)
	}
	for _, limit := range []int{1, 3, 20, 30} {
		check.SameAnswer(t, fmt.Sprintf("%d tickers and limit %d", len(tickers), limit), want, func(ctx context.Context) ([]downloads.Summary, error) {
			return drive(ctx, tickers, limit, new(quotes.Market).Fetch, downloads.Scalar)
		})
	}
}

// A ticker that is listed twice has two answers.
func answersTwice(t *testing.T, drive driver) {
	tickers := []string{"META", "AAPL", "NVDA", "AAPL"}
	got, err := drive(t.Context(), tickers, 4, new(quotes.Market).Fetch, downloads.Scalar)
	check.NoError(t, err, "Parallel")
	for i, ticker := range tickers {
		history, _ := quotes.History(ticker)
		if len(got) != len(tickers) || got[i] != downloads.Scalar(history) {
			check.Fail(t, "The answers to %v are %v. Each ticker has an answer in its place, even if it is listed twice.", tickers, got)
		}
	}
}

// A context that ends in the middle ends the driver at that instant, not when
// the downloads in flight are done.
func endsMidway(t *testing.T, drive driver) {
	for _, after := range []func(context.Context, time.Duration) context.Context{cancelledAfter, expiredAfter} {
		check.InBubble(t, func(t *testing.T) {
			ctx := after(t.Context(), 300*time.Millisecond)
			market, start := quotes.Market{Latency: time.Second}, time.Now()
			got, err := drive(ctx, quotes.Tickers(6), 3, market.Fetch, downloads.Scalar)
			took := time.Since(start)
			switch {
			case err == nil || !check.Is(err, ctx.Err()):
				check.Fail(t, "The context ended with %q, and your function returned the error %v. It has to be ctx.Err(), or to wrap it.", ctx.Err(), err)
			case took != 300*time.Millisecond:
				check.Fail(t, "The context ended after 300 ms, and your function after %v. Do the downloads get a context that ends with it?", took)
			case got != nil:
				check.Fail(t, "The context ended, and your function returned an answer beside the error: %v.", got)
			}
		})
	}
}

func cancelledAfter(ctx context.Context, d time.Duration) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	time.AfterFunc(d, cancel)
	return ctx
}

func expiredAfter(ctx context.Context, d time.Duration) context.Context {
	ctx, cancel := context.WithTimeout(ctx, d)
	context.AfterFunc(ctx, cancel)
	return ctx
}

// NVDA, the last, fails first, and META, before it in the list, right after.
// The others are cancelled and return errors too. But only NVDA's error says
// what went wrong.
func firstError(t *testing.T, drive driver, limit func(int) int) {
	if limit(2) == 1 {
		return // one after the other, there is nothing to cancel
	}
	broken := errors.New("broken")
	check.InBubble(t, func(t *testing.T) {
		market := quotes.Market{Latency: time.Second}
		var cancelled atomic.Int32
		start := time.Now()
		got, err := drive(t.Context(), quotes.Tickers(6), 6, func(ctx context.Context, ticker string) ([]float64, error) {
			switch ticker {
			case "NVDA":
				time.Sleep(300 * time.Millisecond)
				return nil, broken
			case "META":
				time.Sleep(301 * time.Millisecond)
				return nil, errors.New("too late to be the first")
			}
			closes, err := market.Fetch(ctx, ticker)
			if errors.Is(err, context.Canceled) {
				cancelled.Add(1)
			}
			return closes, err
		}, downloads.Scalar)
		took := time.Since(start)
		const want = "downloads: NVDA: broken"
		switch {
		case err == nil:
			check.Fail(t, "A download failed, and your function returned no error. Its caller takes half an answer for a whole one.")
		case took < 301*time.Millisecond:
			check.Fail(t, "A download failed after 300 ms, and your function returned after %v, while a download was still under way: wait for it.", took)
		case cancelled.Load() < 4 || took > 301*time.Millisecond:
			check.Fail(t, "A download failed after 300 ms, and %d of the 4 others were cancelled; your function returned after %v. errgroup.WithContext makes a context that ends at the first error. The downloads need that one.", cancelled.Load(), took)
		case !check.Is(err, broken):
			check.Fail(t, "The first error was %q, and your function returned %q, which came later. That says nothing of what went wrong.", want, err)
		case errors.Is(err, context.Canceled):
			check.Fail(t, "The first error was %q. Your function returned it together with the errors of downloads that were only cancelled, %q: return the first alone.", want, err)
		case err.Error() != want:
			check.Fail(t, "The error is %q, want %q. It has to name the ticker, as download does.", err, want)
		case got != nil:
			check.Fail(t, "A download failed, and your function returned an answer beside the error: %v.", got)
		}
	})
}

// After a failure nothing more begins.
func errorEndsTheWork(t *testing.T, drive driver) {
	check.InBubble(t, func(t *testing.T) {
		market := quotes.Market{
			Latency:  time.Second,
			Failures: map[string]quotes.Failure{"META": quotes.NotJSON},
		}
		var begun atomic.Int32
		got, err := drive(t.Context(), quotes.Tickers(500), 1, func(ctx context.Context, ticker string) ([]float64, error) {
			begun.Add(1)
			return market.Fetch(ctx, ticker)
		}, downloads.Scalar)
		failed, ok := errors.AsType[*downloads.Error](err)
		switch {
		case !ok || failed.Ticker != "META" || got != nil:
			check.Fail(t, "META, the fifth of 500 tickers, fails. Your function returned the answers %v and the error %v, want no answers and an Error that names META.", got, err)
		case begun.Load() != 5:
			check.Fail(t, "META, the fifth of 500 tickers, fails with a limit of 1, and %d downloads began. After a failure nothing more may begin.", begun.Load())
		}
	})
}

// The driver checks what a fetch returns before a kernel sees it. If the fetch's
// error names the ticker already, the driver doesn't add it again.
func badHistory(t *testing.T, drive driver) {
	for _, test := range []struct {
		closes []float64
		want   string
	}{
		{[]float64{1, 0, 1}, "downloads: AAPL: close 1 is 0, want 1e-06 to 1e+09 dollars"},
		{[]float64{-1, 1, 1}, "downloads: AAPL: close 0 is -1, want 1e-06 to 1e+09 dollars"},
		{[]float64{1, 1, math.NaN()}, "downloads: AAPL: close 2 is NaN, want 1e-06 to 1e+09 dollars"},
		{[]float64{1, 1, math.Inf(1)}, "downloads: AAPL: close 2 is +Inf, want 1e-06 to 1e+09 dollars"},
		{[]float64{1, 2}, "downloads: AAPL: 2 closes, want at least 3"},
		{nil, "downloads: AAPL: 0 closes, want at least 3"},
		{[]float64{}, "downloads: AAPL: unknown ticker"},
	} {
		closes, want := test.closes, test.want
		got, err := drive(t.Context(), []string{"AAPL"}, 1, func(context.Context, string) ([]float64, error) {
			if closes != nil && len(closes) == 0 {
				return nil, &downloads.Error{Ticker: "AAPL", Err: quotes.ErrUnknownTicker}
			}
			return closes, nil
		}, downloads.Scalar)
		switch {
		case err == nil || err.Error() != want:
			check.Fail(t, "A download gave %v, and the error is %v; it should be %q. download checks what it gets, and names the ticker.", closes, err, want)
		case got != nil:
			check.Fail(t, "A download failed, and the error %q came with an answer, %v. Return nil beside an error.", err, got)
		}
	}
}

// A driver may wait for ever for a place among at most 0 downloads. In a bubble
// that shows at once.
func badInput(t *testing.T, drive driver) {
	for _, test := range []struct {
		tickers []string
		limit   int
	}{{quotes.Tickers(6), 0}, {quotes.Tickers(6), -1}, {quotes.Tickers(6), math.MinInt}, {nil, 1}, {[]string{"AAPL", ""}, 1}} {
		_, want := downloads.Sequential(t.Context(), test.tickers, test.limit, new(quotes.Market).Fetch, downloads.Scalar)
		check.SameError(t, want, func(ctx context.Context) ([]downloads.Summary, error) {
			return drive(ctx, test.tickers, test.limit, new(quotes.Market).Fetch, downloads.Scalar)
		})
	}
}

// Sequential's errors name the argument and its bounds.
func TestSequentialNamesTheArgument(t *testing.T) {
	for want, test := range map[string]struct {
		tickers []string
		limit   int
	}{
		"downloads: limit is 0 downloads in flight, want at least 1":  {quotes.Tickers(6), 0},
		"downloads: limit is -1 downloads in flight, want at least 1": {quotes.Tickers(6), -1},
		"downloads: tickers is empty, want at least 1 ticker":         {nil, 1},
		"downloads: tickers[1] is empty, want a ticker":               {[]string{"AAPL", ""}, 1},
	} {
		_, err := downloads.Sequential(t.Context(), test.tickers, test.limit, new(quotes.Market).Fetch, downloads.Scalar)
		require.EqualError(t, err, want)
	}
}
