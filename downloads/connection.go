package downloads

import (
	"bufio"
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

// maxExchange is how many bytes of an answer are read, header and all: enough for
// [MaxAnswer] bytes in chunks of one byte, each of which takes six.
const maxExchange = 8 * MaxAnswer

// A connection to a server makes one exchange at a time: a request, and its answer.
type connection struct {
	net.Conn
	writer *bufio.Writer
	reader *bufio.Reader
	left   int         // bytes that may still be read in this exchange
	expiry *time.Timer // from when it is idle for the first time

	// release ends the hold that the context of an exchange has on the connection. It
	// returns false if that has interrupted it.
	release func() bool
}

func newConnection(conn net.Conn) *connection {
	c := &connection{Conn: conn, writer: bufio.NewWriter(conn)}
	c.reader = bufio.NewReader(c)
	return c
}

// Read is for the reader. It ends an exchange that is too long, so that a server cannot
// go on for ever.
func (c *connection) Read(p []byte) (int, error) {
	if c.left == 0 {
		return 0, fmt.Errorf("answer is longer than %d bytes with its header", maxExchange)
	}
	n, err := c.Conn.Read(p[:min(len(p), c.left)])
	c.left -= n
	return n, err
}

// exchange makes a request and reads the answer, up to its body. The end of the
// request's context interrupts this, and the reading of the body.
func (c *connection) exchange(request *http.Request) (*http.Response, error) {
	c.release = context.AfterFunc(request.Context(), func() { c.SetDeadline(time.Unix(0, 0)) })
	c.left = maxExchange
	if err := request.Write(c.writer); err != nil {
		return nil, err
	}
	if err := c.writer.Flush(); err != nil {
		return nil, err
	}
	for {
		response, err := http.ReadResponse(c.reader, request)
		if err != nil || !isHint(response.StatusCode) {
			return response, err
		}
	}
}

// isHint reports whether a status says that the answer is on its way.
func isHint(status int) bool {
	return status/100 == 1 && status != http.StatusSwitchingProtocols
}

// wasStale reports whether the server had hung up before the exchange: it has sent
// nothing, or, as some do, that it would no longer wait for a request.
func (c *connection) wasStale(response *http.Response) bool {
	return c.left == maxExchange || response != nil && response.StatusCode == http.StatusRequestTimeout
}

// finish reports, after the exchange, whether there can be another one: nothing is left
// to read, and the context has not interrupted this one.
func (c *connection) finish() bool {
	return c.reader.Buffered() == 0 && c.release()
}

func (c *connection) hangUp() {
	c.release()
	c.Close()
}
