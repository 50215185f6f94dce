package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"speedup.example/internal/course"
	"speedup.example/internal/grade/intake"
	alike "speedup.example/internal/grade/similar"
)

// least is the share of a submission that two have to have in common to be listed.
// Independent right programs share at most a tenth.
const least = 0.3

// writeSimilar lists the pairs of submissions that are alike, and writes them side by side.
func (g *grading) writeSimilar(root string, submissions []intake.Submission) error {
	known, err := courseSources(root)
	if err != nil {
		return err
	}
	var sources []alike.Source
	for _, s := range submissions {
		sources = append(sources, alike.Source{ID: s.Student.ID, Files: s.Files})
	}
	pairs := alike.Pairs(sources, known, least)
	path := filepath.Join(g.out, "similar.txt")
	file, err := os.Create(path)
	if err != nil {
		return fmt.Errorf("grade: -similar: %w", err)
	}
	defer file.Close()
	fmt.Fprintf(g.stdout, similarBegins, len(pairs), path)
	for _, pair := range pairs {
		fmt.Fprintf(g.stdout, similarPair, 100*pair.Shared, pair.A, pair.B)
		if err := pair.Write(file, 160); err != nil {
			return err
		}
	}
	return file.Close()
}

// courseSources returns the code that all students have, and the solutions.
func courseSources(root string) (known []map[string][]byte, err error) {
	files := map[string][]byte{}
	for _, e := range course.Exercises {
		paths, globErr := filepath.Glob(filepath.Join(root, e.Name, "*.go"))
		err = errors.Join(err, globErr)
		for _, path := range paths {
			text, readErr := os.ReadFile(path)
			err = errors.Join(err, readErr)
			files[e.Name+"/"+filepath.Base(path)] = text
		}
	}
	stubs, stubErr := stubsOf(root)
	handedOut := map[string][]byte{}
	for _, stub := range stubs {
		handedOut[stub.File] = []byte(stub.Source)
	}
	return []map[string][]byte{files, handedOut}, errors.Join(err, stubErr)
}
