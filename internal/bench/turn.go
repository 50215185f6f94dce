package bench

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"runtime"
	"slices"

	"speedup.example/internal/bench/turns"
	"speedup.example/internal/course"
)

// replies is the descriptor for replies to a parent that gives tasks.
var replies = flag.Int(turns.Flag, 0, "do the tasks of the standard input, and reply on this `descriptor`, instead of measuring")

// seed is that of the random numbers of a benchmark.
const seed = 1

// serve does the tasks of a parent. Then it ends the process, because the testing package
// would run the benchmark again, to measure for longer.
func (t Table[Driver, Kernel, Answer]) serve(ctx context.Context, e course.Exercise) {
	do := func(task turns.Task) turns.Reply { return t.turn(ctx, e, task) }
	if err := turns.Serve(os.Stdin, os.NewFile(uintptr(*replies), "replies"), do); err != nil {
		fmt.Fprintln(os.Stderr, "bench: -turns:", err)
		os.Exit(1)
	}
	os.Exit(0)
}

// turn does a task. An answer that was not made here can have any shape, so its check may
// panic.
func (t Table[Driver, Kernel, Answer]) turn(ctx context.Context, e course.Exercise, task turns.Task) (reply turns.Reply) {
	defer func() {
		if p := recover(); p != nil {
			reply = turns.Reply{Error: fmt.Sprint("it panics: ", p)}
		}
	}()
	cell, err := t.cellOf(e, task)
	switch {
	case err == nil && task.Answer != nil:
		var answer Answer
		if err = json.Unmarshal(task.Answer, &answer); err == nil {
			err = cell.Check(answer)
		}
	case err == nil:
		runtime.GOMAXPROCS(task.Procs)
		var answer Answer
		if answer, err = cell.Run(ctx); err == nil {
			reply.Answer, err = json.Marshal(answer)
		}
	}
	if err != nil {
		reply = turns.Reply{Error: err.Error()}
	}
	return reply
}

func (t Table[Driver, Kernel, Answer]) cellOf(e course.Exercise, task turns.Task) (cell Cell[Answer], err error) {
	i := slices.IndexFunc(e.Rows, func(r course.Row) bool { return r.Name == task.Row })
	if i < 0 || e.IOBound {
		return cell, fmt.Errorf("%s has no row %q that computes", e.Name, task.Row)
	}
	size, err := e.Size(task.N)
	if err != nil {
		return cell, err
	}
	size.Seed = task.Seed
	if t.Prepare != nil {
		t.Prepare(nil, size)
	}
	return t.cell(e, size, e.Rows[i])
}
