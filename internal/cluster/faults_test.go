//go:build unix

package cluster

import (
	"context"
	"os"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// A worker is killed in the middle of a span. Another answers that span.
func TestKilledWorker(t *testing.T) {
	s := newSite(t)
	victim := s.worker(t)
	got := mapping(t, s.engine, "gate", pieces(4))
	held := s.gate.wait(t)
	require.Equal(t, victim.cmd.Process.Pid, held.pid)
	victim.kill()
	heir := s.worker(t)
	again := 0
	for range 4 {
		a := s.gate.wait(t)
		require.Equal(t, heir.cmd.Process.Pid, a.pid)
		if a.piece == held.piece {
			again++
		}
		a.open()
	}
	require.Equal(t, 1, again)
	requireSequential(t, <-got, pieces(4))
	requireNothingLeft(t, s.engine)
}

// A worker stops in the middle of a span, and goes on when another has answered it. Its
// answer, the second, changes nothing.
func TestStoppedWorker(t *testing.T) {
	s := newSite(t)
	var last Progress
	s.engine.progress = func(p Progress) { last = p }
	stopped := s.worker(t)
	got := mapping(t, s.engine, "gate", pieces(2))
	held := s.gate.wait(t)
	require.NoError(t, stopped.cmd.Process.Signal(syscall.SIGSTOP))
	s.worker(t)
	s.worker(t)
	var other arrival
	for first := true; first || other.conn == nil; {
		if a := s.gate.wait(t); a.piece == held.piece {
			a.open() // the first answer, by another worker
			first = false
		} else {
			other = a // keeps the run going
		}
	}
	held.open()
	require.NoError(t, stopped.cmd.Process.Signal(syscall.SIGCONT))
	s.notes.says(t, "was answered twice, and the same")
	other.open()
	s.gate.openAll()
	requireSequential(t, <-got, pieces(2))
	require.Equal(t, 2, last.Done)
	require.GreaterOrEqual(t, last.Twice, 1)
	requireNothingLeft(t, s.engine)
}

// The server is killed in the middle of a span, and started again on the same folder. The
// worker's answer waits for it, and nothing is computed again that has its answer.
func TestKilledServer(t *testing.T) {
	dir, gate := t.TempDir(), newGate(t)
	server := start(t, "server", "nats://127.0.0.1:0", dirVariable+"="+dir)
	url := server.url(t)
	engine, notes := engineAt(t, url)
	worker := start(t, "worker", url, gateVariable+"="+gate.path)
	got := mapping(t, engine, "gate", pieces(3))
	gate.wait(t).open()
	held := gate.wait(t) // so the first span has its answer
	server.kill()
	notes.says(t, "is away")
	worker.says(t, "is away")
	held.open()
	start(t, "server", url, dirVariable+"="+dir).url(t)
	notes.says(t, "the server is back")
	gate.openAll()
	requireSequential(t, <-got, pieces(3))
	requireNothingLeft(t, engine)
}

// The server comes back with an empty folder: everything is offered again.
func TestServerLosesItsFolder(t *testing.T) {
	gate := newGate(t)
	server := start(t, "server", "nats://127.0.0.1:0", dirVariable+"="+t.TempDir())
	url := server.url(t)
	engine, _ := engineAt(t, url)
	start(t, "worker", url, gateVariable+"="+gate.path)
	got := mapping(t, engine, "gate", pieces(3))
	held := gate.wait(t)
	server.kill()
	held.open()
	start(t, "server", url, dirVariable+"="+t.TempDir()).url(t)
	gate.openAll()
	requireSequential(t, <-got, pieces(3))
	requireNothingLeft(t, engine)
}

// The server stores answers after it has passed them on. Those of a run that has ended go, too.
func TestLateAnswers(t *testing.T) {
	s := newSite(t)
	require.NoError(t, s.engine.link.makeStreams(t.Context()))
	for n := range 20_000 { // nobody waits until these are stored
		require.NoError(t, s.engine.link.nc.Publish(answerSubject("run", n, "key"), []byte("late")))
	}
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute) // without it there is the patience of tests
	defer cancel()
	s.engine.link.purge(ctx, "run")
	requireNothingLeft(t, s.engine)
}

