package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"speedup.example/internal/child"
	"speedup.example/internal/cluster"
	"speedup.example/internal/grade"
	"speedup.example/internal/grade/remote"
	"speedup.example/internal/grade/sandbox"
)

// joinGrading lets a worker grade, too, if it can. Otherwise it only says why not, to
// teachers who ask. It returns how many pieces the worker has answered.
func joinGrading(ctx context.Context, at cluster.Address) (done int) {
	w, unfit := newGrader(ctx)
	if unfit == nil {
		done, unfit = join(ctx, at, remote.Grades, w)
	}
	if ctx.Err() == nil {
		at.Note(fmt.Sprintf(gradesNothing, unfit))
		skill := cluster.Skill{Name: remote.Grades, Unfit: unfit.Error()}
		_, _ = skill.Join(ctx, at) // whose connection ends as that of the kernels
	}
	return done
}

// joinMeasuring lets a worker measure, while no other on this machine does.
func joinMeasuring(ctx context.Context, at cluster.Address) (done int) {
	resign, err := remote.Elect(ctx)
	if err != nil {
		return 0
	}
	defer resign()
	w, err := newGrader(ctx)
	if err != nil {
		return 0 // joinGrading says why
	}
	done, err = join(ctx, at, remote.Measures, w)
	if ctx.Err() == nil {
		at.Note(fmt.Sprintf(measuresNothing, err))
	}
	return done
}

// probe looks for the sandbox. Tests have machines without one.
var probe = sandbox.Probe

// newGrader returns what answers pieces here, or why nothing can.
func newGrader(ctx context.Context) (*remote.Worker, error) {
	walls, err := probe(ctx)
	if err == nil && !walls.Whole() {
		err = errors.New(strings.Join(walls.Missing, " "))
	}
	if err != nil {
		return nil, fmt.Errorf(noSandbox, err)
	}
	env, err := child.NewEnv(ctx, ".")
	if err != nil {
		return nil, err
	}
	root, err := env.Root()
	if err != nil {
		return nil, err
	}
	cache, err := os.UserCacheDir()
	if err != nil {
		return nil, err
	}
	version, err := grade.Version(ctx, root)
	if err != nil {
		return nil, err
	}
	host, _ := os.Hostname()
	return &remote.Worker{
		Name: fmt.Sprintf("%s-%d", host, os.Getpid()), Course: root, Version: version, Walls: walls,
		Cache: filepath.Join(cache, "speedup-grade"), Slots: filepath.Join(cache, "speedup-grade-workers"),
	}, nil
}

// join answers pieces of a kind until ctx ends, or the worker can't go on, and says why.
func join(ctx context.Context, at cluster.Address, kind string, w *remote.Worker) (done int, err error) {
	skill := skillOf(kind, w.Version)
	skill.Do = func(ctx context.Context, kernel string, piece []byte) ([]byte, error) {
		answer, err := w.Do(ctx, kernel, piece)
		var unfit *remote.Unfit
		if errors.As(err, &unfit) {
			return nil, cluster.Unfit(unfit.Error())
		}
		return answer, err
	}
	done, err = skill.Join(ctx, at)
	return done, errors.Join(err, w.Close())
}

// skillOf is a kind of work as a skill. Its version is that of the course.
func skillOf(kind, version string) cluster.Skill { return cluster.Skill{Name: kind, Version: version} }

// A caller lets the workers at a server answer pieces. It is a [remote.Caller].
type caller struct {
	engines map[string]*cluster.Engine // by the kind of work
	lost    context.CancelCauseFunc    // the server
}

// dialAll connects with the workers of both kinds.
func dialAll(at cluster.Address, version string, lost context.CancelCauseFunc) (c *caller, err error) {
	c = &caller{engines: map[string]*cluster.Engine{}, lost: lost}
	for _, kind := range []string{remote.Grades, remote.Measures} {
		c.engines[kind], err = skillOf(kind, version).Dial(at, whoIsHere(kind, at.Note))
		if err != nil {
			return c, err
		}
	}
	return c, nil
}

// Call is a run of one piece.
func (c *caller) Call(ctx context.Context, kind string, piece []byte) ([]byte, error) {
	e, ok := c.engines[kind]
	if !ok {
		return nil, fmt.Errorf("cluster: no kind of work %q", kind)
	}
	answers, err := e.Carry(ctx, kind, [][]byte{piece})
	if err != nil {
		if ended := e.Ended(); ended != nil {
			c.lost(ended)
		}
		return nil, err
	}
	return answers[0], nil
}

func (c *caller) close() {
	for _, e := range c.engines {
		if e != nil {
			e.Close()
		}
	}
}
