package check_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"golang.org/x/sync/errgroup"

	"speedup.example/internal/check"
	"speedup.example/internal/check/record"
	"speedup.example/internal/random"
)

// limit is how many pieces a driver may have under way.
func limit() int { return runtime.GOMAXPROCS(0) }

// window is right: it keeps limit pieces under way, and obeys its context.
func window(ctx context.Context, pieces int, piece func(int)) error {
	return atMost(limit(), ctx, pieces, piece)
}

func atMost(limit int, ctx context.Context, pieces int, piece func(int)) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(limit)
	for i := range pieces {
		g.Go(func() error {
			if err := ctx.Err(); err != nil {
				return err
			}
			piece(i)
			return nil
		})
	}
	return g.Wait()
}

// workers is right, too, in another idiom.
func workers(ctx context.Context, pieces int, piece func(int)) error {
	jobs := make(chan int)
	var wg sync.WaitGroup
	for range limit() {
		wg.Go(func() {
			for i := range jobs {
				if ctx.Err() == nil {
					piece(i)
				}
			}
		})
	}
	for i := range pieces {
		jobs <- i
	}
	close(jobs)
	wg.Wait()
	return ctx.Err()
}

func sequential(ctx context.Context, pieces int, piece func(int)) error {
	for i := range pieces {
		if err := ctx.Err(); err != nil {
			return err
		}
		piece(i)
	}
	return nil
}

func batches(ctx context.Context, pieces int, piece func(int)) error {
	for first := 0; first < pieces; first += limit() {
		err := window(ctx, min(limit(), pieces-first), func(i int) { piece(first + i) })
		if err != nil {
			return err
		}
	}
	return nil
}

func unbounded(_ context.Context, pieces int, piece func(int)) error {
	var wg sync.WaitGroup
	for i := range pieces {
		wg.Go(func() { piece(i) })
	}
	wg.Wait()
	return nil
}

func dropsRemainder(ctx context.Context, pieces int, piece func(int)) error {
	return window(ctx, pieces/limit()*limit(), piece)
}

func repeats(ctx context.Context, pieces int, piece func(int)) error {
	return window(ctx, pieces+1, func(i int) { piece(i % pieces) })
}

func ignoresContext(_ context.Context, pieces int, piece func(int)) error {
	return window(context.Background(), pieces, piece)
}

func swallowsError(ctx context.Context, pieces int, piece func(int)) error {
	_ = window(ctx, pieces, piece)
	return nil
}

func ownError(ctx context.Context, pieces int, piece func(int)) error {
	if window(ctx, pieces, piece) != nil {
		return errors.New("stopped")
	}
	return nil
}

// looksOnce obeys a context that is cancelled before the call, but not one that is
// cancelled later.
func looksOnce(ctx context.Context, pieces int, piece func(int)) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	_ = window(context.Background(), pieces, piece)
	return ctx.Err()
}

// fails does all the work, and returns an error.
func fails(ctx context.Context, pieces int, piece func(int)) error {
	if err := window(ctx, pieces, piece); err != nil {
		return err
	}
	return errors.New("broken")
}

// leaks0 returns when its context is cancelled, while its pieces are still under way.
func leaks0(ctx context.Context, pieces int, piece func(int)) error {
	result := make(chan error, 1)
	go func() { result <- window(ctx, pieces, piece) }()
	select {
	case err := <-result:
		return err
	case <-ctx.Done():
		go func() { select {} }()
		return ctx.Err()
	}
}

// locked makes its goroutines take turns.
func locked(ctx context.Context, pieces int, piece func(int)) error {
	var mu sync.Mutex
	return window(ctx, pieces, func(i int) {
		mu.Lock()
		defer mu.Unlock()
		piece(i)
	})
}

// tooFew uses half of its limit.
func tooFew(ctx context.Context, pieces int, piece func(int)) error {
	return atMost((limit()+1)/2, ctx, pieces, piece)
}

// noWait returns while its pieces are under way.
func noWait(_ context.Context, pieces int, piece func(int)) error {
	for i := range min(pieces, limit()) {
		go piece(i)
	}
	return nil
}

// noWaitInTheEnd holds its goroutines back, but does not wait for the last ones.
func noWaitInTheEnd(ctx context.Context, pieces int, piece func(int)) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(limit())
	for i := range pieces {
		g.Go(func() error { piece(i); return ctx.Err() })
	}
	return nil
}

