package downloads_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"math"
	"net/http"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sync/errgroup"

	"speedup.example/downloads"
	"speedup.example/internal/quotes"
)

// patience is a time limit that no test reaches unless something hangs.
const patience = time.Minute

// connect starts a server and makes a client for it. When the test has ended,
// both are closed, and nothing may be left of them: so there is one connect in
// a test.
func connect(t *testing.T, timeout time.Duration, h http.Handler) (*downloads.Client, *quotes.Server) {
	t.Helper()
	server, err := quotes.Start(h)
	require.NoError(t, err)
	client, err := downloads.NewClient(server.URL, timeout)
	require.NoError(t, err)
	t.Cleanup(func() {
		client.CloseIdleConnections()
		require.NoError(t, server.Close())
		require.Eventually(t, func() bool { return !strings.Contains(goroutines(), "net/http.") },
			patience, time.Millisecond, "a goroutine of net/http is left behind")
	})
	return client, server
}

// goroutines returns the stacks of all goroutines.
func goroutines() string {
	var stacks bytes.Buffer
	pprof.Lookup("goroutine").WriteTo(&stacks, 2)
	return stacks.String()
}

func TestClient(t *testing.T) {
	market := quotes.Market{Failures: map[string]quotes.Failure{
		"GOOGL": quotes.Status500,
		"MSFT":  quotes.NotJSON,
		"AMZN":  quotes.WrongTicker,
		"META":  quotes.TooLong,
	}}
	client, _ := connect(t, patience, market.Handler())
	closes, err := client.Fetch(t.Context(), "AAPL")
	require.NoError(t, err)
	want, _ := quotes.History("AAPL")
	assert.Equal(t, want, closes)

	for ticker, want := range map[string]string{
		"GOOGL": "downloads: GOOGL: status 500 Internal Server Error",
		"MSFT": "downloads: MSFT: answer is not a price history: cannot parse JSON: cannot parse number: expecting 0..9 digit, got <; " +
			"unparsed tail: \"<html><h1>The market is closed</h1></html>\"",
		"AMZN": `downloads: AMZN: answer is about "NOT-AMZN"`,
		"META": "downloads: META: answer is longer than 65536 bytes",
		"NOPE": "downloads: NOPE: unknown ticker",
	} {
		closes, err := client.Fetch(t.Context(), ticker)
		require.EqualError(t, err, want)
		assert.Nil(t, closes)
	}
	for _, ticker := range []string{"NOPE", "", ".", "..", "a/../AAPL"} {
		_, err = client.Fetch(t.Context(), ticker)
		require.ErrorIs(t, err, downloads.ErrUnknownTicker, "ticker %q", ticker)
	}
}

// The server takes the ticker out of the URL and sends it back, so the client
// accepts the answer only if it was escaped.
func TestClientEscapesTheTicker(t *testing.T) {
	echo := http.NewServeMux()
	echo.HandleFunc("GET /history/{ticker}", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{"ticker": r.PathValue("ticker"), "closes": flat})
	})
	client, _ := connect(t, patience, echo)
	for _, ticker := range []string{"BRK/B", "BRK%2FB", "A B+C", "^GSPC", "É?x=1#f", "../x", "\r\n"} {
		closes, err := client.Fetch(t.Context(), ticker)
		require.NoError(t, err, "ticker %q", ticker)
		assert.Equal(t, flat, closes)
	}
}

// An answer of exactly the allowed length is read. One that has a byte more is
// not cut short but refused, and that without waiting for the rest of it.
func TestClientLimitsTheAnswer(t *testing.T) {
	answer := `{"ticker":"AAPL","closes":[1,1,1]}`
	answer += strings.Repeat(" ", downloads.MaxAnswer-len(answer))
	more := http.NewServeMux()
	more.HandleFunc("GET /history/AAPL", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, answer)
	})
	more.HandleFunc("GET /history/MORE", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, answer+" ")
		http.NewResponseController(w).Flush()
		<-r.Context().Done()
	})
	client, _ := connect(t, patience, more)
	closes, err := client.Fetch(t.Context(), "AAPL")
	require.NoError(t, err)
	assert.Equal(t, flat, closes)
	_, err = client.Fetch(t.Context(), "MORE")
	require.EqualError(t, err, "downloads: MORE: answer is longer than 65536 bytes")
}

// What never comes, or never comes to an end, in ways that a client has to
// think of one by one.
var stalls = map[string]http.HandlerFunc{
	"no answer": func(_ http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
	},
	"half an answer": func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, `{"ticker":"AAPL","closes":[1,1,`)
		http.NewResponseController(w).Flush()
		<-r.Context().Done()
	},
	"half an error": func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(http.StatusInternalServerError)
		http.NewResponseController(w).Flush()
		<-r.Context().Done()
	},
}

func TestClientTimeout(t *testing.T) {
	for name, stall := range stalls {
		t.Run(name, func(t *testing.T) {
			client, _ := connect(t, 20*time.Millisecond, stall)
			closes, err := client.Fetch(t.Context(), "AAPL")
			require.ErrorIs(t, err, downloads.ErrTimeout)
			require.EqualError(t, err, "downloads: AAPL: no answer within the time limit of a request, 20ms")
			require.NotErrorIs(t, err, context.DeadlineExceeded, "that is for the caller's own limit")
			assert.Nil(t, closes)
		})
	}
}

