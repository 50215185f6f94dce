package main

import (
	"os"
	"strconv"

	"github.com/mattn/go-isatty"
	"golang.org/x/term"
)

// widthVariable tells a program beside cores how wide the terminal is. The program writes
// into a pipe, and cores prints that above its picture. A terminal of its own (a pty) would
// tell the same, and follow when the window changes, but Windows needs other code for it.
const widthVariable = "SPEEDUP_WIDTH"

// width returns the columns of a terminal, or of that behind cores. It is 0 for a file, and
// for any other pipe.
func width(file *os.File) int {
	if columns := terminalWidth(file); columns > 0 {
		return columns
	}
	return passedWidth(file)
}

// terminalWidth returns the columns of a terminal, or 0 for any other file.
func terminalWidth(file *os.File) int {
	if !isatty.IsTerminal(file.Fd()) && !isatty.IsCygwinTerminal(file.Fd()) {
		return 0
	}
	if columns, _, err := term.GetSize(int(file.Fd())); err == nil && columns > 0 {
		return columns
	}
	return 80
}

// passedWidth returns the columns that cores passes on, if the file is a pipe. A file keeps
// what no terminal is wide enough for.
func passedWidth(file *os.File) int {
	info, err := file.Stat()
	if err != nil || info.Mode()&os.ModeNamedPipe == 0 {
		return 0
	}
	columns, err := strconv.Atoi(os.Getenv(widthVariable))
	if err != nil {
		return 0
	}
	return max(columns, 0)
}