// An answer that was stored while the engine was away is found. Here the engine does not
// hear it: it has no subscription.
func TestMissedAnswers(t *testing.T) {
	s := newSite(t)
	s.worker(t)
	r := newRun(s.engine, "hash", pieces(5), nil)
	require.NoError(t, r.listen())
	defer r.leave()
	r.dropAnswers(t)
	require.NoError(t, r.each(t.Context(), r.publish))
	for stored := uint64(0); stored < 5; {
		stream, err := s.engine.link.js.Stream(t.Context(), answerStream)
		require.NoError(t, err)
		stored = stream.CachedInfo().State.Msgs
	}
	require.Zero(t, r.done)
	require.NoError(t, r.each(t.Context(), r.recover))
	requireSequential(t, result{answers: r.answers}, pieces(5))
}

// A worker of another version is refused, and both sides say why. It gets no span.
func TestOtherVersion(t *testing.T) {
	s := newSite(t)
	stranger := s.worker(t, versionVariable+"=other")
	got := mapping(t, s.engine, "gate", pieces(2))
	stranger.says(t, "its version is "+version()+", this worker's is other")
	<-stranger.ended
	require.Equal(t, 1, stranger.cmd.ProcessState.ExitCode())
	require.Contains(t, stranger.text(), "spans: 0")
	s.notes.says(t, "its version is other, want "+version())
	friend := s.worker(t)
	for range 2 {
		a := s.gate.wait(t)
		require.Equal(t, friend.cmd.Process.Pid, a.pid)
		a.open()
	}
	requireSequential(t, <-got, pieces(2))
}

// A worker that works for an engine of its version stays when another engine refuses it.
func TestRefusedByAnotherEngine(t *testing.T) {
	s := newSite(t)
	w := s.worker(t)
	requireSequential(t, <-mapping(t, s.engine, "hash", pieces(2)), pieces(2))
	ours := version
	version = func() string { return "newer" }
	newer, notes := engineAt(t, s.url)
	version = ours
	mapping(t, newer, "hash", pieces(1))
	notes.says(t, "refused worker")
	requireSequential(t, <-mapping(t, s.engine, "hash", pieces(2)), pieces(2))
	select {
	case <-w.ended:
		t.Fatal("the worker has ended")
	default:
	}
}

// Ctrl-C hands the span back: another worker has it at once, and the worker ends well.
func TestInterruptedWorker(t *testing.T) {
	s := newSite(t)
	leaver := s.worker(t)
	got := mapping(t, s.engine, "gate", pieces(1))
	s.gate.wait(t)
	require.NoError(t, leaver.cmd.Process.Signal(os.Interrupt))
	<-leaver.ended
	require.Zero(t, leaver.cmd.ProcessState.ExitCode(), leaver.text())
	s.worker(t)
	s.gate.wait(t).open()
	requireSequential(t, <-got, pieces(1))
}

// An engine dies, and its spans stay. They don't keep the workers from those of another.
func TestAbandonedRun(t *testing.T) {
	s := newSite(t)
	w := s.worker(t)
	dead := newRun(s.engine, "hash", pieces(50), nil)
	require.NoError(t, dead.each(t.Context(), dead.publish)) // it does not listen
	requireSequential(t, <-mapping(t, s.engine, "hash", pieces(50)), pieces(50))
	require.NotContains(t, w.text(), "span ")
	s.engine.leaving.Wait()
	stream, err := s.engine.link.js.Stream(t.Context(), spanStream)
	require.NoError(t, err)
	require.EqualValues(t, 50, stream.CachedInfo().State.Msgs, "nobody computes for the dead")
}
