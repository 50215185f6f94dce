package downloads

import (
	"math"
	"net"
	"net/http"
	"slices"
	"sync"
	"time"
)

// A transport makes a request in the goroutine of its caller, which writes to a
// connection and then reads from it. It is for requests that have no body and may be
// made again, as GET.
//
// net/http's own has two goroutines for each connection, one that writes and one that
// reads, and can do far more: what needs a proxy or TLS is left to it. But to wake up
// both would add three tenths to the CPU time of a download.
type transport struct {
	*http.Transport

	mu   sync.Mutex
	idle map[string][]*connection // by host; the last to come is the first to go
}

// newTransport takes from http.DefaultTransport all but the number of idle connections.
// The time limits are for dials; a request has that of its context.
func newTransport() *transport {
	dialer := net.Dialer{Timeout: 30 * time.Second}
	return &transport{
		Transport: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         dialer.DialContext,
			TLSHandshakeTimeout: 10 * time.Second,
			ForceAttemptHTTP2:   true,
			MaxIdleConnsPerHost: math.MaxInt,
			IdleConnTimeout:     90 * time.Second,
		},
		idle: make(map[string][]*connection),
	}
}

// RoundTrip returns the answer to a request, whose body is to be read to its end, or
// closed; see [http.RoundTripper].
func (t *transport) RoundTrip(request *http.Request) (*http.Response, error) {
	if proxy, err := t.Proxy(request); request.URL.Scheme != "http" || proxy != nil || err != nil {
		return t.Transport.RoundTrip(request)
	}
	for {
		c, used, err := t.connection(request)
		if err != nil {
			return nil, err
		}
		response, err := c.exchange(request)
		if err == nil {
			response.Body = &body{response.Body, t, c, response.Close}
			return response, nil
		}
		c.close()
		// A server hangs up on whom it has not heard from for a while. That shows only
		// now, and is no reason to fail.
		if !used || request.Context().Err() != nil {
			return nil, err
		}
	}
}

// connection returns one that was used before, if there is one, or else a new one.
func (t *transport) connection(request *http.Request) (c *connection, used bool, err error) {
	port := request.URL.Port()
	if port == "" {
		port = "http"
	}
	host := net.JoinHostPort(request.URL.Hostname(), port)
	if c := t.take(host); c != nil {
		return c, true, nil
	}
	conn, err := t.DialContext(request.Context(), "tcp", host)
	if err != nil {
		return nil, false, err
	}
	return newConnection(host, conn), false, nil
}

// take returns an idle connection, or nil.
func (t *transport) take(host string) *connection {
	t.mu.Lock()
	defer t.mu.Unlock()
	last := len(t.idle[host]) - 1
	if last < 0 {
		return nil
	}
	c := t.idle[host][last]
	t.idle[host] = t.idle[host][:last]
	c.expiry.Stop()
	return c
}

// keep makes a connection idle, until it is taken or expires.
func (t *transport) keep(c *connection) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.idle[c.host] = append(t.idle[c.host], c)
	if c.expiry == nil {
		c.expiry = time.AfterFunc(t.IdleConnTimeout, func() { t.expire(c) })
	} else {
		c.expiry.Reset(t.IdleConnTimeout)
	}
}

// expire closes a connection, unless somebody has just taken it.
func (t *transport) expire(c *connection) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if i := slices.Index(t.idle[c.host], c); i >= 0 {
		t.idle[c.host] = slices.Delete(t.idle[c.host], i, i+1)
		c.close()
	}
}

// CloseIdleConnections closes the connections that no request is using.
func (t *transport) CloseIdleConnections() {
	t.Transport.CloseIdleConnections()
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, idle := range t.idle {
		for _, c := range idle {
			c.expiry.Stop()
			c.close()
		}
	}
	clear(t.idle)
}
