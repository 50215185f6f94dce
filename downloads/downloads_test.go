package downloads_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/downloads"
	"speedup.example/internal/check"
	"speedup.example/internal/quotes"
)

type driver = func(ctx context.Context, tickers []string, limit int, fetch downloads.Fetch, summarize downloads.Kernel) ([]downloads.Summary, error)

var (
	drivers = map[string]driver{"Sequential": downloads.Sequential, "Parallel": downloads.Parallel}
	kernels = map[string]downloads.Kernel{"Scalar": downloads.Scalar, "Unrolled": downloads.Unrolled}
)

// The histories are so short that the formula can be done by hand.
func TestKernelsAgreeWithTheFormula(t *testing.T) {
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
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
				got := kernel(c.closes)
				assert.Equal(t, c.closes[len(c.closes)-1], got.Last)
				assert.InDelta(t, c.mean, got.MeanReturn, 1e-12*(1+c.mean), "%v", c.closes)
				assert.InDelta(t, c.volatility, got.Volatility, 1e-12*(1+c.volatility), "%v", c.closes)
			}
		})
	}
}

// A stock that grows by the same factor every day has no volatility. That is
// where a difference of sums would lose all its digits, or be below zero.
func TestKernelsOnSteadyGrowth(t *testing.T) {
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			for percent := range 100 {
				closes := []float64{100}
				for day := range 60 {
					closes = append(closes, closes[day]*(1+float64(percent)/100))
				}
				for n := 3; n <= len(closes); n++ {
					got := kernel(closes[:n])
					require.InDelta(t, float64(percent)/100, got.MeanReturn, 1e-12, "%d closes", n)
					require.InDelta(t, 0, got.Volatility, 1e-12, "%d closes that grow by %d %%", n, percent)
				}
			}
		})
	}
}

// From 2 to 11 returns: around the multiples of the unroll (4), and none at all
// left over or in the unrolled loop. Then a year.
func TestKernelsAgreeWithScalar(t *testing.T) {
	for name, kernel := range kernels {
		t.Run(name, func(t *testing.T) {
			for _, ticker := range quotes.Tickers(50) {
				history, err := quotes.History(ticker)
				require.NoError(t, err)
				for _, n := range []int{3, 4, 5, 6, 7, 8, 9, 10, 11, 12, len(history)} {
					want, got := downloads.Scalar(history[:n]), kernel(history[:n])
					assert.Equal(t, history[n-1], got.Last)
					assert.InDelta(t, want.MeanReturn, got.MeanReturn, 1e-12*want.Volatility, "%s, %d closes", ticker, n)
					assert.InEpsilon(t, want.Volatility, got.Volatility, 1e-12, "%s, %d closes", ticker, n)
				}
			}
		})
	}
}

// The fake clock of the bubble counts latencies exactly. They are all equal
// here, so batches would do as well as a window: TestParallelSlides tells them
// apart.
func TestDriversTakeAsManyLatencies(t *testing.T) {
	for _, c := range []struct {
		driver                    string
		tickers, limit, latencies int
	}{
		{"Sequential", 6, 6, 6}, // the lecture's: 6 s
		{"Parallel", 6, 6, 1},   // and 1 s
		{"Sequential", 12, 1, 12},
		{"Parallel", 12, 1, 12},
		{"Parallel", 12, 3, 4},
		{"Parallel", 13, 3, 5},
		{"Parallel", 6, 1000, 1},
		{"Parallel", 6, math.MaxInt, 1},
		{"Parallel", 500, 50, 10},
	} {
		t.Run(c.driver, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				market := quotes.Market{Latency: time.Second}
				start := time.Now()
				_, err := drivers[c.driver](t.Context(), quotes.Tickers(c.tickers), c.limit, market.Fetch, downloads.Scalar)
				require.NoError(t, err)
				assert.Equal(t, time.Duration(c.latencies)*time.Second, time.Since(start),
					"%d tickers of 1 s with limit %d", c.tickers, c.limit)
			})
		})
	}
}

