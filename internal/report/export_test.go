package report

// Short formats a factor.
var Short = short

// Size formats bytes.
var Size = size

// Crossing returns where the row on all cores breaks even with the baseline.
func (r *Results) Crossing(exercise string) (c Crossing, ok bool) {
	return r.crossing(exercise, allCores)
}
