package remote

import (
	"context"
	"errors"
)

var errWindows = errors.New("remote: no worker grades on Windows")

func enter(context.Context, bool) (func(), error) { return nil, errWindows }

func buildAlone(context.Context) (func(), error) { return nil, errWindows }

// Elect refuses, because no worker grades on Windows.
func Elect(context.Context) (resign func(), err error) { return nil, errWindows }
