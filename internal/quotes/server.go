package quotes

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// Handler answers GET /history/TICKER, after the market's latency, with
//
//	{"ticker":"AAPL","closes":[187.15,184.4,…]}
//
// or with status 404 if the ticker is unknown.
func (m *Market) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /history/{ticker}", m.answer)
	return mux
}

func (m *Market) answer(w http.ResponseWriter, r *http.Request) {
	ticker := r.PathValue("ticker")
	if m.wait(r.Context(), ticker, Sleep) != nil {
		return // the client has hung up
	}
	history, ok := histories[ticker]
	if !ok {
		http.Error(w, unknown(ticker).Error(), http.StatusNotFound)
		return
	}
	switch m.Failures[ticker] {
	case Status500:
		http.Error(w, "the market is closed", http.StatusInternalServerError)
	case NotJSON:
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		io.WriteString(w, "<html><h1>The market is closed</h1></html>")
	case TooLong:
		writeTooMuch(w)
	case WrongTicker:
		writeJSON(w, encode("NOT-"+ticker, ticker))
	default:
		writeJSON(w, history())
	}
}

func writeJSON(w http.ResponseWriter, body []byte) {
	w.Header().Set("Content-Type", "application/json")
	w.Write(body)
}

// histories has the answer about every ticker, encoded on first use. Server and
// client share the cores, and the benchmark is about the client.
var histories = encodeOnce(tickers)

func encodeOnce(tickers []string) map[string]func() []byte {
	histories := make(map[string]func() []byte, len(tickers))
	for _, ticker := range tickers {
		histories[ticker] = sync.OnceValue(func() []byte { return encode(ticker, ticker) })
	}
	return histories
}

// An answer is what the server writes, and a [Client] reads.
type answer struct {
	Ticker string    `json:"ticker"`
	Closes []float64 `json:"closes"`
}

// encode returns the history of a ticker as an answer about the ticker called name.
func encode(name, ticker string) []byte {
	closes, unknown := History(ticker)
	body, err := json.Marshal(answer{name, closes})
	if err := errors.Join(unknown, err); err != nil {
		panic(err) // can't happen: JSON can encode all prices
	}
	return body
}

// writeTooMuch writes 64 MB, unless the client hangs up first. It doesn't write
// for ever, because then a client that does not stop it would run out of
// memory.
func writeTooMuch(w io.Writer) {
	closes := strings.Repeat("100.01, ", 1000)
	for range 8000 {
		if _, err := io.WriteString(w, closes); err != nil {
			return
		}
	}
}

// A Server is an HTTP server on a free port of loopback, which no other machine
// can reach.
type Server struct {
	// URL is the server's base URL, such as http://127.0.0.1:34567.
	URL string

	http     http.Server
	running  sync.WaitGroup // the accepting goroutine, and one for each connection
	accepted atomic.Int64
}

// Start serves h, usually a market's [Market.Handler], until Close. A handler
// has a minute to answer, and returns when its request's context ends.
func Start(h http.Handler) (*Server, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return nil, fmt.Errorf("quotes: %w", err)
	}
	s := &Server{URL: "http://" + listener.Addr().String()}
	s.http = http.Server{
		Handler:           h,
		ConnState:         s.count,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       10 * time.Second,
		WriteTimeout:      time.Minute,
		IdleTimeout:       time.Minute,
	}
	s.running.Go(func() { s.http.Serve(listener) })
	return s, nil
}

// The HTTP server calls count when a connection changes its state.
func (s *Server) count(_ net.Conn, state http.ConnState) {
	switch state {
	case http.StateNew:
		s.accepted.Add(1)
		s.running.Add(1)
	case http.StateClosed, http.StateHijacked:
		s.running.Done()
	}
}

// Connections returns the number of connections accepted so far. A client that
// reuses its connections needs no more of them than it has requests in flight.
func (s *Server) Connections() int {
	return int(s.accepted.Load())
}

// Close hangs up on every client, cancels the requests under way, and returns
// when they have ended.
func (s *Server) Close() error {
	err := s.http.Close()
	s.running.Wait()
	return err
}
