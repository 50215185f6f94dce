package main

import (
	"context"
	"fmt"
	"os"
	"strings"

	"speedup.example/internal/course"
	"speedup.example/internal/doctor"
	"speedup.example/internal/grade/sandbox"
	"speedup.example/internal/peers"
)

func init() {
	moreProbes = []doctor.Probe{
		{Name: "peers", Slow: true, Try: tryPeers},
		{Name: "sandbox", Try: trySandbox},
	}
}

// tryPeers looks for Python and C, and compiles the programs in C.
func tryPeers(ctx context.Context, m *doctor.Machine) (findings []doctor.Finding) {
	const tried = "the programs in Python and C"
	temp, err := m.Env.TempDir()
	if err != nil {
		return []doctor.Finding{{State: doctor.Odd, Tried: tried, Found: err.Error()}}
	}
	defer os.RemoveAll(temp)
	found, err := peers.Prepare(ctx, m.Env, m.Root, temp, course.Exercises)
	if err != nil {
		return []doctor.Finding{{State: doctor.Odd, Tried: tried, Found: err.Error()}}
	}
	defer found.Close()
	for _, note := range found.Advice() {
		found := strings.TrimSpace(note.Found + "\n" + note.Printed)
		findings = append(findings, doctor.Finding{State: doctor.Odd, Tried: tried, Found: found, Try: ways(note)})
	}
	rows := 0
	for _, e := range course.Exercises {
		rows += len(found.Rows(e.Name))
	}
	if rows == 0 {
		return findings
	}
	return append(findings, doctor.Finding{State: doctor.Good, Tried: tried, Found: fmt.Sprintf(peersRun, rows, strings.Join(found.Config(), "; "))})
}

func ways(note peers.Note) (all []doctor.Advice) {
	for _, way := range note.Try {
		all = append(all, doctor.Advice(way))
	}
	return all
}

// trySandbox tries to get out of the sandbox of lab grade.
func trySandbox(ctx context.Context, _ *doctor.Machine) []doctor.Finding {
	const tried = "an escape from the sandbox of lab grade"
	walls, err := sandbox.Probe(ctx)
	switch {
	case err != nil:
		return []doctor.Finding{{State: doctor.Odd, Tried: tried, Found: err.Error(), Try: []doctor.Advice{{Words: otherGrader}}}}
	case !walls.Whole():
		return []doctor.Finding{{State: doctor.Odd, Tried: tried, Found: strings.Join(walls.Missing, "\n"), Try: []doctor.Advice{{Words: otherGrader}}}}
	}
	return []doctor.Finding{{State: doctor.Good, Tried: tried, Found: "it fails, at every wall"}}
}
