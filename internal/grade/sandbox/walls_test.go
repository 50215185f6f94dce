//go:build linux

package sandbox_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"golang.org/x/sys/unix"

	"speedup.example/internal/grade/sandbox"
)

// attempts are what hostile programs try. Each succeeds without walls.
var attempts = map[string]func() error{
	"read":                               func() error { _, err := os.ReadFile(os.Getenv("SECRET")); return err },
	"list":                               func() error { _, err := os.ReadDir(filepath.Dir(os.Getenv("SECRET"))); return err },
	"change":                             func() error { return os.WriteFile(os.Getenv("SECRET"), []byte("changed"), 0o666) },
	"make":                               func() error { return os.WriteFile(os.Getenv("SECRET")+".new", nil, 0o666) },
	"remove":                             func() error { return os.Remove(os.Getenv("VICTIM")) },
	"run":                                func() error { return exec.Command(os.Getenv("PROGRAM")).Run() },
	"connect":                            func() error { return dial("tcp", os.Getenv("TCP")) },
	"connect to a socket in a folder":    func() error { return dial("unix", os.Getenv("SOCKET")) },
	"connect to a socket without a path": func() error { return dial("unix", os.Getenv("ABSTRACT")) },
	"see a process":                      func() error { _, err := os.ReadFile("/proc/" + os.Getenv("PID") + "/status"); return err },
	"kill a process": func() error {
		pid, _ := strconv.Atoi(os.Getenv("PID"))
		return syscall.Kill(pid, 0) // whether it could
	},
	"share memory": func() error {
		key, _ := strconv.Atoi(os.Getenv("KEY"))
		_, err := unix.SysvShmGet(key, 0, 0)
		return err
	},
	"change a file of root's": func() error {
		file, err := os.OpenFile("/etc/ld.so.cache", os.O_WRONLY, 0)
		if err == nil {
			file.Close()
		}
		return err
	},
	"mount": func() error {
		if err := unix.Mount("none", "/", "no such kind", 0, ""); !errors.Is(err, unix.ENODEV) {
			return err
		}
		return nil // it may, but not that
	},
}

func dial(network, address string) error {
	conn, err := net.DialTimeout(network, address, 10*time.Second)
	if err == nil {
		conn.Close()
	}
	return err
}

func init() {
	for name, attempt := range attempts {
		acts[name] = reports(attempt)
	}
	for name, s := range strains {
		acts[name] = reports(s.strain)
	}
	for name, way := range waysAround {
		acts[name] = reports(way)
	}
}

// reports makes an attempt an act that prints whether it succeeded.
func reports(attempt func() error) (act func()) {
	return func() {
		if err := attempt(); err != nil {
			fmt.Println("no:", err)
			return
		}
		fmt.Println("yes")
	}
}

// outside is what the attempts are about. All users may use it, so that only walls protect
// it.
func outside(t *testing.T) (env []string) {
	t.Helper()
	dir := t.TempDir()
	secret, victim, socket := filepath.Join(dir, "secret"), filepath.Join(dir, "victim"), filepath.Join(dir, "socket")
	require.NoError(t, errors.Join(os.Chmod(filepath.Dir(dir), 0o755), os.Chmod(dir, 0o777)))
	for _, file := range []string{secret, victim} {
		require.NoError(t, errors.Join(os.WriteFile(file, nil, 0o666), os.Chmod(file, 0o666)))
	}
	program, err := exec.LookPath("true")
	require.NoError(t, err)
	key := int(rand.Int32())
	memory, err := unix.SysvShmGet(key, 1, unix.IPC_CREAT|0o666)
	require.NoError(t, err)
	t.Cleanup(func() { _, _ = unix.SysvShmCtl(memory, unix.IPC_RMID, nil) })
	abstract := fmt.Sprint("@speedup-", key)
	tcp := listen(t, "tcp", "127.0.0.1:0")
	listen(t, "unix", abstract)
	listen(t, "unix", socket)
	require.NoError(t, os.Chmod(socket, 0o777))
	return []string{
		"SECRET=" + secret, "VICTIM=" + victim, "PROGRAM=" + program, "TCP=" + tcp, "SOCKET=" + socket,
		"ABSTRACT=" + abstract, fmt.Sprint("PID=", os.Getpid()), fmt.Sprint("KEY=", key),
	}
}

func listen(t *testing.T, network, address string) string {
	t.Helper()
	l, err := net.Listen(network, address)
	require.NoError(t, err)
	t.Cleanup(func() { l.Close() })
	return l.Addr().String()
}

