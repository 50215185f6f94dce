package cluster

import (
	"bufio"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The environment of a process of a test: this binary, in a role.
const (
	roleVariable    = "SPEEDUP_CLUSTER_ROLE" // worker or server
	urlVariable     = "SPEEDUP_CLUSTER_URL"
	tokenVariable   = "SPEEDUP_CLUSTER_TOKEN"
	dirVariable     = "SPEEDUP_CLUSTER_DIR"
	gateVariable    = "SPEEDUP_CLUSTER_GATE"
	versionVariable = "SPEEDUP_CLUSTER_VERSION"
)

func TestMain(m *testing.M) {
	beat, patience = 100*time.Millisecond, time.Second
	compute = testKernels
	if v := os.Getenv(versionVariable); v != "" {
		version = func() string { return v }
	}
	switch os.Getenv(roleVariable) {
	case "worker":
		os.Exit(exit(beWorker()))
	case "server":
		os.Exit(exit(beServer()))
	}
	os.Exit(m.Run())
}

func exit(err error) int {
	if err == nil {
		return 0
	}
	fmt.Println(err)
	return 1
}

func say(note string) { fmt.Println(note) }

func beWorker() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	done, err := Join(ctx, Address{URL: os.Getenv(urlVariable), Token: os.Getenv(tokenVariable), Note: say})
	fmt.Println("spans:", done)
	return err
}

func beServer() error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	s, err := Serve(Place{Dir: os.Getenv(dirVariable), Listen: strings.TrimPrefix(os.Getenv(urlVariable), "nats://"), Log: say})
	if err != nil {
		return err
	}
	fmt.Println("serving", s.URL())
	return s.Wait(ctx)
}

// testKernels are kernels for all that can happen.
func testKernels(kernel string, piece []byte) ([]byte, error) {
	switch kernel {
	case "hash":
		return hash(piece), nil
	case "gate":
		return gateKernel(piece)
	case "wide":
		_, err := gateKernel(piece)
		return make([]byte, 1<<18), err
	case "large":
		return make([]byte, maxMessage), nil
	case "megabyte":
		return make([]byte, 1<<20), nil
	case "fails":
		return nil, errors.New("no answer to " + string(piece))
	case "panics":
		panic("at " + string(piece))
	case "empty":
		return nil, nil
	}
	return nil, fmt.Errorf("workers: kernel %q is not registered", kernel)
}

func hash(piece []byte) []byte {
	sum := sha256.Sum256(piece)
	return sum[:]
}

// gateKernel is hash, but tells the gate first, and waits until it opens.
func gateKernel(piece []byte) ([]byte, error) {
	conn, err := net.Dial("unix", os.Getenv(gateVariable))
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	fmt.Fprintf(conn, "%d %s\n", os.Getpid(), piece)
	if _, err := io.ReadFull(conn, make([]byte, 1)); err != nil {
		return nil, err
	}
	return hash(piece), nil
}

// A gate says which worker is in the middle of which span, and lets it go on.
type gate struct {
	path     string
	arrivals chan arrival
}

type arrival struct {
	pid   int
	piece string
	conn  net.Conn
}

// open lets the kernel go on. It may be dead.
func (a arrival) open() { _, _ = a.conn.Write([]byte{1}) }

func newGate(t *testing.T) *gate {
	dir, err := os.MkdirTemp("", "gate") // t.TempDir is too long for a socket
	require.NoError(t, err)
	t.Cleanup(func() { _ = os.RemoveAll(dir) })
	g := &gate{filepath.Join(dir, "gate"), make(chan arrival, 1000)}
	listener, err := net.Listen("unix", g.path)
	require.NoError(t, err)
	t.Cleanup(func() { _ = listener.Close() })
	go g.accept(listener)
	return g
}

func (g *gate) accept(listener net.Listener) {
	for {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		a := arrival{conn: conn}
		if _, err := fmt.Fscanln(conn, &a.pid, &a.piece); err == nil {
			g.arrivals <- a
		}
	}
}

// wait waits for the next arrival.
func (g *gate) wait(t *testing.T) arrival {
	t.Helper()
	select {
	case a := <-g.arrivals:
		return a
	case <-time.After(time.Minute):
		t.Fatal("nobody came to the gate")
		panic("unreachable")
	}
}

// openAll opens the gate for good.
func (g *gate) openAll() {
	go func() {
		for a := range g.arrivals {
			a.open()
		}
	}()
}

// A process is a worker or a server of a test.
type process struct {
	cmd    *exec.Cmd
	mu     sync.Mutex
	output strings.Builder
	grew   chan struct{} // closed and replaced with each line
	ended  chan struct{}
}

