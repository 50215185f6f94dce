package downloads

import (
	"errors"
	"fmt"
)

var (
	// ErrUnknownTicker is what a download fails with if the server has never
	// heard of the ticker (status 404).
	ErrUnknownTicker = errors.New("unknown ticker")

	// ErrTimeout is what a download fails with if it takes longer than the
	// [Client] allows. It is not [context.DeadlineExceeded]: that one says that
	// the caller's own time is up, and that there is no point in trying again.
	ErrTimeout = errors.New("no answer within the time limit of a request")
)

// An Error is a failed download: the ticker, and what went wrong.
type Error struct {
	Ticker string
	Err    error
}

// Error says, for example, "downloads: AAPL: status 500 Internal Server Error".
func (e *Error) Error() string {
	return fmt.Sprintf("downloads: %s: %v", e.Ticker, e.Err)
}

// Unwrap returns what went wrong.
func (e *Error) Unwrap() error {
	return e.Err
}

// named adds the ticker to an error, unless that is there already.
func named(ticker string, err error) error {
	if _, already := errors.AsType[*Error](err); already {
		return err
	}
	return &Error{ticker, err}
}