// could runs an attempt in a box that has only these walls, and reports whether it succeeded.
func could(t *testing.T, attempt string, env []string, w sandbox.Walls, box sandbox.Box) (ok bool, output string) {
	t.Helper()
	self, err := os.Executable()
	require.NoError(t, err)
	dir := t.TempDir()
	box.Root, box.Read = filepath.Join(dir, "root"), append([]string{self}, sandbox.System...)
	require.NoError(t, errors.Join(os.Chmod(filepath.Dir(dir), 0o755), os.Mkdir(box.Root, 0o755)))
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Dir, cmd.Env = dir, append([]string{actVariable + "=" + attempt}, env...)
	var out strings.Builder
	cmd.Stdout = &out
	err = box.Run(cmd, w)
	var broken *sandbox.Broken
	require.False(t, errors.As(err, &broken), "%v", err)
	return err == nil && strings.TrimSpace(out.String()) == "yes", fmt.Sprint(out.String(), " ", err)
}

// wide are limits that no attempt comes near to.
var wide = sandbox.Limits{
	Memory: 4 << 30, CPU: time.Minute, Wall: time.Minute, FileSize: 1 << 30, Files: 1 << 10, Processes: 1 << 12, Output: 1 << 20,
}

// A machine that has what the walls need has the walls. Where it seems to have none, the
// other tests are skipped, so they don't notice walls that can't be set up.
func TestProbe(t *testing.T) {
	if landlockVersion() < 1 {
		t.Skip("the kernel has no Landlock")
	}
	self, err := os.Executable()
	require.NoError(t, err)
	cmd := exec.CommandContext(t.Context(), self)
	cmd.Env = []string{actVariable + "=mount"}
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  unix.CLONE_NEWUSER | unix.CLONE_NEWNS | unix.CLONE_NEWPID | unix.CLONE_NEWNET | unix.CLONE_NEWIPC,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
	}
	if out, err := cmd.Output(); err != nil || string(out) != "yes\n" {
		t.Skipf("there are no namespaces for programs: %s %v", out, err)
	}
	w, err := sandbox.Probe(t.Context())
	require.NoError(t, err)
	assert.True(t, w.Whole(), w.Missing)
}

// Each wall stops what it is there for by itself. So a wall that does nothing is noticed,
// though another one stands behind it.
func TestEachWallAlone(t *testing.T) {
	walls(t)
	const nothing, landlock, namespaces = "nothing", "Landlock", "namespaces"
	alone := map[string]sandbox.Walls{nothing: {}, landlock: {Landlock: true}, namespaces: {Namespaces: true}}
	for attempt, stoppedBy := range map[string][]string{
		"read":                               {landlock, namespaces},
		"list":                               {landlock, namespaces},
		"change":                             {landlock, namespaces},
		"make":                               {landlock, namespaces},
		"run":                                {landlock, namespaces},
		"connect":                            {landlock, namespaces}, // Linux 6.7
		"connect to a socket without a path": {landlock, namespaces}, // Linux 6.12
		"kill a process":                     {landlock, namespaces}, // Linux 6.12
		"connect to a socket in a folder":    {namespaces},
		"see a process":                      {namespaces},
		"share memory":                       {namespaces},
		"mount":                              {landlock, namespaces},
		"remove":                             {landlock, namespaces},
		"change a file of root's":            {landlock, namespaces},
	} {
		t.Run(attempt, func(t *testing.T) {
			t.Parallel()
			env := outside(t)
			for _, name := range []string{landlock, namespaces, nothing} { // nothing last: it may do harm
				stops := slices.Contains(stoppedBy, name)
				if name == nothing && byRoot[attempt] && os.Getuid() != 0 {
					continue
				}
				if name == landlock && stops && landlockVersion() < needs[attempt] {
					continue
				}
				ok, output := could(t, attempt, env, alone[name], sandbox.Box{Limits: wide})
				assert.Equal(t, !stops, ok, "with %s alone: %s", name, output)
			}
		})
	}
}

// byRoot are the attempts that only root succeeds with.
var byRoot = map[string]bool{"mount": true, "change a file of root's": true}

// needs has the version of Landlock that stops an attempt, if it is not the first.
var needs = map[string]int{"connect": 4, "connect to a socket without a path": 6, "kill a process": 6}

// landlockVersion asks the kernel: man 2 landlock_create_ruleset.
func landlockVersion() int {
	version, _, _ := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	return int(version)
}

