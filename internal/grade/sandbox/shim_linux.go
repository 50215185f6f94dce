package sandbox

import (
	"encoding/json"
	"fmt"
	"os"
	"runtime"
	"syscall"

	"github.com/landlock-lsm/go-landlock/landlock"
	"golang.org/x/sys/unix"
)

// reportFD is where the shim writes why it failed. The program does not inherit it.
const reportFD = 3

// Main is for the first line of main. In the shim it does not return.
func Main() {
	switch os.Args[0] {
	case shimName:
		runtime.LockOSThread() // rights belong to a thread, and exec takes over those of its own
		unix.CloseOnExec(reportFD)
		err := becomeProgram(os.Args[1])
		fmt.Fprintln(os.NewFile(reportFD, "report"), err)
		os.Exit(1)
	case probeName:
		os.Exit(lookAround())
	}
}

// becomeProgram sets up the walls, and runs the program in place of this one.
func becomeProgram(text string) error {
	var o order
	if err := json.Unmarshal([]byte(text), &o); err != nil {
		return err
	}
	for _, step := range []func() error{o.enter, o.limit, o.renounce, o.restrict, o.dieWithParent, o.stayAlone} {
		if err := step(); err != nil {
			return err
		}
	}
	return fmt.Errorf("%s: %w", o.Path, syscall.Exec(o.Path, o.Args, o.Env))
}

// limit sets the limits of the kernel. Core files would be large.
func (o *order) limit() error {
	l := o.Box.Limits
	for _, limit := range []struct {
		which int
		to    uint64
	}{
		{unix.RLIMIT_CORE, 0},
		{unix.RLIMIT_DATA, l.Memory},
		{unix.RLIMIT_CPU, uint64(l.CPU.Seconds())},
		{unix.RLIMIT_FSIZE, l.FileSize},
		{unix.RLIMIT_NOFILE, l.Files},
		{unix.RLIMIT_NPROC, l.Processes},
		{unix.RLIMIT_MEMLOCK, 0},
		{unix.RLIMIT_MSGQUEUE, 0},
	} {
		if err := unix.Setrlimit(limit.which, &unix.Rlimit{Cur: limit.to, Max: limit.to}); err != nil {
			return fmt.Errorf("limit %d: %w", limit.which, err)
		}
	}
	return nil
}

// renounce gives up all rights but an ordinary user's, for good.
func (o *order) renounce() error {
	if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
		return fmt.Errorf("no new privileges: %w", err)
	}
	if !o.Walls.Namespaces {
		return nil
	}
	// Without this, root in the namespace would get its capabilities back with exec.
	const noRoot = 1<<0 | 1<<1 | 1<<2 | 1<<3 | 1<<5 // NOROOT, NO_SETUID_FIXUP, KEEP_CAPS locked
	if err := unix.Prctl(unix.PR_SET_SECUREBITS, noRoot, 0, 0, 0); err != nil {
		return fmt.Errorf("secure bits: %w", err)
	}
	if o.User != 0 {
		if err := becomeUser(o.User); err != nil {
			return err
		}
	}
	none := [2]unix.CapUserData{}
	if err := unix.Capset(&unix.CapUserHeader{Version: unix.LINUX_CAPABILITY_VERSION_3}, &none[0]); err != nil {
		return fmt.Errorf("capabilities: %w", err)
	}
	return nil
}

// becomeUser changes the user of this thread only: the others end with exec.
func becomeUser(user int) error {
	id := uintptr(user)
	if _, _, errno := unix.RawSyscall(unix.SYS_SETGROUPS, 0, 0, 0); errno != 0 {
		return fmt.Errorf("groups: %w", errno)
	}
	if _, _, errno := unix.RawSyscall(unix.SYS_SETRESGID, id, id, id); errno != 0 {
		return fmt.Errorf("group %d: %w", user, errno)
	}
	if _, _, errno := unix.RawSyscall(unix.SYS_SETRESUID, id, id, id); errno != 0 {
		return fmt.Errorf("user %d: %w", user, errno)
	}
	return nil
}

// restrict sets up Landlock: what may be read and run, what may be written, no connection
// by TCP, and no signal to a process outside.
func (o *order) restrict() error {
	if !o.Walls.Landlock {
		return nil
	}
	rules := []landlock.Rule{
		landlock.RODirs("/proc").IgnoreIfMissing(),
		landlock.RWDirs(o.Box.Make...),
		landlock.RWFiles(o.Box.Write...),
	}
	for _, path := range o.Box.Read {
		info, err := os.Stat(path)
		switch {
		case err != nil: // not every machine has all of them
		case info.IsDir():
			rules = append(rules, landlock.RODirs(path))
		default:
			rules = append(rules, landlock.ROFiles(path))
		}
	}
	return landlock.V6.BestEffort().Restrict(rules...)
}

// dieWithParent comes last, because a change of user takes it back.
func (o *order) dieWithParent() error {
	return unix.Prctl(unix.PR_SET_PDEATHSIG, uintptr(unix.SIGKILL), 0, 0, 0)
}
