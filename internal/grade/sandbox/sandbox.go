// Package sandbox runs programs that nobody trusts. It works on Linux.
//
// A program in a [Box] has four walls around it. Each holds by itself what it can, so a
// hole in one is not a way out:
//
//   - Namespaces. The program sees no network, no other process, and no file but those that
//     the box names. All that it starts ends with it.
//   - Landlock. Of those files it can write only the ones that are for writing.
//   - Limits of memory, processor time, processes, and sizes of files and output. In a box
//     of one program the kernel refuses (seccomp) what they don't count: the memory of other
//     processes, and that which is shared.
//   - The rights of an ordinary user, who can gain none. If root grades, that is nobody.
//
// They are set by a shim. That is this program, started once more by [Box.Run], which sets
// them for itself and then becomes the program. So main has to call [Main] first. A small
// program that does the same starts sooner: see [Box.Shim].
//
// The kernel stays within reach of the program, and so does its own memory.
package sandbox

import (
	"fmt"
	"os"
	"time"
)

// A Box is what a program can use.
type Box struct {
	Root  string   // an empty folder that exists, as the root of what the program sees
	Read  []string // folders and files to read and to run
	Write []string // files to read and write, which exist
	Make  []string // folders to make, write and remove files in
	Alone bool     // the program starts no others, so Limits.Memory is that of the whole box
	Shim  string   // a program that calls Main; if empty, this one

	Limits  Limits
	Started func(*os.Process) `json:"-"` // is called, if not nil, when the program's process has begun
}

// FirstExtra is the descriptor of the first of a command's ExtraFiles. The shim uses the one
// before.
const FirstExtra = 4

// Limits are for each process of the program, except for Processes, Wall and Output.
type Limits struct {
	Memory    uint64        // bytes of data, without what is shared
	CPU       time.Duration // in whole seconds
	Wall      time.Duration // from the start
	FileSize  uint64        // bytes
	Files     uint64        // that are open
	Processes uint64        // and threads, of the user in all
	Output    int64         // bytes printed
}

// A Limit is the error of a program that was stopped at a limit.
type Limit struct{ What string }

func (l *Limit) Error() string { return "sandbox: stopped: " + l.What }

// A Broken is the error of a sandbox that could not be set up. The program did not run.
type Broken struct{ Why string }

func (b *Broken) Error() string { return fmt.Sprintf(notSetUp, b.Why) }

// Walls are those of a sandbox that this machine has.
type Walls struct {
	Namespaces bool
	Landlock   bool
	Seccomp    bool     // for boxes of one program
	Missing    []string // why others are missing, in sentences
}

// Whole reports whether all walls are there.
func (w Walls) Whole() bool { return w.Namespaces && w.Landlock && w.Seccomp }
