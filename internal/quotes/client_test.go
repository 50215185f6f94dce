package quotes_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"net/http"
	"runtime/pprof"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/downloads"
	"speedup.example/internal/quotes"
)

// hangLimit is a time limit that no test reaches unless something hangs.
const hangLimit = time.Minute

// flat is the history of a stock whose price never moves.
var flat = []float64{1, 1, 1}

const flatAnswer = `{"ticker":"AAPL","closes":[1,1,1]}`

// connect starts a server and makes a client for it. When the test ends,
// connect closes both, and checks that nothing is left. So a test can have only
// one connect.
func connect(t *testing.T, timeout time.Duration, h http.Handler) (*quotes.Client, *quotes.Server) {
	t.Helper()
	server, err := quotes.Start(h)
	require.NoError(t, err)
	client, err := quotes.NewClient(server.URL, timeout)
	require.NoError(t, err)
	t.Cleanup(func() {
		client.CloseIdleConnections()
		require.NoError(t, server.Close())
		require.Eventually(t, func() bool { return !strings.Contains(goroutines(), "net/http.") },
			hangLimit, time.Millisecond, "a goroutine of net/http is left behind")
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
	client, _ := connect(t, hangLimit, market.Handler())
	closes, err := client.Fetch(t.Context(), "AAPL")
	require.NoError(t, err)
	want, _ := quotes.History("AAPL")
	assert.Equal(t, want, closes)

	for ticker, want := range map[string]string{
		"GOOGL": "quotes: status 500 Internal Server Error",
		"MSFT":  "quotes: answer is not a price history: invalid character '<' looking for beginning of value",
		"AMZN":  `quotes: answer is about "NOT-AMZN"`,
		"META":  "quotes: answer is longer than 65536 bytes",
		"NOPE":  `quotes: unknown ticker "NOPE"`,
	} {
		closes, err := client.Fetch(t.Context(), ticker)
		require.EqualError(t, err, want)
		assert.Nil(t, closes)
	}
	for _, ticker := range []string{"NOPE", "", ".", "..", "a/../AAPL"} {
		_, err = client.Fetch(t.Context(), ticker)
		require.ErrorIs(t, err, quotes.ErrUnknownTicker, "ticker %q", ticker)
	}
}

// A server may answer this with status 200, and these are the client's errors.
func TestClientReadsAnswers(t *testing.T) {
	var body atomic.Value
	client, _ := connect(t, hangLimit, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, body.Load().(string))
	}))
	const nonsense = "answer is not a price history: "
	for text, want := range map[string]string{
		`{"ticker":"AAPL","closes":[1,2.5,3e2]}`:        "",
		" {\"closes\":[1,1,1],\"ticker\":\"AAPL\"}\r\n": "",
		`{"ticker":"AAPL","closes":[1,1,1],"more":1}`:   "",
		`{"ticker":"AAPL","closes":[1e-6,1,1e9]}`:       "",

		``:                                        nonsense,
		`[]`:                                      nonsense,
		`{"ticker":"AAPL","closes":[1,1,1]`:       nonsense,
		`{"ticker":"AAPL","closes":[1,1,1]}{}`:    nonsense,
		`{"ticker":"AAPL","closes":[1,1,1]} x`:    nonsense,
		`{"ticker":"AAPL","closes":[1,"1",1]}`:    nonsense,
		`{"ticker":"AAPL","closes":[1,[1],1]}`:    nonsense,
		`{"ticker":"AAPL","closes":[1,1e999,1]}`:  nonsense,
		`{"ticker":"AAPL","closes":[1,NaN,1]}`:    nonsense,
		`{"ticker":"AAPL","closes":[1,01,1]}`:     nonsense,
		`{"ticker":"AAPL","closes":1}`:            nonsense,
		`null`:                                    `answer is about ""`,
		`{"closes":[1,1,1]}`:                      `answer is about ""`,
		`{"ticker":"aapl","closes":[1,1,1]}`:      `answer is about "aapl"`,
		`{"ticker":"AAPL"}`:                       "0 closes, want at least 3",
		`{"ticker":"AAPL","closes":null}`:         "0 closes, want at least 3",
		`{"ticker":"AAPL","closes":[1,1]}`:        "2 closes, want at least 3",
		`{"ticker":"AAPL","closes":[1,0,1]}`:      "close 1 is 0, want 1e-06 to 1e+09 dollars",
		`{"ticker":"AAPL","closes":[1,null,1]}`:   "close 1 is 0, want 1e-06 to 1e+09 dollars",
		`{"ticker":"AAPL","closes":[1,1,-1]}`:     "close 2 is -1, want 1e-06 to 1e+09 dollars",
		`{"ticker":"AAPL","closes":[1.1e9,1,1]}`:  "close 0 is 1.1e+09, want 1e-06 to 1e+09 dollars",
		`{"ticker":"AAPL","closes":[1,1,0.9e-6]}`: "close 2 is 9e-07, want 1e-06 to 1e+09 dollars",
	} {
		body.Store(text)
		closes, err := client.Fetch(t.Context(), "AAPL")
		if want == "" {
			require.NoError(t, err, text)
			assert.Len(t, closes, 3, text)
		} else {
			require.ErrorContains(t, err, "quotes: "+want, text)
			assert.Nil(t, closes, text)
		}
	}
	// An error is short enough to read, however long the answer is.
	for _, text := range []string{
		"nothing here" + strings.Repeat("\x01", 60_000),
		`{"ticker":"` + strings.Repeat(`\u0001`, 10_000) + `"}`,
		`{"ticker":"AAPL","closes":[1,"` + strings.Repeat("x", 60_000) + `",1]}`,
		`{"ticker":"AAPL","closes":[1,` + strings.Repeat("9", 60_000) + `,1]}`,
	} {
		body.Store(text)
		_, err := client.Fetch(t.Context(), "AAPL")
		require.Error(t, err)
		assert.Less(t, len(err.Error()), 1000, "%.40s", text)
	}
}

