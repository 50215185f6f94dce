package sandbox

import (
	"fmt"
	"runtime"
	"unsafe"

	"golang.org/x/sys/unix"
)

// callsOf has what stayAlone needs to know of an architecture: its name in the kernel, and
// the numbers of system calls that start a process or share memory, whatever their
// arguments.
var callsOf = map[string]struct {
	name   uint32
	denied []uint32
}{
	"amd64": {unix.AUDIT_ARCH_X86_64, []uint32{57, 58, 29}}, // fork, vfork, shmget
	"arm64": {unix.AUDIT_ARCH_AARCH64, []uint32{194}},       // shmget
}

// stayAlone lets the kernel refuse what no limit of memory counts: that of other processes,
// and that which is shared. See man 2 seccomp.
func (o *order) stayAlone() error {
	if !o.Box.Alone || !o.Walls.Seccomp {
		return nil
	}
	calls, known := callsOf[runtime.GOARCH]
	if !known {
		return fmt.Errorf("seccomp: unknown architecture %s", runtime.GOARCH)
	}
	filter := aloneFilter(calls.name, calls.denied)
	program := unix.SockFprog{Len: uint16(len(filter)), Filter: &filter[0]}
	_, _, errno := unix.RawSyscall(unix.SYS_PRCTL, unix.PR_SET_SECCOMP, unix.SECCOMP_MODE_FILTER, uintptr(unsafe.Pointer(&program)))
	if errno != 0 {
		return fmt.Errorf("seccomp: %w", errno)
	}
	return nil
}

// aloneFilter returns a program for the kernel, that sees the number and the arguments of
// every system call. Threads may start. The flags of clone3 are out of its sight, so there
// seems to be no such call, and libraries take clone.
func aloneFilter(name uint32, denied []uint32) []unix.SockFilter {
	const (
		number, architecture, flagsOfClone, flagsOfMmap = 0, 4, 16, 40 // in struct seccomp_data
		firstOfX32                                      = 0x40000000
		shared                                          = unix.MAP_SHARED | unix.MAP_ANONYMOUS
	)
	filter := []unix.SockFilter{
		load(architecture), skipIf(unix.BPF_JEQ, name), refuse(unix.ENOSYS),
		load(number), skipUnless(unix.BPF_JGE, firstOfX32, 1), refuse(unix.ENOSYS),
		skipUnless(unix.BPF_JEQ, unix.SYS_CLONE3, 1), refuse(unix.ENOSYS),
	}
	for _, call := range denied {
		filter = append(filter, skipUnless(unix.BPF_JEQ, call, 1), refuse(unix.EPERM))
	}
	return append(filter,
		skipUnless(unix.BPF_JEQ, unix.SYS_CLONE, 4),
		load(flagsOfClone), skipIf(unix.BPF_JSET, unix.CLONE_THREAD), refuse(unix.EPERM), allow,
		skipUnless(unix.BPF_JEQ, unix.SYS_MMAP, 4),
		load(flagsOfMmap), and(shared), skipUnless(unix.BPF_JEQ, shared, 1), refuse(unix.ENOMEM),
		allow)
}

var allow = unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ALLOW}

func refuse(errno unix.Errno) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_RET | unix.BPF_K, K: unix.SECCOMP_RET_ERRNO | uint32(errno)}
}

func load(offset uint32) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_LD | unix.BPF_W | unix.BPF_ABS, K: offset}
}

func and(mask uint32) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_ALU | unix.BPF_AND | unix.BPF_K, K: mask}
}

// skipIf skips the next instruction if what was loaded compares so with k.
func skipIf(compare uint16, k uint32) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_JMP | compare | unix.BPF_K, K: k, Jt: 1}
}

// skipUnless skips the next instructions unless what was loaded compares so with k.
func skipUnless(compare uint16, k uint32, instructions uint8) unix.SockFilter {
	return unix.SockFilter{Code: unix.BPF_JMP | compare | unix.BPF_K, K: k, Jf: instructions}
}