func oneIndex(ctx context.Context, pieces int, piece func(int)) error {
	return window(ctx, pieces, func(int) { piece(0) })
}

// stuck waits for a value that nobody sends.
func stuck(ctx context.Context, pieces int, piece func(int)) error {
	err := window(ctx, pieces, piece)
	<-make(chan int)
	return err
}

// leftBehind does its work, and leaves a goroutine.
func leftBehind(ctx context.Context, pieces int, piece func(int)) error {
	results := make(chan error)
	go func() { results <- window(ctx, pieces, piece) }()
	select {
	case err := <-results:
		go func() { results <- nil }()
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func outside(ctx context.Context, pieces int, piece func(int)) error {
	return window(ctx, pieces, func(i int) { piece(i + 1) })
}

// shared is a counter that all goroutines write to.
func shared(ctx context.Context, pieces int, piece func(int)) error {
	total := 0
	err := window(ctx, pieces, func(i int) { piece(i); total++ })
	runtime.KeepAlive(total)
	return err
}

func TestRightDriversPass(t *testing.T) {
	for name, test := range check.DriverTests(window, check.GOMAXPROCS) {
		t.Run("window/"+name, test)
	}
	for name, test := range check.DriverTests(workers, check.GOMAXPROCS) {
		t.Run("workers/"+name, test)
	}
	for name, test := range check.DriverTests(sequential, check.One) {
		t.Run("sequential/"+name, test)
	}
	three := func(ctx context.Context, pieces int, piece func(int)) error {
		return atMost(3, ctx, pieces, piece)
	}
	for name, test := range check.DriverTests(three, func(int) int { return 3 }) {
		t.Run("three/"+name, test)
	}
}

// appends appends the answers as they come.
func appends(ctx context.Context, pieces int, number func(int) int) (answers []int, err error) {
	var mu sync.Mutex
	err = window(ctx, pieces, func(i int) {
		x := number(i)
		mu.Lock()
		defer mu.Unlock()
		answers = append(answers, x)
	})
	return answers, err
}

func inPlace(ctx context.Context, pieces int, number func(int) int) ([]int, error) {
	answers := make([]int, pieces)
	return answers, window(ctx, pieces, func(i int) { answers[i] = number(i) })
}

func TestRightAnswersPass(t *testing.T) {
	check.InOrder(t, inPlace)
	check.Elsewhere(t, func(context.Context) ([]int, error) { return []int{1, 1, 1, 1, 1}, nil })
	check.SameAnswer(t, "n=1", 1, func(context.Context) (int, error) { return 1, nil })
	check.SameError(t, errRefused, func(context.Context) (int, error) { return 0, errRefused })
	check.Streams(t, 7, []int{3, 2}, []check.Part{part(7, 1, 2), part(7, 0, 3)})
	check.ZScores(t, "it", normal)
	check.Neighbours(t, "it", normal)
}

func part(seed, piece uint64, size int) check.Part {
	return check.Part{Size: size, Stream: random.Stream{Seed: seed, Piece: piece}}
}

var errRefused = errors.New("n is 0, want 1 or more")

// wrong has a program for each mistake, and a part of the message that has to
// catch it.
var wrong = map[string]struct {
	test func(*testing.T)
	want string
}{
	"sequential":     {overlap(sequential), "1 of 4 pieces ran at the same time: the second began after the first had ended. g.Go must start every piece before g.Wait, and a limit of one lets no two overlap."},
	"locked":         {overlap(locked), "1 of 4 pieces ran at the same time: the others wait in sync.Mutex.Lock"},
	"unbounded":      {overlap(unbounded), "All 11 pieces began at once, and 4 were allowed (the limit is 4, GOMAXPROCS is 4)"},
	"too few":        {overlap(tooFew), "2 of 4 pieces ran at the same time (the limit is 4, GOMAXPROCS is 4)"},
	"no wait":        {overlap(noWait), "returned (error: <nil>) while 4 of its pieces were still under way"},
	"stuck":          {overlap(stuck), "your function does not return"},
	"not in turn":    {func(t *testing.T) { check.Overlap(t, window, check.One) }, "4 pieces ran at the same time, and 1 were allowed"},
	"batches":        {func(t *testing.T) { check.Window(t, batches, check.GOMAXPROCS) }, "1 of 11 pieces had ended, and 4 instead of 5 had begun: a place was free, and stayed empty. Is the work done in batches?"},
	"remainder":      {func(t *testing.T) { check.Window(t, dropsRemainder, check.GOMAXPROCS) }, "5 of 11 pieces had ended, and 8 instead of 9 had begun"},
	"twice":          {func(t *testing.T) { check.EachOnce(t, repeats) }, "Piece 0 of 11 was done 2 times"},
	"drops":          {func(t *testing.T) { check.EachOnce(t, dropsRemainder) }, "The last 3 of 11 pieces were never done (GOMAXPROCS is 4)"},
	"off by one":     {func(t *testing.T) { check.EachOnce(t, outside) }, "Piece 11 was done, but there are only the pieces 0 to 10"},
	"failing":        {func(t *testing.T) { check.EachOnce(t, fails) }, `All pieces were done, and your function returned the error "broken"`},
	"context":        {cancels(ignoresContext), "The context had ended before your function was called, but 11 pieces began"},
	"context once":   {cancels(looksOnce), "The context ended while 4 of 11 pieces were under way, but after that 7 more began"},
	"swallowed":      {cancels(swallowsError), "The context had ended, and your function returned no error"},
	"own error":      {cancels(ownError), `The context had ended, and your function returned the error "stopped"`},
	"leaks":          {leaks(leaks0), "Your function returned at the end of its context, while 4 pieces were still under way"},
	"leaks, no wait": {func(t *testing.T) { check.DriverTests(noWait, check.GOMAXPROCS)["leaks"](t) }, "Not judged: your function returns while its pieces are under way"},
	"left behind":    {leaks(leftBehind), "All pieces were done, and your function returned, but a goroutine is left behind"},
	"order":          {func(t *testing.T) { check.InOrder(t, appends) }, "Answer 0 is that of piece 3: the answers are in the order in which the pieces ended"},
	"scheduling":     {scheduling, "For n=1, at GOMAXPROCS=2, the answer is 2, and Sequential's is 1."},
	"at home":        {elsewhere(1, 2, 3, 4, 5, os.Getpid()), "A piece was done in the caller's process."},
	"a process each": {elsewhere(1, 1, 2), "2 processes did the pieces, and 1 were allowed (GOMAXPROCS is 1)."},
	"too few pieces": {elsewhere(1), "1 pieces were done, want more than 1."},
	"accepts":        {refuses(0, nil), `It accepts what Sequential refuses with the error "n is 0, want 1 or more"`},
	"for ever": {func(t *testing.T) {
		check.SameError(t, errRefused, func(context.Context) (int, error) { select {} })
	}, `It waits for ever, instead of refusing what Sequential refuses with the error "n is 0, want 1 or more"`},
	"other words":    {refuses(0, errors.New("bad n")), `It returns the error "bad n", and Sequential "n is 0, want 1 or more"`},
	"error, answer":  {refuses(3, errRefused), "together with an answer, 3"},
	"one seed":       {streams(part(7, 0, 3), part(7, 0, 3)), "Two pieces have the same stream"},
	"no wait, limit": {func(t *testing.T) { check.Window(t, noWaitInTheEnd, check.GOMAXPROCS) }, "Your function returned (error: <nil>) while 4 of its pieces were still under way"},
	"one i":          {func(t *testing.T) { check.EachOnce(t, oneIndex) }, "Piece 0 of 11 was done 11 times, and piece 1 never. Does every goroutine have its own i"},
	"one i, window":  {func(t *testing.T) { check.Window(t, oneIndex, check.GOMAXPROCS) }, "Piece 0 began twice"},
	"missing answer": {func(t *testing.T) {
		check.InOrder(t, func(ctx context.Context, pieces int, number func(int) int) ([]int, error) {
			answers, err := inPlace(ctx, pieces, number)
			answers[7] = 0
			return answers, err
		})
	}, "Answer 7 is missing"},
	"list": {func(t *testing.T) {
		check.SameAnswer(t, "n=2", []int{1, 2}, func(context.Context) ([]int, error) { return []int{1, 3}, nil })
	}, "answer 1 is 3, and Sequential's is 2"},
	"biased and scattered": {zScores(func(seed uint64) float64 { return 1000 * normal(seed) }), "a state that does not move on"},
	"time stands still": {func(t *testing.T) {
		check.InBubble(t, func(*testing.T) {
			var mu sync.Mutex
			for range 2 {
				go func() { mu.Lock(); time.Sleep(time.Second); mu.Unlock() }()
			}
			time.Sleep(time.Hour)
		})
	}, "Your goroutines wait for one another, in sync.Mutex.Lock"},
	"seed + piece":  {streams(part(7, 0, 3), part(8, 0, 2)), "That stream belongs to another seed"},
	"beyond":        {streams(part(7, 2, 3)), "but the pieces of this work are 0 to 1"},
	"sizes and one": {streams(part(7, 1, 9), part(7, 0, 9), part(7, 1, 9)), "Two pieces have the same stream"},
	"rest":          {streams(part(7, 0, 3), part(7, 1, 3)), "Piece 1 of 2 does 3 units of work, want 2"},
	"missing":       {streams(part(7, 0, 3)), "1 of 2 pieces were done"},

	"biased":                  {zScores(func(seed uint64) float64 { return normal(seed) + 0.5 }), "the estimate is biased"},
	"formula":                 {zScores(func(uint64) float64 { return 0 }), "give the same answer"},
	"too sure":                {zScores(func(seed uint64) float64 { return normal(seed) / 2 }), "0.20 of the variance that it claims"},
	"one stream":              {zScores(func(seed uint64) float64 { return 2 * normal(seed) }), "times the variance that independent samples have"},
	"two of four lanes alike": {zScores(func(seed uint64) float64 { return (2*normal(4*seed) + normal(4*seed+1) + normal(4*seed+2)) / 2 }), "times the variance that independent samples have"},
	"not a number":            {zScores(func(uint64) float64 { return 0 / zero }), "it: with seed 0 the answer or its standard error is not a number"},
	"sum of seeds": {func(t *testing.T) {
		check.Neighbours(t, "it", func(seed uint64) float64 {
			return (normal(seed) + normal(seed+1) + normal(seed+2) + normal(seed+3)) / 2
		})
	}, "it: runs with seeds s and s+1 correlate by 0.6"},
	"shared variable": {func(t *testing.T) {
		if !check.RaceDetector {
			check.Fail(t, "Two goroutines use the same variable at the same time is what only the race detector sees")
		}
		check.Race(t, shared)
	}, "Two goroutines use the same variable at the same time"},
	"exact": {func(t *testing.T) { check.Neighbours(t, "it", func(uint64) float64 { return 0 }) }, "200 runs with different seeds give the same answer"},
}

func overlap(drive check.Driver) func(*testing.T) {
	return func(t *testing.T) { check.Overlap(t, drive, check.GOMAXPROCS) }
}

func cancels(drive check.Driver) func(*testing.T) {
	return func(t *testing.T) { check.Cancels(t, drive, check.GOMAXPROCS) }
}

func leaks(drive check.Driver) func(*testing.T) {
	return func(t *testing.T) { check.Leaks(t, drive) }
}

func scheduling(t *testing.T) {
	check.SameAnswer(t, "n=1", 1, func(context.Context) (int, error) { return runtime.GOMAXPROCS(0), nil })
}

// elsewhere checks a driver whose pieces were done in these processes.
func elsewhere(pids ...int) func(*testing.T) {
	return func(t *testing.T) {
		check.Elsewhere(t, func(context.Context) ([]int, error) { return pids, nil })
	}
}

func refuses(answer int, err error) func(*testing.T) {
	return func(t *testing.T) {
		check.SameError(t, errRefused, func(context.Context) (int, error) { return answer, err })
	}
}

func streams(parts ...check.Part) func(*testing.T) {
	return func(t *testing.T) { check.Streams(t, 7, []int{3, 2}, parts) }
}

func zScores(z func(uint64) float64) func(*testing.T) {
	return func(t *testing.T) { check.ZScores(t, "it", z) }
}

var zero float64

func normal(seed uint64) float64 { return rand.New(rand.NewPCG(seed, 99)).NormFloat64() }

// A check that has never failed proves nothing. Each wrong program runs in a
// process of its own, and its record has to say why it fails.
func TestWrongProgramsFail(t *testing.T) {
	for name, program := range wrong {
		t.Run(name, func(t *testing.T) {
			if check.InProcess() {
				check.Judge(t, program.test)
				return
			}
			t.Parallel()
			r := check.Run(t)
			assert.NotEqual(t, record.Passed, r.Verdict)
			assert.Contains(t, r.Message, program.want)
		})
	}
}
