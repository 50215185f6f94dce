package downloads

import (
	"context"
	"errors"
)

// Fastest downloads the price history of one ticker from all mirrors at once, at
// least one, and returns the first answer. It cancels the other downloads, and
// waits for their end: no download outlives the call.
//
// A mirror that fails, or sends a history that makes no sense, is out of the
// race. If all are, the error is an [*Error] that wraps those of all mirrors. If
// ctx ends before there is an answer, the [*Error] wraps ctx's.
//
// Of many servers one is always slow. Asking two costs one more request, and
// saves the wait for the slower one. (J. Dean, L. A. Barroso, "The Tail at
// Scale", Comm. ACM 56:2, 2013.)
//
//lab:stub Ask all mirrors at once, return the first answer, cancel the others, and wait for their end.
//lab:hint Every mirror needs a goroutine, and all goroutines a channel on which they tell how it went. The first answer is not always an answer: it may be an error, and then the race goes on.
//lab:hint context.WithCancel gives a context for the mirrors, and a function that ends it: call it as soon as there is an answer. How many results does each mirror send? How many do you have to receive, so that none of them waits for ever?
//lab:hint Start a goroutine for each mirror, which sends one result: its number, the closes, the error (ask checkCloses, too). Receive len(mirrors) results; at the first good one remember the closes and call cancel. In the end: the closes if there are any, else named(ticker, ctx.Err()) or named(ticker, errors.Join(errs...)).
func Fastest(ctx context.Context, ticker string, mirrors ...Fetch) ([]float64, error) {
	if err := checkMirrors(ctx, ticker, mirrors); err != nil {
		return nil, err
	}
	race, cancel := context.WithCancel(ctx)
	defer cancel()
	results := make(chan result)
	for i, fetch := range mirrors {
		go func() {
			closes, err := fetch(race, ticker)
			if err == nil {
				err = checkCloses(closes)
			}
			results <- result{i, closes, err}
		}()
	}
	// Every mirror sends exactly one result, so after len(mirrors) results no goroutine
	// is left.
	var first []float64
	errs := make([]error, len(mirrors))
	for range mirrors {
		r := <-results
		errs[r.mirror] = r.err
		if r.err == nil && first == nil {
			first = r.closes
			cancel()
		}
	}
	switch {
	case first != nil:
		return first, nil
	case ctx.Err() != nil:
		return nil, named(ticker, ctx.Err())
	}
	return nil, named(ticker, errors.Join(errs...))
}

// A result is how the download from a mirror ended.
//
//lab:drop
type result struct {
	mirror int
	closes []float64
	err    error
}
