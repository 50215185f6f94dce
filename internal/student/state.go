package student

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"speedup.example/internal/check/record"
	"speedup.example/internal/course"
)

// A State is what lab remembers of a student's work, in the folder .lab of the
// module. Deleting it loses nothing else.
type State struct {
	Results     map[string]Checked    `json:"results"`     // by exercise
	Hints       map[string]int        `json:"hints"`       // given so far, by function: pi.Parallel
	Predictions map[string]Prediction `json:"predictions"` // by exercise and row: pi/parallel
}

// Checked is the outcome of an exercise's last check.
type Checked struct {
	Results []Result  `json:"results"`
	When    time.Time `json:"when"`
	// The hashes of the student's files at that time, by function.
	Sources map[string]string `json:"sources"`
}

// A Prediction says how many times faster than sequential a row of the
// benchmarks will be. It is noted before the row is measured.
type Prediction struct {
	Times float64   `json:"times"`
	When  time.Time `json:"when"`
}

func (m *Module) stateFile() string { return filepath.Join(m.Root, ".lab", "state.json") }

// State returns what lab remembers, or an empty state. If the file is damaged, the error
// says so, and where it is kept. Then the state is still valid.
func (m *Module) State() (*State, error) {
	content, err := os.ReadFile(m.stateFile())
	if errors.Is(err, fs.ErrNotExist) {
		return newState(), nil
	}
	s := newState()
	if err == nil {
		err = json.Unmarshal(content, s)
	}
	if err != nil {
		return newState(), fmt.Errorf(stateDamaged, filepath.Join(".lab", "state.json"), err, m.setAside())
	}
	return s, nil
}

func newState() *State {
	return &State{Results: map[string]Checked{}, Hints: map[string]int{}, Predictions: map[string]Prediction{}}
}

// setAside keeps a damaged file under another name, and returns a clause that names it.
func (m *Module) setAside() string {
	damaged := m.stateFile() + ".damaged"
	if os.Rename(m.stateFile(), damaged) != nil {
		return ""
	}
	return "; it is kept as " + filepath.Join(".lab", filepath.Base(damaged))
}

// Save remembers the state. It replaces the file in one step, so Ctrl-C leaves
// the old one or the new one.
func (m *Module) Save(s *State) error {
	content, err := json.MarshalIndent(s, "", "\t")
	if err != nil {
		return err
	}
	file := m.stateFile()
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(file+".new", append(content, '\n'), 0o666); err != nil {
		return err
	}
	return os.Rename(file+".new", file)
}

// source returns the hash of a function's file.
func (m *Module) source(exercise, function string) string {
	stub, err := m.Stub(exercise, function)
	if err != nil {
		return ""
	}
	content, _ := os.ReadFile(filepath.Join(m.Root, filepath.FromSlash(stub.File)))
	return Hash(content)
}

// Remember notes the results of an exercise, which may be those of some
// functions only.
func (m *Module) Remember(s *State, exercise course.Exercise, results []Result) error {
	for _, f := range exercise.Functions {
		m.forget(s, exercise.Name, f.Name)
	}
	checked := s.Results[exercise.Name]
	if checked.Sources == nil {
		checked.Sources = map[string]string{}
	}
	checked.When = time.Now()
	checked.Results = append(checked.Results, results...)
	for _, f := range exercise.Functions {
		checked.Sources[f.Name] = m.source(exercise.Name, f.Name)
	}
	s.Results[exercise.Name] = checked
	return m.Save(s)
}

// forget forgets the results of a function.
func (m *Module) forget(s *State, exercise, function string) {
	checked := s.Results[exercise]
	checked.Results = slices.DeleteFunc(checked.Results, func(r Result) bool { return r.Function == function })
	delete(checked.Sources, function)
	s.Results[exercise] = checked
}

// Forget forgets the results of a function that begins afresh.
func (m *Module) Forget(s *State, exercise, function string) error {
	m.forget(s, exercise, function)
	return m.Save(s)
}

// Stale reports whether a function's file has changed since it was checked.
func (m *Module) Stale(s *State, exercise, function string) bool {
	hash, ok := s.Results[exercise].Sources[function]
	return ok && hash != m.source(exercise, function)
}

// Score returns the points of the checks that passed, and of all that could run
// here, for one function, or for all if the name is empty.
func Score(results []Result, function string) (got, of int) {
	for _, r := range results {
		if (function == "" || r.Function == function) && r.Verdict != record.NotHere {
			of += r.Points
			if r.Verdict == record.Passed {
				got += r.Points
			}
		}
	}
	return got, of
}

// Next returns the first function of the given exercises, in the order of the
// lecture, whose checks have not all passed. ok is false if there is none.
func (s *State) Next(exercises []course.Exercise) (exercise, function string, ok bool) {
	for _, e := range exercises {
		for _, f := range e.Functions {
			got, of := Score(s.Results[e.Name].Results, f.Name)
			if of == 0 || got < of {
				return e.Name, f.Name, true
			}
		}
	}
	return "", "", false
}

// Predict notes a prediction such as 1.9x, or 1,9× for a row of an exercise.
func (m *Module) Predict(s *State, exercise, row, times string) error {
	number := strings.Replace(strings.TrimRight(strings.ToLower(times), "x×"), ",", ".", 1)
	value, err := strconv.ParseFloat(number, 64)
	if err != nil || !(value > 0 && value <= 1e9) {
		return fmt.Errorf("the prediction is %q, want how many times faster than sequential, such as 1.9x", times)
	}
	s.Predictions[exercise+"/"+row] = Prediction{value, time.Now()}
	return m.Save(s)
}
