package report

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"speedup.example/internal/course"
)

// Say returns a table of the results, the warnings, and the predictions. predicted
// may be nil.
func Say(table func(*Results) string, r *Results, predicted func(*Results) string) string {
	parts := []string{table(r), Warnings(r)}
	if predicted != nil {
		parts = append(parts, predicted(r))
	}
	parts = slices.DeleteFunc(parts, func(part string) bool { return part == "" })
	return strings.Join(parts, "\n")
}

func notMeasured(r *Results, impls []string) string {
	return fmt.Sprintf("not measured at GOMAXPROCS=%d: %s", r.At(), strings.Join(impls, ", "))
}

// Text says how many times faster, with the interval if there is one.
func (s Speedup) Text() string {
	switch {
	case math.IsNaN(s.Times):
		return "too fast for the clock"
	case !s.Bounded():
		return times(s.Times)
	}
	return fmt.Sprintf("%s (%s–%s)", times(s.Times), digits(s.Lo), digits(s.Hi))
}

// shareHeading returns the heading of a column that is empty if there is no limit.
func shareHeading(r *Results, t Table, heading string) string {
	if r.Samples[Row{t.Exercise, t.Size, course.Limit, r.At()}] == nil {
		return ""
	}
	return heading
}

// share formats a share of the limit. A row that takes less than half of the limit
// has another method, which that limit doesn't bound.
func share(of float64) string {
	switch {
	case math.IsNaN(of):
		return ""
	case of > 2:
		return "-"
	case of < 0.001:
		return "<0.1%"
	case of < 0.1:
		return fmt.Sprintf("%.1f%%", 100*of)
	}
	return percent(of)
}

func busy(s *Sample) string {
	if len(s.Busy) == 0 {
		return "?"
	}
	return fmt.Sprintf("%.2f", median(s.Busy))
}

// Warnings returns a line for each reason why the numbers mean less than they seem
// to.
func Warnings(r *Results) string {
	var b strings.Builder
	if over := oversubscribed(r); len(over) > 0 {
		fmt.Fprintf(&b, msgOversubscribed, strings.Join(over, ","), r.Cores)
	}
	n := r.Noise()
	if n.Spread > Quiet {
		fmt.Fprintf(&b, msgNoisy, percent(n.Spread), percent(n.WorstSpread), cut(n.Worst.table().String()+" "+n.Worst.Impl, longestName))
	}
	// A drift that is small beside the scatter is part of the scatter.
	if drift := math.Abs(n.Drift); drift > Quiet && drift > n.Spread/2 {
		fmt.Fprintf(&b, msgDrift, change(n.Drift))
	}
	return b.String()
}

// longestName leaves room in a line for the rest.
const longestName = 33

// cut cuts a text that is longer than most characters.
func cut(text string, most int) string {
	if runes := []rune(text); len(runes) > most {
		return string(runes[:most-3]) + "..."
	}
	return text
}

func oversubscribed(r *Results) []string {
	var over []string
	for _, p := range r.Procs() {
		if r.Cores != 0 && p > r.Cores {
			over = append(over, strconv.Itoa(p))
		}
	}
	return over
}

// change puts the relative change of a time into words.
func change(relative float64) string {
	if relative < 0 {
		return percent(-relative) + " faster"
	}
	return percent(relative) + " slower"
}

func percent(fraction float64) string { return fmt.Sprintf("%.0f%%", 100*fraction) }

// times formats a factor, as 1.95×.
func times(factor float64) string {
	if math.IsNaN(factor) {
		return "?"
	}
	return digits(factor) + "×"
}

// digits formats a factor or a time with two or three significant digits, and
// never with an exponent.
func digits(v float64) string {
	switch {
	case 0 < v && v < 0.01: // a driver that costs much more than it gains
		return fmt.Sprintf("%.*f", 1-int(math.Floor(math.Log10(v))), v)
	case v < 10:
		return fmt.Sprintf("%.2f", v)
	case v < 100:
		return fmt.Sprintf("%.1f", v)
	case v < 1e6:
		return fmt.Sprintf("%.0f", v)
	}
	return digits(v/1e6) + " million"
}

// duration formats seconds, as 587 ms.
func duration(seconds float64) string {
	units := []struct {
		name string
		size float64
	}{{"s", 1}, {"ms", 1e-3}, {"µs", 1e-6}, {"ns", 1e-9}}
	for _, u := range units {
		if seconds >= u.size {
			return digits(seconds/u.size) + " " + u.name
		}
	}
	return digits(seconds*1e9) + " ns"
}

// The side that a column is flush with, as the sign of fmt's width.
const (
	left  = -1
	right = +1
)

// writeTable lines up rows with equal numbers of fields. The first ones are names, flush
// with the left, and the others are numbers, flush with the right.
func writeTable(b *strings.Builder, names int, rows [][]string) {
	sides := slices.Repeat([]int{right}, len(rows[0]))
	for i := range names {
		sides[i] = left
	}
	writeColumns(b, rows, sides...)
}

// writeColumns lines up rows that have a field for each side.
func writeColumns(b *strings.Builder, rows [][]string, sides ...int) {
	widths := make([]int, len(sides))
	for _, row := range rows {
		for i, field := range row {
			widths[i] = max(widths[i], utf8.RuneCountInString(field))
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for i, field := range row {
			fmt.Fprintf(&line, "  %*s", sides[i]*widths[i], field)
		}
		b.WriteString(strings.TrimRight(line.String(), " ") + "\n")
	}
}
