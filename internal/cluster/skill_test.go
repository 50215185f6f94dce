package cluster

import (
	"context"
	"encoding/json"
	"testing"

	"github.com/nats-io/nats.go"
	"github.com/stretchr/testify/require"
)

// joining starts a worker of a skill in this process.
func joining(t *testing.T, url string, s Skill) (ended <-chan error) {
	ctx, stop := context.WithCancel(context.Background())
	result, returned := make(chan error, 1), make(chan struct{})
	go func() {
		defer close(returned)
		_, err := s.Join(ctx, Address{URL: url})
		result <- err
	}()
	t.Cleanup(func() { stop(); <-returned })
	return result
}

func double(_ context.Context, _ string, piece []byte) ([]byte, error) {
	return append(piece, piece...), nil
}

// Spans go to the workers that have the skill, in its version, and can use it. The others
// say why not.
func TestSkills(t *testing.T) {
	s := newSite(t)
	s.worker(t).says(t, "joined")
	n := newNotes()
	e, err := Skill{Name: "doubles", Version: "2"}.Dial(Address{URL: s.url, Note: n.add}, nil)
	require.NoError(t, err)
	t.Cleanup(e.Close)
	got := mapping(t, e, "hash", pieces(1))
	other := joining(t, s.url, Skill{Name: "doubles", Version: "1", Do: double})
	joining(t, s.url, Skill{Name: "doubles", Unfit: "it has one hand"})
	require.ErrorContains(t, <-other, "its version is 2, this worker's is 1")
	n.says(t, "its version is 1, want 2")
	n.says(t, "gets nothing to do: it has one hand")
	workers, _ := e.crowd.count()
	require.Zero(t, workers)
	select {
	case r := <-got:
		t.Fatalf("somebody without the skill has answered: %q %v", r.answers, r.err)
	default:
	}
	joining(t, s.url, Skill{Name: "doubles", Version: "2", Do: double})
	r := <-got
	require.NoError(t, r.err)
	require.Equal(t, "piece-0piece-0", string(r.answers[0]))
	requireSequential(t, <-mapping(t, s.engine, "hash", pieces(3)), pieces(3))
}

// A worker that becomes unfit hands its span back, and ends. Another does the span.
func TestUnfit(t *testing.T) {
	s := newSite(t)
	skill := Skill{Name: "doubles", Version: "1", Do: func(context.Context, string, []byte) ([]byte, error) {
		return nil, Unfit("it is tired")
	}}
	e, err := skill.Dial(Address{URL: s.url}, nil)
	require.NoError(t, err)
	t.Cleanup(e.Close)
	tired := joining(t, s.url, skill)
	got := mapping(t, e, "hash", pieces(1))
	require.Equal(t, Unfit("it is tired"), <-tired)
	skill.Do = double
	joining(t, s.url, skill)
	r := <-got
	require.NoError(t, r.err)
	require.Equal(t, "piece-0piece-0", string(r.answers[0]))
	requireNothingLeft(t, e)
}

// Containers may share the name of their machine, and the numbers of their processes.
func TestNamesakes(t *testing.T) {
	here := 0
	c := crowd{self: presence{Version: "1"}, seen: map[string]sighting{}}
	o := overseer{link: &link{note: func(string) { here++ }}, seen: map[string]visit{}}
	for _, id := range []string{"a", "b", "a"} {
		p, err := json.Marshal(presence{Name: "node-7", ID: id, Host: "node", Version: "1"})
		require.NoError(t, err)
		c.see(&nats.Msg{Data: p})
		o.see(&nats.Msg{Data: p, Subject: Kernels().here()})
	}
	require.Equal(t, 2, here)
	workers, machines := c.count()
	require.Equal(t, 2, workers)
	require.Equal(t, 1, machines)
}
