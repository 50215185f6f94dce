package sandbox

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"
)

// shimName is the name (argv[0]) by which this program knows that it is the shim.
const shimName = "speedup-sandbox"

// Nobody is the user that root's sandboxes run as.
const Nobody = 65534

// An order is what the shim has to do.
type order struct {
	Box   Box
	Walls Walls
	Dir   string
	Path  string
	Args  []string
	Env   []string // not that of the shim, in which other packages would see it
	User  int      // inside, after all is set up
}

// Run runs a command in the box, as cmd.Run does, with those of the walls that there are.
// A [*Limit] or a [*Broken] says that it was stopped, or never ran. The command has its
// ExtraFiles from [FirstExtra] on, and Run closes them here.
func (b Box) Run(cmd *exec.Cmd, walls Walls) error {
	report, err := b.wrap(cmd, walls)
	if err != nil {
		closeExtra(cmd)
		return err
	}
	defer report.Close()
	stop := &stopper{cmd: cmd}
	cmd.Stdout = stop.limit(cmd.Stdout, b.Limits.Output)
	cmd.Stderr = cmd.Stdout
	if err := cmd.Start(); err != nil {
		closeExtra(cmd)
		return &Broken{err.Error()}
	}
	closeExtra(cmd)
	if b.Started != nil {
		b.Started(cmd.Process)
	}
	late := time.AfterFunc(b.Limits.Wall, func() { stop.because(fmt.Sprintf(tooLong, b.Limits.Wall)) })
	defer late.Stop()
	why, _ := io.ReadAll(report) // ends when the shim becomes the program
	err = cmd.Wait()
	if len(why) > 0 {
		return &Broken{strings.TrimSpace(string(why))}
	}
	if limit := stop.reason(); limit != nil {
		return limit
	}
	if b.usedUp(cmd.ProcessState) {
		return &Limit{fmt.Sprintf(tooMuchCPU, b.Limits.CPU)}
	}
	return err
}

// usedUp reports whether the kernel has killed a process for its processor time. For that
// it counts ticks of its clock, which can be far from the time that it reports.
func (b Box) usedUp(state *os.ProcessState) bool {
	status, ok := state.Sys().(syscall.WaitStatus)
	killed := ok && status.Signaled() && (status.Signal() == syscall.SIGKILL || status.Signal() == syscall.SIGXCPU)
	return killed && state.UserTime()+state.SystemTime() > b.Limits.CPU/2
}

// wrap makes a command start the shim. The shim writes to report why it failed.
func (b Box) wrap(cmd *exec.Cmd, walls Walls) (report *os.File, err error) {
	shim, err := b.shim()
	if err != nil {
		return nil, err
	}
	o := order{Box: b, Walls: walls, Dir: cmd.Dir, Path: cmd.Path, Args: cmd.Args, Env: cmd.Environ()}
	if cmd.SysProcAttr == nil {
		cmd.SysProcAttr = new(syscall.SysProcAttr)
	}
	if walls.Namespaces {
		o.User = isolate(cmd.SysProcAttr)
	}
	text, err := json.Marshal(o)
	if err != nil {
		return nil, err
	}
	report, child, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	cmd.Path, cmd.Args, cmd.Env = shim, []string{shimName, string(text)}, []string{}
	cmd.ExtraFiles = append([]*os.File{child}, cmd.ExtraFiles...)
	return report, nil
}

func (b Box) shim() (path string, err error) {
	if b.Shim != "" {
		return b.Shim, nil
	}
	return os.Executable()
}

func closeExtra(cmd *exec.Cmd) {
	for _, file := range cmd.ExtraFiles {
		file.Close()
	}
}

// isolate starts the shim in namespaces of its own, as their root. It returns the user
// that the program is to be there.
func isolate(attr *syscall.SysProcAttr) (user int) {
	attr.Cloneflags = syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS | syscall.CLONE_NEWPID |
		syscall.CLONE_NEWNET | syscall.CLONE_NEWIPC | syscall.CLONE_NEWUTS
	attr.UidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getuid(), Size: 1}}
	attr.GidMappings = []syscall.SysProcIDMap{{ContainerID: 0, HostID: os.Getgid(), Size: 1}}
	if os.Getuid() != 0 {
		return 0 // without capabilities that is an ordinary user
	}
	attr.UidMappings = append(attr.UidMappings, syscall.SysProcIDMap{ContainerID: Nobody, HostID: Nobody, Size: 1})
	attr.GidMappings = append(attr.GidMappings, syscall.SysProcIDMap{ContainerID: Nobody, HostID: Nobody, Size: 1})
	attr.GidMappingsEnableSetgroups = true
	return Nobody
}

// A stopper kills a command, and remembers why.
type stopper struct {
	cmd *exec.Cmd
	mu  sync.Mutex
	why string
}

func (s *stopper) because(why string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.why == "" {
		s.why = why
	}
	if s.cmd.Process != nil {
		_ = syscall.Kill(-s.cmd.Process.Pid, syscall.SIGKILL) // its group, if it has one
		_ = s.cmd.Process.Kill()
	}
}

func (s *stopper) reason() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.why == "" {
		return nil
	}
	return &Limit{s.why}
}

// limit returns a writer that stops the command after so many bytes.
func (s *stopper) limit(w io.Writer, most int64) io.Writer {
	if w == nil {
		w = io.Discard
	}
	return &limited{w: w, left: most, exceeded: func() { s.because(fmt.Sprintf(tooMuchPrint, most>>10)) }}
}

type limited struct {
	w        io.Writer
	left     int64
	exceeded func()
}

var errPrinted = errors.New("too much output")

func (l *limited) Write(p []byte) (int, error) {
	if l.left -= int64(len(p)); l.left < 0 {
		l.exceeded()
		return 0, errPrinted
	}
	return l.w.Write(p)
}
