// When all mirrors have failed, the error tells of the last one only.
//
//verify:fails failures
//verify:says it has to wrap both. errors.Join does
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
	var first []float64
	var last error
	for range mirrors {
		a := <-answers
		if a.err != nil {
			last = a.err
		} else if first == nil {
			first = a.closes
			cancel()
		}
	}
	if first == nil {
		return nil, named(ticker, last)
	}
	return first, nil
}
