package cluster

import (
	"context"
	"errors"
)

const (
	offerAgain = 60 // looks, and the engine offers again, even if nothing happened
	mostSilent = 3  // times in a row, a server that is there may not say a word of its streams
)

// A lookout sees what happens to the streams of a run.
type lookout struct {
	link       *link
	looks      int
	reconnects uint64
	silent     int
}

// look waits a beat, and reports whether the spans have to be offered again.
func (l *lookout) look(ctx context.Context) (again bool, err error) {
	if err := pause(ctx, beat); err != nil {
		return false, err
	}
	err = l.streams(ctx)
	now := l.link.reconnects()
	if l.silent++; err == nil || now != l.reconnects || !l.link.responds() {
		l.silent = 0
	}
	if l.silent == mostSilent {
		return false, errors.New("cluster: the server: " + notStored)
	}
	l.looks++
	again = now != l.reconnects || l.looks%offerAgain == 0 || isFinal(err) || l.link.nc.IsClosed()
	l.reconnects = now
	return again, nil
}

// streams returns an error unless the streams are there.
func (l *lookout) streams(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	_, err := l.link.js.Stream(ctx, spanStream)
	return err
}
