package cluster

import (
	"math/rand/v2"
	"testing"

	"github.com/stretchr/testify/require"

	"speedup.example/internal/testall"
)

// Workers, and the server, are killed at random, always in the middle of a span, and
// others come. The seed decides whom it hits.
func TestRandomKills(t *testing.T) {
	rounds := 3
	if testall.On() {
		rounds = 50
	}
	c := newCrew(t)
	for range rounds {
		c.round(t, pieces(10))
	}
	t.Logf("%d rounds, killed: %d workers, the server %d times", rounds, c.killedWorkers, c.killedServers)
	require.NotZero(t, c.killedWorkers)
	require.NotZero(t, c.killedServers)
}

// A crew is a server and two workers, in processes.
type crew struct {
	random  *rand.Rand
	dir     string
	url     string
	gate    *gate
	server  *process
	workers map[int]*process // by their process numbers
	engine  *Engine

	killedWorkers, killedServers int
}

func newCrew(t *testing.T) *crew {
	c := &crew{random: rand.New(rand.NewPCG(1, 2)), dir: t.TempDir(), gate: newGate(t), workers: map[int]*process{}}
	c.url = "nats://127.0.0.1:0"
	c.serve(t)
	c.hire(t)
	c.hire(t)
	c.engine, _ = engineAt(t, c.url)
	return c
}

func (c *crew) serve(t *testing.T) {
	c.server = start(t, "server", c.url, dirVariable+"="+c.dir)
	c.url = c.server.url(t)
}

func (c *crew) hire(t *testing.T) {
	w := start(t, "worker", c.url, gateVariable+"="+c.gate.path)
	w.says(t, "joined") // or the server could be killed before
	c.workers[w.cmd.Process.Pid] = w
}

// round computes a run. At each span that a worker begins, somebody may be killed.
func (c *crew) round(t *testing.T, pieces [][]byte) {
	got := mapping(t, c.engine, "gate", pieces)
	for {
		select {
		case a := <-c.gate.arrivals:
			c.strike(t, a)
		case r := <-got:
			requireSequential(t, r, pieces)
			return
		}
	}
}

func (c *crew) strike(t *testing.T, a arrival) {
	switch w := c.workers[a.pid]; {
	case w != nil && c.random.IntN(10) == 0:
		w.kill()
		delete(c.workers, a.pid)
		c.killedWorkers++
		c.hire(t)
	case c.random.IntN(20) == 0:
		c.server.kill()
		c.killedServers++
		a.open() // while there is no server
		c.serve(t)
	default:
		a.open()
	}
}
