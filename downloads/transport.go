package downloads

import (
	"math"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
	"unicode/utf8"
)

// A transport makes requests of one server, each in the goroutine of its caller, which
// writes to a connection and then reads from it. It is for requests that have no body
// and may be made again, as GET.
//
// net/http's own has two goroutines for each connection, one that writes and one that
// reads, and can do far more: what needs a proxy or TLS is left to it. But to wake up
// both would add a quarter to the CPU time of a download.
type transport struct {
	*http.Transport
	address string // host:port

	mu   sync.Mutex
	idle []*connection // the last to come is the first to go
}

// newTransport has no time limits for dials and requests; the context of a request has.
func newTransport(server *url.URL) *transport {
	port := server.Port()
	if port == "" {
		port = "80"
	}
	return &transport{
		Transport: &http.Transport{
			Proxy:               http.ProxyFromEnvironment,
			DialContext:         new(net.Dialer).DialContext,
			ForceAttemptHTTP2:   true,
			DisableCompression:  true,
			MaxIdleConnsPerHost: math.MaxInt,
			IdleConnTimeout:     90 * time.Second,
		},
		address: net.JoinHostPort(server.Hostname(), port),
	}
}

// RoundTrip returns the answer to a request, whose body is to be read to its end, or
// closed; see [http.RoundTripper].
func (t *transport) RoundTrip(request *http.Request) (*http.Response, error) {
	if !t.isPlain(request) {
		return t.Transport.RoundTrip(request)
	}
	for request.Context().Err() == nil {
		c, used, err := t.connection(request)
		if err != nil {
			return nil, err
		}
		response, err := c.exchange(request)
		// A server hangs up on whom it has not heard from for a while. That shows only
		// now, and is no reason to fail.
		if used && c.wasStale(response) {
			c.hangUp()
			continue
		}
		if err != nil {
			c.hangUp()
			return nil, err
		}
		response.Body = &body{response.Body, t, c, response.Close}
		return response, nil
	}
	return nil, request.Context().Err()
}

// isPlain reports whether a request needs neither TLS, nor a proxy, nor a name written
// in other letters than the network's.
func (t *transport) isPlain(request *http.Request) bool {
	proxy, err := t.Proxy(request)
	notASCII := func(r rune) bool { return r >= utf8.RuneSelf }
	return request.URL.Scheme == "http" && proxy == nil && err == nil && !strings.ContainsFunc(t.address, notASCII)
}

// connection returns one that was used before, if there is one, or else a new one.
func (t *transport) connection(request *http.Request) (c *connection, used bool, err error) {
	if c := t.take(); c != nil {
		return c, true, nil
	}
	conn, err := t.DialContext(request.Context(), "tcp", t.address)
	if err != nil {
		return nil, false, err
	}
	return newConnection(conn), false, nil
}

// take returns an idle connection, or nil.
func (t *transport) take() *connection {
	t.mu.Lock()
	defer t.mu.Unlock()
	last := len(t.idle) - 1
	if last < 0 {
		return nil
	}
	c := t.idle[last]
	t.idle = slices.Delete(t.idle, last, last+1)
	c.expiry.Stop()
	return c
}

// keep makes a connection idle, until it is taken or expires.
func (t *transport) keep(c *connection) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.idle = append(t.idle, c)
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
	if i := slices.Index(t.idle, c); i >= 0 {
		t.idle = slices.Delete(t.idle, i, i+1)
		c.hangUp()
	}
}

// CloseIdleConnections closes the connections that no request is using.
func (t *transport) CloseIdleConnections() {
	t.Transport.CloseIdleConnections()
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, c := range t.idle {
		c.expiry.Stop()
		c.hangUp()
	}
	t.idle = nil
}
