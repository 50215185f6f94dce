package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"speedup.example/internal/course"
)

// benchCommands are the words that lab bench takes before the exercises.
var benchCommands = []string{"ab", "save", "compare", "show", "noise", "lecture", "peers", "growth", "reference", "should", "crossover", "cluster"}

// unknownWord lists the words that exist, and suggests one.
func unknownWord(word string) error {
	meant := ""
	if suggestions := similar(word, slices.Concat(course.Names(), benchCommands)); len(suggestions) > 0 {
		meant = ", did you mean " + strings.Join(suggestions, " or ") + "?"
	}
	return usagef("no exercise or command %q%s\nexercises: %s\ncommands: %s (see ./bench.sh -h)",
		word, meant, strings.Join(course.Names(), " "), strings.Join(benchCommands, " "))
}

// similar returns the words that differ from a mistyped one in one or two letters, by
// cobra's count.
func similar(word string, words []string) []string {
	tree := &cobra.Command{SuggestionsMinimumDistance: 2}
	for _, name := range words {
		tree.AddCommand(&cobra.Command{Use: name, Run: func(*cobra.Command, []string) {}})
	}
	suggestions := tree.SuggestionsFor(word)
	if len(word) < 3 {
		return nil // every short word is similar to it
	}
	return suggestions
}
