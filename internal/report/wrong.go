package report

import "regexp"

// A Wrong is a row that has no time, because its answer was wrong.
type Wrong struct {
	Row
	Answered, Right string
}

const wrongPrefix = "--- WRONG: "

var wrongLine = regexp.MustCompile(`^` + wrongPrefix + `Benchmark(\S+): answered (.*), right is (.*)$`)

// addWrong keeps a wrong answer. A peer reports it as
//
//	--- WRONG: BenchmarkSlowsum/n=10000000/impl=numba-2: answered 129, right is 333
func (f *File) addWrong(l line) error {
	match := wrongLine.FindStringSubmatch(l.text)
	if match == nil && l.open {
		return at(l.number, msgCut, l.quote())
	}
	if match == nil {
		f.note(msgWrongLine, l.number)
		return nil
	}
	row, err := rowOf([]byte(match[1]))
	if err != nil {
		return at(l.number, "%w", err)
	}
	f.wrong = append(f.wrong, Wrong{row, match[2], match[3]})
	return nil
}
