package readme

import (
	"fmt"
	"strings"

	"speedup.example/internal/course"
	"speedup.example/internal/report"
)

// measured says how and where raw lines were measured, from the lines themselves.
func measured(files []*report.File) string {
	cores := config(files, "cores") + " cores"
	if cores == "1 cores" {
		cores = "1 core"
	}
	where := []string{cores + " of " + config(files, "cpu")}
	if _, vectors, ok := strings.Cut(config(files, "go-simd"), ", "); ok {
		where = append(where, vectors)
	}
	where = append(where, config(files, "goos")+"/"+config(files, "goarch"), config(files, "go"))
	text := fmt.Sprintf("Measured in %s of %s: %s.", passes(files), command(files), strings.Join(where, ", "))
	for _, key := range []string{"env", "python", "cc", "cc-refused"} {
		if value := config(files, key); value != "" {
			text += fmt.Sprintf(" `%s: %s`.", key, value)
		}
	}
	return text
}

// config returns the value of a line "key: value" in the first file that has one.
func config(files []*report.File, key string) string {
	for _, f := range files {
		if value := f.Config(key); value != "" {
			return value
		}
	}
	return ""
}

// passes returns how often a row was measured, at most.
func passes(files []*report.File) string {
	most := 0
	for _, f := range files {
		for _, sample := range f.Results().Samples {
			most = max(most, len(sample.Seconds))
		}
	}
	if most == 1 {
		return "1 pass"
	}
	return fmt.Sprintf("%d passes", most)
}

// command returns the command that measures the same.
func command(files []*report.File) string {
	words := "./bench.sh"
	if sizes := files[0].Config("sizes"); sizes != "" {
		words += " " + sizes
	}
	if driver := files[0].Config("driver"); driver != "" {
		words += " -driver " + driver
	}
	exercises := files[0].Results().Exercises()
	e, ok := course.FindBenchmark(exercises[0])
	switch {
	case len(files) > 1:
		return "`" + words + "`, an exercise at a time"
	case !ok:
		var tests []string
		for _, pkg := range files[0].Configs("pkg") {
			tests = append(tests, test(pkg, strings.Join(exercises, "|")))
		}
		return strings.Join(tests, " and ")
	case len(exercises) == 1:
		words += " " + e.Name
	}
	return "`" + words + "`"
}

// test returns the command that measures a benchmark of a package. The cluster is a module
// of its own.
func test(pkg, benchmark string) string {
	_, folder, _ := strings.Cut(pkg, "/")
	command := "go test"
	if own, ok := strings.CutPrefix(folder, "internal/cluster/"); ok {
		command, folder = "go -C internal/cluster test", own
	}
	if strings.Contains(benchmark, "|") { // which is a pipe for the shell
		benchmark = "'" + benchmark + "'"
	}
	return fmt.Sprintf("`%s -run '^$' -bench %s ./%s`", command, benchmark, folder)
}
