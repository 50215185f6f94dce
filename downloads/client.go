package downloads

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"sync"
	"time"

	"github.com/valyala/fastjson"
)

// MaxAnswer is the longest answer that a [Client] reads, 64 KiB. A year of
// closes has 2 KB.
const MaxAnswer = 1 << 16

// A Client downloads price histories from one server. It is for many goroutines
// at once; make one and keep it, because it keeps the connections.
type Client struct {
	base      *url.URL
	timeout   time.Duration
	transport *transport
}

// NewClient returns a client of the server at the base URL, which is http or
// https, such as http://127.0.0.1:8080; if it has a user's name and password,
// the server is told them. A single download may take as long as
// timeout, which is above 0; a caller's context may end it earlier.
//
// A client keeps a connection open after an answer, for the next request.
// net/http does so by default with only two for each server
// (MaxIdleConnsPerHost) and closes the others: fifty downloads at a time would
// open 48 new connections in every round. This one keeps them all, which are
// about as many as it ever had downloads in flight; one that stays unused for
// 90 seconds is closed.
func NewClient(base string, timeout time.Duration) (*Client, error) {
	u, err := url.Parse(base)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return nil, fmt.Errorf("downloads: base is %q, want a URL as in http://127.0.0.1:8080", base)
	}
	if timeout <= 0 {
		return nil, fmt.Errorf("downloads: timeout is %v, want more than 0s", timeout)
	}
	return &Client{u, timeout, newTransport(u)}, nil
}

// CloseIdleConnections closes the connections that no download is using. After
// the last download, that is all of them.
func (c *Client) CloseIdleConnections() {
	c.transport.CloseIdleConnections()
}

// Fetch downloads the price history of a ticker; it is a [Fetch]. Its closes
// are at least [MinCloses], each from 10⁻⁶ to 10⁹ dollars.
//
// All errors are an [*Error]. They wrap ctx's error if ctx has ended,
// [ErrTimeout] if the client's time limit has, and [ErrUnknownTicker] if the
// server does not know the ticker. The others are for people to read: no
// connection, a status that is not 200 (it may be a redirection, which is not
// followed), an answer that is longer than [MaxAnswer], or one that makes no
// sense.
func (c *Client) Fetch(ctx context.Context, ticker string) ([]float64, error) {
	request, cancel := context.WithTimeout(ctx, c.timeout)
	defer cancel()
	closes, err := c.get(request, ticker)
	if errors.Is(err, context.DeadlineExceeded) || errors.Is(err, os.ErrDeadlineExceeded) {
		<-request.Done() // a dial may learn of the end a little sooner
	}
	switch {
	case err == nil:
		return closes, nil
	case ctx.Err() != nil:
		err = ctx.Err()
	case request.Err() != nil:
		err = fmt.Errorf("%w, %v", ErrTimeout, c.timeout)
	}
	return nil, &Error{ticker, err}
}

// get makes the request and reads the answer. It does so even if the status has
// told everything: a connection is used again only if its answer has been read
// to the end. One that is too long is not worth that.
func (c *Client) get(ctx context.Context, ticker string) ([]float64, error) {
	address := c.base.JoinPath("history", url.PathEscape(ticker)).String()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return nil, err
	}
	if user := c.base.User; user != nil {
		password, _ := user.Password()
		request.SetBasicAuth(user.Username(), password)
	}
	response, err := c.transport.RoundTrip(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	body := bodies.Get().(*bytes.Buffer)
	defer bodies.Put(body)
	body.Reset()
	_, err = body.ReadFrom(io.LimitReader(response.Body, MaxAnswer+1))
	switch {
	case response.StatusCode == http.StatusNotFound:
		return nil, ErrUnknownTicker
	case response.StatusCode != http.StatusOK:
		return nil, fmt.Errorf("status %s", response.Status)
	case err != nil:
		return nil, err
	case body.Len() > MaxAnswer:
		return nil, fmt.Errorf("answer is longer than %d bytes", MaxAnswer)
	}
	return parse(body.Bytes(), ticker)
}

// Bodies and parsers keep the memory of one answer for the next. To read into new
// memory would be two fifths of all that a download takes. With encoding/json
// instead of this parser of JSON it takes 1.8 times the CPU time.
var (
	bodies  = sync.Pool{New: func() any { return new(bytes.Buffer) }}
	parsers fastjson.ParserPool
)

// parse reads the answer {"ticker":"AAPL","closes":[187.15,184.4]}, and accepts
// nothing after it.
func parse(body []byte, ticker string) ([]float64, error) {
	parser := parsers.Get()
	defer parsers.Put(parser)
	// The parser itself takes what is nearly JSON, such as 01 and -7., for numbers.
	if err := fastjson.ValidateBytes(body); err != nil {
		return nil, fmt.Errorf("answer is not a price history: %.200w", err)
	}
	answer, err := parser.ParseBytes(body)
	if err != nil {
		return nil, fmt.Errorf("answer is not a price history: %.200w", err)
	}
	if name := answer.GetStringBytes("ticker"); string(name) != ticker {
		return nil, fmt.Errorf("answer is about %.40q", name)
	}
	closes, err := numbers(answer.GetArray("closes"))
	if err != nil {
		return nil, fmt.Errorf("answer is not a price history: %.200w", err)
	}
	if err := checkCloses(closes); err != nil {
		return nil, err
	}
	return closes, nil
}

func numbers(values []*fastjson.Value) ([]float64, error) {
	numbers := make([]float64, len(values))
	for i, value := range values {
		var err error
		if numbers[i], err = value.Float64(); err != nil {
			return nil, err
		}
	}
	return numbers, nil
}
