package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"speedup.example/internal/grade"
	"speedup.example/internal/grade/formats"
)

// always are the formats that every grading writes.
var always = []string{"class", "feedback", "csv", "json"}

// chosenFormats returns the formats that every grading writes, and those with these names.
func chosenFormats(names []string) (chosen []formats.Format, err error) {
	seen := map[string]bool{"text": true} // it is printed
	for _, name := range append(always[:len(always):len(always)], names...) {
		f, err := formats.Find(name)
		if err != nil {
			return nil, err
		}
		if !seen[f.Name] {
			chosen = append(chosen, f)
		}
		seen[f.Name] = true
	}
	return chosen, nil
}

// write prints the table of the class, and writes the files.
func (g *grading) write(grades []grade.Grade) error {
	var files []string
	for _, f := range g.chosen {
		file, err := g.writeFormat(f, grades)
		if err != nil {
			return fmt.Errorf("grade: %s: %w", f.Name, err)
		}
		files = append(files, file)
	}
	if g.leaderboard != "" {
		if err := g.writeLeaderboard(grades); err != nil {
			return fmt.Errorf("grade: -leaderboard: %w", err)
		}
		fmt.Fprintf(g.stderr, leaderboardWritten, g.leaderboard)
	}
	if err := formats.Text(g.stdout, grades); err != nil {
		return err
	}
	_, err := fmt.Fprintf(g.stdout, gradeWritten, g.out, strings.Join(files, ", "), g.seed)
	return err
}

// writeFormat writes a file for the class, or a folder with a file for each student. It
// returns its name in the folder of results.
func (g *grading) writeFormat(f formats.Format, grades []grade.Grade) (name string, err error) {
	if !f.PerStudent {
		return f.File, g.writeFile(f, filepath.Join(g.out, f.File), grades)
	}
	if err := os.MkdirAll(filepath.Join(g.out, f.Name), 0o777); err != nil {
		return "", err
	}
	for i, one := range grades {
		file := filepath.Join(g.out, f.Name, one.Student.ID+filepath.Ext(f.File))
		if err := g.writeFile(f, file, grades[i:i+1]); err != nil {
			return "", err
		}
	}
	return f.Name + string(filepath.Separator), nil
}

func (g *grading) writeFile(f formats.Format, path string, grades []grade.Grade) error {
	in := formats.Input{Getenv: os.Getenv}
	if g.worksheet != "" {
		worksheet, err := os.Open(g.worksheet)
		if err != nil {
			return err
		}
		defer worksheet.Close()
		in.Worksheet = worksheet
	}
	var text bytes.Buffer
	warnings, err := f.Write(&text, grades, in)
	for _, warning := range warnings {
		warn(g.stderr, errors.New(warning))
	}
	if err != nil {
		return err // and leave an older file as it is
	}
	half := path + ".half"
	if err := os.WriteFile(half, text.Bytes(), 0o666); err != nil {
		return err
	}
	return os.Rename(half, path)
}

func (g *grading) writeLeaderboard(grades []grade.Grade) error {
	f, err := formats.Find("leaderboard")
	if err != nil {
		return err
	}
	return g.writeFile(f, g.leaderboard, grades)
}

// checkWorksheet tries the worksheet before anything is graded.
func (g *grading) checkWorksheet() error {
	wanted := slices.ContainsFunc(g.chosen, func(f formats.Format) bool { return f.Name == "moodle-worksheet" })
	switch {
	case wanted && g.worksheet == "":
		return errors.New(noWorksheet)
	case g.worksheet == "":
		return nil
	}
	worksheet, err := os.Open(g.worksheet)
	if err != nil {
		return fmt.Errorf("grade: -worksheet: %w", err)
	}
	defer worksheet.Close()
	if _, err := formats.MoodleWorksheet(io.Discard, worksheet, nil); err != nil {
		return fmt.Errorf("grade: -worksheet %s: %w", g.worksheet, err)
	}
	return nil
}

// shellWords returns words as a shell takes them.
func shellWords(words []string) string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = word
		if word == "" || strings.ContainsAny(word, " \t\n'\"$&|;<>()*?[]#~`\\!{}") {
			quoted[i] = "'" + strings.ReplaceAll(word, "'", `'\''`) + "'"
		}
	}
	return strings.Join(quoted, " ")
}
