package main

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"
)

func (l *benchLine) addFlags(cmd *cobra.Command) {
	flags := cmd.Flags()
	flags.Var(number{&l.Count}, "count", "passes over everything")
	flags.Var(benchtime{&l.Benchtime}, "benchtime", "time for a sample, or its runs")
	flags.Var(list{&l.CPUs, 999}, "cpu", "values of GOMAXPROCS")
	flags.Var(list{&l.Sizes, 1e12}, "sizes", "values of n")
	flags.Var(driver{&l.Machines}, "driver", "of the growth")
	flags.BoolVar(&l.Short, "short", false, "the sizes of a sweep")
	flags.BoolVarP(&l.verbose, "verbose", "v", false, "with intervals")
	flags.Var(margin{&l.margin}, "margin", "what counts as no difference")
	flags.Var(duration{&l.time}, "time", "for the first measurement of an exercise")
	flags.BoolVar(&l.check, "check", false, "fail if a row became slower")
	flags.Var(format{&l.format}, "format", "of the table")
	flags.Var(folder{&l.results}, "results", "the folder of the results")
	flags.StringVarP(&l.module, "module", "C", ".", "a folder of the module to measure")
}

// checkFlags refuses flags that have no effect on a command, or that it can't obey.
func (l *benchLine) checkFlags(command string) error {
	measures := command != "compare" && command != "show"
	turns := command == "ab" || command == "noise"
	switch {
	case l.check && command != "ab":
		return usagef("-check is for ab")
	case (l.margin != 0 || l.format != "") && command != "ab":
		return usagef("-margin and -format are for ab")
	case l.time != 0 && !turns:
		return usagef("-time is for ab and noise")
	case !measures && (l.Count != 0 || l.Benchtime != "" || len(l.CPUs) > 0):
		return usagef("%s measures nothing: it takes no -count, -benchtime or -cpu", command)
	case l.verbose && slices.Contains([]string{"compare", "growth", "reference"}, command):
		return usagef("%s takes no -v", command)
	case l.Short && command != "peers":
		return usagef("-short is for peers")
	case len(l.Sizes) > 0 && command != "growth":
		return usagef("-sizes is for growth")
	case l.Machines && command != "growth":
		return usagef("-driver is for growth")
	case len(l.CPUs) > 1 && (turns || slices.Contains([]string{"peers", "growth", "reference", "should", "crossover", "cluster"}, command)):
		return usagef("%s takes a single -cpu", command)
	}
	return nil
}

// A usageError is a wrong command line.
type usageError struct{ error }

func usagef(format string, args ...any) error {
	return usageError{fmt.Errorf("bench: "+format, args...)}
}

// A number is the value of -count.
type number struct{ n *int }

func (number) Type() string     { return "N" }
func (v number) String() string { return "" }

func (v number) Set(text string) (err error) {
	*v.n, err = strconv.Atoi(text)
	if err != nil || *v.n < 1 || *v.n > 9999 {
		return errors.New("want the number of passes, 1 to 9999")
	}
	return nil
}

// A benchtime is the value of -benchtime, as in the testing package.
type benchtime struct{ text *string }

func (benchtime) Type() string   { return "D" }
func (benchtime) String() string { return "" }

func (v benchtime) Set(text string) error {
	if runs, ok := strings.CutSuffix(text, "x"); ok {
		if n, err := strconv.ParseInt(runs, 10, 32); err == nil && n > 0 {
			*v.text = text
			return nil
		}
	}
	if d, err := time.ParseDuration(text); err == nil && d > 0 {
		*v.text = text
		return nil
	}
	return errors.New("want a time such as 50ms, or a number of runs such as 10x, and more than nothing")
}

// A list is the value of -cpu or -sizes: numbers from 1, each once.
type list struct {
	values *[]int
	most   int
}

func (list) Type() string     { return "LIST" }
func (v list) String() string { return "" }

func (v list) Set(text string) error {
	var values []int
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.Atoi(part)
		switch {
		case err != nil || n < 1 || n > v.most:
			return fmt.Errorf("want numbers from 1 to %d with commas between, such as 1,2,4", v.most)
		case slices.Contains(values, n):
			return fmt.Errorf("%d is there twice", n)
		}
		values = append(values, n)
	}
	*v.values = values
	return nil
}

// A driver is the value of -driver.
type driver struct{ machines *bool }

func (driver) Type() string   { return "NAME" }
func (driver) String() string { return "" }

func (v driver) Set(text string) error {
	if text != "cluster" {
		return errors.New("want cluster")
	}
	*v.machines = true
	return nil
}

// A folder is the value of -results.
type folder struct{ path *string }

func (folder) Type() string   { return "DIR" }
func (folder) String() string { return "" }

func (v folder) Set(text string) error {
	if text == "" {
		return errors.New("want a folder")
	}
	*v.path = text
	return nil
}
