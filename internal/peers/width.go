package peers

import (
	"fmt"
	"os"
	"regexp"
	"runtime"
	"strings"

	"speedup.example/internal/course"
	"speedup.example/internal/vector"
)

// C is only as fast as the vectors in its loops are wide. Whether a compiler makes any
// depends on its version, its options and the processor. So this reads its output, the
// assembly of the program.

// noVectors is the width of a loop that takes one number at a time.
const noVectors = 64

// An assembly describes the assembly language of a processor.
type assembly struct {
	jump, call *regexp.Regexp // with the label that it goes to, or the function
	registers  []register     // the first one in an instruction counts
}

type register struct {
	name *regexp.Regexp
	bits int
}

// assemblies has assemblies by GOARCH. On x86 a single number is in a vector register,
// too, so the instruction decides.
var assemblies = map[string]assembly{
	"amd64": {
		jump: regexp.MustCompile(`^j\w+\s+(\.?L\w+)`),
		call: regexp.MustCompile(`^callq?\s+(\w+)`),
		registers: []register{
			{regexp.MustCompile(`%zmm`), 512},
			{regexp.MustCompile(`%ymm`), 256},
			{regexp.MustCompile(`^\w+s[sd]\s.*%xmm`), noVectors},
			{regexp.MustCompile(`%xmm`), 128},
		},
	},
	"arm64": {
		jump: regexp.MustCompile(`^(?:b\.?\w*|cbn?z|tbn?z)\s+(?:.*\s)?(\.?L\w+)$`),
		call: regexp.MustCompile(`^bl\s+(\w+)`),
		registers: []register{
			{regexp.MustCompile(`\b(v\d+\.(16b|8h|4s|2d)|[qz]\d+)\b`), 128},
			{regexp.MustCompile(`\b(v\d+\.|[hsd]\d+\b)`), noVectors},
		},
	},
}

// libmvec has the widths of the functions of glibc's vector library, by a letter in their
// names: _ZGVdN4v_log.
var (
	libmvec     = regexp.MustCompile(`^_+ZGV([a-z])`)
	libmvecBits = map[string]int{"b": 128, "n": 128, "s": 128, "c": 256, "d": 256, "e": 512}
)

// fullWidth returns the bits of the processor's vectors, or 0 if unknown.
func fullWidth() int {
	switch runtime.GOARCH {
	case "amd64":
		return map[vector.Width]int{vector.None: 128, vector.AVX2: 256, vector.AVX512: 512}[vector.Processor()]
	case "arm64":
		return 128
	}
	return 0
}

// readWidth returns the bits of the narrowest loop of the hot functions in a file of
// assembly, or 0 if unknown.
func readWidth(file string) int {
	text, err := os.ReadFile(file)
	a, ok := assemblies[runtime.GOARCH]
	if err != nil || !ok {
		return 0
	}
	return a.width(string(text))
}

func (a assembly) width(text string) (narrowest int) {
	for _, function := range hotFunctions(text) {
		for _, loop := range a.loops(function) {
			if bits := a.loopWidth(loop); narrowest == 0 || bits < narrowest {
				narrowest = bits
			}
		}
	}
	return narrowest
}

var (
	label    = regexp.MustCompile(`^([\w.$]+):`)
	hotLabel = regexp.MustCompile(`^_?hot_`)
)

// hotFunctions returns the lines of each function whose name begins with hot_. A label that
// begins with L, perhaps after a dot, is inside a function.
func hotFunctions(text string) (functions [][]string) {
	hot := false
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if name := label.FindString(line); name != "" && !strings.HasPrefix(strings.TrimPrefix(name, "."), "L") {
			if hot = hotLabel.MatchString(name); hot {
				functions = append(functions, nil)
			}
		}
		if hot {
			last := len(functions) - 1
			functions[last] = append(functions[last], line)
		}
	}
	return functions
}

// loops returns the innermost loops of a function: from a label to the jump back to it,
// without another loop in between.
func (a assembly) loops(function []string) (found [][]string) {
	at := map[string]int{} // by label
	last := -1             // where the latest loop begins
	for i, line := range function {
		if match := label.FindStringSubmatch(line); match != nil {
			at[match[1]] = i
		} else if match := a.jump.FindStringSubmatch(line); match != nil {
			if start, isBack := at[match[1]]; isBack && start > last {
				found = append(found, function[start:i+1])
				last = start
			}
		}
	}
	return found
}

// loopWidth returns the width that three in four of the loop's vector instructions have. A
// single narrower one may clear a register, but a vector that is taken apart has many. A
// call of a narrower function makes the loop that narrow.
func (a assembly) loopWidth(loop []string) int {
	widths, total, most := map[int]int{}, 0, 512
	for _, line := range loop {
		if match := a.call.FindStringSubmatch(line); match != nil {
			most = min(most, functionWidth(match[1]))
		} else if bits := a.instructionWidth(line); bits > 0 {
			widths[bits]++
			total++
		}
	}
	wide := 0
	for _, bits := range []int{512, 256, 128} {
		if wide += widths[bits]; wide > 0 && 4*wide >= 3*total {
			return min(bits, most)
		}
	}
	return noVectors
}

func functionWidth(name string) int {
	if match := libmvec.FindStringSubmatch(name); match != nil {
		return libmvecBits[match[1]]
	}
	return noVectors
}

// instructionWidth returns 0 for an instruction without such a register.
func (a assembly) instructionWidth(line string) int {
	for _, r := range a.registers {
		if r.name.MatchString(line) {
			return r.bits
		}
	}
	return 0
}

// A weakness is the reason why a lead over a row means little.
type weakness struct {
	exercise course.Exercise
	row, why string
}

// weak returns the rows in C whose loops are narrower than the processor's vectors.
func (p *Peers) weak() (found []weakness) {
	for _, e := range p.exercises {
		for _, row := range e.Peers {
			if row.Needs != course.C || p.lacks(e.Name, row) != course.Nothing {
				continue
			}
			if why := narrow(p.programs[e.Name].bits, fullWidth()); why != "" {
				found = append(found, weakness{e, row.Name, why})
			}
		}
	}
	return found
}

// narrow is empty if a loop is as wide as the processor's vectors.
func narrow(bits, full int) string {
	switch {
	case bits == 0 || full == 0:
		return "it is not known whether its loop has vectors"
	case bits >= full:
		return ""
	case bits == noVectors:
		return fmt.Sprintf("its loop has no vectors, this processor's have %d bits", full)
	}
	return fmt.Sprintf("its loop has vectors of %d bits, this processor's have %d", bits, full)
}
