package downloads

import "io"

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
	if err == io.EOF && b.connection != nil && !b.last && b.connection.finish() {
		b.transport.keep(b.connection)
		b.connection = nil
	}
	return n, err
}

func (b *body) Close() error {
	if b.connection != nil {
		b.connection.hangUp()
		b.connection = nil
	}
	return nil
}