// A client accepts the same histories as a driver of package downloads.
func TestClientAcceptsWhatDriversDo(t *testing.T) {
	var body atomic.Value
	client, _ := connect(t, hangLimit, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Write(body.Load().([]byte))
	}))
	for _, closes := range [][]float64{{1, 1}, {1, 1, 1}, {1e-6, 1e9, 1}, {1, 0.999e-6, 1}, {1, 1, 1.001e9}, {0, 1, 1}, {1, 1, -1}} {
		text, err := json.Marshal(map[string]any{"ticker": "AAPL", "closes": closes})
		require.NoError(t, err)
		body.Store(text)
		_, got := client.Fetch(t.Context(), "AAPL")
		_, want := downloads.Sequential(t.Context(), []string{"AAPL"}, 1, func(context.Context, string) ([]float64, error) {
			return closes, nil
		}, downloads.Scalar)
		assert.Equal(t, want == nil, got == nil, "%v: the driver's error is %v, the client's %v", closes, want, got)
	}
}

// The server takes the ticker from the URL and sends it back, so the client
// accepts the answer only if it escaped the ticker.
func TestClientEscapesTheTicker(t *testing.T) {
	echo := http.NewServeMux()
	echo.HandleFunc("GET /history/{ticker}", func(w http.ResponseWriter, r *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{"ticker": r.PathValue("ticker"), "closes": flat})
	})
	client, _ := connect(t, hangLimit, echo)
	for _, ticker := range []string{"BRK/B", "BRK%2FB", "A B+C", "^GSPC", "É?x=1#f", "../x", "\r\n"} {
		closes, err := client.Fetch(t.Context(), ticker)
		require.NoError(t, err, "ticker %q", ticker)
		assert.Equal(t, flat, closes)
	}
}

