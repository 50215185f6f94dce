package measure

import (
	"context"
	"os"
	"os/exec"
	"runtime"
	"time"

	"speedup.example/internal/cluster"
	"speedup.example/internal/workers"
	risk "speedup.example/var"
)

// A local cluster is a server and as many workers as GOMAXPROCS, on this machine.
type local struct {
	engine *cluster.Engine
	ends   []func()
}

// start starts a cluster whose server keeps its messages in dir, and waits until all workers
// are here. End it in any case.
func start(dir string) (c *local, err error) {
	c = &local{}
	s, err := cluster.Serve(cluster.Place{Dir: dir, Listen: "127.0.0.1:0", Log: func(string) {}})
	if err != nil {
		return c, err
	}
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- s.Wait(ctx) }()
	c.ends = append(c.ends, func() { stop(); <-ended })
	for range runtime.GOMAXPROCS(0) {
		if err := c.startWorker(s.URL()); err != nil {
			return c, err
		}
	}
	present := 0
	c.engine, err = cluster.Dial(cluster.Address{URL: s.URL()}, func(p cluster.Progress) { present = p.Workers })
	if err != nil {
		return c, err
	}
	c.ends = append(c.ends, c.engine.Close)
	joining, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for present < runtime.GOMAXPROCS(0) && err == nil {
		_, err = lengths(joining, c.engine, make([][]float64, 2*runtime.GOMAXPROCS(0)))
	}
	return c, err
}

// warm lets the workers do some pieces. They last longer than a run, but their first pieces
// take longer, since the memory for them comes from the system.
func (c *local) warm(ctx context.Context) error {
	_, err := risk.Cluster(workers.NewContext(ctx, c.engine), risk.Lecture(), 50_000_000, 0.95, 1, risk.SIMD)
	return err
}

// startWorker starts this program once more, as a worker.
func (c *local) startWorker(url string) error {
	cmd := exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), worker+"="+url, "GOMAXPROCS=1")
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	c.ends = append(c.ends, func() { _ = stdin.Close(); _ = cmd.Wait() })
	return nil
}

// end ends all that was started, the last first, and waits for it.
func (c *local) end() {
	for len(c.ends) > 0 {
		last := len(c.ends) - 1
		c.ends[last]()
		c.ends = c.ends[:last]
	}
}
