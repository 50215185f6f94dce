package sandbox

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"

	"golang.org/x/sys/unix"
)

// probeName is the name by which this program knows that it tries the sandbox from inside.
const probeName = "speedup-sandbox-probe"

// System has what programs with C in them need to run, such as those with the race
// detector.
var System = []string{"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache"}

// Probe finds out which walls this machine has, by running a program that tries to get
// out.
func Probe(ctx context.Context) (Walls, error) {
	walls := Walls{Namespaces: true, Landlock: true, Seccomp: true}
	err := tryAll(ctx, walls)
	if err == nil {
		return walls, nil
	}
	if escaped := new(escape); errors.As(err, &escaped) {
		return Walls{}, err
	}
	if without := tryAll(ctx, Walls{Landlock: true}); without != nil {
		walls.Landlock = false
		walls.Missing = append(walls.Missing, fmt.Sprintf(noLandlock, without))
	}
	if without := tryAll(ctx, Walls{Namespaces: true}); without != nil {
		walls.Namespaces = false
		walls.Missing = append(walls.Missing, fmt.Sprintf(noNamespaces, without))
	}
	if without := tryAll(ctx, Walls{Seccomp: true}); without != nil {
		walls.Seccomp = false
		walls.Missing = append(walls.Missing, fmt.Sprintf(noSeccomp, without))
	}
	return walls, nil
}

// An escape is what a program in the sandbox could do, and should not.
type escape struct{ what string }

func (e *escape) Error() string { return fmt.Sprintf(probeEscaped, e.what) }

// tryAll runs this program in a sandbox, to look around.
func tryAll(ctx context.Context, walls Walls) error {
	dir, err := os.MkdirTemp("", "speedup-probe-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	self, err := os.Executable()
	if err != nil {
		return err
	}
	box, secret, err := probeBox(dir, self)
	if err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, self)
	cmd.Args = []string{probeName, box.Write[0], secret, fmt.Sprint(walls.Namespaces), fmt.Sprint(walls.Landlock), fmt.Sprint(walls.Seccomp)}
	cmd.Dir, cmd.Env = dir, []string{"NOTHING=1"}
	var out strings.Builder
	cmd.Stdout = &out
	switch err := box.Run(cmd, walls); {
	case err != nil:
		return fmt.Errorf("%w%s", err, out.String())
	case !strings.HasPrefix(out.String(), probeName):
		return errors.New(probeNeedsMain)
	case strings.TrimSpace(out.String()) != probeName:
		return &escape{strings.TrimSpace(strings.TrimPrefix(out.String(), probeName))}
	}
	return nil
}

// probeBox makes a box with a file to write, and a secret beside it.
func probeBox(dir, self string) (box Box, secret string, err error) {
	root, open := filepath.Join(dir, "root"), filepath.Join(dir, "open")
	secret = filepath.Join(dir, "secret")
	err = errors.Join(os.Chmod(dir, 0o755), os.Mkdir(root, 0o755),
		os.WriteFile(open, nil, 0o666), os.Chmod(open, 0o666), os.WriteFile(secret, nil, 0o644))
	return Box{
		Root: root, Read: append([]string{self}, System...), Write: []string{open}, Alone: true,
		Limits: Limits{Memory: 1 << 30, CPU: 10 * time.Second, Wall: 10 * time.Second, FileSize: 1 << 16, Files: 64, Processes: 256, Output: 1 << 16},
	}, secret, err
}

// lookAround is the program that Probe runs. It prints its name, and what it can do that
// it should not.
func lookAround() (status int) {
	open, secret := os.Args[1], os.Args[2]
	namespaces, landlocked := os.Args[3] == "true", os.Args[4] == "true"
	found := []string{probeName}
	if os.WriteFile(open, []byte("x"), 0o666) != nil {
		found = append(found, "not write the file that it may write")
	}
	if _, err := os.ReadFile(secret); err == nil && (namespaces || landlocked) {
		found = append(found, "read a file that it may not read")
	}
	if os.WriteFile(filepath.Join(filepath.Dir(open), "new"), nil, 0o666) == nil && landlocked {
		found = append(found, "make a file")
	}
	if reachable, _ := net.Interfaces(); namespaces && len(reachable) > 1 {
		found = append(found, "see the network")
	}
	if namespaces && os.Getpid() != 1 {
		found = append(found, "see other processes")
	}
	if os.Args[5] == "true" && sharesMemory() {
		found = append(found, "share memory")
	}
	fmt.Println(strings.Join(found, " "))
	return 0
}

// sharesMemory tries one of the calls that a box of one program refuses.
func sharesMemory() bool {
	const page = 4096
	memory, err := unix.Mmap(-1, 0, page, unix.PROT_READ, unix.MAP_SHARED|unix.MAP_ANONYMOUS)
	if err == nil {
		_ = unix.Munmap(memory)
	}
	return err == nil
}