// The client reads an answer of exactly the allowed length. It refuses one that has
// a byte more, and hangs up without waiting for the rest.
func TestClientLimitsTheAnswer(t *testing.T) {
	answer := flatAnswer + strings.Repeat(" ", quotes.MaxAnswer-len(flatAnswer))
	hungUp := make(chan struct{})
	more := http.NewServeMux()
	more.HandleFunc("GET /history/AAPL", func(w http.ResponseWriter, _ *http.Request) {
		io.WriteString(w, answer)
	})
	more.HandleFunc("GET /history/MORE", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, answer+" ")
		http.NewResponseController(w).Flush()
		<-r.Context().Done()
		close(hungUp)
	})
	more.HandleFunc("GET /history/HEADER", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("X-More", answer+".")
	})
	client, _ := connect(t, hangLimit, more)
	closes, err := client.Fetch(t.Context(), "AAPL")
	require.NoError(t, err)
	assert.Equal(t, flat, closes)
	_, err = client.Fetch(t.Context(), "MORE")
	require.EqualError(t, err, "quotes: answer is longer than 65536 bytes")
	select {
	case <-hungUp:
	case <-time.After(hangLimit):
		t.Fatal("the connection is still open")
	}
	_, err = client.Fetch(t.Context(), "HEADER")
	require.ErrorContains(t, err, "server response headers exceeded 65536 bytes")
}

// Answers that never come, or never end. A client has to handle each way.
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
			require.ErrorIs(t, err, quotes.ErrTimeout)
			require.EqualError(t, err, "quotes: no answer within the time limit of a request, 20ms")
			require.NotErrorIs(t, err, context.DeadlineExceeded, "that is for the caller's own limit")
			assert.Nil(t, closes)
		})
	}
}

// The handler itself cancels the caller's context, so the server has the
// request.
func TestClientIsCancelled(t *testing.T) {
	for name, stall := range stalls {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			client, _ := connect(t, hangLimit, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				cancel()
				stall(w, r)
			}))
			closes, err := client.Fetch(ctx, "AAPL")
			require.ErrorIs(t, err, context.Canceled)
			assert.Nil(t, closes)
		})
	}
}

// The error is ctx's, not the cause that the caller gave it, which the caller
// can look up.
func TestClientIsCancelledWithACause(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	client, _ := connect(t, hangLimit, http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		cancel(io.ErrNoProgress)
		<-r.Context().Done()
	}))
	_, err := client.Fetch(ctx, "AAPL")
	require.ErrorIs(t, err, context.Canceled)
}

func TestClientHonoursADeadline(t *testing.T) {
	for name, stall := range stalls {
		t.Run(name, func(t *testing.T) {
			client, _ := connect(t, hangLimit, stall)
			ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
			defer cancel()
			_, err := client.Fetch(ctx, "AAPL")
			require.ErrorIs(t, err, context.DeadlineExceeded)
			require.NotErrorIs(t, err, quotes.ErrTimeout)
		})
	}
}

// A context that has already ended costs no request, and no connection.
func TestClientIsCancelledBefore(t *testing.T) {
	client, server := connect(t, hangLimit, new(quotes.Market).Handler())
	_, err := client.Fetch(t.Context(), "AAPL")
	require.NoError(t, err)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = client.Fetch(ctx, "AAPL")
	require.ErrorIs(t, err, context.Canceled)
	_, err = client.Fetch(t.Context(), "AAPL")
	require.NoError(t, err)
	assert.Equal(t, 1, server.Connections(), "the idle connection was left alone")
}

func TestClientWithoutServer(t *testing.T) {
	client, server := connect(t, hangLimit, new(quotes.Market).Handler())
	_, err := client.Fetch(t.Context(), "AAPL")
	require.NoError(t, err)
	require.NoError(t, server.Close())
	_, err = client.Fetch(t.Context(), "AAPL")
	require.ErrorContains(t, err, "quotes: ")
}

