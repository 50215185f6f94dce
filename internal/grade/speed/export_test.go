package speed

import "speedup.example/internal/course"

// ResultOf sums up rounds with the seconds of sequential code, the limit, the student, the
// course and the control.
func ResultOf(rounds ...[5]float64) Result {
	var all []times
	for _, r := range rounds {
		all = append(all, times{sequential: r[0], limit: r[1], student: r[2], course: r[3], control: r[4]})
	}
	return resultOf(course.Timed{Row: course.OnAllCores}, 2, all)
}