func start(t *testing.T, role, url string, env ...string) *process {
	t.Helper()
	p := &process{cmd: exec.Command(os.Args[0]), grew: make(chan struct{}), ended: make(chan struct{})}
	p.cmd.Env = append(os.Environ(), append(env, roleVariable+"="+role, urlVariable+"="+url)...)
	out, err := p.cmd.StdoutPipe()
	require.NoError(t, err)
	p.cmd.Stderr = p.cmd.Stdout
	require.NoError(t, p.cmd.Start())
	go p.read(out)
	t.Cleanup(func() {
		_ = p.cmd.Process.Kill()
		<-p.ended
		if t.Failed() {
			t.Logf("%s %d:\n%s", role, p.cmd.Process.Pid, p.text())
		}
	})
	return p
}

func (p *process) read(out io.Reader) {
	for lines := bufio.NewScanner(out); lines.Scan(); {
		p.mu.Lock()
		p.output.WriteString(lines.Text() + "\n")
		close(p.grew)
		p.grew = make(chan struct{})
		p.mu.Unlock()
	}
	_ = p.cmd.Wait()
	close(p.ended)
}

func (p *process) text() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.output.String()
}

// says waits until the process has said something.
func (p *process) says(t *testing.T, words string) {
	t.Helper()
	limit := time.After(time.Minute)
	for {
		p.mu.Lock()
		text, grew := p.output.String(), p.grew
		p.mu.Unlock()
		if strings.Contains(text, words) {
			return
		}
		select {
		case <-grew:
		case <-p.ended:
			require.Contains(t, p.text(), words, "the process has ended")
			return
		case <-limit:
			t.Fatalf("the process doesn't say %q but:\n%s", words, text)
		}
	}
}

// url returns where a server listens.
func (p *process) url(t *testing.T) string {
	t.Helper()
	p.says(t, "serving ")
	_, rest, _ := strings.Cut(p.text(), "serving ")
	return strings.Fields(rest)[0]
}

// kill kills the process, and waits until it is dead.
func (p *process) kill() {
	_ = p.cmd.Process.Kill()
	<-p.ended
}

// A site is a server in this process, and an engine.
type site struct {
	dir    string
	server *Server
	url    string
	engine *Engine
	notes  *notes
	gate   *gate
}

func newSite(t *testing.T) *site {
	s := &site{dir: t.TempDir(), gate: newGate(t)}
	s.server = serve(t, Place{Dir: s.dir, Listen: "127.0.0.1:0"})
	s.url = s.server.URL()
	s.engine, s.notes = engineAt(t, s.url)
	return s
}

func serve(t *testing.T, p Place) *Server {
	t.Helper()
	s, err := Serve(p)
	require.NoError(t, err)
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { _ = s.Wait(ctx); close(ended) }()
	t.Cleanup(func() { stop(); <-ended })
	return s
}

func engineAt(t *testing.T, url string) (*Engine, *notes) {
	t.Helper()
	n := newNotes()
	e, err := Dial(Address{URL: url, Note: n.add}, nil)
	require.NoError(t, err)
	t.Cleanup(e.Close)
	return e, n
}

func (s *site) worker(t *testing.T, env ...string) *process {
	t.Helper()
	return start(t, "worker", s.url, append(env, gateVariable+"="+s.gate.path)...)
}

// notes are what an engine said.
type notes struct{ *process }

func newNotes() *notes {
	return &notes{&process{grew: make(chan struct{}), ended: make(chan struct{})}}
}

func (n *notes) add(note string) {
	n.mu.Lock()
	defer n.mu.Unlock()
	n.output.WriteString(note + "\n")
	close(n.grew)
	n.grew = make(chan struct{})
}

// A result is what Map returned.
type result struct {
	answers [][]byte
	err     error
}

// mapping starts a Map, which ends after a minute at most.
func mapping(t *testing.T, e *Engine, kernel string, pieces [][]byte) <-chan result {
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	results := make(chan result, 1)
	go func() {
		defer cancel()
		answers, err := e.Carry(ctx, kernel, pieces)
		results <- result{answers, err}
	}()
	return results
}

func pieces(n int) [][]byte {
	list := make([][]byte, n)
	for i := range list {
		list[i] = fmt.Appendf(nil, "piece-%d", i)
	}
	return list
}

// requireSequential checks the answers of hash and gate, bit for bit.
func requireSequential(t *testing.T, got result, pieces [][]byte) {
	t.Helper()
	require.NoError(t, got.err)
	require.Len(t, got.answers, len(pieces))
	for i, piece := range pieces {
		require.Equal(t, hash(piece), got.answers[i], "span %d", i)
	}
}

// requireNothingLeft checks that the streams are empty when the runs have ended.
func requireNothingLeft(t *testing.T, e *Engine) {
	t.Helper()
	e.leaving.Wait()
	for _, name := range []string{spanStream, answerStream} {
		s, err := e.link.js.Stream(t.Context(), name)
		require.NoError(t, err)
		require.Zero(t, s.CachedInfo().State.Msgs, "messages in %s", name)
	}
}

// dropAnswers lets a run miss the answers.
func (r *run) dropAnswers(t *testing.T) {
	for _, sub := range r.subs {
		if sub.Subject != talkSubject(r.id) {
			require.NoError(t, sub.Unsubscribe())
		}
	}
}
