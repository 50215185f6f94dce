package downloads_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
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

// scripted starts a server that writes the answers, one for a request, on each
// connection, and then hangs up. It returns a client, and the number of connections.
func scripted(t *testing.T, answers ...string) (*downloads.Client, *atomic.Int64) {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	client, err := downloads.NewClient("http://"+listener.Addr().String(), patience)
	require.NoError(t, err)
	t.Cleanup(func() {
		client.CloseIdleConnections()
		listener.Close()
	})
	connections := new(atomic.Int64)
	go func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			connections.Add(1)
			go answerOn(conn, answers)
		}
	}()
	return client, connections
}

func answerOn(conn net.Conn, answers []string) {
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for _, answer := range answers {
		if _, err := http.ReadRequest(reader); err != nil {
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
	client, connections := scripted(t, answer, answer)
	fetchFlat(t, client, 5)
	assert.EqualValues(t, 3, connections.Load())
}

// But a request that fails on a new connection has failed.
func TestTransportGivesUp(t *testing.T) {
	client, connections := scripted(t, "")
	_, err := client.Fetch(t.Context(), "AAPL")
	require.Error(t, err)
	assert.EqualValues(t, 1, connections.Load())
}

// The length of a body may be told in other ways than by a number.
func TestTransportReadsAnswers(t *testing.T) {
	chunked := fmt.Sprintf("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n%s\r\n%x\r\n%s\r\n0\r\n\r\n",
		flatAnswer[:5], len(flatAnswer)-5, flatAnswer[5:])
	hint := "HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n"
	for name, test := range map[string]struct {
		answer      string
		connections int // for two requests
	}{
		"with its length":         {withLength("", flatAnswer), 1},
		"in chunks":               {chunked, 1},
		"until the end":           {"HTTP/1.0 200 OK\r\n\r\n" + flatAnswer, 2},
		"announced to be last":    {withLength("Connection: close\r\n", flatAnswer), 2},
		"after a hint":            {hint + hint + withLength("", flatAnswer), 1},
		"followed by another one": {withLength("", flatAnswer) + withLength("", "poison"), 2},
	} {
		t.Run(name, func(t *testing.T) {
			answers := []string{test.answer, test.answer}
			client, connections := scripted(t, answers[:3-test.connections]...)
			fetchFlat(t, client, 2)
			assert.EqualValues(t, test.connections, connections.Load())
		})
	}
}

// What never ends is not read for ever, and not even until the time limit.
func TestTransportLimitsTheHeader(t *testing.T) {
	for name, answer := range map[string]string{
		"one header":   "HTTP/1.1 200 OK\r\nX: " + strings.Repeat("x", 1<<20),
		"many headers": "HTTP/1.1 200 OK\r\n" + strings.Repeat("X: y\r\n", 1<<18),
		"many hints":   strings.Repeat("HTTP/1.1 103 Early Hints\r\n\r\n", 1<<16),
		"no HTTP":      strings.Repeat("SSH-2.0 ", 1<<18),
	} {
		t.Run(name, func(t *testing.T) {
			client, _ := scripted(t, answer)
			_, err := client.Fetch(t.Context(), "AAPL")
			require.Error(t, err)
			require.NotErrorIs(t, err, downloads.ErrTimeout)
		})
	}
}

// A connection whose answer was not read to its end is closed.
func TestTransportHangsUp(t *testing.T) {
	hungUp := make(chan struct{})
	client, _ := connect(t, patience, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, strings.Repeat(" ", downloads.MaxAnswer+1))
		http.NewResponseController(w).Flush()
		<-r.Context().Done()
		close(hungUp)
	}))
	_, err := client.Fetch(t.Context(), "AAPL")
	require.ErrorContains(t, err, "answer is longer")
	select {
	case <-hungUp:
	case <-time.After(patience):
		t.Fatal("the connection is still open")
	}
}

// An idle connection expires, and its place with it.
func TestTransportExpires(t *testing.T) {
	client, server := connect(t, patience, new(quotes.Market).Handler())
	client.Transport().IdleConnTimeout = time.Nanosecond
	fetches := 0
	require.Eventually(t, func() bool {
		_, err := client.Fetch(t.Context(), "AAPL")
		assert.NoError(t, err)
		fetches++
		return server.Connections() > 2
	}, patience, time.Millisecond)
	client.Transport().IdleConnTimeout = time.Hour
	before := server.Connections()
	for range 3 {
		_, err := client.Fetch(t.Context(), "AAPL")
		require.NoError(t, err)
	}
	assert.LessOrEqual(t, server.Connections(), before+1)
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
		if r.Host == "quotes.example" || r.TLS != nil {
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
}
