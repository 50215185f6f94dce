package sweep

import (
	"sync"
	"time"
)

// EverySecond calls show each second, with the seconds so far, until stop is called. After
// stop, which may be called twice, show is not called again.
func EverySecond(show func(seconds int)) (stop func()) {
	done, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		ticker := time.NewTicker(time.Second)
		defer ticker.Stop()
		for seconds := 1; ; seconds++ {
			select {
			case <-done:
				return
			case <-ticker.C:
				show(seconds)
			}
		}
	}()
	return sync.OnceFunc(func() { close(done); <-ended })
}
