package quotes_test

import (
	"context"
	"errors"
	"fmt"
	"time"

	"speedup.example/internal/quotes"
)

// A client gives up after its own time limit if a server does not answer. That
// error differs from the end of the caller's context.
func ExampleClient_Fetch_timeout() {
	market := &quotes.Market{Failures: map[string]quotes.Failure{"AAPL": quotes.Silent}}
	server, err := quotes.Start(market.Handler())
	if err != nil {
		fmt.Println(err)
		return
	}
	defer server.Close()
	client, err := quotes.NewClient(server.URL, 10*time.Millisecond)
	if err != nil {
		fmt.Println(err)
		return
	}
	defer client.CloseIdleConnections()
	_, err = client.Fetch(context.Background(), "AAPL")
	fmt.Println(err)
	fmt.Println(errors.Is(err, quotes.ErrTimeout), errors.Is(err, context.DeadlineExceeded))
	// Output:
	// quotes: no answer within the time limit of a request, 10ms
	// true false
}
