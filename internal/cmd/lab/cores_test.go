package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"speedup.example/internal/child"
	"speedup.example/internal/cores"
)

// A terminal shows what is written to it, with the few escapes that a screen uses. Wide
// lines are wrapped.
type terminal struct {
	columns int
	rows    [][]rune
	y, x    int
}

var control = regexp.MustCompile(`^\x1b\[(\d*)([A-Za-z])`)

func (v *terminal) Write(p []byte) (int, error) {
	for text := string(p); text != ""; {
		if m := control.FindStringSubmatch(text); m != nil {
			v.escape(m[1], m[2])
			text = text[len(m[0]):]
			continue
		}
		r := []rune(text)[0]
		text = text[len(string(r)):]
		v.print(r)
	}
	return len(p), nil
}

func (v *terminal) escape(number, what string) {
	switch what {
	case "A":
		n, _ := strconv.Atoi(number)
		v.y = max(v.y-n, 0)
	case "J":
		v.rows = v.rows[:min(v.y+1, len(v.rows))]
		if v.y < len(v.rows) {
			v.rows[v.y] = v.rows[v.y][:min(v.x, len(v.rows[v.y]))]
		}
	}
}

func (v *terminal) print(r rune) {
	switch {
	case r == '\n':
		v.y, v.x = v.y+1, 0
		return
	case r == '\r':
		v.x = 0
		return
	case v.x == v.columns:
		v.y, v.x = v.y+1, 0
	}
	for len(v.rows) <= v.y {
		v.rows = append(v.rows, nil)
	}
	v.rows[v.y] = append(v.rows[v.y][:v.x], r)
	v.x++
}

// String returns the lines, without empty ones at the end.
func (v *terminal) String() string {
	var lines []string
	for _, row := range v.rows {
		lines = append(lines, string(row))
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// narrow is the terminal after it has become narrower, and wraps what it shows.
func (v *terminal) narrow(columns int) {
	shown := v.String()
	*v = terminal{columns: columns}
	io.WriteString(v, shown)
}

func newScreen(columns int) (*terminal, *screen) {
	v := &terminal{columns: columns}
	return v, &screen{w: v, size: func() (int, int) { return v.columns, 24 }}
}

// What a command prints stays above the picture, and nothing is lost or shown twice.
func TestScreen(t *testing.T) {
	v, s := newScreen(40)
	s.draw([]string{"first picture", "0 ███"})
	io.WriteString(s, "one\ntw")
	assert.Equal(t, "one\ntw\nfirst picture\n0 ███", v.String())
	s.draw([]string{"second", "0 \x1b[32m█\x1b[0m·", "row"})
	assert.Contains(t, v.String(), "one\ntw\nsecond\n0 ")
	io.WriteString(s, "o\n10%\r20%\r")
	assert.Contains(t, v.String(), "one\ntwo\n20%\nsecond\n0 ")
	io.WriteString(s, "30%\n\n")
	s.draw([]string{"last"})
	s.end()
	assert.Equal(t, "one\ntwo\n30%\n\nlast", v.String())
	io.WriteString(s, "after the end\n")
	assert.Equal(t, "one\ntwo\n30%\n\nlast\nafter the end", v.String())
}

// In a terminal that becomes narrower, the picture takes more rows; all are erased.
func TestScreenNarrows(t *testing.T) {
	v, s := newScreen(40)
	io.WriteString(s, "output\n")
	s.draw([]string{strings.Repeat("a", 37), strings.Repeat("b", 37)})
	v.narrow(20)
	s.draw([]string{"new", "picture"})
	assert.Equal(t, "output\nnew\npicture", v.String())
	io.WriteString(s, strings.Repeat("long ", 10))
	s.end()
	assert.Equal(t, "output\nlong long long long \nlong long long long \nlong long \nnew\npicture", v.String())
}

// The last line of a command that ends without a line end is whole.
func TestScreenEnds(t *testing.T) {
	v, s := newScreen(40)
	io.WriteString(s, "no end")
	s.end()
	assert.Equal(t, "no end", v.String())
}

// run of a watch shows the row that is being measured, until there is none.
func TestWatchShowsRow(t *testing.T) {
	file := filepath.Join(t.TempDir(), "row")
	t.Setenv(child.RowFile, file)
	var out bytes.Buffer
	w := &coresWatch{out: &out, rowFile: file}
	frame := cores.Frame{Cores: []cores.Core{{Busy: 0.5}}}
	w.show(frame)
	child.TellRow("Pi/n=9/impl=parallel at GOMAXPROCS=2")
	w.show(frame)
	require.NoError(t, os.WriteFile(file, nil, 0o666))
	w.show(frame)
	child.TellRow("")
	w.show(frame)
	const quiet, row = "cores: 0.50 of 1 busy (50%)\n", "cores: 0.50 of 1 busy (50%), measuring Pi/n=9/impl=parallel at GOMAXPROCS=2\n"
	assert.Equal(t, quiet+row+row+quiet, out.String())

	v, s := newScreen(100)
	w.screen = s
	child.TellRow("Pi/n=9/impl=limit")
	w.show(frame)
	assert.Regexp(t, `(?s)^0.50 of 1 cores busy.*\n  0 █.*\nmeasuring Pi/n=9/impl=limit$`, v.String())
}

// started starts a shell script, and waits until it says that it has begun.
func started(t *testing.T, script string) *program {
	t.Helper()
	shell, err := exec.LookPath("sh")
	if err != nil || runtime.GOOS == "windows" {
		t.Skip("there is no shell, or no signal")
	}
	begun := make(chan bool, 1)
	s := &screen{size: func() (int, int) { return 80, 24 }, w: writer(func(p []byte) {
		if strings.Contains(string(p), "begun") {
			begun <- true
		}
	})}
	p, err := startProgram([]string{shell, "-c", script + "; echo begun >&2; while :; do sleep 0.05; done"}, s, os.Environ())
	require.NoError(t, err)
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	<-begun
	return p
}

type writer func([]byte)

func (w writer) Write(p []byte) (int, error) { w(p); return len(p), nil }

// A signal to lab is handed on to the command, whose exit status is lab's. Ctrl-C is not,
// if a terminal has sent it to both.
func TestProgramGetsSignals(t *testing.T) {
	before := hasTerminal
	t.Cleanup(func() { hasTerminal = before })
	for _, test := range []struct {
		terminal bool
		script   string
		signals  []os.Signal
		want     int
	}{
		{false, "trap 'exit 7' INT", []os.Signal{os.Interrupt}, 7},
		{true, "trap 'exit 7' TERM; trap 'exit 8' INT", []os.Signal{os.Interrupt, syscall.SIGTERM}, 7},
		{false, "true", []os.Signal{syscall.SIGTERM}, 128 + 15},
	} {
		hasTerminal = func() bool { return test.terminal }
		p := started(t, test.script)
		for _, s := range test.signals {
			p.signals <- s
		}
		assert.Equal(t, exitError(test.want), p.wait(), "%+v", test)
	}
}

// Cores ends with the status of the command, or of a shell that does not find it.
func TestStatus(t *testing.T) {
	assert.Equal(t, 3, status(fmt.Errorf("x: %w", exitError(3))))
	assert.True(t, isExit(exitError(3)))
	assert.False(t, isExit(context.Canceled))
}
