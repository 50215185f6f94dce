package sandbox

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/sys/unix"
)

// enter makes the folder of the box the root of all files. Only what the box names is in
// it, at its usual path.
func (o *order) enter() error {
	if !o.Walls.Namespaces {
		return nil
	}
	root := o.Box.Root
	if err := mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return err
	}
	if err := mount("tmpfs", root, "tmpfs", unix.MS_NOSUID|unix.MS_NODEV, "size=1m,nr_inodes=1k,mode=755"); err != nil {
		return err
	}
	paths := slices.Concat(o.Box.Read, o.Box.Write, o.Box.Make)
	slices.SortStableFunc(paths, func(a, b string) int { return strings.Count(a, "/") - strings.Count(b, "/") })
	for _, path := range paths {
		if err := bind(path, filepath.Join(root, path)); err != nil {
			return err
		}
	}
	if err := o.newProc(root); err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(root, o.Dir), 0o755); err != nil {
		return err
	}
	return o.pivot(root)
}

// bind makes a file or folder visible at another path. A missing one stays missing, and a
// link stays a link.
func bind(path, at string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return link(path, at)
	case info.IsDir():
		err = os.MkdirAll(at, 0o755)
	default:
		err = touch(at)
	}
	if err != nil {
		return err
	}
	return mount(path, at, "", unix.MS_BIND|unix.MS_REC, "")
}

func link(path, at string) error {
	target, err := os.Readlink(path)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	if err := os.Symlink(target, at); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	return nil
}

// touch makes an empty file, to be covered.
func touch(at string) error {
	if err := os.MkdirAll(filepath.Dir(at), 0o755); err != nil {
		return err
	}
	file, err := os.OpenFile(at, os.O_CREATE|os.O_RDONLY, 0o644)
	if err != nil {
		return err
	}
	return file.Close()
}

// newProc makes /proc, which the race detector reads. It shows this process only.
func (o *order) newProc(root string) error {
	proc := filepath.Join(root, "proc")
	if err := os.MkdirAll(proc, 0o755); err != nil {
		return err
	}
	return mount("proc", proc, "proc", unix.MS_NOSUID|unix.MS_NODEV|unix.MS_NOEXEC, "")
}

// pivot makes root the root, and lets go of the old one: man 2 pivot_root, "pivot_root(".",
// ".")".
func (o *order) pivot(root string) error {
	if err := os.Chdir(root); err != nil {
		return err
	}
	if err := unix.PivotRoot(".", "."); err != nil {
		return fmt.Errorf("pivot_root: %w", err)
	}
	if err := unix.Unmount(".", unix.MNT_DETACH); err != nil {
		return fmt.Errorf("umount: %w", err)
	}
	return os.Chdir(filepath.Join("/", o.Dir))
}

func mount(source, at, kind string, flags uintptr, data string) error {
	if err := unix.Mount(source, at, kind, flags, data); err != nil {
		return fmt.Errorf("mount %s%s at %s: %w", kind, source, at, err)
	}
	return nil
}
