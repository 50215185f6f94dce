package peers

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"

	"gonum.org/v1/gonum/stat"

	"speedup.example/internal/course"
	"speedup.example/internal/quotes"
)

// A market is a server of quotes, and the file that describes it to a client.
type market struct {
	server *quotes.Process
	file   string
}

// An announcement is the content of the file: the server's URL, the tickers, and the
// right answers: last close, mean daily return, volatility a year.
type announcement struct {
	URL       string       `json:"url"`
	Tickers   []string     `json:"tickers"`
	Summaries [][3]float64 `json:"summaries"`
}

// market returns the market for a size. It starts it the first time.
func (p *Peers) market(size course.Size) (market, error) {
	if m, ok := p.markets[size]; ok {
		return m, nil
	}
	server, err := quotes.StartProcess(size.Latency)
	if err != nil {
		return market{}, fmt.Errorf("peers: %w", err)
	}
	m := market{server, filepath.Join(p.dir, fmt.Sprintf("quotes-%d-%v.json", size.N, size.Latency))}
	if err := announce(m.file, server.URL, size.N); err != nil {
		return market{}, errors.Join(err, server.Close())
	}
	p.markets[size] = m
	return m, nil
}

// announce writes the file about the first n tickers.
func announce(file, url string, n int) error {
	a := announcement{URL: url, Tickers: quotes.Tickers(n)}
	for _, ticker := range a.Tickers {
		closes, err := quotes.History(ticker)
		if err != nil {
			return fmt.Errorf("peers: %w", err)
		}
		a.Summaries = append(a.Summaries, summary(closes))
	}
	text, err := json.Marshal(a)
	if err != nil {
		return fmt.Errorf("peers: %w", err)
	}
	if err := os.WriteFile(file, text, 0o666); err != nil {
		return fmt.Errorf("peers: %w", err)
	}
	return nil
}

// summary computes the same as package downloads, with its own code, because this
// package has to build even if an exercise doesn't.
func summary(closes []float64) [3]float64 {
	returns := make([]float64, len(closes)-1)
	for day := range returns {
		returns[day] = closes[day+1]/closes[day] - 1
	}
	mean, deviation := stat.MeanStdDev(returns, nil)
	const tradingDays = 252
	return [3]float64{closes[len(closes)-1], mean, deviation * math.Sqrt(tradingDays)}
}

// Close ends the servers that [Peers.Command] has started. The error says that one had
// already ended, as by Ctrl-C.
func (p *Peers) Close() error {
	var failures []error
	for size, m := range p.markets {
		failures = append(failures, m.server.Close())
		delete(p.markets, size)
	}
	return errors.Join(failures...)
}
