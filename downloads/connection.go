package downloads

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"time"
)

// maxExchange is how many bytes of an answer are read, header and all. An answer that
// is short enough has fewer.
const maxExchange = 4 * MaxAnswer

// A connection to a server makes one exchange at a time: a request, and its answer.
type connection struct {
	host   string
	conn   net.Conn
	writer *bufio.Writer
	reader *bufio.Reader // of left
	left   io.LimitedReader
	expiry *time.Timer // from when it is idle for the first time

	// release ends the hold that the context of an exchange has on the connection. It
	// returns false if that has interrupted it.
	release func() bool
}

func newConnection(host string, conn net.Conn) *connection {
	c := &connection{host: host, conn: conn, writer: bufio.NewWriter(conn)}
	c.left.R = conn
	c.reader = bufio.NewReader(&c.left)
	return c
}

// exchange makes a request and reads the answer, up to its body. The end of the
// request's context interrupts this, and the reading of the body.
func (c *connection) exchange(request *http.Request) (*http.Response, error) {
	c.release = context.AfterFunc(request.Context(), func() { c.conn.SetDeadline(time.Unix(0, 0)) })
	c.left.N = maxExchange
	if err := request.Write(c.writer); err != nil {
		return nil, err
	}
	if err := c.writer.Flush(); err != nil {
		return nil, err
	}
	for {
		response, err := http.ReadResponse(c.reader, request)
		if err != nil || response.StatusCode >= http.StatusOK {
			return response, err
		} // else it is a hint that the answer is on its way
	}
}

// isClean reports whether the next exchange will find nothing of this one.
func (c *connection) isClean() bool {
	return c.reader.Buffered() == 0 && c.release()
}

func (c *connection) close() {
	c.release()
	c.conn.Close()
}

// A body keeps its connection for the next request when it has been read to its end.
// One that is closed before takes the connection with it.
type body struct {
	io.ReadCloser
	transport  *transport
	connection *connection // nil after the end
	last       bool        // the server is going to hang up
}

func (b *body) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	if err == io.EOF && b.connection != nil && !b.last && b.connection.isClean() {
		b.transport.keep(b.connection)
		b.connection = nil
	}
	return n, err
}

func (b *body) Close() error {
	if b.connection != nil {
		b.connection.close()
		b.connection = nil
	}
	return nil
}