// One download takes ten seconds, nine take one. With two in flight the nine
// slide past the slow one. Batches of two would take 10 + 4 seconds.
func TestParallelSlides(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		_, err := downloads.Parallel(t.Context(), quotes.Tickers(10), 2, func(_ context.Context, ticker string) ([]float64, error) {
			if ticker == "AAPL" {
				time.Sleep(9 * time.Second)
			}
			time.Sleep(time.Second)
			return flat, nil
		}, downloads.Scalar)
		require.NoError(t, err)
		assert.Equal(t, 10*time.Second, time.Since(start))
	})
}

// flat is the history of a stock that nobody trades.
var flat = []float64{1, 1, 1}

// inPieces binds a driver to a limit: a piece is the download of a ticker.
func inPieces(drive driver, limit int) check.Driver {
	return func(ctx context.Context, pieces int, piece func(int)) error {
		tickers := quotes.Tickers(pieces)
		_, err := drive(ctx, tickers, limit, func(_ context.Context, ticker string) ([]float64, error) {
			piece(slices.Index(tickers, ticker))
			return flat, nil
		}, downloads.Scalar)
		return err
	}
}

// How many downloads are in flight is the caller's decision, not the machine's:
// waiting needs no core.
func TestDrivers(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			for _, procs := range []int{1, 2, 8} {
				check.Procs(t, procs)
				for _, limit := range []int{1, 3, 11, 20} {
					inFlight := min(limit, 11)
					if name == "Sequential" {
						inFlight = 1
					}
					check.InFlight(t, inPieces(drive, limit), 11, inFlight)
					check.EachOnce(t, inPieces(drive, limit), 11)
				}
				// At most 10 of the 11 have begun when it is cancelled.
				for _, limit := range []int{1, 3, 10} {
					inFlight := limit
					if name == "Sequential" {
						inFlight = 1
					}
					check.Cancels(t, inPieces(drive, limit), 11, inFlight)
				}
			}
		})
	}
}

func TestSameAnswer(t *testing.T) {
	tickers := quotes.Tickers(20)
	for kernelName, kernel := range kernels {
		want := make([]downloads.Summary, len(tickers))
		for i, ticker := range tickers {
			history, err := quotes.History(ticker)
			require.NoError(t, err)
			want[i] = kernel(history)
		}
		for driverName, drive := range drivers {
			t.Run(driverName+"/"+kernelName, func(t *testing.T) {
				for _, limit := range []int{1, 3, 20, 30} {
					check.SameAnswer(t, want, func() ([]downloads.Summary, error) {
						return drive(t.Context(), tickers, limit, new(quotes.Market).Fetch, kernel)
					})
				}
			})
		}
	}
}

// The last download ends first. The answers are in the order of the tickers all
// the same, and a ticker that is asked for twice is answered twice.
func TestOrderOfAnswers(t *testing.T) {
	tickers := []string{"META", "AAPL", "NVDA", "AAPL"}
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				got, err := drive(t.Context(), tickers, 4, func(_ context.Context, ticker string) ([]float64, error) {
					time.Sleep(time.Second / time.Duration(1+slices.Index(tickers, ticker)))
					return quotes.History(ticker)
				}, downloads.Scalar)
				require.NoError(t, err)
				require.Len(t, got, len(tickers))
				for i, ticker := range tickers {
					history, _ := quotes.History(ticker)
					assert.Equal(t, downloads.Scalar(history), got[i], ticker)
				}
			})
		})
	}
}

