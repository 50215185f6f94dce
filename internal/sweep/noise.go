package sweep

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
)

// noiseRounds is the least number of rounds that [Bench.Noise] makes, for an interval.
const noiseRounds = 12

// Noise measures the rows of an exercise against themselves for a while, at one size. It
// returns the comparison, and keeps no result.
func (b *Bench) Noise(ctx context.Context, e course.Exercise, size course.Size, d time.Duration, progress *Progress) (*report.Pair, error) {
	tmp, err := b.Env.TempDir()
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(tmp)
	var said error
	say := func(format string, args ...any) { said = errors.Join(said, fmt.Errorf(format, args...)) }
	builder := &Builder{Env: b.Env, Root: b.Root, Dir: tmp, Say: say}
	done := progress.During("building " + e.Name)
	built, _ := builder.Plain(ctx, []course.Exercise{e})
	done()
	if len(built) == 0 {
		return nil, errors.Join(ctx.Err(), said)
	}
	e.Sizes.Short = []course.Size{size}
	o := AB{Options: Options{Exercises: []course.Exercise{e}}, Time: d}.withDefaults(b.Cores)
	return b.measureNoise(ctx, o, tmp, progress)
}

// measureNoise makes the rounds of [Bench.Noise] with the programs in dir.
func (b *Bench) measureNoise(ctx context.Context, o AB, dir string, progress *Progress) (*report.Pair, error) {
	results, err := NewResults(dir, "noise", append(b.config(o.Options),
		report.KeyBefore+": the working tree", report.KeyAfter+": the working tree",
		fmt.Sprintf("%s: %g", report.KeyMargin, o.Margin), report.KeyIdentical+": yes")...)
	if err != nil {
		return nil, err
	}
	programs := &Processes{Env: b.Env, Root: b.Root, Dir: dir}
	s := &Sweep{Results: results, Progress: progress, Limit: probeTime, Runner: Sides{report.KeyBefore: programs, report.KeyAfter: programs}}
	r := &Rounds{
		Sweep: s, Every: controlsEvery, Least: noiseRounds, Most: mostRounds, Time: o.Time,
		Questions: o.planSide(o.Exercises[0], Built{}, everyRow),
	}
	err = r.Run(ctx)
	progress.Clear()
	path, _, closeErr := results.Close()
	if err = errors.Join(err, closeErr, failed(s.Failed)); err != nil {
		return nil, err
	}
	return readPair(path)
}
