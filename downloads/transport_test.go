package downloads_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/downloads"
	"speedup.example/internal/quotes"
)

const flatAnswer = `{"ticker":"AAPL","closes":[1,1,1]}`

// withLength is an answer of HTTP with this body.
func withLength(header, body string) string {
	return fmt.Sprintf("HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s", header, len(body), body)
}

// A script is a server that writes the answers, one for a request, on each connection,
// and then hangs up.
type script struct {
	answers     []string
	connections atomic.Int64 // that were opened
	hungUp      atomic.Int64 // of these, that the client has closed
}

// scripted starts a script, and returns a client of it.
func scripted(t *testing.T, answers ...string) (*downloads.Client, *script) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	client, err := downloads.NewClient("http://"+listener.Addr().String(), patience)
	require.NoError(t, err)
	t.Cleanup(func() {
		client.CloseIdleConnections()
		listener.Close()
	})
	s := &script{answers: answers}
	go s.serve(listener)
	return client, s
}

func (s *script) serve(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		s.connections.Add(1)
		go s.answer(conn)
	}
}

func (s *script) answer(conn net.Conn) {
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for _, answer := range s.answers {
		if _, err := http.ReadRequest(reader); err != nil {
			s.hungUp.Add(1)
			return
		}
		if _, err := io.WriteString(conn, answer); err != nil {
			return
		}
	}
}

// fetchFlat downloads AAPL, which has to be flat, n times.
func fetchFlat(t *testing.T, client *downloads.Client, n int) {
	t.Helper()
	for range n {
		closes, err := client.Fetch(t.Context(), "AAPL")
		require.NoError(t, err)
		assert.Equal(t, flat, closes)
	}
}

// A server may hang up between two requests. Then the second one is made again.
func TestTransportOutlivesAConnection(t *testing.T) {
	answer := withLength("", flatAnswer)
	for name, farewell := range map[string]string{
		"in silence":          "",
		"with a reason":       "HTTP/1.1 408 Request Timeout\r\nContent-Length: 0\r\n\r\n",
		"with a last warning": "HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n",
	} {
		t.Run(name, func(t *testing.T) {
			client, server := scripted(t, answer, farewell)
			fetchFlat(t, client, 3)
			assert.EqualValues(t, 3, server.connections.Load())
		})
	}
}

// But a request that fails on a new connection has failed, and so has one that was
// being answered.
func TestTransportGivesUp(t *testing.T) {
	for name, test := range map[string]struct {
		answers []string
		want    string
	}{
		"at once":          {[]string{""}, "EOF"},
		"with a status":    {[]string{"HTTP/1.1 408 Request Timeout\r\n\r\n"}, "status 408"},
		"after a success":  {[]string{withLength("", flatAnswer), "HTTP/1.1 2"}, "malformed HTTP"},
		"within the body":  {[]string{withLength("", flatAnswer), withLength("", flatAnswer)[:50]}, "EOF"},
		"another protocol": {[]string{"HTTP/1.1 101 Switching Protocols\r\nUpgrade: chat\r\n\r\n"}, "status 101"},
		"no status":        {[]string{"HTTP/1.1 099 What\r\n\r\n"}, "status 099"},
	} {
		t.Run(name, func(t *testing.T) {
			client, server := scripted(t, test.answers...)
			fetchFlat(t, client, len(test.answers)-1)
			_, err := client.Fetch(t.Context(), "AAPL")
			require.ErrorContains(t, err, test.want)
			assert.EqualValues(t, 1, server.connections.Load())
		})
	}
}

// Nothing is asked for who has already gone.
func TestTransportAsksForNobody(t *testing.T) {
	client, server := connect(t, patience, new(quotes.Market).Handler())
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

// A dial may learn of the time limit before the request does.
func TestTransportTimesOutInADial(t *testing.T) {
	for _, cause := range []error{os.ErrDeadlineExceeded, context.DeadlineExceeded} {
		client, err := downloads.NewClient("http://127.0.0.1:1", 5*time.Millisecond)
		require.NoError(t, err)
		client.Transport().DialContext = func(context.Context, string, string) (net.Conn, error) {
			return nil, &net.OpError{Op: "dial", Err: cause}
		}
		_, err = client.Fetch(t.Context(), "AAPL")
		require.ErrorIs(t, err, downloads.ErrTimeout)
	}
}

// The base URL says who asks.
func TestTransportTellsTheUser(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		fmt.Fprintf(w, `{"ticker":"%s:%s","closes":[1,1,1]}`, user, password)
	}))
	defer server.Close()
	for base, want := range map[string]string{"ann:secret@": "ann:secret", "ann@": "ann:", "": ":"} {
		client, err := downloads.NewClient(strings.Replace(server.URL, "//", "//"+base, 1), patience)
		require.NoError(t, err)
		defer client.CloseIdleConnections()
		_, err = client.Fetch(t.Context(), want)
		require.NoError(t, err)
	}
}

