//go:build !linux

package speed

import (
	"errors"
	"os"
)

func pause(*os.Process) error { return errors.New(noPause) }

func resume(*os.Process) error { return errors.New(noPause) }