// A context that ends in the middle ends the driver at that instant, not when
// the downloads in flight are done.
func TestContextEndsMidway(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			for want, after := range map[error]func(context.Context, time.Duration) context.Context{
				context.Canceled:         cancelledAfter,
				context.DeadlineExceeded: expiredAfter,
			} {
				synctest.Test(t, func(t *testing.T) {
					ctx := after(t.Context(), 300*time.Millisecond)
					market, start := quotes.Market{Latency: time.Second}, time.Now()
					got, err := drive(ctx, quotes.Tickers(6), 3, market.Fetch, downloads.Scalar)
					require.ErrorIs(t, err, want)
					assert.Nil(t, got)
					assert.Equal(t, 300*time.Millisecond, time.Since(start))
				})
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
// The others notice that they are cancelled at once, and are no less of an
// error; but it is NVDA's that says what went wrong.
func TestFirstErrorCancelsTheRest(t *testing.T) {
	broken := errors.New("broken")
	synctest.Test(t, func(t *testing.T) {
		market := quotes.Market{Latency: time.Second}
		var cancelled atomic.Int32
		start := time.Now()
		got, err := downloads.Parallel(t.Context(), quotes.Tickers(6), 6, func(ctx context.Context, ticker string) ([]float64, error) {
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
		require.ErrorIs(t, err, broken)
		require.NotErrorIs(t, err, context.Canceled)
		require.EqualError(t, err, "downloads: NVDA: broken")
		assert.Nil(t, got)
		assert.Equal(t, 301*time.Millisecond, time.Since(start), "the end of META, which does not look at its context")
		assert.EqualValues(t, 4, cancelled.Load(), "siblings cancelled")
	})
}

// After a failure nothing more begins.
func TestErrorEndsTheWork(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				market := quotes.Market{
					Latency:  time.Second,
					Failures: map[string]quotes.Failure{"META": quotes.NotJSON},
				}
				var begun atomic.Int32
				got, err := drive(t.Context(), quotes.Tickers(500), 1, func(ctx context.Context, ticker string) ([]float64, error) {
					begun.Add(1)
					return market.Fetch(ctx, ticker)
				}, downloads.Scalar)
				require.EqualError(t, err, "downloads: META: quotes: an answer that is not JSON")
				failed, ok := errors.AsType[*downloads.Error](err)
				require.True(t, ok)
				assert.Equal(t, "META", failed.Ticker)
				assert.Nil(t, got)
				assert.EqualValues(t, 5, begun.Load(), "downloads begun; META is the fifth")
			})
		})
	}
}

// A fetch that names the ticker already is not made to stutter.
func TestTickerIsNamedOnce(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			_, err := drive(t.Context(), []string{"AAPL"}, 1, func(context.Context, string) ([]float64, error) {
				return nil, &downloads.Error{Ticker: "AAPL", Err: downloads.ErrUnknownTicker}
			}, downloads.Scalar)
			require.EqualError(t, err, "downloads: AAPL: unknown ticker")
			require.ErrorIs(t, err, downloads.ErrUnknownTicker)
		})
	}
}

// What a fetch returns is checked before a kernel sees it.
func TestBadHistory(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			for want, closes := range map[string][]float64{
				"downloads: AAPL: 0 closes, want at least 3":                    nil,
				"downloads: AAPL: 2 closes, want at least 3":                    {1, 2},
				"downloads: AAPL: close 1 is 0, want a finite price above 0":    {1, 0, 1},
				"downloads: AAPL: close 0 is -1, want a finite price above 0":   {-1, 1, 1},
				"downloads: AAPL: close 2 is NaN, want a finite price above 0":  {1, 1, math.NaN()},
				"downloads: AAPL: close 2 is +Inf, want a finite price above 0": {1, 1, math.Inf(1)},
			} {
				got, err := drive(t.Context(), []string{"AAPL"}, 1, func(context.Context, string) ([]float64, error) {
					return closes, nil
				}, downloads.Scalar)
				require.EqualError(t, err, want)
				assert.Nil(t, got)
			}
		})
	}
}

// In a bubble, so that a driver which waits for ever for a place among at most
// 0 downloads is found at once.
func TestBadInput(t *testing.T) {
	for name, drive := range drivers {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				for _, limit := range []int{0, -1, math.MinInt} {
					got, err := drive(t.Context(), quotes.Tickers(6), limit, new(quotes.Market).Fetch, downloads.Scalar)
					require.ErrorContains(t, err, "downloads: limit is ", "limit %d", limit)
					require.ErrorContains(t, err, "want at least 1", "limit %d", limit)
					assert.Nil(t, got)
				}
				got, err := drive(t.Context(), nil, 1, new(quotes.Market).Fetch, downloads.Scalar)
				require.EqualError(t, err, "downloads: tickers is empty, want at least 1 ticker")
				assert.Nil(t, got)
				got, err = drive(t.Context(), []string{"AAPL", ""}, 1, new(quotes.Market).Fetch, downloads.Scalar)
				require.EqualError(t, err, "downloads: tickers[1] is empty, want a ticker")
				assert.Nil(t, got)
			})
		})
	}
}