// The length of a body may be told in other ways than by a number.
func TestTransportReadsAnswers(t *testing.T) {
	chunked := fmt.Sprintf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n",
		flatAnswer[:5], len(flatAnswer)-5, flatAnswer[5:])
	hint := "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
	for name, test := range map[string]struct {
		answer      string
		connections int // for two requests, of a server that would answer both on one
	}{
		"with its length":         {withLength("", flatAnswer), 1},
		"in chunks":               {chunked, 1},
		"announced to be last":    {withLength("Connection: close\r\n", flatAnswer), 2},
		"after a hint":            {hint + hint + withLength("", flatAnswer), 1},
		"followed by another one": {withLength("", flatAnswer) + withLength("", "poison"), 2},
		"followed by half a one":  {withLength("", flatAnswer) + "HTTP/1.1 500 Poison\r\nX: ", 2},
	} {
		t.Run(name, func(t *testing.T) {
			client, server := scripted(t, test.answer, test.answer)
			fetchFlat(t, client, 2)
			assert.EqualValues(t, test.connections, server.connections.Load())
		})
	}
	t.Run("until the end", func(t *testing.T) {
		client, server := scripted(t, "HTTP/1.0 200 OK\r\n\r\n"+flatAnswer)
		fetchFlat(t, client, 2)
		assert.EqualValues(t, 2, server.connections.Load())
	})
	t.Run("in the smallest chunks", func(t *testing.T) {
		padded := flatAnswer + strings.Repeat(" ", downloads.MaxAnswer-len(flatAnswer))
		var chunks strings.Builder
		for _, c := range padded {
			fmt.Fprintf(&chunks, "1\r\n%c\r\n", c)
		}
		client, _ := scripted(t, "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"+chunks.String()+"0\r\n\r\n")
		fetchFlat(t, client, 1)
	})
}

// What never ends is not read for ever, and not even until the time limit.
func TestTransportLimitsTheHeader(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	for name, test := range map[string]struct{ start, forEver string }{
		"one header":   {ok + "X: ", "x"},
		"many headers": {ok, "X: y\r\n"},
		"many hints":   {"", "HTTP/1.1 103 Early Hints\r\n\r\n"},
		"no HTTP":      {"", "SSH-2.0 "},
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := scripted(t, test.start+strings.Repeat(test.forEver, 1<<21))
			_, err := client.Fetch(t.Context(), "AAPL")
			require.ErrorContains(t, err, "answer is longer than 524288 bytes with its header")
		})
	}
}

// A connection whose answer was not read to its end is closed.
func TestTransportHangsUp(t *testing.T) {
	const enough = 100 * time.Millisecond // for a request to arrive, which takes less than one
	for name, test := range map[string]struct {
		answer  int           // bytes of it
		timeout time.Duration // for the client
		want    string
	}{
		"too long": {downloads.MaxAnswer + 1, patience, "answer is longer"},
		"no end":   {1, enough, "no answer within the time limit"},
		"no start": {0, enough, "no answer within the time limit"},
	} {
		t.Run(name, func(t *testing.T) {
			hungUp := make(chan struct{})
			client, _ := connect(t, test.timeout, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
				if test.answer > 0 {
					io.WriteString(w, strings.Repeat(" ", test.answer))
					http.NewResponseController(w).Flush()
				}
				<-r.Context().Done()
				close(hungUp)
			}))
			_, err := client.Fetch(t.Context(), "AAPL")
			require.ErrorContains(t, err, test.want)
			select {
			case <-hungUp:
			case <-time.After(patience):
				t.Fatal("the connection is still open")
			}
		})
	}
}

// An idle connection expires, and is not asked again.
func TestTransportExpires(t *testing.T) {
	answer := withLength("", flatAnswer)
	client, server := scripted(t, answer, answer)
	client.Transport().IdleConnTimeout = time.Millisecond
	fetchFlat(t, client, 1)
	require.Eventually(t, func() bool { return server.hungUp.Load() == 1 }, patience, time.Millisecond)
	assert.Zero(t, client.Idle())
}

// However soon it expires, one that is being used does not.
func TestTransportExpiresWhenIdle(t *testing.T) {
	client, _ := connect(t, patience, new(quotes.Market).Handler())
	client.Transport().IdleConnTimeout = time.Nanosecond
	for range 500 {
		_, err := client.Fetch(t.Context(), "AAPL")
		require.NoError(t, err)
	}
}

// A redirection is an answer that is not the history.
func TestTransportDoesNotFollow(t *testing.T) {
	client, _ := connect(t, patience, http.RedirectHandler("http://127.0.0.1:1/", http.StatusFound))
	_, err := client.Fetch(t.Context(), "AAPL")
	require.EqualError(t, err, "downloads: AAPL: status 302 Found")
}

// What it cannot do itself, it leaves to net/http.
func TestTransportLeavesToNetHTTP(t *testing.T) {
	history := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Accept-Encoding") == "" && (r.Host == "quotes.example" || r.TLS != nil) {
			io.WriteString(w, flatAnswer)
		}
	})
	t.Run("a proxy", func(t *testing.T) {
		proxy := httptest.NewServer(history)
		defer proxy.Close()
		client, err := downloads.NewClient("http://quotes.example", patience)
		require.NoError(t, err)
		defer client.CloseIdleConnections()
		client.Transport().Proxy = func(*http.Request) (*url.URL, error) { return url.Parse(proxy.URL) }
		fetchFlat(t, client, 2)
	})
	t.Run("TLS", func(t *testing.T) {
		server := httptest.NewTLSServer(history)
		defer server.Close()
		client, err := downloads.NewClient(server.URL, patience)
		require.NoError(t, err)
		defer client.CloseIdleConnections()
		client.Transport().TLSClientConfig = server.Client().Transport.(*http.Transport).TLSClientConfig
		fetchFlat(t, client, 2)
	})
	t.Run("letters", func(t *testing.T) {
		server := httptest.NewServer(history)
		defer server.Close()
		client, err := downloads.NewClient("http://bücher.example", patience)
		require.NoError(t, err)
		defer client.CloseIdleConnections()
		client.Transport().DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
			assert.Equal(t, "xn--bcher-kva.example:80", address)
			return new(net.Dialer).DialContext(ctx, network, server.Listener.Addr().String())
		}
		_, err = client.Fetch(t.Context(), "AAPL")
		require.ErrorContains(t, err, "answer is not a price history", "this server has none for that name")
	})
}
