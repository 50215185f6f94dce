package peers

import (
	"encoding/json"
	"net/http"
	"os"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/downloads"
	"speedup.example/internal/course"
	"speedup.example/internal/quotes"
)

// Downloads have a limit, and a server for each size that serves all of its rows until
// Close.
func TestDownloads(t *testing.T) {
	p := prepare(t, all)
	fetch := invented[0]
	size := course.Size{N: 7, Limit: 3, Latency: time.Millisecond}
	args := fetchBy(t, p, fetch.Peers[0], size)
	assert.Equal(t, "7 2 1x 3", args[3]+" "+args[4]+" "+args[5]+" "+args[6])
	file := args[7]
	assert.Equal(t, file, fetchBy(t, p, fetch.Peers[1], size)[7])
	other := fetchBy(t, p, fetch.Peers[1], course.Size{N: 9, Limit: 3, Latency: time.Millisecond})
	assert.NotEqual(t, file, other[7])

	first, second := read(t, file), read(t, other[7])
	assert.NotEqual(t, first.URL, second.URL)
	assert.Equal(t, quotes.Tickers(7), first.Tickers)
	assert.Equal(t, quotes.Tickers(9), second.Tickers)
	require.NoError(t, get(first.URL+"/history/S006"))
	require.NoError(t, get(second.URL+"/history/S006"))

	require.NoError(t, p.Close())
	require.Error(t, get(first.URL+"/history/S006"), "after Close")
	require.Error(t, get(second.URL+"/history/S006"), "after Close")
	require.NoError(t, p.Close(), "a second time")
}

func fetchBy(t *testing.T, p *Peers, row course.Row, size course.Size) (args []string) {
	t.Helper()
	args, _, err := p.Command("fetch", row, size, 2, "1x")
	require.NoError(t, err)
	require.Len(t, args, 8)
	return args
}

func read(t *testing.T, file string) (a announcement) {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	require.NoError(t, json.Unmarshal(text, &a))
	return a
}

func get(url string) error {
	client := http.Client{Transport: new(http.Transport)}
	defer client.CloseIdleConnections()
	response, err := client.Get(url)
	if err != nil {
		return err
	}
	return response.Body.Close()
}

// The right summaries are the exercise's.
func TestSummaries(t *testing.T) {
	for _, ticker := range quotes.Tickers(100) {
		closes, err := quotes.History(ticker)
		require.NoError(t, err)
		want := downloads.Scalar(closes)
		assert.InEpsilonSlice(t, []float64{want.Last, want.MeanReturn, want.Volatility}, asSlice(summary(closes)), 1e-12)
	}
}

func asSlice(s [3]float64) []float64 { return s[:] }
