package cluster

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"sync/atomic"
	"time"

	"github.com/nats-io/nats.go"
	"github.com/nats-io/nats.go/jetstream"
)

// An Address is where a server is, and how to get in.
type Address struct {
	URL   string
	Token string
	CA    string            // a file with the certificates to trust, PEM; none: those of the system
	Note  func(note string) // gets what a person may want to know, from several goroutines
}

// String returns the URL without its password.
func (a Address) String() string {
	u, err := url.Parse(a.URL)
	if err != nil {
		return a.URL
	}
	return u.Redacted()
}

// A link is a connection of a worker or an engine. It lasts until it is closed, whatever
// the server does.
type link struct {
	nc    *nats.Conn
	js    jetstream.JetStream
	skill Skill
	tag   string // of the skill
	note  func(string)
	made  atomic.Bool // the streams, since the server came
}

func dial(a Address, s Skill, name string) (*link, error) {
	l := &link{skill: s, tag: s.tag(), note: a.Note}
	if l.note == nil {
		l.note = func(string) {}
	}
	var err error
	if l.nc, err = nats.Connect(a.URL, l.options(a, name)...); err != nil {
		return nil, fmt.Errorf("cluster: %s: %w", a, err)
	}
	l.js, err = jetstream.New(l.nc, jetstream.WithDefaultTimeout(patience))
	return l, err
}

func (l *link) options(a Address, name string) []nats.Option {
	opts := []nats.Option{
		nats.Name(name), nats.Token(a.Token), nats.MaxReconnects(-1),
		nats.ReconnectWait(beat / 4), nats.PingInterval(10 * time.Second),
		nats.DisconnectErrHandler(func(_ *nats.Conn, err error) {
			if err != nil {
				l.note(fmt.Sprintf(serverAway, a, err))
			}
		}),
		nats.ReconnectHandler(func(*nats.Conn) {
			l.made.Store(false) // they may have gone with its disk
			l.note(serverBack)
		}),
		nats.ErrorHandler(func(_ *nats.Conn, _ *nats.Subscription, err error) { l.note(err.Error()) }),
	}
	if a.CA != "" {
		opts = append(opts, nats.RootCAs(a.CA))
	}
	return opts
}

// close sends what is still to be sent.
func (l *link) close() {
	_ = l.nc.FlushTimeout(beat) // the server may be away
	l.nc.Close()
}

// ended returns why the link can't last any longer: the server has another token.
func (l *link) ended() error {
	if !l.nc.IsClosed() {
		return nil
	}
	return fmt.Errorf("cluster: the connection has ended: %w", l.nc.LastError())
}

// reconnects is how often the server has come back.
func (l *link) reconnects() uint64 { return l.nc.Stats().Reconnects }

// responds reports whether the server is there, whatever it says of its streams.
func (l *link) responds() bool { return l.nc.FlushTimeout(patience) == nil }

// fits is about a piece or an answer.
func (l *link) fits(message []byte) error {
	if most := l.nc.MaxPayload() - 1024; int64(len(message)) > most { // there are headers, too
		return fmt.Errorf(tooLarge, len(message), most)
	}
	return nil
}

// mostAttempts is how often a server that is there may keep silent about a message.
const mostAttempts = 2

// notice is the time in which engines notice a server that does not store: for the first
// messages, and for the attempts, each of which makes the streams, and a little more.
func notice() time.Duration { return (1 + mostAttempts*(1+3) + 1) * patience }

// publish stores a message, unless one with its subject is there. It waits for a server
// that is away, and returns what the server has against the message.
func (l *link) publish(ctx context.Context, msg *nats.Msg) error {
	for silent := 0; silent < mostAttempts; {
		reconnects := l.reconnects()
		err := l.publishOnce(ctx, msg)
		switch {
		case err == nil, isThere(err):
			return nil
		case isFinal(err), l.nc.IsClosed():
			return explain(err)
		}
		if err := pause(ctx, beat/4); err != nil {
			return err
		}
		err = l.makeStreams(ctx) // says what is wrong, or mends it
		if isFinal(err) {
			return explain(err)
		}
		if l.responds() && l.reconnects() == reconnects {
			silent++
		}
	}
	return errors.New(notStored)
}

func (l *link) publishOnce(ctx context.Context, msg *nats.Msg) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := l.js.PublishMsg(ctx, msg, jetstream.WithExpectLastSequencePerSubject(0))
	return err
}

// publishSoon is publishOnce that doesn't wait. It returns nil if that fails at once.
func (l *link) publishSoon(msg *nats.Msg) jetstream.PubAckFuture {
	ack, _ := l.js.PublishMsgAsync(msg, jetstream.WithExpectLastSequencePerSubject(0))
	return ack
}

// isStored waits for the server, for a while.
func isStored(ctx context.Context, ack jetstream.PubAckFuture) bool {
	if ack == nil {
		return false
	}
	select {
	case <-ack.Ok():
		return true
	case err := <-ack.Err():
		return isThere(err)
	case <-time.After(patience):
	case <-ctx.Done():
	}
	return false
}

// pause waits, unless ctx ends.
func pause(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// isThere reports whether a message was refused because its subject had one already.
func isThere(err error) bool {
	code := codeOf(err)
	return code == jetstream.JSErrCodeStreamWrongLastSequence || code == jetstream.JSErrCodeStreamWrongLastSequenceConstant
}

// isFinal reports whether it is the server that refuses, so that another attempt would not help.
func isFinal(err error) bool {
	const temporarilyUnavailable = 10008
	code := codeOf(err)
	return code != 0 && code != temporarilyUnavailable || errors.Is(err, nats.ErrMaxPayload)
}

// explain says what a server has against a message.
func explain(err error) error {
	const insufficientResources = 10023
	var js jetstream.JetStreamError
	switch {
	case codeOf(err) == insufficientResources:
		return errors.New(storeFull)
	case errors.As(err, &js) && js.APIError() != nil:
		return errors.New(js.APIError().Description)
	}
	return err
}

// codeOf returns the code of an error that came from the server, or 0.
func codeOf(err error) jetstream.ErrorCode {
	var js jetstream.JetStreamError
	if errors.As(err, &js) && js.APIError() != nil {
		return js.APIError().ErrorCode
	}
	return 0
}
