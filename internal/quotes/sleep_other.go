//go:build !linux

package quotes

import (
	"context"
	"time"
)

// Sleep returns after d, or when ctx ends, with its error. It is as precise as Go's
// timers are on this system.
func Sleep(ctx context.Context, d time.Duration) error {
	return sleep(ctx, d)
}
