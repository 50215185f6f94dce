package cores

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/shirou/gopsutil/v4/cpu"
)

// A Core is what a core did between two looks, in parts of the time.
type Core struct {
	ID      int
	Busy    float64
	Stolen  float64   // by the host of a virtual machine, while something waited to run
	GHz     float64   // 0 if the system doesn't say
	History []float64 // busy and stolen together, at each look, the newest last
	Thefts  []float64 // stolen, the same
}

// A Frame is a look at the usable cores.
type Frame struct {
	Machine Machine
	Cores   []Core
	Row     string // what is being measured, if anything
}

// Busy returns how many cores were busy.
func (f Frame) Busy() (sum float64) {
	for _, c := range f.Cores {
		sum += c.Busy
	}
	return sum
}

// Stolen returns how many cores' worth of time the host took.
func (f Frame) Stolen() (sum float64) {
	for _, c := range f.Cores {
		sum += c.Stolen
	}
	return sum
}

// Spent is what a core has done since the machine began, in seconds.
type Spent struct{ Busy, Stolen, Idle float64 }

func (s Spent) minus(before Spent) Spent {
	return Spent{s.Busy - before.Busy, s.Stolen - before.Stolen, s.Idle - before.Idle}
}

func (s Spent) total() float64 { return s.Busy + s.Stolen + s.Idle }

const (
	longest  = 1000 // looks that a history has
	clocks   = 4    // every so many looks, a Monitor reads the clocks
	manyCore = 64   // more clocks are not read: each takes the kernel a while
)

// A Monitor looks at the usable cores again and again.
type Monitor struct {
	Machine Machine
	Read    func(context.Context) (map[int]Spent, error) // by the number of a core
	Clock   func(core int) (ghz float64)

	looks         int
	first, before map[int]Spent
	cores         []Core
}

// NewMonitor returns a monitor of this machine.
func NewMonitor(ctx context.Context) *Monitor {
	return &Monitor{Machine: Look(ctx), Read: spent, Clock: clock}
}

// Look returns what the cores did since the last look, or since the machine began.
func (m *Monitor) Look(ctx context.Context) (Frame, error) {
	now, err := m.Read(ctx)
	if err != nil {
		return Frame{}, fmt.Errorf("cores: the system does not say what they do: %w", err)
	}
	if m.before == nil {
		m.first, m.before = now, now
		for _, id := range m.Machine.Usable {
			m.cores = append(m.cores, Core{ID: id})
		}
	}
	for i := range m.cores {
		m.look(&m.cores[i], now)
	}
	m.before = now
	m.looks++
	return Frame{Machine: m.Machine, Cores: m.cores}, nil
}

// look updates a core. If the clock of the kernel has not moved since the last look, the
// core is as it was.
func (m *Monitor) look(c *Core, now map[int]Spent) {
	if delta := now[c.ID].minus(m.before[c.ID]); delta.total() > 0 {
		c.Busy, c.Stolen = delta.Busy/delta.total(), delta.Stolen/delta.total()
	}
	if m.looks%clocks == 0 && len(m.cores) <= manyCore {
		c.GHz = m.Clock(c.ID)
	}
	if m.looks > 0 {
		c.History, c.Thefts = push(c.History, c.Busy+c.Stolen), push(c.Thefts, c.Stolen)
	}
}

func push(history []float64, value float64) []float64 {
	if len(history) == longest {
		history = append(history[:0], history[1:]...)
	}
	return append(history, value)
}

// Average returns how many cores were busy, and stolen, since the first look.
func (m *Monitor) Average() (busy, stolen float64) {
	for _, id := range m.Machine.Usable {
		if delta := m.before[id].minus(m.first[id]); delta.total() > 0 {
			busy += delta.Busy / delta.total()
			stolen += delta.Stolen / delta.total()
		}
	}
	return busy, stolen
}

// spent asks the system.
func spent(ctx context.Context) (map[int]Spent, error) {
	all, err := cpu.TimesWithContext(ctx, true)
	if err != nil {
		return nil, err
	}
	cores := map[int]Spent{}
	for i, t := range all {
		if id, err := strconv.Atoi(strings.TrimPrefix(t.CPU, "cpu")); err == nil {
			i = id
		}
		cores[i] = Spent{Busy: t.User + t.Nice + t.System + t.Irq + t.Softirq, Stolen: t.Steal, Idle: t.Idle + t.Iowait}
	}
	return cores, nil
}

// clock returns the speed of a core that Linux reports where it sets it.
func clock(core int) (ghz float64) {
	path := filepath.Join("/sys/devices/system/cpu", fmt.Sprintf("cpu%d", core), "cpufreq/scaling_cur_freq")
	content, err := os.ReadFile(path)
	if err != nil {
		return 0
	}
	kHz, _ := strconv.ParseFloat(strings.TrimSpace(string(content)), 64) // 0 is unknown, too
	return kHz / 1e6
}

// Line returns a frame in one line.
func (f Frame) Line() string {
	var each []string
	const most = 16
	for _, c := range f.Cores[:min(len(f.Cores), most)] {
		each = append(each, fmt.Sprintf("%.0f%%", 100*c.Busy))
	}
	if len(f.Cores) > most {
		each = append(each, "...")
	}
	line := fmt.Sprintf("cores: %.2f of %d busy (%s)", f.Busy(), len(f.Cores), strings.Join(each, " "))
	if f.Stolen() >= 0.005 {
		line += fmt.Sprintf(", %.2f stolen", f.Stolen())
	}
	if f.Row != "" {
		line += ", measuring " + f.Row
	}
	return line
}

// Summary says what the cores did on average, and what it took to watch them for a while.
func (m *Monitor) Summary(span, own time.Duration) string {
	busy, stolen := m.Average()
	text := fmt.Sprintf("cores: %.2f of %d busy on average over %.0f s", busy, len(m.Machine.Usable), span.Seconds())
	if stolen >= 0.005 {
		text += fmt.Sprintf(", %.2f stolen by the host", stolen)
	}
	if span < time.Second {
		return text // mostly what it took to begin
	}
	return text + fmt.Sprintf("; watching took %.1f%% of a core", 100*own.Seconds()/span.Seconds())
}
