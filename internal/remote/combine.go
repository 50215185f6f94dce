package remote

import (
	"context"
	"errors"
	"fmt"
	"runtime"

	"golang.org/x/sync/errgroup"

	"speedup.example/internal/workers"
)

// A lookup is the engine that finds its answers in parts. At the first round that the parts
// lack something of, it stops the driver with that.
type lookup struct {
	parts set
	round int
}

// A missing is a round that the parts lack pieces of.
type missing struct {
	round   int
	kernel  string
	asked   string
	pieces  [][]byte
	numbers []int
}

func (m *missing) Error() string {
	return fmt.Sprintf("round %d: no part has piece %s of 0 to %d", m.round, ranges(m.numbers), len(m.pieces)-1)
}

// answers is a workers.Encoded.
func (l *lookup) answers(_ context.Context, kernel string, pieces [][]byte) ([][]byte, error) {
	l.round++
	asked, err := hash(kernel, pieces)
	if err != nil {
		return nil, err
	}
	answers, numbers, err := l.parts.answers(l.round, kernel, asked, len(pieces))
	if err != nil {
		return nil, err
	}
	if len(numbers) > 0 {
		return nil, &missing{l.round, kernel, asked, pieces, numbers}
	}
	return answers, nil
}

// run runs the driver as far as the parts go.
func (w Work) run(ctx context.Context, parts []*Part) (string, error) {
	for _, p := range parts {
		if err := p.fits(w); err != nil {
			return "", err
		}
	}
	l := &lookup{parts: parts}
	answer, err := w.Run(workers.NewContext(ctx, workers.Encoded(l.answers)))
	if err == nil && l.round == 0 {
		return "", errors.New(msgTooSmall)
	}
	return answer, err
}

// A NextRound is the error of parts that complete all rounds before this one, and have
// nothing of it.
type NextRound struct{ Round int }

func (n *NextRound) Error() string { return fmt.Sprintf(msgNextRound, n.Round-1, n.Round) }

// Combine returns the answer of the work that the parts are of: what Sequential answers, to
// the last bit. The error is a [*NextRound] if that needs another round of pieces.
func Combine(ctx context.Context, parts []*Part) (string, error) {
	if len(parts) == 0 {
		return "", errors.New("no parts to combine")
	}
	answer, err := parts[0].Work.run(ctx, parts)
	var lacks *missing
	if errors.As(err, &lacks) && len(lacks.numbers) == len(lacks.pieces) && lacks.round > 1 {
		return "", &NextRound{lacks.round}
	}
	if err != nil {
		return "", err
	}
	return answer, nil
}

// A Share is a part of the pieces of a round.
type Share func(pieces int) (from, to int, err error)

// Range returns the share of the pieces From to To−1. A negative To is the end.
func Range(from, to int) Share {
	return func(pieces int) (int, int, error) {
		if to < 0 {
			to = pieces
		}
		if from < 0 || from > to || to > pieces {
			return 0, 0, fmt.Errorf(msgRange, from, to, pieces)
		}
		return from, to, nil
	}
}

// Fraction returns share i of k of about the same size, from 1. It is empty where there are
// fewer pieces than shares.
func Fraction(i, k int) Share {
	return func(pieces int) (int, int, error) { return (i - 1) * pieces / k, i * pieces / k, nil }
}

// Pieces computes a share of the first round that the parts lack something of, on all cores.
// done is told how many pieces are ready, of how many.
func Pieces(ctx context.Context, w Work, share Share, parts []*Part, done func(ready, of int)) (*Part, error) {
	_, err := w.run(ctx, parts)
	var next *missing
	switch {
	case err == nil:
		return nil, errors.New(msgComplete)
	case !errors.As(err, &next):
		return nil, err
	}
	from, to, err := share(len(next.pieces))
	if err != nil {
		return nil, err
	}
	answers, err := compute(ctx, next.kernel, next.pieces[from:to], done)
	if err != nil {
		return nil, err
	}
	p := &Part{Work: w, Version: workers.Version(), Round: next.round, Asked: next.asked, Pieces: len(next.pieces), Answers: map[int][]byte{}}
	for i, answer := range answers {
		p.Answers[from+i] = answer
	}
	return p, nil
}

// compute answers pieces in this process, as many at a time as GOMAXPROCS allows.
func compute(ctx context.Context, kernel string, pieces [][]byte, done func(ready, of int)) ([][]byte, error) {
	answers := make([][]byte, len(pieces))
	ready := make(chan struct{}, len(pieces))
	g, ctx := errgroup.WithContext(ctx)
	g.SetLimit(runtime.GOMAXPROCS(0) + 1) // and the one that counts
	g.Go(func() error {
		for i := range pieces {
			select {
			case <-ready:
				done(i+1, len(pieces))
			case <-ctx.Done():
				return ctx.Err()
			}
		}
		return nil
	})
	for i, piece := range pieces {
		g.Go(func() (err error) {
			if ctx.Err() == nil {
				answers[i], err = workers.Answer(kernel, piece)
				ready <- struct{}{}
			}
			return err
		})
	}
	return answers, g.Wait()
}
