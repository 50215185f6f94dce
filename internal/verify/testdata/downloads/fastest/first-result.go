// The first result is returned, even if it is an error.
//
//verify:fails failures
//verify:says A failure loses the race; it does not end it
package downloads

import (
	"context"
)

type answer struct {
	closes []float64
	err    error
}

func Fastest(ctx context.Context, ticker string, mirrors ...Fetch) ([]float64, error) {
	if err := checkMirrors(ctx, ticker, mirrors); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	answers := make(chan answer)
	for _, fetch := range mirrors {
		go func() {
			closes, err := fetch(ctx, ticker)
			if err == nil {
				err = checkCloses(closes)
			}
			answers <- answer{closes, err}
		}()
	}
	first := <-answers
	cancel()
	for range mirrors[1:] {
		<-answers
	}
	if first.err != nil {
		return nil, named(ticker, first.err)
	}
	return first.closes, nil
}
