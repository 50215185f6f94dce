package page

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"gonum.org/v1/plot"
)

// logarithmic makes an axis logarithmic, from min to max with some room on both ends.
func logarithmic(axis *plot.Axis, low, high float64) {
	if high/low < 2 {
		low, high = low/1.5, high*1.5
	}
	room := math.Pow(high/low, 0.05)
	axis.Scale = plot.LogScale{}
	axis.Min, axis.Max = low/room, high*room
}

// decades are ticks at the powers of ten, at 2 and 5 times them if there are few, and
// otherwise not at each power.
func decades(low, high float64, label func(float64) string) plot.ConstantTicks {
	var ticks plot.ConstantTicks
	from, to := int(math.Floor(math.Log10(low))), int(math.Ceil(math.Log10(high)))
	step := 1 + (to-from)/6
	for e := from; e <= to; e++ {
		for _, m := range []float64{1, 2, 5} {
			v := m * math.Pow10(e)
			if v < low || v > high || m > 1 && math.Log10(high/low) > 2.5 || e%step != 0 {
				continue
			}
			ticks = append(ticks, plot.Tick{Value: v, Label: label(v)})
		}
	}
	return ticks
}

// powers are ticks at powers of ten alone, where labels stand side by side.
func powers(low, high float64, label func(float64) string) plot.ConstantTicks {
	return slices.DeleteFunc(decades(low, high, label), func(t plot.Tick) bool { return !isPower(t.Value) })
}

func isPower(v float64) bool {
	exponent := math.Log10(v)
	return math.Abs(exponent-math.Round(exponent)) < 1e-9
}

// plain formats a round number without an exponent: 0.05, 200000.
func plain(v float64) string { return strconv.FormatFloat(v, 'f', -1, 64) }

// factor formats a tick of times faster.
func factor(v float64) string { return number(v) + "×" }

// number shortens a round number: 20k, 5M.
func number(v float64) string {
	for _, unit := range []struct {
		size float64
		name string
	}{{1e9, "G"}, {1e6, "M"}, {1e3, "k"}} {
		if v >= unit.size*0.999 {
			return trim(v/unit.size) + unit.name
		}
	}
	return trim(v)
}

// seconds formats a tick of a time.
func seconds(v float64) string {
	for _, unit := range []struct {
		size float64
		name string
	}{{1, "s"}, {1e-3, "ms"}, {1e-6, "µs"}, {1e-9, "ns"}} {
		if v >= unit.size*0.999 {
			return trim(v/unit.size) + " " + unit.name
		}
	}
	return trim(v*1e12) + " ps"
}

// trim formats a number that is round, but for the last bits.
func trim(v float64) string {
	text := strconv.FormatFloat(v, 'g', 3, 64)
	if strings.Contains(text, "e") {
		rounded, _ := strconv.ParseFloat(text, 64)
		return plain(rounded)
	}
	return text
}
