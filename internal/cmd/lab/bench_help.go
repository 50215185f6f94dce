package main

import (
	"strings"

	"speedup.example/internal/course"
)

func benchHelp() string {
	return strings.ReplaceAll(benchHelpText, "EXERCISES", strings.Join(course.Names(), " "))
}

const benchHelpText = `Measures the exercises, prints tables, and says how many times faster each
implementation is. The raw lines are kept under results/.

  ./bench.sh [EXERCISE...]             sweep all exercises, or these
  ./bench.sh ab [BEFORE] [EXERCISE...] is my change faster? The working tree and
                                       BEFORE, interleaved: a revision of git
                                       (HEAD if there is none), or a saved name
  ./bench.sh save NAME [EXERCISE...]   the same, kept as results/NAME.txt
  ./bench.sh compare BEFORE AFTER      compare two results, by name or file: two
                                       blocks of time, so ab shows more
  ./bench.sh noise [EXERCISE...]       the smallest difference that shows here
  ./bench.sh show [NAME]               print the tables of a result again
                                       (of the newest, without a name)
  ./bench.sh lecture [EXERCISE...]     the lecture's own sizes and its table:
                                       implementation, time, times faster
  ./bench.sh peers [EXERCISE...]       the same beside Python, NumPy, Numba and
                                       C, as far as this machine has them
  ./bench.sh growth [EXERCISE...]      how time and memory of the fast kernels
                                       grow, from 100,000 units of work to 10^9
  ./bench.sh reference                 what goroutines cost, and processes: to
                                       start them, to hand out a piece, to
                                       share data
  ./bench.sh should [EXERCISE...]      should you? where parallel loses, and
                                       from which size on it wins
  ./bench.sh crossover [EXERCISE...]   the same at more sizes, and where it
                                       crosses
  ./bench.sh cluster [EXERCISE...]     the fastest kernel on one core, on all
                                       cores, in processes, and on machines: a
                                       server and a worker for each core, here;
                                       from which size on each pays
  ./bench.sh -h                        print this

Where there is no bash: go tool lab bench, with the same words.

Exercises: EXERCISES

Flags, before or after the words:

  -count N        passes over everything: samples a row (16; growth, reference,
                  cluster: 6; should, crossover: 20; peers: 3; lecture: 3, or
                  fewer, so that an exercise takes no more than 40 seconds)
                  benchstat needs 6 to say how sure a number is
  -benchtime D    time for a sample, as 50ms or 1.5s, or its runs, as 10x (10ms;
                  growth, reference, cluster: 50ms; peers: 200ms; lecture: 1s);
                  a single run may take longer
  -cpu LIST       values of GOMAXPROCS (1,2,4,8; all other commands: all cores)
  -time D         ab, noise: time for an exercise (45s); ab takes that again for
                  what differed
  -margin P       ab: what counts as no difference (2%)
  -check          ab: exit with 1 if a row became slower
  -format F       ab: text, md or csv
  -sizes LIST     growth only: values of n
  -driver cluster growth only: on all cores beside machines, up to 10^10 units
                  of work
  -short          peers only: the sizes of a sweep, not the lecture's
  -v              show, and all that measure: how sure each number is
  -results DIR    keep results there, not in the module's folder results/
  -C DIR          measure the module that DIR is in

A sweep with the defaults takes two or three minutes, and so do the lecture's
sizes; the growth about six; the peers eight, because Python's loops are slow.
On a terminal the end of the output has the point. What is wider, or beyond the
cores, is in a file, as of ./bench.sh show | cat. Each GOMAXPROCS has its own
process, and the passes are interleaved, so a machine that slows down slows all
rows alike. Results are never overwritten: an older results/NAME.txt becomes
results/NAME.1.txt. Ctrl-C ends a sweep early, and keeps what was measured. If a
benchmark fails, the others go on. A sweep leaves out settings that would change
the numbers, such as -race in GOFLAGS, and names them.

ab interleaves many short samples of both versions, and compares within each
round. A row is faster or slower if its rounds say so twice, corrected for the
number of rows. The rows that run the same code in both are controls: if one of
them moved, ab calls no row that moved less. save keeps the sources beside the
result, so ab needs no git.

Exit status: 0; 1 if a benchmark failed, or with -check, if a row became slower;
2 for a wrong command line; 130 if interrupted.

Examples:

  ./bench.sh pi options                sweep two exercises
  ./bench.sh -cpu 1,2 -count 12 pi     more samples, fewer columns
  ./bench.sh ab pi                     change the code, and see what changed
                                       since HEAD
  ./bench.sh save before pi            or measure it first ...
  ./bench.sh ab before pi              ... then change the code, and see
`
