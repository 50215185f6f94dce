package bench

import (
	"flag"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"speedup.example/internal/course"
)

var sizes selection

func init() {
	flag.Var(&sizes, "sizes", "benchmark the sizes `short`, lecture or growth of the exercise, or values of n, such as 1000,1000000")
}

// A selection is the value of -sizes: the name of a list in package course, or
// values of n. The zero selection is short.
type selection struct {
	name string
	ns   []int
}

func (s *selection) String() string {
	if s.ns != nil {
		return strings.Trim(strings.ReplaceAll(fmt.Sprint(s.ns), " ", ","), "[]")
	}
	return s.name
}

func (s *selection) Set(text string) error {
	*s = selection{}
	if slices.Contains([]string{course.Short, course.Lecture, course.Growth}, text) {
		s.name = text
		return nil
	}
	for part := range strings.SplitSeq(text, ",") {
		n, err := strconv.Atoi(part)
		if err != nil || n < 1 {
			return fmt.Errorf("%q is no size, want short, lecture, growth, or values of n from 1", part)
		}
		if slices.Contains(s.ns, n) {
			return fmt.Errorf("%d is there twice", n)
		}
		s.ns = append(s.ns, n)
	}
	return nil
}

// of returns the selected sizes of an exercise.
func (s *selection) of(e course.Exercise) (sizes []course.Size, err error) {
	switch {
	case s.name == course.Lecture:
		return e.Sizes.Lecture, nil
	case s.name == course.Growth:
		return e.Sizes.Growth, nil
	case s.ns == nil:
		return e.Sizes.Short, nil
	}
	for _, n := range s.ns {
		size, err := e.Size(n)
		if err != nil {
			return nil, fmt.Errorf("-sizes: %w", err)
		}
		sizes = append(sizes, size)
	}
	return sizes, nil
}