// The connection breaks in the middle of an answer.
func TestClientMissesTheEnd(t *testing.T) {
	client, _ := connect(t, hangLimit, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "1000")
		io.WriteString(w, flatAnswer)
	}))
	_, err := client.Fetch(t.Context(), "AAPL")
	require.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

// A redirection is no history, so it is an error.
func TestClientDoesNotFollow(t *testing.T) {
	client, _ := connect(t, hangLimit, http.RedirectHandler("http://127.0.0.1:1/", http.StatusFound))
	_, err := client.Fetch(t.Context(), "AAPL")
	require.EqualError(t, err, "quotes: status 302 Found")
}

// The base URL has the user, and the market's path on the server.
func TestClientTellsTheUser(t *testing.T) {
	market := http.NewServeMux()
	market.HandleFunc("GET /market/history/{ticker}", func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		fmt.Fprintf(w, `{"ticker":"%s:%s","closes":[1,1,1]}`, user, password)
	})
	_, server := connect(t, hangLimit, market)
	for user, want := range map[string]string{"ann:secret@": "ann:secret", "ann@": "ann:", "": ":"} {
		client, err := quotes.NewClient(strings.Replace(server.URL, "//", "//"+user, 1)+"/market", hangLimit)
		require.NoError(t, err)
		_, err = client.Fetch(t.Context(), want)
		client.CloseIdleConnections()
		require.NoError(t, err)
	}
}

// In three rounds of eight downloads the server answers none before it has all
// eight. So there are eight connections after the first round. By net/http's
// default, two would stay, and each further round would open six.
func TestClientReusesConnections(t *testing.T) {
	const rounds, limit = 3, 8
	var market quotes.Market
	client, server := connect(t, hangLimit, waitForRound(rounds, limit, market.Handler()))
	for range rounds {
		err := client.WarmUp(t.Context(), quotes.Tickers(limit), limit)
		require.NoError(t, err)
	}
	assert.Equal(t, limit, server.Connections())
}

// waitForRound makes the requests of each round wait for one another.
func waitForRound(rounds, size int, h http.Handler) http.Handler {
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

// A connection can be used again even after an error.
func TestClientReusesConnectionsAfterErrors(t *testing.T) {
	market := quotes.Market{Failures: map[string]quotes.Failure{
		"AAPL":  quotes.Status500,
		"GOOGL": quotes.NotJSON,
		"MSFT":  quotes.WrongTicker,
	}}
	client, server := connect(t, hangLimit, market.Handler())
	for _, ticker := range []string{"AAPL", "GOOGL", "MSFT", "NOPE", "AAPL"} {
		_, err := client.Fetch(t.Context(), ticker)
		require.Error(t, err)
	}
	assert.Equal(t, 1, server.Connections())
}

// One failure cancels the siblings, which would never have an answer. connect
// checks that nothing is left of them.
func TestClientCancelsSiblings(t *testing.T) {
	market := quotes.Market{Failures: map[string]quotes.Failure{
		"AAPL": quotes.Silent,
		"MSFT": quotes.TooLong,
		"NVDA": quotes.Silent,
	}}
	client, _ := connect(t, hangLimit, market.Handler())
	err := client.WarmUp(t.Context(), quotes.Tickers(6), 6)
	require.EqualError(t, err, "quotes: answer is longer than 65536 bytes")
}

func TestNewClientBadInput(t *testing.T) {
	for _, base := range []string{"", "127.0.0.1:80", "localhost", "ftp://127.0.0.1", "http://", "http://a b", ":"} {
		client, err := quotes.NewClient(base, time.Second)
		require.ErrorContains(t, err, "quotes: base is ", "base %q", base)
		assert.Nil(t, client)
	}
	for _, timeout := range []time.Duration{0, -1, math.MinInt64} {
		client, err := quotes.NewClient("http://127.0.0.1", timeout)
		require.ErrorContains(t, err, "want more than 0s", "timeout %v", timeout)
		assert.Nil(t, client)
	}
}
