//go:build !linux

package quotes

import (
	"context"
	"time"
)

// sleepPrecisely is [sleep], as precise as Go's timers are here.
func sleepPrecisely(ctx context.Context, d time.Duration) error {
	return sleep(ctx, d)
}
