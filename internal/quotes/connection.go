package quotes

import (
	"bufio"
	"bytes"
	"io"
	"net"
	"net/http"
)

// serveConnections serves h to all who connect, until the listener is closed. For each
// of them one goroutine reads a request, has it answered, and writes the answer.
//
// net/http's server has a second goroutine wait, while a handler runs, for the client
// to hang up. That takes a quarter more CPU time, of the cores that the client shares,
// which is the one to be measured. Here a handler does not learn that its client has
// gone, and what a client sends has no limit: it is for our own, on this machine.
func serveConnections(listener net.Listener, h http.Handler) error {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return err
		}
		go serveConnection(conn, h)
	}
}

func serveConnection(conn net.Conn, h http.Handler) {
	defer conn.Close()
	reader, writer := bufio.NewReader(conn), bufio.NewWriter(conn)
	for {
		request, err := http.ReadRequest(reader)
		if err != nil {
			return // the client has hung up, or does not speak HTTP
		}
		a := answer{header: make(http.Header), status: http.StatusOK}
		h.ServeHTTP(&a, request)
		if a.writeTo(writer, request) != nil || writer.Flush() != nil {
			return
		}
	}
}

// An answer is an [http.ResponseWriter] that keeps what is written.
type answer struct {
	header http.Header
	status int
	body   bytes.Buffer
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(p []byte) (int, error) { return a.body.Write(p) }

func (a *answer) writeTo(w io.Writer, request *http.Request) error {
	return (&http.Response{
		Request:    request,
		ProtoMajor: 1, ProtoMinor: 1,
		StatusCode:    a.status,
		Header:        a.header,
		ContentLength: int64(a.body.Len()),
		Body:          io.NopCloser(&a.body),
	}).Write(w)
}
