package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
	"speedup.example/internal/source"
	"speedup.example/internal/sweep"
)

// abFlags holds the flags of ab and noise.
type abFlags struct {
	margin float64
	time   time.Duration
	check  bool
	format string
}

// errSlower ends ab -check, after the answer has named the slower rows.
var errSlower = errors.New("slower")

// ab compares the working tree with an earlier version.
func (l *benchLine) ab(ctx context.Context, b *sweep.Bench) error {
	o := sweep.AB{Options: l.Options, Margin: l.margin, Time: l.time}
	words := l.words[1:]
	var err error
	if o.Before, words, err = l.before(ctx, b, words); err != nil {
		return err
	}
	o.Named = len(words) > 0
	pair, err := l.interleaved(ctx, b, o, words, now()+"-ab")
	if errors.Is(err, sweep.ErrNothingChanged) {
		return l.nothingChanged(b, o.Before.Name)
	}
	if pair != nil {
		err = errors.Join(err, pair.Write(b.Stdout, l.format))
	}
	if err == nil && l.check && pair.Slower() {
		return errSlower
	}
	return err
}

// nothingChanged prints the answer if nothing was measured. A program gets a table
// without rows.
func (l *benchLine) nothingChanged(b *sweep.Bench, before string) error {
	w := b.Stdout
	if l.format == report.CSV {
		w = b.Stderr
		if err := new(report.Pair).Write(b.Stdout, report.CSV); err != nil {
			return err
		}
	}
	_, err := fmt.Fprintf(w, "Nothing that is measured differs between %s and the working tree.\n", before)
	return err
}

// before returns the version that the first word names, or HEAD, and the remaining words.
func (l *benchLine) before(ctx context.Context, b *sweep.Bench, words []string) (v sweep.Version, rest []string, err error) {
	isExercise := func(word string) bool {
		_, err := course.Find(folderName(b.Root, word))
		return err == nil
	}
	isDefault := len(words) == 0 || isExercise(words[0])
	rest = words
	if !isDefault {
		rest = words[1:]
	}
	if i := slices.IndexFunc(rest, func(word string) bool { return !isExercise(word) }); i >= 0 {
		return v, nil, usagef(versionFirst,
			rest[i], strings.Join(course.Names(), " "))
	}
	if isDefault {
		v, err = l.head(ctx, b)
	} else {
		v, err = l.named(ctx, b, words[0])
	}
	return v, rest, err
}

// head returns the last commit.
func (l *benchLine) head(ctx context.Context, b *sweep.Bench) (v sweep.Version, err error) {
	hash, err := source.Revision(ctx, b.Env, b.Root, "HEAD")
	if err != nil {
		return v, usagef(noCommit, cause(err))
	}
	return sweep.Revision(b.Env, b.Root, "HEAD", hash), nil
}

// named returns the version of a saved result, or of git. A file with that name may be
// something else.
func (l *benchLine) named(ctx context.Context, b *sweep.Bench, name string) (v sweep.Version, err error) {
	v, ok, savedErr := sweep.SavedVersion(l.results, name)
	hash, err := source.Revision(ctx, b.Env, b.Root, name)
	switch {
	case ok && savedErr == nil && err == nil:
		fmt.Fprintf(b.Stderr, savedAndRevision, name, hash, hash)
		return v, nil
	case ok && savedErr == nil:
		return v, nil
	case err == nil:
		return sweep.Revision(b.Env, b.Root, name, hash), nil
	case savedErr != nil:
		return v, savedErr
	}
	return v, usagef(noSuchVersion, name, cause(err))
}

// cause returns in brackets why there is no revision.
func cause(err error) string {
	var revision *source.RevisionError
	if !errors.As(err, &revision) || revision.Cause == "" {
		return ""
	}
	return " (" + revision.Cause + ")"
}

// noise compares the working tree with itself.
func (l *benchLine) noise(ctx context.Context, b *sweep.Bench) error {
	o := sweep.AB{Options: l.Options, Margin: l.margin, Time: l.time, Named: true, Before: sweep.Version{Name: "the working tree"}}
	pair, err := l.interleaved(ctx, b, o, l.words[1:], now()+"-noise")
	if pair != nil {
		err = errors.Join(err, pair.WriteNoise(b.Stdout))
	}
	return err
}

// interleaved measures the exercises that the words name, or all, in two versions.
func (l *benchLine) interleaved(ctx context.Context, b *sweep.Bench, o sweep.AB, words []string, name string) (pair *report.Pair, err error) {
	if o.Exercises, err = benchExercises(b.Root, words); err != nil {
		return nil, err
	}
	return b.Compared(ctx, o, l.results, name)
}

// A margin is the value of -margin: 2%.
type margin struct{ value *float64 }

func (margin) Type() string   { return "P" }
func (margin) String() string { return "" }

func (v margin) Set(text string) error {
	number, isPercent := strings.CutSuffix(text, "%")
	value, err := strconv.ParseFloat(number, 64)
	if isPercent {
		value /= 100
	}
	if err != nil || !(value > 0 && value < 1) {
		return errors.New("want a part of the time such as 2%, of more than nothing and less than all")
	}
	*v.value = value
	return nil
}

// A format is the value of -format.
type format struct{ name *string }

func (format) Type() string   { return "FORMAT" }
func (format) String() string { return "" }

func (v format) Set(text string) error {
	if formats := []string{report.Text, report.Markdown, report.CSV}; !slices.Contains(formats, text) {
		return fmt.Errorf("want one of %s", strings.Join(formats, ", "))
	}
	*v.name = text
	return nil
}

// A duration is the value of -time.
type duration struct{ d *time.Duration }

func (duration) Type() string   { return "D" }
func (duration) String() string { return "" }

func (v duration) Set(text string) error {
	d, err := time.ParseDuration(text)
	if err != nil || d <= 0 {
		return errors.New("want a time such as 45s or 2m")
	}
	*v.d = d
	return nil
}
