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

// abFlags are those of ab and noise.
type abFlags struct {
	margin float64
	time   time.Duration
	check  bool
	format string
}

// errSlower ends ab -check; the answer has said what is slower.
var errSlower = errors.New("slower")

// ab compares the working tree with what it was.
func (l *benchLine) ab(ctx context.Context, b *sweep.Bench) error {
	o := sweep.AB{Options: l.Options, Margin: l.margin, Time: l.time}
	words := l.words[1:]
	var err error
	if o.Before, words, err = l.before(ctx, b, words); err != nil {
		return err
	}
	o.Named = len(words) > 0
	pair, err := l.inTurn(ctx, b, o, words, now()+"-ab")
	if errors.Is(err, sweep.ErrNothingChanged) {
		fmt.Fprintf(b.Stdout, "Nothing that is measured differs between %s and the working tree.\n", o.Before.Name)
		return nil
	}
	if pair != nil {
		err = errors.Join(err, pair.Write(b.Stdout, l.format))
	}
	if err == nil && l.check && pair.Slower() {
		return errSlower
	}
	return err
}

// before returns the version that the first word names, or HEAD, and the other words.
func (l *benchLine) before(ctx context.Context, b *sweep.Bench, words []string) (v sweep.Version, rest []string, err error) {
	name, isDefault := "HEAD", true
	if len(words) > 0 {
		if _, err := course.Find(folderName(b.Root, words[0])); err != nil {
			name, words, isDefault = words[0], words[1:], false
		}
	}
	if v, ok, err := sweep.SavedVersion(l.results, name); ok || err != nil {
		return v, words, err
	}
	hash, err := source.Revision(ctx, b.Env, b.Root, name)
	switch {
	case err == nil:
		return sweep.Revision(b.Env, b.Root, name, hash), words, nil
	case isDefault:
		return v, nil, usagef("there is no git repository with a commit here to compare with: save first (./bench.sh save NAME), then ./bench.sh ab NAME")
	}
	return v, nil, usagef("%q is no exercise, no result that was saved with its sources, and no revision of git", name)
}

// noise compares the working tree with itself.
func (l *benchLine) noise(ctx context.Context, b *sweep.Bench) error {
	o := sweep.AB{Options: l.Options, Margin: l.margin, Time: l.time, Named: true, Before: sweep.Version{Name: "the working tree"}}
	pair, err := l.inTurn(ctx, b, o, l.words[1:], now()+"-noise")
	if pair != nil {
		err = errors.Join(err, pair.WriteNoise(b.Stdout))
	}
	return err
}

// inTurn measures the exercises that the words name, or all, in two versions.
func (l *benchLine) inTurn(ctx context.Context, b *sweep.Bench, o sweep.AB, words []string, name string) (pair *report.Pair, err error) {
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