// The caller's context is cancelled while the server has the request: by the
// handler itself.
func TestClientIsCancelled(t *testing.T) {
	for name, stall := range stalls {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			client, _ := connect(t, patience, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				cancel()
				stall(w, r)
			}))
			closes, err := client.Fetch(ctx, "AAPL")
			require.ErrorIs(t, err, context.Canceled)
			require.EqualError(t, err, "downloads: AAPL: context canceled")
			assert.Nil(t, closes)
		})
	}
}

func TestClientHonoursADeadline(t *testing.T) {
	for name, stall := range stalls {
		t.Run(name, func(t *testing.T) {
			client, _ := connect(t, patience, stall)
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			defer cancel()
			_, err := client.Fetch(ctx, "AAPL")
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.NotErrorIs(t, err, downloads.ErrTimeout)
		})
	}
}

func TestClientWithoutServer(t *testing.T) {
	client, server := connect(t, patience, new(quotes.Market).Handler())
	_, err := client.Fetch(t.Context(), "AAPL")
	require.NoError(t, err)
	require.NoError(t, server.Close())
	_, err = client.Fetch(t.Context(), "AAPL")
	require.ErrorContains(t, err, "downloads: AAPL: ")
	_, ok := errors.AsType[*downloads.Error](err)
	assert.True(t, ok)
}

// The connection breaks in the middle of an answer.
func TestClientMissesTheEnd(t *testing.T) {
	client, _ := connect(t, patience, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		io.WriteString(w, `{"ticker":"AAPL","closes":[1,1,1]}`)
	}))
	_, err := client.Fetch(t.Context(), "AAPL")
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

// Three rounds of eight downloads, of which the server answers none before it
// has all eight: so there are eight connections after the first round. By
// net/http's default, two would stay, and each further round open six.
func TestClientReusesConnections(t *testing.T) {
	const rounds, limit = 3, 8
	var market quotes.Market
	client, server := connect(t, patience, together(rounds, limit, market.Handler()))
	for range rounds {
		err := fetchAll(t.Context(), client, quotes.Tickers(limit))
		require.NoError(t, err)
	}
	assert.Equal(t, limit, server.Connections())
}

// fetchAll downloads all tickers at once; the first error cancels the others.
func fetchAll(ctx context.Context, client *downloads.Client, tickers []string) error {
	g, ctx := errgroup.WithContext(ctx)
	for _, ticker := range tickers {
		g.Go(func() error {
			_, err := client.Fetch(ctx, ticker)
			return err
		})
	}
	return g.Wait()
}

// together makes the requests of each round wait for one another.
func together(rounds, size int, h http.Handler) http.Handler {
	complete := make([]chan struct{}, rounds)
	for i := range complete {
		complete[i] = make(chan struct{})
	}
	var arrived atomic.Int64
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		nth := int(arrived.Add(1)) - 1
		if nth%size == size-1 {
			close(complete[nth/size])
		}
		select {
		case <-complete[nth/size]:
			h.ServeHTTP(w, r)
		case <-r.Context().Done():
		}
	})
}

// After an answer that is an error, too, a connection is as good as new.
func TestClientReusesConnectionsAfterErrors(t *testing.T) {
	market := quotes.Market{Failures: map[string]quotes.Failure{
		"AAPL":  quotes.Status500,
		"GOOGL": quotes.NotJSON,
		"MSFT":  quotes.WrongTicker,
	}}
	client, server := connect(t, patience, market.Handler())
	for _, ticker := range []string{"AAPL", "GOOGL", "MSFT", "NOPE", "AAPL"} {
		_, err := client.Fetch(t.Context(), ticker)
		require.Error(t, err)
	}
	assert.Equal(t, 1, server.Connections())
}

// A failure over real sockets: the siblings, which would never be answered, are
// cancelled, and connect sees to it that nothing is left of them.
func TestDownloadsAreCancelledOverHTTP(t *testing.T) {
	market := quotes.Market{Failures: map[string]quotes.Failure{
		"AAPL": quotes.Silent,
		"MSFT": quotes.TooLong,
		"NVDA": quotes.Silent,
	}}
	client, _ := connect(t, patience, market.Handler())
	err := fetchAll(t.Context(), client, quotes.Tickers(6))
	require.EqualError(t, err, "downloads: MSFT: answer is longer than 65536 bytes")
}

func TestNewClientBadInput(t *testing.T) {
	for _, base := range []string{"", "127.0.0.1:80", "localhost", "ftp://127.0.0.1", "http://", "http://a b", ":"} {
		client, err := downloads.NewClient(base, time.Second)
		require.ErrorContains(t, err, "downloads: base is ", "base %q", base)
		assert.Nil(t, client)
	}
	for _, timeout := range []time.Duration{0, -1, math.MinInt64} {
		client, err := downloads.NewClient("http://127.0.0.1", timeout)
		require.ErrorContains(t, err, "want more than 0s", "timeout %v", timeout)
		assert.Nil(t, client)
	}
}

