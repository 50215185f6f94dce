package main

const (
	piecesHelp = `Pieces computes some pieces of an exercise (pi, options or var), on all cores, and
writes their answers to the standard output. Every piece depends on the size, the
seed and its number only. So it can be computed on any machine, at any time, and
twice. Lab combine puts the files together, and gives the answer that one machine
would have given, to the last bit.

The pieces are numbered from 0. Without -from and -to they are all. With -part I/K
they are the Ith of K shares, which is what an array of jobs needs.

Pieces may come in rounds: var first needs a pilot, where n is large. Then the first
files are of the pilot only, and lab combine says so. Give them to the next call, as
PART, and it computes pieces of the next round.`
	piecesExamples = `  go tool lab pieces pi -n 1000000000 -seed 1 -part 1/2 > part1.json
  go tool lab pieces pi -n 1000000000 -seed 1 -part 2/2 > part2.json
  go tool lab combine part1.json part2.json`
	combineHelp = `Combine reads the files of lab pieces, and prints the answer. They must be of the same
exercise, size, seed and kernel, and of a program of the same version. No piece may be
missing. A piece that is in several files must have the same answer in each.

The exit status is 3 if the files are complete, but only so far: their answers lead to
another round of pieces. It is 1 after any other error.`
)
