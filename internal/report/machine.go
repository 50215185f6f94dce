package report

import (
	"cmp"
	"fmt"
	"strings"
)

// MachineWarnings returns a sentence for each difference between the machine of the
// first file and those of the others. It ignores what a file does not tell.
func MachineWarnings(files ...*File) string {
	var b strings.Builder
	for i, f := range files[min(1, len(files)):] {
		for _, fact := range facts {
			was, is := fact.of(files[0]), fact.of(files[i+1])
			if was != "" && is != "" && was != is {
				fmt.Fprintf(&b, fact.warning, files[0], was, f, is)
			}
		}
	}
	return b.String()
}

// facts are the things beside the code that a time depends on.
var facts = []struct {
	of      func(*File) string
	warning string
}{
	{coresInWords, msgOtherCores},
	{func(f *File) string { return f.Config("cpu") }, msgOtherCPU},
	{system, msgOtherSystem},
	{func(f *File) string { return f.Config("go") }, msgOtherGo},
	{environment, msgOtherEnvironment},
}

func coresInWords(f *File) string {
	switch cores := f.cores(); cores {
	case 0:
		return ""
	case 1:
		return "1 core"
	default:
		return fmt.Sprintf("%d cores", cores)
	}
}

// environment is empty for an older file, which does not name its Go.
func environment(f *File) string {
	if f.Config("go") == "" {
		return ""
	}
	return cmp.Or(f.Config("env"), "nothing")
}

func system(f *File) string {
	return strings.Trim(f.Config("goos")+"/"+f.Config("goarch"), "/")
}
