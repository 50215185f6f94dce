package report

import (
	"encoding/json"
	"strings"
)

// An event is a line of go test -json, as go doc test2json describes it.
type event struct{ Action, Package, Output string }

// joinEvents joins the output in the events of go test -json. A package prints
// a line in pieces, and other packages print meanwhile. A text without events
// stays the same.
func (t *text) joinEvents() (*text, error) {
	byPackage, order := map[string]*text{noPackage: {}}, []string{noPackage}
	events := false
	for _, l := range t.lines {
		e, ok, err := parseEvent(l)
		if err != nil {
			return nil, err
		}
		events = events || ok
		if byPackage[e.Package] == nil {
			byPackage[e.Package] = new(text)
			order = append(order, e.Package)
		}
		byPackage[e.Package].addOutput(e.Output, l.number)
	}
	if !events {
		return t, nil
	}
	joined := &text{notes: append(t.notes, msgEvents)}
	for _, name := range order {
		joined.lines = append(joined.lines, byPackage[name].lines...)
	}
	return joined, nil
}

// noPackage is the package of lines that are not events. It comes first, because a
// line like "cores: 2" is for all packages. It is no import path.
const noPackage = "\x00"

// parseEvent parses a line. A line that is no event is output of noPackage.
func parseEvent(l line) (e event, ok bool, err error) {
	text := strings.TrimSpace(l.text)
	raw := event{Package: noPackage, Output: l.text}
	if !l.open {
		raw.Output += "\n"
	}
	if !strings.HasPrefix(text, `{"`) {
		return raw, false, nil
	}
	err = json.Unmarshal([]byte(text), &e)
	switch {
	case err != nil && isEvent(text):
		return event{}, false, at(l.number, msgBadEvent, err)
	case err != nil || e.Action == "":
		return raw, false, nil
	case e.Action != "output":
		e.Output = ""
	}
	e.Output = lineMarks.ReplaceAllString(e.Output, "")
	return e, true, nil
}

// isEvent reports whether a line that is not JSON was an event.
func isEvent(text string) bool {
	for _, beginning := range []string{`{"Time":"`, `{"Action":"`, `{"ImportPath":"`} {
		n := min(len(text), len(beginning))
		if text[:n] == beginning[:n] {
			return true
		}
	}
	return false
}

// addOutput adds a piece that comes from a single line of the file.
func (t *text) addOutput(output string, number int) {
	for part := range strings.Lines(output) {
		t.add(part, number)
	}
}
