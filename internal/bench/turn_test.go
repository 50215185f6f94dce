package bench_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/bench/turns"
)

// turn gives tasks to BenchmarkFixture, and returns its replies.
func turn(t *testing.T, tasks ...turns.Task) (replies []turns.Reply) {
	t.Helper()
	var in strings.Builder
	for _, task := range tasks {
		require.NoError(t, json.NewEncoder(&in).Encode(task))
	}
	executable, err := os.Executable()
	require.NoError(t, err)
	read, write, err := os.Pipe()
	require.NoError(t, err)
	defer read.Close()
	cmd := exec.Command(executable, "-test.run=^$", "-test.bench=^BenchmarkFixture$", "-turns=3")
	cmd.Env = append(os.Environ(), "BENCH_FIXTURE=1")
	cmd.Stdin, cmd.ExtraFiles = strings.NewReader(in.String()), []*os.File{write}
	require.NoError(t, cmd.Start())
	write.Close()
	for lines := json.NewDecoder(read); lines.More(); {
		var reply turns.Reply
		require.NoError(t, lines.Decode(&reply))
		replies = append(replies, reply)
	}
	require.NoError(t, cmd.Wait())
	return replies
}

// A process does tasks in their order: it runs rows, and checks answers. What goes wrong in
// one is its reply, and the next one is done.
func TestTurns(t *testing.T) {
	if os.PathSeparator == '\\' {
		t.Skip("Windows hands on no descriptors")
	}
	row := func(name, answer string) turns.Task {
		return turns.Task{Row: name, N: 2, Seed: 5, Procs: 1, Answer: json.RawMessage(answer)}
	}
	replies := turn(t,
		turns.Task{},
		row("right", ""), row("seed", ""), row("wrong", ""), row("right", "3"), row("right", "1"), row("right", `"one"`),
		row("failing", ""), row("stub", ""), row("nowhere", ""), turns.Task{Row: "right"}, row("right", ""),
	)
	want := []turns.Reply{
		{},
		{Answer: json.RawMessage("1")}, {Answer: json.RawMessage("5")}, {Answer: json.RawMessage("3")},
		{Error: "answer 3, want 1 ± 0.5"}, {}, {Error: "json: cannot unmarshal string into Go value of type int"},
		{Error: "no answer"}, {Error: "it panics: fixture.stub is yours to write: Write it."},
		{Error: `fixture has no row "nowhere" that computes`}, {Error: "fixture has no size n=0, want 1 or more"},
		{Answer: json.RawMessage("1")},
	}
	assert.Equal(t, want, replies)
}
