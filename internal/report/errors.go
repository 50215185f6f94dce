package report

import (
	"errors"
	"fmt"
)

// A lineError is an error in a line of the file.
type lineError struct {
	number int
	error
}

func (e lineError) Unwrap() error { return e.error }

func at(number int, format string, args ...any) error {
	return lineError{number, fmt.Errorf(format, args...)}
}

// place puts the file before an error, and the line if there is one.
func (f *File) place(err error) error {
	var e lineError
	if errors.As(err, &e) {
		return fmt.Errorf("report: %s:%d: %w", f, e.number, e.error)
	}
	return fmt.Errorf("report: %s %w", f, err)
}
