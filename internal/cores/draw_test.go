package cores_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/cores"
)

var plain = cores.Style{Busy: fmt.Sprint, Stolen: fmt.Sprint, Faint: fmt.Sprint}

// frame has n cores that are 3/4 busy, with 1/8 stolen.
func frame(n int) (f cores.Frame) {
	f.Machine = cores.Machine{Cores: n}
	for id := range n {
		c := cores.Core{ID: id, Busy: 0.75, Stolen: 0.125, GHz: 2.6}
		for i := range 200 {
			c.History = append(c.History, float64(i%9)/8)
			c.Thefts = append(c.Thefts, 0)
		}
		f.Cores = append(f.Cores, c)
	}
	return f
}

func TestDraw(t *testing.T) {
	f := frame(2)
	f.Machine.Quota, f.Machine.Cores, f.Row = 1.5, 8, "Pi/n=9/impl=parallel"
	picture := f.Draw(plain, 80, 24)
	require.Len(t, picture, 4)
	assert.Equal(t, "1.50 of 2 cores busy (the machine has 8)   stolen by the host 0.25   quota 1.5", picture[0])
	assert.Equal(t, "measuring Pi/n=9/impl=parallel", picture[3])
	for _, line := range picture[1:3] {
		assert.Regexp(t, `^  [01] █{23}▒{3}·{4}  75% [ ▁▂▃▄▅▆▇█]{30} 2.60 GHz$`, line)
	}
}

// A picture fits, whatever the terminal and the machine are like, and shows every core or
// says how many it leaves out.
func TestDrawFits(t *testing.T) {
	for _, n := range []int{1, 2, 3, 8, 64, 128, 500} {
		for _, columns := range []int{1, 10, 20, 40, 80, 100, 200, 400} {
			for _, lines := range []int{3, 5, 10, 24, 50} {
				for _, row := range []string{"", "Var/n=500000/impl=parallel-unrolled at GOMAXPROCS=2"} {
					f := frame(n)
					f.Row = row
					picture := f.Draw(plain, columns, lines)
					name := fmt.Sprintf("%d cores, %d×%d", n, columns, lines)
					assert.LessOrEqual(t, len(picture), max(lines, 4), name)
					shown := 0
					for _, line := range picture {
						if columns >= 20 {
							assert.Less(t, utf8.RuneCountInString(line), columns, name)
						}
						shown += strings.Count(line, "75%")
					}
					if more := strings.Join(picture, "\n"); shown < n && columns >= 20 {
						assert.Contains(t, more, fmt.Sprintf("and %d more, ", n-shown)[:min(columns-1, 12)], name)
					}
				}
			}
		}
	}
}

// The colours tell apart what is busy and stolen, also in the history.
func TestColours(t *testing.T) {
	mark := func(name string) func(...any) string {
		return func(text ...any) string {
			if fmt.Sprint(text...) == "" {
				return ""
			}
			return name + fmt.Sprint(text...)
		}
	}
	f := frame(1)
	f.Cores[0].GHz = 0
	f.Cores[0].History, f.Cores[0].Thefts = []float64{1, 1}, []float64{0, 0.5}
	line := f.Draw(cores.Style{Busy: mark("B"), Stolen: mark("S"), Faint: mark("F")}, 60, 10)[1]
	assert.Regexp(t, `^  0 B█+S▒+F·+  75% +B█S█$`, line)
}

// A monitor shows the time between two looks, and the average since the first.
func TestMonitor(t *testing.T) {
	looks := []map[int]cores.Spent{
		{0: {Busy: 100, Idle: 100}, 1: {}, 3: {Busy: 50, Idle: 10}},
		{0: {Busy: 101, Idle: 100}, 1: {}, 3: {Busy: 50, Idle: 10, Stolen: 1}},
		{0: {Busy: 101, Idle: 100}, 1: {}, 3: {Busy: 50, Idle: 10, Stolen: 1}}, // the kernel's clock stands
		{0: {Busy: 101, Idle: 103}, 1: {}, 3: {Busy: 51, Idle: 10, Stolen: 3}},
	}
	look := 0
	m := &cores.Monitor{
		Machine: cores.Machine{Usable: []int{0, 3}, Cores: 4},
		Read:    func(context.Context) (map[int]cores.Spent, error) { look++; return looks[look-1], nil },
		Clock:   func(core int) float64 { return float64(core) },
	}
	var busy, stolen []float64
	var last cores.Frame
	for range looks {
		f, err := m.Look(t.Context())
		require.NoError(t, err)
		busy, stolen = append(busy, f.Busy()), append(stolen, f.Stolen())
		last = f
	}
	assert.InDeltaSlice(t, []float64{0, 1, 1, 1. / 3}, busy, 1e-9)
	assert.InDeltaSlice(t, []float64{0, 1, 1, 2. / 3}, stolen, 1e-9)
	assert.InDeltaSlice(t, []float64{1, 1, 0}, last.Cores[0].History, 1e-9)
	assert.Equal(t, 3, last.Cores[1].ID)
	assert.InDelta(t, 3, last.Cores[1].GHz, 0)
	averageBusy, averageStolen := m.Average()
	assert.InDelta(t, 0.25+0.25, averageBusy, 1e-9)
	assert.InDelta(t, 0.75, averageStolen, 1e-9)
	assert.Equal(t, "cores: 0.50 of 2 busy on average over 4 s, 0.75 stolen by the host; watching took 0.5% of a core",
		m.Summary(4*time.Second, 20*time.Millisecond))
	assert.NotContains(t, m.Summary(50*time.Millisecond, 20*time.Millisecond), "watching")
	last.Row = "Pi/n=9/impl=limit"
	assert.Equal(t, "cores: 0.33 of 2 busy (0% 33%), 0.67 stolen, measuring Pi/n=9/impl=limit", last.Line())
}

// The history forgets the oldest.
func TestHistoryEnds(t *testing.T) {
	n := 0.0
	m := &cores.Monitor{
		Machine: cores.Machine{Usable: []int{0}},
		Read:    func(context.Context) (map[int]cores.Spent, error) { n++; return map[int]cores.Spent{0: {Idle: n}}, nil },
		Clock:   func(int) float64 { return 0 },
	}
	var f cores.Frame
	for range 1100 {
		f, _ = m.Look(t.Context())
	}
	assert.Len(t, f.Cores[0].History, 1000)
}

// A system that says nothing is an error, and this one says something.
func TestMonitorHere(t *testing.T) {
	m := cores.NewMonitor(t.Context())
	f, err := m.Look(t.Context())
	require.NoError(t, err)
	assert.Len(t, f.Cores, len(m.Machine.Usable))
	m.Read = func(context.Context) (map[int]cores.Spent, error) { return nil, errors.New("not here") }
	_, err = m.Look(t.Context())
	require.ErrorContains(t, err, "cores: the system does not say what they do: not here")
}

func BenchmarkLook(b *testing.B) {
	m := cores.NewMonitor(b.Context())
	for b.Loop() {
		f, err := m.Look(b.Context())
		require.NoError(b, err)
		f.Draw(plain, 200, 50)
	}
}
