// The summaries and errors come through a channel, in the order in which they are there; the first error wins.
//
//verify:passes
package downloads

import "context"

type answer struct {
	i       int
	summary Summary
	err     error
}

func Parallel(ctx context.Context, tickers []string, limit int, fetch Fetch, summarize Kernel) ([]Summary, error) {
	if err := check(tickers, limit); err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	summaries := make([]Summary, len(tickers))
	answers := make(chan answer)
	var first error
	begun, ended := 0, 0
	for ended < len(tickers) {
		if begun < len(tickers) && begun-ended < limit {
			i := begun
			begun++
			go func() {
				summary, err := download(ctx, tickers[i], fetch, summarize)
				answers <- answer{i, summary, err}
			}()
			continue
		}
		a := <-answers
		ended++
		summaries[a.i] = a.summary
		if a.err != nil && first == nil {
			first = a.err
			cancel()
		}
	}
	if first != nil {
		return nil, first
	}
	return summaries, nil
}
