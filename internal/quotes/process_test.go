package quotes_test

import (
	"context"
	"io"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/quotes"
)

func TestProcess(t *testing.T) {
	server, err := quotes.StartProcess(5 * time.Millisecond)
	require.NoError(t, err)
	client := http.Client{Transport: new(http.Transport)}
	defer client.CloseIdleConnections()
	start := time.Now()
	response, err := client.Get(server.URL + "/history/AAPL")
	require.NoError(t, err)
	body, err := io.ReadAll(response.Body)
	require.NoError(t, err)
	require.NoError(t, response.Body.Close())
	assert.GreaterOrEqual(t, time.Since(start), 5*time.Millisecond)
	assert.Contains(t, string(body), `{"ticker":"AAPL","closes":[`)

	require.NoError(t, server.Close())
	assert.True(t, server.HasEnded())
	_, err = client.Get(server.URL + "/history/AAPL")
	require.Error(t, err, "after Close")
}

func TestSleep(t *testing.T) {
	for _, d := range []time.Duration{-1, 0, 1, 3 * time.Millisecond} {
		start := time.Now()
		require.NoError(t, quotes.Sleep(t.Context(), d))
		assert.GreaterOrEqual(t, time.Since(start), d)
	}
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(time.Millisecond, cancel)
	require.ErrorIs(t, quotes.Sleep(ctx, time.Hour), context.Canceled)
	require.ErrorIs(t, quotes.Sleep(ctx, time.Hour), context.Canceled, "from the start")
}
