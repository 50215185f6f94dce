package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/rpc"
)

// A Line is a [Caller] that calls by a relay. That is a process which speaks with the workers:
// see [ServeRelay]. The judge speaks with it by net/rpc, over its standard input and output,
// many pieces at a time.
type Line struct{ client *rpc.Client }

// Dial returns the line to a relay.
func Dial(relay io.ReadWriteCloser) *Line { return &Line{rpc.NewClient(relay)} }

// Close lets the relay end, and with it all calls.
func (l *Line) Close() error { return l.client.Close() }

// A Call is what the judge asks of the relay.
type Call struct {
	Kind  string
	Piece []byte
}

// Call lets a worker answer a piece. Its error is [ErrGone] if the relay has ended.
func (l *Line) Call(ctx context.Context, kind string, piece []byte) (answer []byte, err error) {
	call := l.client.Go("Relay.Do", Call{kind, piece}, &answer, make(chan *rpc.Call, 1))
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case <-call.Done:
	}
	var said rpc.ServerError
	if call.Error == nil || errors.As(call.Error, &said) {
		return answer, call.Error
	}
	return nil, fmt.Errorf("%w: %v", ErrGone, call.Error)
}

// Relay is what a judge calls.
type Relay struct {
	do func(Call) ([]byte, error)
}

// Do answers a call.
func (r *Relay) Do(call Call, answer *[]byte) (err error) {
	*answer, err = r.do(call)
	return err
}

// ServeRelay answers the calls that come in with a caller, many at a time, until no more come
// or its context ends.
func ServeRelay(until context.Context, in io.ReadCloser, out io.WriteCloser, by Caller) error {
	ctx, cancel := context.WithCancel(until)
	defer cancel()
	server := rpc.NewServer()
	err := server.Register(&Relay{func(c Call) ([]byte, error) { return by.Call(ctx, c.Kind, c.Piece) }})
	if err != nil {
		return err
	}
	served := make(chan struct{})
	go func() {
		defer close(served)
		server.ServeConn(&duplex{in, out, cancel})
	}()
	select {
	case <-served:
		return nil
	case <-until.Done(): // a read may still wait
		return context.Cause(until)
	}
}

// A duplex is the two ends of a relay, as one.
type duplex struct {
	in    io.ReadCloser
	out   io.WriteCloser
	ended func()
}

// Read reads a call. When no more come, nobody waits for answers.
func (d *duplex) Read(p []byte) (int, error) {
	n, err := d.in.Read(p)
	if err != nil {
		d.ended()
	}
	return n, err
}

func (d *duplex) Write(p []byte) (int, error) { return d.out.Write(p) }

// Close closes both.
func (d *duplex) Close() error { return errors.Join(d.in.Close(), d.out.Close()) }