// strains need more than a narrow limit allows.
var strains = map[string]struct {
	narrow func(l *sandbox.Limits)
	strain func() error
}{
	"memory": {func(l *sandbox.Limits) { l.Memory = 512 << 20 }, func() error {
		_, err := unix.Mmap(-1, 0, 700<<20, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANON)
		return err
	}},
	"processor time": {func(l *sandbox.Limits) { l.CPU = time.Second }, func() error {
		var used unix.Rusage
		for i := 0; used.Utime.Sec < 2; i++ {
			if i%1_000_000 == 0 {
				_ = unix.Getrusage(unix.RUSAGE_SELF, &used)
			}
		}
		return nil
	}},
	"size of a file": {func(l *sandbox.Limits) { l.FileSize = 1 << 10 }, func() error {
		signal.Ignore(unix.SIGXFSZ)
		file, err := unix.MemfdCreate("", 0)
		if err != nil {
			return err
		}
		return unix.Ftruncate(file, 1<<20)
	}},
	"open files": {func(l *sandbox.Limits) { l.Files = 32 }, func() error {
		for range 100 {
			if _, err := unix.Dup(1); err != nil {
				return err
			}
		}
		return nil
	}},
	"threads": {func(l *sandbox.Limits) { l.Processes = 32 }, func() error {
		for range 100 {
			go func() {
				runtime.LockOSThread()
				select {}
			}()
		}
		for threads := 0; threads < 100; {
			all, err := os.ReadDir("/proc/self/task")
			if threads = len(all); err != nil {
				return err
			}
		}
		return nil
	}},
}

// Each limit stops what is beyond it, and only that.
func TestEachLimitAlone(t *testing.T) {
	walls(t)
	for name, s := range strains {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := sandbox.Walls{Namespaces: name == "threads"} // which nobody counts for the system's root
			ok, output := could(t, name, nil, w, sandbox.Box{Limits: wide})
			assert.True(t, ok, output)
			narrow := wide
			s.narrow(&narrow)
			ok, output = could(t, name, nil, w, sandbox.Box{Limits: narrow})
			assert.False(t, ok, output)
		})
	}
}

// waysAround are ways to use memory that no limit of a process counts.
var waysAround = map[string]func() error{
	"a program": func() error {
		self, _ := os.Executable()
		cmd := exec.Command(self)
		cmd.Env = []string{actVariable + "=greets"}
		return cmd.Run()
	},
	"clone": func() error { return leave(unix.SYS_CLONE, uintptr(unix.SIGCHLD)) },
	"clone3": func() error {
		args := [8]uint64{4: uint64(unix.SIGCHLD)} // struct clone_args
		return leave(unix.SYS_CLONE3, uintptr(unsafe.Pointer(&args)), unsafe.Sizeof(args))
	},
	"shared pages": func() error {
		_, err := unix.Mmap(-1, 0, 1<<20, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED|unix.MAP_ANON)
		return err
	},
	"a shared segment": func() error {
		memory, err := unix.SysvShmGet(unix.IPC_PRIVATE, 1<<20, unix.IPC_CREAT|0o600)
		if err == nil {
			_, err = unix.SysvShmCtl(memory, unix.IPC_RMID, nil)
		}
		return err
	},
}

// leave makes a process by a system call. The new one ends at once.
func leave(call uintptr, args ...uintptr) error {
	args = append(args, 0, 0)
	child, _, errno := unix.RawSyscall(call, args[0], args[1], args[2])
	if errno != 0 {
		return errno
	}
	if child == 0 {
		unix.RawSyscall(unix.SYS_EXIT, 0, 0, 0)
	}
	return nil
}

// In a box of one program there is no memory but that which its limit counts. All threads
// may still start.
func TestAlone(t *testing.T) {
	walls(t)
	if runtime.GOARCH != "amd64" && runtime.GOARCH != "arm64" {
		t.Skip("there is no filter for ", runtime.GOARCH)
	}
	for way := range waysAround {
		t.Run(way, func(t *testing.T) {
			t.Parallel()
			for _, alone := range []bool{false, true} {
				ok, output := could(t, way, nil, sandbox.Walls{Seccomp: true}, sandbox.Box{Alone: alone, Limits: wide})
				assert.Equal(t, !alone, ok, "alone=%v: %s", alone, output)
			}
		})
	}
	ok, output := could(t, "threads", nil, sandbox.Walls{Seccomp: true}, sandbox.Box{Alone: true, Limits: wide})
	assert.True(t, ok, output)
}
