package main

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/downloads"
	"speedup.example/internal/quotes"
)

// The server answers until its standard input ends, and says what to expect.
func TestServer(t *testing.T) {
	stdin, hangUp := io.Pipe()
	fromServer, stdout := io.Pipe()
	ended := make(chan error)
	go func() { ended <- run(stdin, stdout, []string{"7", "1ms"}) }()
	var announced struct {
		URL       string
		Tickers   []string
		Summaries [][3]float64
	}
	require.NoError(t, json.NewDecoder(fromServer).Decode(&announced))
	assert.Equal(t, quotes.Tickers(7), announced.Tickers)
	require.Len(t, announced.Summaries, 7)

	client := http.Client{Transport: new(http.Transport)}
	defer client.CloseIdleConnections()
	response, err := client.Get(announced.URL + "/history/S006")
	require.NoError(t, err)
	var history struct{ Closes []float64 }
	require.NoError(t, json.NewDecoder(response.Body).Decode(&history))
	require.NoError(t, response.Body.Close())
	s := downloads.Scalar(history.Closes)
	assert.Equal(t, [3]float64{s.Last, s.MeanReturn, s.Volatility}, announced.Summaries[6])

	hangUp.Close()
	require.NoError(t, <-ended)
	_, err = client.Get(announced.URL + "/history/S006")
	require.Error(t, err, "after the end")
}

func TestBadArguments(t *testing.T) {
	for want, args := range map[string][]string{
		"quoteserver: 1 arguments, want N and LATENCY": {"6"},
		`quoteserver: N is "0", want 1 to 1000`:        {"0", "1s"},
		`quoteserver: N is "1001", want 1 to 1000`:     {"1001", "1s"},
		`quoteserver: LATENCY is "soon", want a time`:  {"6", "soon"},
		`quoteserver: LATENCY is "-1s", want a time`:   {"6", "-1s"},
	} {
		require.ErrorContains(t, run(new(bytes.Buffer), io.Discard, args), want)
	}
}
