package quotes_test

import (
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/quotes"
)

// connections serves h in the way of a process, on one connection after the other, and
// returns the server's URL.
func connections(t *testing.T, h http.Handler) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	require.NoError(t, err)
	ended := make(chan error)
	go func() { ended <- quotes.ServeConnections(listener, h) }()
	t.Cleanup(func() {
		listener.Close()
		require.ErrorIs(t, <-ended, net.ErrClosed)
	})
	return "http://" + listener.Addr().String()
}

// The server of a process answers as net/http's does.
func TestConnectionsAnswerAlike(t *testing.T) {
	market := quotes.Market{Failures: map[string]quotes.Failure{
		"MSFT": quotes.Status500,
		"AMZN": quotes.NotJSON,
		"META": quotes.WrongTicker,
	}}
	servers := [2]string{start(t, &market).URL, connections(t, market.Handler())}
	client := http.Client{Transport: new(http.Transport)}
	defer client.CloseIdleConnections()
	for _, method := range []string{http.MethodGet, http.MethodHead, http.MethodPost} {
		for _, path := range []string{"/history/AAPL", "/history/NOPE", "/history/a%2Fb", "/history/MSFT", "/history/AMZN", "/history/META", "/"} {
			var answers [2]string
			for i, url := range servers {
				request, err := http.NewRequest(method, url+path, strings.NewReader(""))
				require.NoError(t, err)
				response, err := client.Do(request)
				require.NoError(t, err)
				body, err := io.ReadAll(response.Body)
				require.NoError(t, err)
				require.NoError(t, response.Body.Close())
				answers[i] = response.Status + "\n" + response.Header.Get("Content-Type") + "\n" + string(body)
			}
			assert.Equal(t, answers[0], answers[1], "%s %s", method, path)
		}
	}
}

// A connection is used again, and ends when what comes is not HTTP.
func TestConnectionsAreUsedAgain(t *testing.T) {
	url := connections(t, new(quotes.Market).Handler())
	conn, err := net.Dial("tcp", strings.TrimPrefix(url, "http://"))
	require.NoError(t, err)
	defer conn.Close()
	require.NoError(t, conn.SetDeadline(time.Now().Add(10*time.Second)))
	const request = "GET /history/AAPL HTTP/1.1\r\nHost: quotes\r\n\r\n"
	_, err = io.WriteString(conn, request+request+"and so on\r\n\r\n")
	require.NoError(t, err)
	answers, err := io.ReadAll(conn)
	require.NoError(t, err)
	assert.Equal(t, 2, strings.Count(string(answers), "HTTP/1.1 200 OK\r\n"))
	assert.Equal(t, 2, strings.Count(string(answers), `{"ticker":"AAPL","closes":[`))
}
