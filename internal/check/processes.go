package check

import (
	"context"
	"io"
	"net"
	"os"
	"slices"
	"testing"
	"time"
)

// hangVariable has the address that the pieces of [Processes] connect to.
const hangVariable = "SPEEDUP_CHECK_HANG"

// Hang is the kernel that [Processes] watches. It opens a connection, which
// ends when its process does, and waits for ever.
func Hang() {
	conn, err := net.Dial("tcp", os.Getenv(hangVariable))
	if err != nil {
		panic(err)
	}
	_, _ = io.Copy(io.Discard, conn)
}

// Processes checks a driver that does its pieces in other processes, with a
// kernel that calls [Hang]. There are more pieces than GOMAXPROCS. So as many
// as that are under way at a time, and no more. When the context ends, the
// driver returns its error, and leaves no process behind.
func Processes(t *testing.T, drive func(ctx context.Context) error) {
	t.Helper()
	for _, procs := range []int{1, 2, 4} {
		Procs(t, procs)
		calls, err := net.ListenTCP("tcp", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1)})
		if err != nil {
			t.Fatal(err)
		}
		defer calls.Close()
		_ = calls.SetDeadline(time.Now().Add(time.Minute)) // so this can't hang
		t.Setenv(hangVariable, calls.Addr().String())
		processes(t, calls, procs, drive)
	}
}

func processes(t *testing.T, calls *net.TCPListener, procs int, drive func(ctx context.Context) error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	result := make(chan error, 1)
	go func() { result <- drive(ctx) }()
	var underway []net.Conn
	for range procs {
		conn, err := calls.Accept()
		if err != nil {
			Fail(t, "%d pieces are under way at a time, want %d, one for each core: %v", len(underway), procs, err)
		}
		defer conn.Close()
		underway = append(underway, conn)
	}
	cancel()
	select {
	case err := <-result:
		wantCanceled(t, err)
	case <-time.After(time.Minute):
		Fail(t, "The context ended, and your function does not return.")
	}
	for _, conn := range underway {
		_ = conn.SetDeadline(time.Now().Add(time.Minute))
		if _, err := conn.Read(make([]byte, 1)); os.IsTimeout(err) {
			Fail(t, "The context ended, and your function returned, but left a process behind.")
		}
	}
	noMoreCalls(t, calls, procs)
}

// noMoreCalls connects itself, and checks that nobody connected before.
func noMoreCalls(t *testing.T, calls *net.TCPListener, procs int) {
	t.Helper()
	own, err := net.Dial("tcp", calls.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer own.Close()
	next, err := calls.Accept()
	if err != nil {
		t.Fatal(err)
	}
	defer next.Close()
	if next.RemoteAddr().String() != own.LocalAddr().String() {
		Fail(t, "More than %d pieces were under way at a time, at GOMAXPROCS=%d.", procs, procs)
	}
}

// Elsewhere checks that no piece is done in the driver's own process, and that at
// most GOMAXPROCS other processes do them. drive returns the process of each piece,
// of which it has more than that. Its kernel calls os.Getpid.
func Elsewhere(t *testing.T, drive func(ctx context.Context) (pids []int, err error)) {
	t.Helper()
	for _, procs := range []int{1, 2, 4} {
		Procs(t, procs)
		pids, err := drive(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if len(pids) <= procs {
			Fail(t, "%d pieces were done, want more than %d.", len(pids), procs)
		}
		if slices.Contains(pids, os.Getpid()) {
			Fail(t, "A piece was done in the caller's process.")
		}
		slices.Sort(pids)
		if n := len(slices.Compact(pids)); n > procs {
			Fail(t, "%d processes did the pieces, and %d were allowed (GOMAXPROCS is %d).", n, procs, procs)
		}
	}
}
