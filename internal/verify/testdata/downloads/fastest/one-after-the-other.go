// The mirrors are asked one after the other, until one answers.
//
//verify:fails fastest
//verify:says Ask them all at once, and cancel the others when the first has answered
package downloads

import (
	"context"
	"errors"
)

func Fastest(ctx context.Context, ticker string, mirrors ...Fetch) ([]float64, error) {
	if err := checkMirrors(ctx, ticker, mirrors); err != nil {
		return nil, err
	}
	var errs []error
	for _, fetch := range mirrors {
		closes, err := fetch(ctx, ticker)
		if err == nil {
			err = checkCloses(closes)
		}
		if err == nil {
			return closes, nil
		}
		errs = append(errs, err)
	}
	return nil, named(ticker, errors.Join(errs...))
}
