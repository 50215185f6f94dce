package quotes

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"net/url"
	"time"

	"golang.org/x/sync/errgroup"
)

// MaxAnswer is the longest answer that a [Client] reads, 64 KiB. A year of
// closes has 2 KB.
const MaxAnswer = 1 << 16

// The histories that a [Client] accepts are those that package downloads can
// summarize.
const (
	minCloses          = 3
	minPrice, maxPrice = 1e-6, 1e9 // dollars
)

// ErrTimeout is the error of a download that takes longer than the [Client]
// allows. [context.DeadlineExceeded] is another error: it says that the caller's
// own time is up, so trying again makes no sense.
var ErrTimeout = errors.New("no answer within the time limit of a request")

// A Client downloads price histories from one server. Many goroutines can use it
// at once. Make one and keep it, because it keeps the connections.
type Client struct {
	base    *url.URL
	timeout time.Duration
	http    http.Client
}

// NewClient returns a client of the server at the base URL, which is http or
// https, such as http://127.0.0.1:8080. If the URL has a user's name and password,
// the client sends them to the server. A single download may take as long as
// timeout, which is above 0. A caller's context may end it earlier.
//
// A client keeps a connection open after an answer, for the next request. By
// default net/http keeps only two for each server and closes the others, so fifty
// downloads at a time would open 48 new connections in every round. This client
// keeps them all, and closes one that stays unused for 90 seconds. It uses no
// proxy, and it follows no redirection.
func NewClient(base string, timeout time.Duration) (*Client, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("quotes: base is %q, want a URL as in http://127.0.0.1:8080", base)
	}
	if timeout <= 0 {
		return nil, fmt.Errorf("quotes: timeout is %v, want more than 0s", timeout)
	}
	return &Client{u, timeout, http.Client{
		Transport: &http.Transport{
			DisableCompression:     true,
			MaxIdleConnsPerHost:    math.MaxInt,
			IdleConnTimeout:        90 * time.Second,
			MaxResponseHeaderBytes: MaxAnswer,
		},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}}, nil
}

// CloseIdleConnections closes the connections that no download is using. After
// the last download, that is all of them.
func (c *Client) CloseIdleConnections() {
	c.http.CloseIdleConnections()
}

// WarmUp downloads the histories of all tickers, as many at a time as limit allows. So
// that many connections are open afterwards, as in a program that has run for a while.
func (c *Client) WarmUp(ctx context.Context, tickers []string, limit int) error {
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(limit)
	for _, ticker := range tickers {
		g.Go(func() error {
			_, err := c.Fetch(ctx, ticker)
			return err
		})
	}
	return g.Wait()
}

// Fetch downloads the price history of a ticker: daily closes in dollars, oldest
// first. They are at least 3, each from 10⁻⁶ to 10⁹ dollars.
//
// The error is ctx's if ctx has ended. It wraps [ErrTimeout] if the client's time
// limit has ended, and [ErrUnknownTicker] if the server does not know the ticker.
// The other errors are for people to read: no connection, a status that is not
// 200, an answer that is longer than [MaxAnswer], or one that makes no sense.
func (c *Client) Fetch(ctx context.Context, ticker string) ([]float64, error) {
	request, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	closes, err := c.get(request, ticker)
	switch {
	case err == nil:
		return closes, nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case request.Err() != nil:
		return nil, fmt.Errorf("quotes: %w, %v", ErrTimeout, c.timeout)
	}
	return nil, fmt.Errorf("quotes: %w", err)
}

// get makes the request and reads the answer to its end, whatever the status
// is. Only then can another request use the connection. An answer that is too
// long is not worth that.
func (c *Client) get(ctx context.Context, ticker string) ([]float64, error) {
	address := c.base.JoinPath("history", url.PathEscape(ticker)).String()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	response, err := c.http.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, MaxAnswer+1))
	switch {
	case response.StatusCode == http.StatusNotFound:
		return nil, fmt.Errorf("%w %q", ErrUnknownTicker, ticker)
	case response.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("status %s", response.Status)
	case err != nil:
		return nil, err
	case len(body) > MaxAnswer:
		return nil, fmt.Errorf("answer is longer than %d bytes", MaxAnswer)
	}
	return parse(body, ticker)
}

// parse reads an answer about the ticker, and nothing may follow it.
func parse(body []byte, ticker string) ([]float64, error) {
	var a answer
	if err := json.Unmarshal(body, &a); err != nil {
		return nil, fmt.Errorf("answer is not a price history: %.200w", err)
	}
	if a.Ticker != ticker {
		return nil, fmt.Errorf("answer is about %.40q", a.Ticker)
	}
	if len(a.Closes) < minCloses {
		return nil, fmt.Errorf("%d closes, want at least %d", len(a.Closes), minCloses)
	}
	for day, price := range a.Closes {
		if price < minPrice || price > maxPrice {
			return nil, fmt.Errorf("close %d is %v, want %v to %v dollars", day, price, minPrice, maxPrice)
		}
	}
	return a.Closes, nil
}