func TestParse(t *testing.T) {
	for body, want := range map[string]string{
		`{"ticker":"AAPL","closes":[1,2.5,3e2]}`:        "",
		" {\"closes\":[1,1,1],\"ticker\":\"AAPL\"}\r\n": "",
		`{"ticker":"AAPL","closes":[1,1,1],"more":1}`:   "",

		``:                                       "not a price history",
		`null`:                                   `answer is about ""`,
		`[]`:                                     `answer is about ""`,
		`{"ticker":"AAPL","closes":[1,1,1]`:      "not a price history",
		`{"ticker":"AAPL","closes":[1,1,1]}{}`:   "not a price history",
		`{"ticker":"AAPL","closes":[1,1,1]} x`:   "not a price history",
		`{"ticker":"AAPL","closes":[1,"1",1]}`:   "not a price history",
		`{"ticker":"AAPL","closes":[1,null,1]}`:  "not a price history",
		`{"ticker":"AAPL","closes":[1,[1],1]}`:   "not a price history",
		`{"ticker":"AAPL","closes":[1,1e999,1]}`: "close 1 is +Inf, want 1e-06 to 1e+09 dollars",
		`{"ticker":"AAPL","closes":[1,NaN,1]}`:   "not a price history",
		`{"ticker":"AAPL","closes":[1,-7.,1]}`:   "not a price history",
		`{"ticker":"AAPL","closes":[1,01,1]}`:    "not a price history",
		`{"ticker":"AAPL","closes":[1,.5,1]}`:    "not a price history",
		`{"ticker":"AAPL","x":"\q"}`:             "not a price history",
		`{"ticker":"AAPL","closes":1}`:           "0 closes, want at least 3",
		`{"ticker":"aapl","closes":[1,1,1]}`:     `answer is about "aapl"`,
		`{"closes":[1,1,1]}`:                     `answer is about ""`,
		`{"ticker":"AAPL"}`:                      "0 closes, want at least 3",
		`{"ticker":"AAPL","closes":null}`:        "0 closes, want at least 3",
		`{"ticker":"AAPL","closes":[1,1]}`:       "2 closes, want at least 3",
		`{"ticker":"AAPL","closes":[1,0,1]}`:     "close 1 is 0, want 1e-06 to 1e+09 dollars",
		`{"ticker":"AAPL","closes":[1,1,-1]}`:    "close 2 is -1, want 1e-06 to 1e+09 dollars",
	} {
		closes, err := downloads.Parse([]byte(body), "AAPL")
		if want == "" {
			require.NoError(t, err, body)
			assert.Len(t, closes, 3, body)
		} else {
			require.ErrorContains(t, err, want, body)
			assert.Nil(t, closes, body)
		}
	}
}

// An error is for a person to read, however much of it the server would like to say.
func TestParseErrorsAreShort(t *testing.T) {
	long := strings.Repeat("\x01", 60_000)
	for _, body := range []string{
		strings.Repeat("[", 290) + "n" + long,
		"nothing here" + long,
		`{"ticker":"` + strings.Repeat(`\u0001`, 10_000) + `"}`,
		`{"ticker":"AAPL","closes":[1,"` + strings.Repeat("x", 60_000) + `",1]}`,
	} {
		_, err := downloads.Parse([]byte(body), "AAPL")
		require.Error(t, err)
		assert.Less(t, len(err.Error()), 1000, "%.40s", body)
	}
}

// Whatever a server sends: what is accepted is what a kernel needs, and is accepted
// again when it is written down.
func FuzzParse(f *testing.F) {
	for _, body := range []string{
		`{"ticker":"AAPL","closes":[187.15,184.4,186.19]}`,
		`{"ticker":"AAPL","closes":[1,1]}`,
		`{"ticker":"AAPL","closes":[1,null,1],"closes":[2]}`,
		`{"ticker":"AAPL","closes":[1,1e999,-1]}`,
		`{"ticker":"AAPL","closes":[1,1,1]}{}`,
		`{"ticker":"GOOGL","ticker":"AAPL"}`,
		`[{}]`, `null`, ``,
	} {
		f.Add([]byte(body), "AAPL")
	}
	f.Fuzz(func(t *testing.T, body []byte, ticker string) {
		if !utf8.ValidString(ticker) {
			t.Skip("cannot be written down")
		}
		closes, err := downloads.Parse(body, ticker)
		if err != nil {
			require.Nil(t, closes)
			return
		}
		require.GreaterOrEqual(t, len(closes), downloads.MinCloses)
		for _, price := range closes {
			require.True(t, price >= 1e-6 && price <= 1e9, "close %v", price)
		}
		require.True(t, json.Valid(body))
		again, err := json.Marshal(map[string]any{"ticker": ticker, "closes": closes})
		require.NoError(t, err)
		same, err := downloads.Parse(again, ticker)
		require.NoError(t, err)
		require.InEpsilonSlice(t, closes, same, 1e-15)
	})
}
