package cluster

import (
	"context"
	"fmt"
	"os"
	"slices"
	"sync"
	"time"

	"speedup.example/internal/workers"
)

// An Engine lets the workers at a server compute. It is a [workers.Engine].
type Engine struct {
	link     *link
	crowd    crowd
	progress func(Progress)
	leaving  sync.WaitGroup // the ends of runs
}

// Dial connects with a server, whose workers have the skill [Kernels]. Progress, if any, gets
// a report every second of a run.
func Dial(at Address, progress func(Progress)) (*Engine, error) { return Kernels().Dial(at, progress) }

// Dial is [Dial] for the workers of a skill.
func (s Skill) Dial(at Address, progress func(Progress)) (*Engine, error) {
	host, _ := os.Hostname()
	link, err := dial(at, s, "engine on "+host)
	if err != nil {
		return nil, err
	}
	if progress == nil {
		progress = func(Progress) {}
	}
	e := &Engine{link: link, progress: progress}
	e.crowd = crowd{link: link, self: presence{Name: "engine", Host: host, Version: s.Version}}
	if err := e.crowd.watch(); err != nil {
		link.close()
		return nil, err
	}
	time.Sleep(beat / 10) // the workers reply, so that the first run knows how many there are
	return e, nil
}

// Ended returns why the connection can't last any longer, if that is so: the server has
// another token.
func (e *Engine) Ended() error { return e.link.ended() }

// Close ends the connection. Call it when no Map runs. It waits some seconds, if need be, until
// the server has removed the messages of the runs.
func (e *Engine) Close() {
	e.leaving.Wait()
	e.link.close()
}

// Map does what [workers.Engine] says.
func (e *Engine) Map(ctx context.Context, kernel string, pieces, answers []any) error {
	carry := func(ctx context.Context, kernel string, encoded [][]byte) ([][]byte, error) {
		return e.carry(ctx, kernel, encoded, sizes(pieces))
	}
	return workers.Encoded(carry).Map(ctx, kernel, pieces, answers)
}

// sizes returns how much work the pieces are, compared with each other.
func sizes(pieces []any) []int {
	list := make([]int, len(pieces))
	for i, piece := range pieces {
		list[i] = 1
		if p, ok := piece.(workers.Sized); ok {
			list[i] = p.Size()
		}
	}
	return list
}

// Workers returns how many workers are here.
func (e *Engine) Workers() int {
	workers, _ := e.crowd.count()
	return workers
}

// Carry is Map for pieces that are encoded already, and are as much work each. It returns the
// answers of the kernel to the pieces, in their order. It waits for workers, and for a server
// that is away, until ctx ends. What ends it early: a kernel that fails, an answer that is
// broken, too large, or not the same as another worker's, and a server that can't store a
// message. The server removes the messages of the run after that, and [Engine.Close] waits for it.
// But a worker that has not heard of the end stores an answer more, for a day.
func (e *Engine) Carry(ctx context.Context, kernel string, pieces [][]byte) (answers [][]byte, err error) {
	return e.carry(ctx, kernel, pieces, slices.Repeat([]int{1}, len(pieces)))
}

func (e *Engine) carry(ctx context.Context, kernel string, pieces [][]byte, sizes []int) (answers [][]byte, err error) {
	if err := e.link.ended(); err != nil || len(pieces) == 0 {
		return nil, err
	}
	r := newRun(e, kernel, pieces, sizes)
	for n, piece := range pieces {
		if err := e.link.fits(piece); err != nil {
			return nil, r.errorf(n, "its piece: %w", err)
		}
	}
	if err := r.listen(); err != nil {
		return nil, fmt.Errorf("cluster: %w", err)
	}
	defer e.leaving.Go(r.leave)
	if err := r.compute(ctx); err != nil {
		return nil, err
	}
	return r.answers, nil
}
